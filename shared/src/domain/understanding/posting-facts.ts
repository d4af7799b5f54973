/** What is read out of a posting once, at index time, so that ranking never parses text. */
export interface PostingFacts {
  /** Years of work really asked: the field and the text weighed. Null where nothing is said. */
  readonly requiredYears: number | null
  /** Index into `degreeLevels` really asked. Null where nothing is said. */
  readonly degreeRank: number | null
}
