import type { FetchedBatch, FetchedRecord, KafkaClient, RunningConsumer } from './kafka-types.ts'

/** Hands over every record that the topic holds now, in order per partition, until `take` returns false. */
export async function readToEnd(
  client: KafkaClient,
  follow: (topic: string, handle: (batch: FetchedBatch) => Promise<void>) => Promise<RunningConsumer>,
  topic: string,
  take: (record: FetchedRecord) => boolean
): Promise<void> {
  const open = new Map<number, number>()
  for (const { partition, low, high } of await client.ranges(topic)) if (high > low) open.set(partition, high)
  if (open.size === 0) return
  let finish = () => undefined as undefined
  const finished = new Promise<void>(resolve => {
    finish = () => void resolve()
  })
  const reached = new Map<number, number>()
  const consumer = await follow(topic, async batch => {
    for (const record of batch.records) {
      // A member that rejoined gets again what it did not commit.
      if (!open.has(record.partition) || record.offset < (reached.get(record.partition) ?? 0)) continue
      reached.set(record.partition, record.offset + 1)
      if (!take(record)) open.clear()
      else if (record.offset + 1 >= (open.get(record.partition) as number)) open.delete(record.partition)
    }
    const last = batch.records.at(-1)
    if (last !== undefined) batch.advance(last.offset + 1)
    if (open.size === 0) finish()
  })
  await finished
  await consumer.close()
}
