import { degreeLevels, type Posting } from '../../contracts/posting.ts'

/** What is read out of a posting once, at index time, so that ranking never parses text. Plain JSON. */
export interface PostingFacts {
  /** Years of work really asked: the field and the text weighed. Null where nothing is said. */
  readonly requiredYears: number | null
  /** Index into `degreeLevels` really asked. Null where nothing is said. */
  readonly degreeRank: number | null
}

/** Rises when facts are read otherwise: an index that holds older ones is filled anew. */
export const factsVersion = 1

export function readPostingFacts(posting: Posting): PostingFacts {
  const { degree, experience } = posting
  return {
    requiredYears: experience.graduate ? 0 : experience.minYears,
    degreeRank: degree === null ? null : degreeLevels.indexOf(degree)
  }
}
