import type { PostingFacts } from '../understanding/posting-facts.ts'
import type { RankedCandidate, RankedFields } from './candidate.ts'
import { createTraitRows } from './trait-rows.ts'
import { readTraits } from './traits.ts'

/**
 * What ranking needs of a posting, small enough to be kept in memory for every posting: no text but the title. Of the
 * mentions in its facts the field alone is kept, start and end are 0: scores are made from it, reasons are not.
 */
export type PostingOutline = Pick<RankedCandidate, 'posting' | 'facts' | 'traits'>

/** Facts of an outline that many postings share: equal ones are kept once. */
const sharedFacts = ['occupations', 'opening', 'majors', 'licences', 'wording', 'seniority', 'skills'] as const
type SharedFact = (typeof sharedFacts)[number]

/** Upper bound of remembered parts; beyond it equal ones are no longer found, which costs memory, not correctness. */
const partsMax = 200_000

/** Amounts of a chunk of traits, 32 KB: some 180 postings. */
const traitsChunkLength = 4096

/** One line of JSON each: the posting's own fields, its own facts, then the parts that postings share. */
export function encodeOutline(posting: RankedFields, facts: PostingFacts): string {
  const { postingId, title, kind, city, cityCode, headcount, publishedAt, validUntil, employer, salary, experience } =
    posting
  const own = [postingId, title, kind, city, cityCode, headcount, publishedAt, validUntil]
  const parts = [employer.key, salary.min, salary.max, experience.minYears, experience.graduate]
  const ownFacts = [facts.requiredYears, facts.degreeRank, facts.anyMajor]
  const lines = sharedFacts.map(name => JSON.stringify(facts[name] ?? null).replace(places, '"start":0,"end":0'))
  return [JSON.stringify([...own, ...parts, ...ownFacts]), ...lines].join('\n')
}

/** Mentions keep their field. In a string of JSON a quote has a backslash before it, so that no text matches. */
const places = /"start":\d+,"end":\d+/g

type OwnLine = readonly [
  postingId: string,
  title: string,
  kind: RankedFields['kind'],
  city: string | null,
  cityCode: string | null,
  headcount: number | null,
  publishedAt: string | null,
  validUntil: string | null,
  employerKey: string | null,
  salaryMin: number | null,
  salaryMax: number | null,
  minYears: number | null,
  graduate: boolean,
  requiredYears: number | null,
  degreeRank: number | null,
  anyMajor: boolean
]

/** Reads encoded outlines; equal parts of different postings become the same objects, which must not be changed. */
export function createOutlineReader(): (id: string, text: string) => PostingOutline {
  const parts = new Map<string, unknown>()
  const rows = createTraitRows(traitsChunkLength)

  function shared(line: string): unknown {
    const known = parts.get(line)
    if (known !== undefined) return known
    const part = JSON.parse(line)
    if (parts.size < partsMax) parts.set(line, part)
    return part
  }

  return (id, text) => {
    const [own = '', ...lines] = text.split('\n')
    const cells = JSON.parse(own) as OwnLine
    const part = <N extends SharedFact>(name: N): PostingFacts[N] =>
      shared(lines[sharedFacts.indexOf(name)] as string) as PostingFacts[N]
    const [postingId, title, kind, city, cityCode, headcount, publishedAt, validUntil, key, min, max] = cells
    const posting: RankedFields = {
      id,
      postingId,
      title,
      kind,
      city,
      cityCode,
      headcount,
      publishedAt,
      validUntil,
      employer: { key },
      salary: { min, max },
      experience: { minYears: cells[11], graduate: cells[12] }
    }
    const facts: PostingFacts = {
      requiredYears: cells[13],
      yearsAt: null,
      degreeRank: cells[14],
      degreeAt: null,
      anyMajor: cells[15],
      seniority: part('seniority'),
      licences: part('licences'),
      occupations: part('occupations'),
      opening: part('opening'),
      skills: part('skills'),
      majors: part('majors'),
      wording: part('wording')
    }
    return { posting, facts, traits: readTraits(posting, facts, rows) }
  }
}
