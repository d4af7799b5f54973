import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelManifest } from './manifest.ts'
import type { TextModel } from './text-model.ts'

/** Encoder models as their exporters write them (BERT, XLM-R, Qwen3): token ids in, token vectors or one vector out. */
export async function createTransformerModel(
  folder: string,
  manifest: ModelManifest,
  session: InferenceSession
): Promise<Pick<TextModel, 'embed'>> {
  const encode = await openTokenizer(folder, manifest)
  const feed = createFeed(session)
  const output = manifest.output ?? (session.outputNames[0] as string)
  if (!session.outputNames.includes(output))
    throw new Error(`no output ${output}, the graph has ${session.outputNames.join(', ')}`)

  /** One text a run: padding, and int8 scales taken over a batch, would let neighbours change a vector. */
  async function vectorOf(text: string): Promise<Float32Array> {
    const ids = encode(text)
    if (ids === null) return new Float32Array(manifest.dimensions)
    const results = await session.run(feed(ids), [output])
    const result = results[output] as Tensor
    return unit(pooled(result, manifest.pooling))
  }

  return {
    async embed(texts) {
      const vectors: Float32Array[] = []
      for (const text of texts) vectors.push(await vectorOf(text))
      return vectors
    }
  }
}

/** Ids with the model's special tokens around them, at most `tokensMax`; null where the text has no token of its own. */
async function openTokenizer(folder: string, { tokenizer }: ModelManifest): Promise<(text: string) => number[] | null> {
  if (tokenizer.kind !== 'huggingface') throw new Error(`no transformer: ${tokenizer.kind}`)
  const { file, configFile, charactersMax, tokensMax } = tokenizer
  const json = async (name: string): Promise<object> => JSON.parse(await readFile(join(folder, name), 'utf8')) as object
  const cutter = new Tokenizer(await json(file), configFile === undefined ? {} : await json(configFile))
  const bare = (text: string): number[] => cutter.encode(text, { add_special_tokens: false }).ids
  const { before, after } = specialTokens(bare('a'), cutter.encode('a').ids)
  const room = tokensMax - before.length - after.length
  if (room < 1) throw new Error(`tokensMax ${tokensMax} leaves no room between the special tokens`)
  return text => {
    const ids = bare(text.slice(0, charactersMax).replace(/\p{Surrogate}/gu, '\ufffd'))
    return ids.length === 0 ? null : [...before, ...ids.slice(0, room), ...after]
  }
}

/** What the tokenizer puts around a text, read off one example. */
function specialTokens(bare: readonly number[], full: readonly number[]): { before: number[]; after: number[] } {
  for (let at = 0; at + bare.length <= full.length; at++) {
    if (bare.every((id, i) => full[at + i] === id))
      return { before: full.slice(0, at), after: full.slice(at + bare.length) }
  }
  throw new Error('the tokenizer changes a text’s own tokens when it adds the special ones')
}

/** The graph's inputs for one text, in the integer type that each asks for. */
function createFeed(session: InferenceSession): (ids: readonly number[]) => Record<string, Tensor> {
  const values: Readonly<Record<string, (id: number, at: number) => number>> = {
    input_ids: id => id,
    attention_mask: () => 1,
    token_type_ids: () => 0,
    position_ids: (_, at) => at
  }
  const inputs = session.inputMetadata.map(({ name, ...metadata }) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the graph asks for ${name}, known are ${Object.keys(values).join(', ')}`)
    return { name, value, narrow: metadata.isTensor && metadata.type === 'int32' }
  })
  return ids =>
    Object.fromEntries(
      inputs.map(({ name, value, narrow }) => {
        const row = ids.map(value)
        const shape = [1, ids.length]
        const tensor = narrow
          ? new Tensor('int32', Int32Array.from(row), shape)
          : new Tensor('int64', BigInt64Array.from(row.map(BigInt)), shape)
        return [name, tensor]
      })
    )
}

/** One vector of the graph's output for one text. */
function pooled({ data, dims }: Tensor, pooling: ModelManifest['pooling']): Float32Array {
  if (!(data instanceof Float32Array)) throw new Error('the output is not float32')
  if (dims.length !== (pooling === 'none' ? 2 : 3))
    throw new Error(`pooling ${pooling} does not fit an output of shape ${dims.join(' × ')}`)
  if (pooling === 'none') return data.slice()
  const [, length = 0, size = 0] = dims
  if (pooling === 'cls') return data.slice(0, size)
  if (pooling === 'last') return data.slice((length - 1) * size, length * size)
  const mean = new Float32Array(size)
  for (let at = 0; at < data.length; at++) mean[at % size] = (mean[at % size] as number) + (data[at] as number) / length
  return mean
}

function unit(vector: Float32Array): Float32Array {
  let total = 0
  for (const x of vector) total += x * x
  const length = Math.sqrt(total)
  return length > 0 && Number.isFinite(length) ? vector.map(x => x / length) : new Float32Array(vector.length)
}
