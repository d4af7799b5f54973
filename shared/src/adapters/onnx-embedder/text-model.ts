/** What the kinds of models have in common. */
export interface TextModel {
  /** Texts (prefix included) in, unit or zero vectors out. */
  embed(texts: readonly string[]): Promise<Float32Array[]>
  close(): Promise<void>
}
