import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseInstant } from '@zhipei/shared/domain/normalise/dates'
import { generateGraduates } from '../generate/graduates.ts'
import { createLineWriter } from '../generate/line-writer.ts'
import { generateLabelledPostings, type PoolOptions } from '../generate/postings.ts'
import { integer, required, UsageError, usage } from '../usage.ts'

const countMax = 10_000_000
const seedMax = 2_147_483_647
const options = {
  postings: { type: 'string' },
  graduates: { type: 'string' },
  seed: { type: 'string' },
  output: { type: 'string' },
  at: { type: 'string' }
} as const

/**
 * `zhipei generate --postings N --graduates M --seed S --output DIR [--at ISO-TIME]`: writes postings.ndjson,
 * graduates.ndjson and labels.ndjson (what was planted in which posting) in constant memory. The same arguments give
 * the same bytes.
 */
export async function generate(args: readonly string[]): Promise<void> {
  const { values } = usage(() => parseArgs({ args: [...args], options }))
  const postings = integer(required(values.postings, 'postings'), 'postings', 0, countMax)
  const graduates = integer(required(values.graduates, 'graduates'), 'graduates', 0, countMax)
  const seed = integer(required(values.seed, 'seed'), 'seed', 0, seedMax)
  const directory = required(values.output, 'output')
  const shared = values.at === undefined ? { seed } : { seed, at: instant(values.at) }
  await mkdir(directory, { recursive: true })
  const startMs = performance.now()
  const labels = await writePostings(directory, { ...shared, count: postings })
  await writeGraduates(directory, { ...shared, count: graduates })
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  console.error(`${directory}: ${postings} postings, ${graduates} graduates, ${labels} labels in ${seconds} s`)
}

function instant(text: string): Date {
  const at = parseInstant(text)
  if (at === null) throw new UsageError(`--at must be an ISO-8601 time, got ${text}`)
  return new Date(at)
}

/** Returns how many postings have a label. */
async function writePostings(directory: string, pool: PoolOptions): Promise<number> {
  const postings = await createLineWriter(join(directory, 'postings.ndjson'))
  const labels = await createLineWriter(join(directory, 'labels.ndjson'))
  let labelled = 0
  try {
    for (const { submission, label } of generateLabelledPostings(pool)) {
      const full = postings.write(submission)
      if (full !== undefined) await full
      if (label.findings.length + label.dirty.length === 0 && label.duplicateOf === null) continue
      labelled++
      const fullLabels = labels.write(label)
      if (fullLabels !== undefined) await fullLabels
    }
  } finally {
    await postings.close()
    await labels.close()
  }
  return labelled
}

async function writeGraduates(directory: string, pool: PoolOptions): Promise<void> {
  const graduates = await createLineWriter(join(directory, 'graduates.ndjson'))
  try {
    for (const graduate of generateGraduates(pool)) {
      const full = graduates.write(graduate)
      if (full !== undefined) await full
    }
  } finally {
    await graduates.close()
  }
}
