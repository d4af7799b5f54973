import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import { carryingRepeats } from '@zhipei/shared/domain/screening/record/repeats'
import { screenRecord } from '@zhipei/shared/domain/screening/record/screen-record'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import type { PostingRecord } from '@zhipei/shared/ports/posting-store'
import { readEmbeddedConfig } from '../config.ts'
import { usage } from '../usage.ts'

const recordsPerPage = 200
const differentMax = 20

/**
 * `zhipei replay [--data DIR] [--posting ID]`: screens stored postings again by the rules that decided, as of the time when
 * they did, and compares; a report as JSON on stdout. Postings that other versions decided are counted: docs/SCREENING.md
 * says how to replay those. The data folder must not be in use. @throws where a replayed decision differs
 */
export async function replay(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({ args: [...args], options: { data: { type: 'string' }, posting: { type: 'string' } } })
  )
  const directory = values.data ?? readEmbeddedConfig(process.env).ZHIPEI_DATA_DIR
  const store = createSqlitePostingStore(join(directory, 'ingestion'))
  const screener = createScreener()
  const otherVersions: Record<string, number> = {}
  const different: string[] = []
  let replayed = 0

  function check({ posting, submission, screening }: PostingRecord): void {
    const { rulesVersion, at } = screening
    if (rulesVersion !== screener.rulesVersion || at === undefined) {
      otherVersions[rulesVersion] = (otherVersions[rulesVersion] ?? 0) + 1
      return
    }
    replayed++
    const again = carryingRepeats(screenRecord(screener, posting, submission, Date.parse(at)), screening)
    // As stored: what JSON leaves out is no difference.
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(again)), screening)) different.push(posting.id)
  }

  try {
    if (values.posting === undefined)
      for (let page = await store.listById('', recordsPerPage); page.length > 0; ) {
        for (const record of page) check(record)
        page = await store.listById(page.at(-1)?.posting.id ?? '', recordsPerPage)
      }
    else {
      const record = await store.get(values.posting)
      if (record === undefined) throw new Error(`没有岗位 ${values.posting}（请用平台编号，如 hnjob:123）`)
      check(record)
    }
  } finally {
    await store.close()
  }
  const report = { rulesVersion: screener.rulesVersion, replayed, different: different.length, otherVersions }
  process.stdout.write(`${JSON.stringify({ ...report, examples: different.slice(0, differentMax) }, null, 2)}\n`)
  if (different.length > 0) throw new Error(`${different.length} 个岗位的审核结果不能重现`)
}
