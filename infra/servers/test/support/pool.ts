import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { KafkaEventBus } from '@zhipei/shared/adapters/kafka/event-bus'
import type { ScreenedPosting } from '@zhipei/shared/contracts/posting'

const zhipei = fileURLToPath(new URL('../../../../../services/cli/bin/zhipei.js', import.meta.url))
const requestItemsMax = 500

/** A synthetic pool in `directory`, by the product's own generator. */
export async function generatePool(directory: string, postings: number, graduates: number): Promise<void> {
  const counts = ['--postings', String(postings), '--graduates', String(graduates)]
  await promisify(execFile)(process.execPath, [zhipei, 'generate', ...counts, '--seed', '11', '--output', directory])
}

export async function* linesOf(directory: string, file: string): AsyncGenerator<Record<string, unknown>> {
  for await (const line of createInterface({ input: createReadStream(join(directory, file)) })) yield JSON.parse(line)
}

/** Sends every posting of the pool, each request until it is accepted. @returns the platform ids of what was accepted */
export async function sendPostings(url: string, directory: string, onSent: (total: number) => void): Promise<string[]> {
  const accepted: string[] = []
  let items: unknown[] = []
  const flush = async () => {
    const answer = await untilAnswered(`${url}/v1/postings`, 'POST', items)
    accepted.push(...((await answer.json()) as { ids: string[] }).ids)
    items = []
    onSent(accepted.length)
  }
  for await (const posting of linesOf(directory, 'postings.ndjson'))
    if (items.push(posting) === requestItemsMax) await flush()
  if (items.length > 0) await flush()
  return accepted
}

/** Repeats a request for as long as nobody answers it: writes are idempotent. */
export async function untilAnswered(url: string, method: string, body: unknown): Promise<Response> {
  for (;;) {
    try {
      const answer = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(60_000)
      })
      if (answer.ok) return answer
      if (answer.status !== 503 && answer.status !== 429)
        throw new RangeError(`${method} ${url}: ${answer.status} ${await answer.text()}`)
    } catch (error) {
      if (error instanceof RangeError) throw error
    }
    await sleep(200)
  }
}

/** The last state of every posting in `postings.screened`, read from the first event on. */
export async function lastStates(bus: KafkaEventBus, group: string): Promise<Map<string, ScreenedPosting>> {
  const states = new Map<string, ScreenedPosting>()
  const subscription = await bus.subscribe({
    topic: 'postings.screened',
    group,
    batchEventsMax: 1_000,
    async handle(batch) {
      for (const { key, value } of batch)
        if (value === null) states.delete(key)
        else states.set(key, value.data)
    }
  })
  while ((await bus.lag('postings.screened', group)) > 0) await sleep(100)
  await subscription.close()
  return states
}

/** The ids that the index holds alive. */
export async function indexedIds(url: string, prefix: string): Promise<string[]> {
  const ids: string[] = []
  await fetch(`${url}/${prefix}*/_refresh`, { method: 'POST' })
  for (let after: unknown[] | undefined; ; ) {
    const query = { term: { live: true } }
    const body = { size: 10_000, _source: ['id'], query, sort: [{ id: 'asc' }], ...(after && { search_after: after }) }
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/${prefix}*/_search`, { method: 'POST', headers, body: JSON.stringify(body) })
    const { hits } = ((await answer.json()) as { hits: { hits: { _source: { id: string }; sort: unknown[] }[] } }).hits
    ids.push(...hits.map(({ _source }) => _source.id))
    after = hits.at(-1)?.sort
    if (after === undefined) return ids.sort()
  }
}
