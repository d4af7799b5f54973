import type { Posting } from '@zhipei/shared/contracts/posting'
import type { PostingDisplay, RankedItem, RecommendationItem } from '@zhipei/shared/contracts/recommendation'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { type Candidate, explain } from '@zhipei/shared/domain/matching/rank'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'

/** A place of a ranking and what put it there. */
export interface Place {
  readonly score: number
  readonly rank: number
  readonly ranker: Ranker
}

/** One explained place of a ranking. Pure. */
export function toRankedItem(
  facts: ProfileFacts | null,
  candidate: Candidate,
  { score, rank, ranker }: Place
): RankedItem {
  const { postingId, source } = candidate.posting
  return { postingId, source, rank, score, ...explain(facts, candidate, ranker) }
}

/** An item of a page, a `RecommendationItem`, in parts of its JSON. */
export interface WrittenItem {
  readonly fixed: FixedParts
  /** An object of its own: without its braces it goes between the fixed parts. */
  readonly explained: string
}

/** What every item says of a posting, whoever it is for: the members before the explained ones, and those after them. */
interface FixedParts {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

const utf8 = new TextEncoder()

/** Writes items of pages. What is the same for everybody is kept for each posting, half a KB, while the index keeps the posting. */
export function createItemWriter() {
  const known = new WeakMap<Posting, FixedParts>()

  function fixedParts(posting: Posting): FixedParts {
    const found = known.get(posting)
    if (found !== undefined) return found
    const { postingId, source, id } = posting
    const before = JSON.stringify({ postingId, source } satisfies Partial<RecommendationItem>)
    const after = JSON.stringify({ id, posting: display(posting) } satisfies Partial<RecommendationItem>)
    const made = { before: utf8.encode(before.slice(0, -1)), after: utf8.encode(after.slice(1)) }
    known.set(posting, made)
    return made
  }

  return {
    item(facts: ProfileFacts | null, candidate: Candidate, { score, rank, ranker }: Place): WrittenItem {
      const { reasons, gaps } = explain(facts, candidate, ranker)
      const explained = { rank, score, reasons, gaps } satisfies Partial<RecommendationItem>
      return { fixed: fixedParts(candidate.posting), explained: JSON.stringify(explained) }
    },
    /** JSON of the array. */
    array: writeArray
  }
}

const open = 0x5b
const close = 0x5d
const comma = 0x2c
/** A UTF-16 unit takes at most so many bytes. */
const bytesPerUnitMax = 3

function writeArray(items: readonly WrittenItem[]): Uint8Array {
  let bytesMax = 2
  for (const { fixed, explained } of items)
    bytesMax += fixed.before.length + bytesPerUnitMax * explained.length + fixed.after.length + 1
  const bytes = new Uint8Array(bytesMax)
  let at = 0
  bytes[at++] = open
  for (const { fixed, explained } of items) {
    if (at > 1) bytes[at++] = comma
    bytes.set(fixed.before, at)
    at += fixed.before.length
    const { written } = utf8.encodeInto(explained, bytes.subarray(at))
    // Commas in place of the braces.
    bytes[at] = comma
    at += written
    bytes[at - 1] = comma
    bytes.set(fixed.after, at)
    at += fixed.after.length
  }
  bytes[at++] = close
  return bytes.slice(0, at)
}

function display(posting: Posting): PostingDisplay {
  const { title, employer, city, district, salary, degree, experience, headcount, kind, benefits } = posting
  const { publishedAt, validUntil, fairId, booth } = posting
  return {
    title,
    employer: employer.name,
    city,
    district,
    salary,
    degree,
    experience: experience.text,
    headcount,
    kind,
    benefits,
    publishedAt,
    validUntil,
    fairId,
    booth
  }
}
