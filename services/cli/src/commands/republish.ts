import { randomUUID } from 'node:crypto'
import { toldRecord } from '@zhipei/ingestion/outbox'
import { createSqliteGraduateStore } from '@zhipei/shared/adapters/sqlite/graduate-store'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import { createEvent } from '@zhipei/shared/platform/events'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { storeCommand } from './operator-bus.ts'

const recordsPerCall = 500

/**
 * `zhipei republish graduates|postings [--data DIR]`: tells an empty Kafka the last state of everything that the store of a
 * stopped service holds, for readers to fill their indexes from. May be repeated: readers ignore what they know.
 */
export const republish = storeCommand('republish', { graduates: republishGraduates, postings: republishPostings })

async function republishPostings(bus: EventBus, directory: string): Promise<void> {
  const store = createSqlitePostingStore(directory)
  try {
    const count = await eachPage(
      after => store.listById(after, recordsPerCall),
      ({ posting }) => posting.id,
      records =>
        bus.publish(
          'postings.screened',
          records.map(record => toldRecord(record, Date.now()))
        )
    )
    console.error(`已重新发布 ${count} 个岗位的最新状态`)
  } finally {
    await store.close()
  }
}

async function republishGraduates(bus: EventBus, directory: string): Promise<void> {
  const store = createSqliteGraduateStore(directory)
  try {
    const told = (record: Parameters<typeof store.put>[0][number]) => ({
      key: record.graduate.graduateId,
      value: createEvent('graduates.changed', record, { atMs: Date.now(), traceId: randomUUID() })
    })
    const count = await eachPage(
      after => store.listById(after, recordsPerCall),
      ({ graduate }) => graduate.graduateId,
      records => bus.publish('graduates.changed', records.map(told))
    )
    console.error(`已重新发布 ${count} 位毕业生的最新状态`)
  } finally {
    await store.close()
  }
}

/** @returns how many records there were */
async function eachPage<R>(
  list: (afterId: string) => Promise<readonly R[]>,
  idOf: (record: R) => string,
  take: (page: readonly R[]) => Promise<void>
): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const page = await list(after)
    const last = page.at(-1)
    if (last === undefined) return count
    await take(page)
    count += page.length
    after = idOf(last)
  }
}
