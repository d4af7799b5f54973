/**
 * Near-copies in the real pool: how many are linked, how the MinHash estimate compares with the exact similarity, what it
 * costs, and a seeded sample of links to be read by eye. `npm run report:duplicates [-- SAMPLE]`
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { Posting } from '../src/contracts/posting.ts'
import { areCopies, fingerprintOf, similarity } from '../src/domain/duplicates/fingerprint.ts'
import { type DuplicateCandidate, linkDuplicates } from '../src/domain/duplicates/link.ts'
import { normalisePosting } from '../src/domain/normalise/posting.ts'
import { realSubmission } from '../test/domain/normalise/real-postings.ts'
import { dataFile, skipWithout } from '../test/support/data.ts'

type Shown = Pick<Posting, 'title' | 'description' | 'requirements' | 'city' | 'salary' | 'employer' | 'experience'>

interface Pool {
  readonly shown: Map<string, Shown>
  /** Live postings by block: more than the store gives as possible copies. */
  readonly live: Map<number, DuplicateCandidate[]>
  readonly links: Map<string, string>
  named: number
  fingerprintMs: number
  linkMs: number
}

const batchSize = 256
const nowMs = Date.UTC(2026, 0, 1)

async function readPool(file: string): Promise<Pool> {
  const pool: Pool = { shown: new Map(), live: new Map(), links: new Map(), named: 0, fingerprintMs: 0, linkMs: 0 }
  let batch: DuplicateCandidate[] = []
  let revision = 0
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const submission = realSubmission(line)
    const posting = normalisePosting(submission, { id: submission.postingId, source: 'real', revision: ++revision })
    const { title, description, requirements, city, salary, employer, experience } = posting
    pool.shown.set(posting.id, { title, description, requirements, city, salary, employer, experience })
    if (employer.key !== null) pool.named++
    const started = performance.now()
    const fingerprint = fingerprintOf(posting)
    pool.fingerprintMs += performance.now() - started
    batch.push({ id: posting.id, since: revision, fingerprint, validUntilMs: null, lawful: true, duplicateOf: null })
    if (batch.length < batchSize) continue
    linkBatch(pool, batch)
    batch = []
  }
  linkBatch(pool, batch)
  return pool
}

function linkBatch(pool: Pool, arrivals: readonly DuplicateCandidate[]): void {
  const started = performance.now()
  const blocks = new Set(arrivals.flatMap(({ fingerprint }) => fingerprint?.block ?? []))
  const standing = [...blocks].flatMap(block => pool.live.get(block) ?? [])
  const links = linkDuplicates({ arrivals, standing, nowMs })
  pool.linkMs += performance.now() - started
  for (const arrival of arrivals) {
    const original = links.get(arrival.id) ?? null
    if (original !== null) pool.links.set(arrival.id, original)
    else if (arrival.fingerprint !== null) {
      const block = pool.live.get(arrival.fingerprint.block) ?? []
      pool.live.set(arrival.fingerprint.block, [...block, arrival])
    }
  }
}

function shingles(text: string): Set<string> {
  const units = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return new Set(Array.from({ length: Math.max(1, units.length - 3) }, (_, at) => units.slice(at, at + 4)))
}

function exactSimilarity(a: Shown, b: Shown): number {
  const [left, right] = [a, b].map(({ description, requirements }) => shingles(`${description}${requirements ?? ''}`))
  if (left === undefined || right === undefined) return 0
  let common = 0
  for (const shingle of left) if (right.has(shingle)) common++
  return common / (left.size + right.size - common)
}

/** A linear congruential generator: the same sample at every run. */
function sampler(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function reportEstimate({ shown, links }: Pool, sample: number): void {
  const pairs = [...links]
  const pick = sampler(7)
  let error = 0
  let squared = 0
  let low = 0
  for (let n = 0; n < sample; n++) {
    const [copy = '', original = ''] = pairs[pick(pairs.length)] ?? []
    const [a, b] = [shown.get(copy), shown.get(original)] as [Shown, Shown]
    const [x, y] = [a, b].map(posting => fingerprintOf(asPosting(posting)))
    const exact = exactSimilarity(a, b)
    const difference = similarity(x?.signature ?? new Uint16Array(), y?.signature ?? new Uint16Array()) - exact
    error += difference
    squared += difference * difference
    if (exact < 0.75) low++
  }
  const mean = (error / sample).toFixed(3)
  console.log(
    `MinHash against exact Jaccard over ${sample} links: mean error ${mean}, standard deviation ${Math.sqrt(squared / sample).toFixed(3)}, exact below .75: ${low}`
  )
}

function asPosting(shown: Shown): Posting {
  return { ...shown, kind: 'job', cityCode: null, fairId: null, degree: null, district: null } as unknown as Posting
}

/** Pairs of one block whose exact similarity is high but which are not linked, by what keeps them apart. */
function reportMisses({ shown, live }: Pool): void {
  const apart = { 'other title': 0, 'other demands': 0, 'similarity estimated too low': 0 }
  let compared = 0
  for (const block of live.values()) {
    for (const [at, a] of block.slice(0, 40).entries())
      for (const b of block.slice(at + 1, 40)) {
        compared++
        const [x, y] = [a.fingerprint, b.fingerprint]
        if (x === null || y === null || similarity(x.signature, y.signature) < 0.7 || areCopies(x, y)) continue
        if (exactSimilarity(shown.get(a.id) as Shown, shown.get(b.id) as Shown) < 0.8) continue
        if (x.degree !== y.degree || x.minYears !== y.minYears) apart['other demands']++
        else if (x.title !== y.title) apart['other title']++
        else apart['similarity estimated too low']++
      }
  }
  console.log(`not linked though exactly .8 similar, of ${compared} pairs in one block:`, apart)
}

function printSample({ shown, links }: Pool, size: number): void {
  const pairs = [...links]
  const pick = sampler(11)
  const line = (posting: Shown) =>
    `${posting.title} | ${posting.salary.text} | ${posting.experience.text} | ${posting.description.replaceAll('\n', ' ').slice(0, 90)}`
  for (let n = 0; n < size; n++) {
    const [copy = '', original = ''] = pairs[pick(pairs.length)] ?? []
    const [a, b] = [shown.get(copy), shown.get(original)] as [Shown, Shown]
    console.log(
      `\n${n + 1}. ${a.employer.name}, ${a.city}, exact ${exactSimilarity(a, b).toFixed(2)}\n  ${line(b)}\n  ${line(a)}`
    )
  }
}

const file = 'postings.jsonl.gz'
const reason = skipWithout(file)
if (reason !== false) console.log(`skipped: ${reason}`)
else {
  const pool = await readPool(dataFile(file))
  const { shown, links, named, live, fingerprintMs, linkMs } = pool
  const unnamed = [...links.keys()].filter(id => shown.get(id)?.employer.key === null).length
  const otherTitle = [...links].filter(
    ([copy, original]) => shown.get(copy)?.title !== shown.get(original)?.title
  ).length
  const largest = Math.max(...[...live.values()].map(block => block.length))
  console.log(
    `${shown.size} postings, ${named} with a named employer; ${links.size} linked (${((100 * links.size) / shown.size).toFixed(1)} %)`
  )
  console.log(
    `  of these ${unnamed} literal copies without a named employer, ${otherTitle} under a title written otherwise`
  )
  console.log(`originals that have copies: ${new Set(links.values()).size}; largest block of live postings: ${largest}`)
  console.log(
    `wall time per posting: fingerprint ${((1000 * fingerprintMs) / shown.size).toFixed(1)} µs, link ${((1000 * linkMs) / shown.size).toFixed(1)} µs`
  )
  reportEstimate(pool, 2000)
  reportMisses(pool)
  printSample(pool, Number(process.argv[2] ?? 0))
}
