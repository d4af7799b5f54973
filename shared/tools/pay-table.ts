import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { normalisePosting } from '../src/domain/normalise/posting.ts'
import { occupationOf, payGroup } from '../src/domain/screening/record/pay-groups.ts'
import { dataFile } from '../test/support/data.ts'

/** Writes tables/pay.ts: how many postings a group has and percentiles of the lower bound of their monthly pay. */
const rowsMin = 100
const pays = new Map<string, number[]>()
const add = (group: string, pay: number) => {
  const known = pays.get(group)
  if (known === undefined) pays.set(group, [pay])
  else known.push(pay)
}

for await (const line of createInterface({
  input: createReadStream(dataFile('postings.jsonl.gz')).pipe(createGunzip())
})) {
  const { id, title, city, salaryText, degree } = JSON.parse(line) as Record<string, string>
  if (title === undefined || salaryText === undefined || salaryText === '') continue
  const occupation = occupationOf(title)
  if (occupation === null) continue
  const submission = {
    postingId: id ?? '',
    title,
    employer: { name: '-' },
    description: '-',
    city: city || '-',
    salaryText,
    degree: degree ?? null
  }
  const posting = normalisePosting(submission, { id: id ?? '', source: 'pool', revision: 1 })
  const { min } = posting.salary
  if (min === null) continue
  add(occupation, min)
  add(payGroup(occupation, posting.city, posting.degree), min)
}

const rows = [...pays]
  .filter(([, values]) => values.length >= rowsMin)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([group, values]) => {
    values.sort((a, b) => a - b)
    const at = (share: number) => Math.round(values[Math.floor(share * (values.length - 1))] as number)
    return `  ['${group}', ${values.length}, ${at(0.01)}, ${at(0.5)}, ${at(0.99)}]`
  })
const text = `/** Made by tools/pay-table.ts: group, postings, 1st, 50th and 99th percentile of the lower bound of pay, CNY a month. */
export const payTable: readonly (readonly [group: string, postings: number, low: number, middle: number, high: number])[] = [
${rows.join(',\n')}
]
`
await writeFile(resolve(import.meta.dirname, '../../src/domain/screening/tables/pay.ts'), text)
