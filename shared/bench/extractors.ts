import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { PostingSubmission } from '../src/contracts/posting.ts'
import { normalisePosting } from '../src/domain/normalise/posting.ts'
import { type PostingFacts, readPostingFacts } from '../src/domain/understanding/posting-facts.ts'
import { dataFile } from '../test/support/data.ts'

/** How often the extractors agree with the labels of models/evaluation/extractors; `--errors` lists the others. */
const labelsFile = resolve(import.meta.dirname, '../../../models/evaluation/extractors/labels.tsv')
const showErrors = process.argv.includes('--errors')

interface Label {
  readonly years: string
  readonly degree: string
  readonly senior: boolean
  readonly licence: string
  readonly occupations: readonly string[]
}

const labels = new Map(
  readFileSync(labelsFile, 'utf8')
    .trim()
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .map(line => {
      const [id = '', years = '-', degree = '-', senior, licence = '-', occupations = '*'] = line.split('\t')
      return [id, { years, degree, senior: senior === '1', licence, occupations: occupations.split('|') }] as const
    })
)

/** Nothing stated and nothing asked are one. */
const asked = (value: number | null) => (value === null || value === 0 ? '-' : String(value))
const labelled = (value: string) => (value === '0' ? '-' : value)

const checks: Readonly<Record<string, (facts: PostingFacts, label: Label) => boolean | null>> = {
  'years asked': (facts, { years }) => asked(facts.requiredYears) === labelled(years),
  'five years or more': (facts, { years }) => (facts.requiredYears ?? 0) >= 5 === Number(years) >= 5,
  'degree asked': (facts, { degree }) => asked(facts.degreeRank) === labelled(degree),
  'senior title': (facts, { senior }) => facts.seniority.level >= 3 === senior,
  'licence or language': (facts, { licence }) =>
    licence === '-' ? facts.licences.length === 0 : facts.licences.some(({ name }) => name === licence),
  'occupation, first': (facts, { occupations }) =>
    occupations.includes('*') ? null : occupations.includes(facts.occupations[0]?.group ?? ''),
  'occupation, any': (facts, { occupations }) =>
    occupations.includes('*') ? null : facts.occupations.some(({ group }) => occupations.includes(group))
}

const right = new Map<string, { right: number; all: number }>()
for (const line of gunzipSync(readFileSync(dataFile('match/collection.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')) {
  const submission = JSON.parse(line) as PostingSubmission
  const label = labels.get(submission.postingId)
  if (label === undefined) continue
  const posting = normalisePosting(submission, { id: submission.postingId, source: 'pool', revision: 1 })
  const facts = readPostingFacts(posting)
  for (const [name, check] of Object.entries(checks)) {
    const agrees = check(facts, label)
    if (agrees === null) continue
    const counts = right.get(name) ?? { right: 0, all: 0 }
    right.set(name, { right: counts.right + Number(agrees), all: counts.all + 1 })
    if (!agrees && showErrors) console.log(`${name}: ${posting.id} ${posting.title}`)
  }
}
for (const [name, { right: count, all }] of right)
  console.log(`${name.padEnd(22)} ${count}/${all}  ${((100 * count) / all).toFixed(1)} %`)
