/** Cuts Chinese and mixed text into lexical tokens (lower case, no blanks, no punctuation). Deterministic. */
export interface Tokenizer {
  /** Name, version and dictionary; stored with an index, since tokens of different tokenizers never meet. */
  readonly tokenizerId: string
  /** For indexing: overlapping words included (cut for search). */
  indexTokens(text: string): string[]
  /** For queries: one cut. */
  queryTokens(text: string): string[]
}
