import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { openRankerFile, shippedRankerFile } from '../src/adapters/ranker-file.ts'
import type { Graduate } from '../src/contracts/graduate.ts'
import type { PostingSubmission } from '../src/contracts/posting.ts'
import { readProfileFacts } from '../src/domain/matching/profile-facts.ts'
import { type Candidate, explain, rank } from '../src/domain/matching/rank.ts'
import { normalisePosting } from '../src/domain/normalise/posting.ts'
import { rankedTraits } from '../src/domain/profile/traits.ts'
import { readPostingFacts } from '../src/domain/understanding/posting-facts.ts'
import { dataFile } from '../test/support/data.ts'

/** CPU time of the pure part of a request: facts of a profile, scores of 200 candidates, reasons of ten. */
const candidatesMax = 200
const rounds = 400

const lines = (file: string, gz: boolean) => {
  const bytes = readFileSync(dataFile(file))
  return (gz ? gunzipSync(bytes) : bytes).toString().trim().split('\n')
}
const submissions = lines('match/collection.jsonl.gz', true).map(line => JSON.parse(line) as PostingSubmission)
const graduates = lines('match/graduates-dev.jsonl', false).map(line => JSON.parse(line) as Graduate)

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const postings = submissions.map(s => normalisePosting(s, { id: s.postingId, source: 'pool', revision: 1 }))
const facts: ReturnType<typeof readPostingFacts>[] = []
const factsMs = cpuMs(() => {
  for (const posting of postings) facts.push(readPostingFacts(posting))
})
const candidates: Candidate[] = postings.map((posting, i) => ({
  posting,
  facts: facts[i] as Candidate['facts'],
  similarity: (i % 97) / 97,
  lexical: i % 31,
  widened: []
}))
const slice = (n: number) => candidates.slice((n * 53) % 5_000, ((n * 53) % 5_000) + candidatesMax)
const people = graduates.map(graduate => readProfileFacts(rankedTraits(graduate)))
const person = (n: number) => people[n % people.length] as (typeof people)[number]
const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
const timed = (work: (n: number) => void) => {
  for (let n = 0; n < rounds; n++) work(n)
  return median(
    Array.from({ length: rounds }, (_, n) => {
      const start = performance.now()
      work(n)
      return performance.now() - start
    })
  )
}

const ranker = openRankerFile({ file: shippedRankerFile, pollMs: 0 }).current()
const rankMs = timed(n => rank(person(n), slice(n), { nowMs: 0, ranker }))
const sortMs = timed(n => slice(n).sort((a, b) => b.similarity - a.similarity || b.lexical - a.lexical))
const profileMs = timed(n => readProfileFacts(rankedTraits(graduates[n % graduates.length] as Graduate)))
const explainMs = timed(n => {
  for (const candidate of slice(n).slice(0, 10)) explain(person(n), candidate, ranker)
})
console.log(`facts of a posting at index time  ${((1000 * factsMs) / postings.length).toFixed(0)} µs CPU`)
console.log(`facts of a profile                ${profileMs.toFixed(3)} ms`)
console.log(`rank ${candidatesMax} candidates               ${rankMs.toFixed(3)} ms (median of ${rounds})`)
console.log(
  `sort them by similarity alone     ${sortMs.toFixed(3)} ms; ranking takes ${(rankMs / sortMs).toFixed(1)} times that`
)
console.log(`explain ten                       ${explainMs.toFixed(3)} ms`)
