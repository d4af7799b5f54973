/** What a text is for: some models put another prefix before a search than before what is searched. */
export type TextKind = 'query' | 'document'

/**
 * Turns texts into unit-length vectors. The same text of the same kind always gives the same vector, whatever else is in
 * the batch. Vectors of different `modelId`s are never compared. Any string is taken: a lone surrogate is an unknown
 * character, what is beyond the model's length limit is not read.
 */
export interface Embedder {
  /** Name, version and content hash of the model; stored with every vector. */
  readonly modelId: string
  readonly dimensions: number
  /**
   * One vector per text, in order, L2 norm 1 (an empty or unknown text gives the zero vector). Profiles are queries,
   * postings are documents.
   */
  embed(texts: readonly string[], kind: TextKind): Promise<Float32Array[]>
  close(): Promise<void>
}
