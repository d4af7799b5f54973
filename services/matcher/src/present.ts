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

/** The same with what a graduate is shown of the posting. Pure. */
export function toRecommendationItem(
  facts: ProfileFacts | null,
  candidate: Candidate,
  place: Place
): RecommendationItem {
  const { posting } = candidate
  return { ...toRankedItem(facts, candidate, place), id: posting.id, posting: display(posting) }
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
