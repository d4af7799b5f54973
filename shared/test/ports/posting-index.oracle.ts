import type { Posting } from '../../src/contracts/posting.ts'
import { bm25 } from '../../src/engine/bm25.ts'
import { rankConstant } from '../../src/engine/fuse.ts'
import { postingTokens } from '../../src/engine/posting-tokens.ts'
import type { IndexedPosting, PostingFilter, PostingHit, PostingQuery } from '../../src/ports/posting-index.ts'
import type { Tokenizer } from '../../src/ports/tokenizer.ts'

/** Cuts at blanks; fast, and plain to read in a test. */
export const wordTokenizer: Tokenizer = {
  tokenizerId: 'words-1',
  indexTokens: text => text.toLowerCase().split(/\s+/).filter(Boolean),
  queryTokens: text => text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** The smallest whole posting. */
export function makePosting(id: string, fields: Partial<Posting> = {}): Posting {
  return {
    id,
    postingId: id,
    source: 'test',
    revision: 1,
    title: id,
    employer: { name: 'employer', creditCode: null, key: null },
    description: '',
    requirements: null,
    city: '郑州',
    cityCode: '410100',
    district: null,
    districtCode: null,
    salary: { min: null, max: null, months: null, negotiable: false, text: null },
    degree: null,
    experience: { minYears: null, maxYears: null, graduate: false, text: null },
    headcount: null,
    kind: 'job',
    industry: null,
    majors: [],
    skills: [],
    benefits: [],
    publishedAt: null,
    validUntil: null,
    fairId: null,
    booth: null,
    unparsed: [],
    ...fields
  }
}

/** What the port promises, computed the slow and obvious way over all postings. */
export function expectedSearch(
  postings: readonly IndexedPosting[],
  query: PostingQuery
): { hits: PostingHit[]; passing: number } {
  const passing = postings.filter(posting => passes(posting, query.filter))
  const semantic = query.vector?.some(value => value !== 0) === true
  const lexical = lexicalScores(postings, query.terms)
  const hits = passing.map(({ posting, vector }) => ({
    id: posting.id,
    similarity: semantic ? cosine(query.vector as Float32Array, vector) : 0,
    lexical: lexical.get(posting.id) ?? 0,
    publishedAtMs: posting.publishedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(posting.publishedAt)
  }))
  const byId = (a: PostingHit, b: PostingHit) => (a.id < b.id ? -1 : 1)
  const shares = new Map<PostingHit, number>()
  const rank = (list: typeof hits, key: 'similarity' | 'lexical' | 'publishedAtMs') => {
    const best = list.sort((a, b) => (a[key] === b[key] ? byId(a, b) : b[key] - a[key])).slice(0, query.limit)
    for (const [i, hit] of best.entries()) shares.set(hit, (shares.get(hit) ?? 0) + 1 / (rankConstant + i + 1))
  }
  if (semantic) rank([...hits], 'similarity')
  rank(
    hits.filter(hit => hit.lexical > 0),
    'lexical'
  )
  if (!semantic && query.terms.size === 0) rank([...hits], 'publishedAtMs')
  const fused = [...shares].sort(([a, x], [b, y]) => y - x || byId(a, b)).slice(0, query.limit)
  return {
    hits: fused.map(([{ id, similarity, lexical: score }]) => ({ id, similarity, lexical: score })),
    passing: passing.length
  }
}

function passes({ posting, facts }: IndexedPosting, filter: PostingFilter): boolean {
  const { salary, validUntil } = posting
  if (validUntil !== null && Date.parse(validUntil) < filter.nowMs) return false
  if (filter.cities?.length && !filter.cities.includes(posting.cityCode ?? posting.city ?? '')) return false
  if (filter.kinds?.length && !filter.kinds.includes(posting.kind)) return false
  if (filter.degreeRankMax !== undefined && (facts.degreeRank ?? 0) > filter.degreeRankMax) return false
  if (filter.requiredYearsMax !== undefined && (facts.requiredYears ?? 0) > filter.requiredYearsMax) return false
  if (filter.salaryMin !== undefined && salary.max !== null && salary.max < filter.salaryMin) return false
  if (filter.fairId !== undefined && posting.fairId !== filter.fairId) return false
  return filter.excludeIds?.has(posting.id) !== true
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    dot += (a[i] as number) * (b[i] as number)
    aa += (a[i] as number) ** 2
    bb += (b[i] as number) ** 2
  }
  return bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}

function lexicalScores(postings: readonly IndexedPosting[], terms: ReadonlyMap<string, number>): Map<string, number> {
  const texts = postings.map(({ posting }) => {
    const { tokens, frequencies } = postingTokens(posting, wordTokenizer)
    return { id: posting.id, counts: new Map(tokens.split(' ').map((token, at) => [token, frequencies[at] ?? 0])) }
  })
  const length = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
  const average = texts.reduce((sum, { counts }) => sum + length(counts), 0) / texts.length
  const scores = new Map<string, number>()
  for (const [term, weight] of terms) {
    const holders = texts.filter(({ counts }) => counts.has(term))
    const idf = Math.log(1 + (texts.length - holders.length + 0.5) / (holders.length + 0.5))
    for (const { id, counts } of holders) {
      const f = counts.get(term) as number
      const share = f / (f + bm25.k1 * (1 - bm25.b + (bm25.b * length(counts)) / average))
      scores.set(id, (scores.get(id) ?? 0) + weight * idf * share)
    }
  }
  return scores
}
