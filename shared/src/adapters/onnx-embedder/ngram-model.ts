import { readFile } from 'node:fs/promises'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import { createNgramTokenizer, type NgramBag } from './ngram-tokenizer.ts'
import type { TextModel } from './text-model.ts'

interface NgramModelOptions {
  readonly session: InferenceSession
  readonly vocabularyFile: string
  readonly charactersMax: number
  readonly tokensMax: number
}

/** Bags are padded to multiples of this many n-grams, by their own length alone: so a vector never depends on the batch. */
const paddingStep = 64

/** N-grams of one call of the runtime: their rows as floats, 2 MB, stay in a core's cache. More costs up to a third more. */
const batchTokensMax = 2048

/** The graph takes `ids` [batch, length] (0 = padding) and `counts` [batch, 2, length], heading and body, and gives vectors. */
export async function createNgramModel(options: NgramModelOptions): Promise<TextModel> {
  const { session, vocabularyFile, charactersMax, tokensMax } = options
  const vocabulary = (await readFile(vocabularyFile, 'utf8')).split('\n')
  if (vocabulary.at(-1) === '') vocabulary.pop()
  const tokenizer = createNgramTokenizer({ vocabulary, charactersMax, tokensMax })
  const dimensions = dimensionsOf(session)

  async function run(batch: readonly Numbered[], width: number, vectors: Float32Array[]): Promise<void> {
    const ids = new Int32Array(batch.length * width)
    const counts = new Float32Array(batch.length * 2 * width)
    for (const [row, { bag }] of batch.entries()) {
      ids.set(bag.ids, row * width)
      counts.set(bag.heading, 2 * row * width)
      counts.set(bag.body, (2 * row + 1) * width)
    }
    const { embedding } = await session.run({
      ids: new Tensor('int32', ids, [batch.length, width]),
      counts: new Tensor('float32', counts, [batch.length, 2, width])
    })
    const data = embedding?.data as Float32Array
    for (const [row, { index }] of batch.entries())
      vectors[index] = data.slice(row * dimensions, (row + 1) * dimensions)
  }

  return {
    async embed(texts) {
      const vectors: Float32Array[] = []
      const waiting = new Map<number, Numbered[]>()
      for (const [index, text] of texts.entries()) {
        const bag = tokenizer.encode(text)
        if (bag.ids.length === 0) {
          vectors[index] = new Float32Array(dimensions)
          continue
        }
        const width = Math.ceil(bag.ids.length / paddingStep) * paddingStep
        const batch = waiting.get(width) ?? []
        batch.push({ index, bag })
        waiting.set(width, batch)
        if ((batch.length + 1) * width <= batchTokensMax) continue
        waiting.delete(width)
        await run(batch, width, vectors)
      }
      for (const [width, batch] of waiting) await run(batch, width, vectors)
      return vectors
    },
    close: () => session.release()
  }
}

function dimensionsOf({ outputMetadata: [output] }: InferenceSession): number {
  const last = output?.isTensor ? output.shape.at(-1) : undefined
  if (output?.name !== 'embedding' || typeof last !== 'number')
    throw new Error('no output embedding [batch, dimensions]')
  return last
}

interface Numbered {
  readonly index: number
  readonly bag: NgramBag
}
