/**
 * Turns texts into unit-length vectors. The same text always gives the same vector, whatever else is in the batch.
 * Vectors of different `modelId`s are never compared.
 */
export interface Embedder {
  /** Name, version and content hash of the model; stored with every vector. */
  readonly modelId: string
  readonly dimensions: number
  /** One vector per text, in order, L2 norm 1 (an empty or unknown text gives the zero vector). */
  embed(texts: readonly string[]): Promise<Float32Array[]>
  close(): Promise<void>
}
