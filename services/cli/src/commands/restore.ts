import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSqliteGraduateStore } from '@zhipei/shared/adapters/sqlite/graduate-store'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import type { EventOf, TopicName } from '@zhipei/shared/contracts/events'
import type { Delivery, EventBus } from '@zhipei/shared/ports/event-bus'
import { storeCommand } from './operator-bus.ts'

const recordsPerCall = 500
const pollMs = 100

/**
 * `zhipei restore graduates|postings [--data DIR]`: brings the store of a stopped service up to date from Kafka.
 * graduates: an empty store of profile gets the last state of every graduate; who was erased does not come back.
 * postings: what was submitted since the copy of ingestion's store was made is submitted again, for ingestion to screen
 * when it starts. May be repeated.
 */
export const restore = storeCommand('restore', { graduates: restoreGraduates, postings: restorePostings })

async function restoreGraduates(bus: EventBus, directory: string): Promise<void> {
  const store = createSqliteGraduateStore(directory)
  try {
    if ((await store.count()) > 0)
      throw new Error(
        `${directory} 中已有毕业生。Kafka 保存着每位毕业生的最新状态：请移走这个目录后再恢复，已删除的人不会恢复`
      )
    await readAll(bus, 'graduates.changed', async batch => {
      for (const { key, value } of batch)
        if (value === null) await store.remove([key])
        else await store.put([value.data])
    })
    console.error(`已恢复 ${await store.count()} 位毕业生`)
  } finally {
    await store.close()
  }
}

async function restorePostings(bus: EventBus, directory: string): Promise<void> {
  const store = createSqlitePostingStore(directory)
  const latest = new Map<string, EventOf<'postings.submitted'>>()
  try {
    await readAll(bus, 'postings.submitted', async batch => {
      const stored = await store.getMany(batch.map(({ key }) => key))
      for (const { key, value } of batch) {
        if (value === null) continue
        const known = Math.max(stored.get(key)?.posting.revision ?? 0, latest.get(key)?.data.revision ?? 0)
        if (value.data.revision > known) latest.set(key, value)
      }
    })
  } finally {
    await store.close()
  }
  const records = [...latest].map(([key, value]) => ({ key, value }))
  // In the order in which they came: which of two near-copies is the earlier depends on it.
  records.sort((a, b) => a.value.data.revision - b.value.data.revision)
  for (let at = 0; at < records.length; at += recordsPerCall)
    await bus.publish('postings.submitted', records.slice(at, at + recordsPerCall))
  console.error(`副本之后提交的 ${records.length} 个岗位已重新提交，ingestion 启动后处理`)
}

/** Everything that the topic holds now, in a group of its own. */
async function readAll<T extends TopicName>(
  bus: EventBus,
  topic: T,
  take: (batch: readonly Delivery<T>[]) => Promise<void>
): Promise<void> {
  const group = `restore-${randomUUID()}`
  const handle = async (batch: readonly Delivery<T>[]) => {
    try {
      await take(batch)
    } catch (error) {
      // An event is not at fault where a store is: none goes to the dead letters.
      throw Object.assign(error as Error, { retryable: true })
    }
  }
  const subscription = await bus.subscribe({ topic, group, batchEventsMax: recordsPerCall, handle })
  while ((await bus.lag(topic, group)) > 0) await sleep(pollMs)
  await subscription.close()
}
