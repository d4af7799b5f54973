import type { Embedder } from '../../src/ports/embedder.ts'

/** Counts hashed character pairs: for tests that need any deterministic vectors, not a model. */
export function createBigramEmbedder(dimensions = 64, modelId = 'bigrams-1'): Embedder {
  return {
    modelId,
    dimensions,
    embed: async texts => texts.map(text => embedOne(text, dimensions)),
    close: async () => undefined
  }
}

function embedOne(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (let i = 0; i + 1 < text.length; i++) {
    const slot = (text.charCodeAt(i) * 31 + text.charCodeAt(i + 1)) % dimensions
    vector[slot] = (vector[slot] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map(value => value / length)
}
