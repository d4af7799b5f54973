import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { keywordBaseline } from '../src/domain/screening/baseline.ts'
import type { Submission } from '../src/domain/screening/context.ts'
import { families } from '../src/domain/screening/families.ts'
import { createScreener } from '../src/domain/screening/screener.ts'
import { dataFile, skipWithout } from '../test/support/data.ts'

/** CPU per posting of about 350 characters beside two plain methods, then the growth of time on hostile text. */
const lengthMin = 300
const lengthMax = 400
const sampleSize = 2000
const rounds = 5

const screener = createScreener()
const phrases = [...new Set(families.flatMap(({ rules }) => rules.flatMap(({ triggers }) => triggers)))]
const expressions = phrases.map(phrase => new RegExp(phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'))

/** One regular expression per phrase, each over every field: what rule lists usually do. */
function perPhrase(submission: Submission): number {
  let found = 0
  for (const text of Object.values(submission)) {
    if (typeof text !== 'string') continue
    for (const expression of expressions) for (const _ of text.matchAll(expression)) found++
  }
  return found
}

function cpuMicroseconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

async function readSample(): Promise<Submission[]> {
  const sample: Submission[] = []
  let row = 0
  for await (const line of createInterface({
    input: createReadStream(dataFile('postings.jsonl.gz')).pipe(createGunzip())
  })) {
    // Every seventh, so that all sources of the pool are in the sample.
    if (row++ % 7 !== 0) continue
    const { title, salaryText, description } = JSON.parse(line) as Record<string, string>
    const length = (title?.length ?? 0) + (description?.length ?? 0)
    if (length >= lengthMin && length <= lengthMax) sample.push({ title, salaryText, description })
    if (sample.length === sampleSize) break
  }
  return sample
}

/** The best of the rounds: other work on the machine only adds. */
function perPosting(sample: readonly Submission[], method: (submission: Submission) => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const used = cpuMicroseconds(() => {
      for (const submission of sample) method(submission)
    })
    best = Math.min(best, used / sample.length)
  }
  return best
}

async function speed(): Promise<void> {
  const reason = skipWithout('postings.jsonl.gz')
  if (reason !== false) {
    console.log(`speed skipped: ${reason}`)
    return
  }
  const sample = await readSample()
  const units = sample.reduce(
    (sum, { title, description }) => sum + String(title).length + String(description).length,
    0
  )
  console.log(`${sample.length} real postings of ${Math.round(units / sample.length)} characters, µs CPU each:`)
  const own = perPosting(sample, screener.screen)
  const rows: [string, number][] = [
    [`rules (${families.reduce((sum, { rules }) => sum + rules.length, 0)} rules, ${phrases.length} triggers)`, own],
    [`RegExp per phrase (${phrases.length} phrases, no context)`, perPosting(sample, perPhrase)],
    ['keyword list (17 expressions, no context)', perPosting(sample, keywordBaseline)]
  ]
  for (const [name, used] of rows)
    console.log(`  ${name.padEnd(52)} ${used.toFixed(1).padStart(8)}   ×${(used / own).toFixed(2)}`)
}

const hostile: Readonly<Record<string, string>> = {
  'one trigger': '男',
  'trigger and gap': '限*男 ',
  'fee phrase': '缴纳押金保证金服装费,',
  'income phrase': '无需经验轻松月入3万',
  'probation phrase': '试用期无工资不',
  'digits and dashes': '18-35岁1-5万',
  pinyin: 'xianguangzhou',
  'open tags': '<a&#1',
  'zero-width': '限\u200b\u200d',
  brackets: '((((年龄',
  'people and people': '汉族',
  'party and party': '党员',
  'home and home': '户口',
  'no Chinese': 'lorem ipsum dolor '
}

function linearity(): void {
  console.log('\nhostile texts, ms CPU at 256 KB, 512 KB, 1 MB; growth from the first to the last (4 is linear):')
  for (const [name, pattern] of Object.entries(hostile)) {
    const times = [1 << 18, 1 << 19, 1 << 20].map(units => {
      const description = pattern.repeat(Math.ceil(units / pattern.length)).slice(0, units)
      return cpuMicroseconds(() => screener.screen({ description })) / 1000
    })
    const [first = 1, , last = 1] = times
    console.log(
      `  ${name.padEnd(20)} ${times.map(time => time.toFixed(0).padStart(7)).join('')}   ${(last / first).toFixed(1)}`
    )
  }
}

await speed()
linearity()
