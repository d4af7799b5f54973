import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Static, Type } from 'typebox'
import { createValidator } from '../../contracts/validation.ts'

const fileName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' })
const positive = Type.Integer({ minimum: 1 })

/** Our own models: the n-grams of a vocabulary file, one entry a line, counted. The graph does all the rest. */
const ngramTokenizer = Type.Object(
  {
    kind: Type.Literal('ngram'),
    file: fileName,
    /** What lies beyond in a text is not read. UTF-16 units. */
    charactersMax: positive,
    /** Distinct n-grams of a text that are read, in order of appearance. */
    tokensMax: positive
  },
  { additionalProperties: false }
)

/** Any model with a `tokenizer.json` as the Hugging Face libraries write it. */
const huggingFaceTokenizer = Type.Object(
  {
    kind: Type.Literal('huggingface'),
    file: fileName,
    /** `tokenizer_config.json`, where the model has one. */
    configFile: Type.Optional(fileName),
    charactersMax: positive,
    /** Special tokens included; a longer text loses its end, not its closing token. */
    tokensMax: Type.Integer({ minimum: 3 })
  },
  { additionalProperties: false }
)

/** `manifest.json` of a model folder. */
const Manifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' }),
    version: Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$' }),
    dimensions: Type.Integer({ minimum: 1, maximum: 4096 }),
    /** Version of `domain/matching/texts.ts` that the model is used with. */
    textTemplate: positive,
    tokenizer: Type.Union([ngramTokenizer, huggingFaceTokenizer]),
    /** How token vectors become one: `none` where the graph gives one vector per text. */
    pooling: Type.Union([Type.Literal('none'), Type.Literal('mean'), Type.Literal('cls'), Type.Literal('last')]),
    /** Name of the graph's output; its first one if absent. */
    output: Type.Optional(Type.String({ minLength: 1 })),
    /** Put before every text of that kind. */
    prefixes: Type.Object({ query: Type.String(), document: Type.String() }, { additionalProperties: false }),
    /** SHA-256 (hex) of every file that the model needs; `model.onnx` among them. */
    files: Type.Record(Type.String(), Type.String({ pattern: '^[0-9a-f]{64}$' })),
    licence: Type.String({ minLength: 1 }),
    /** Where the weights come from: command, data, seed, figures. For people, not read. */
    origin: Type.Record(Type.String(), Type.Unknown())
  },
  { additionalProperties: false }
)

export type ModelManifest = Static<typeof Manifest>

const validate = createValidator(Manifest)

export const graphFile = 'model.onnx'

/** A model folder that must not be used. The message says which folder, what is wrong, and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}

/**
 * Reads a model folder's manifest and checks every file against it.
 * @throws ModelError where something is missing, malformed or changed, or made for another text template.
 */
export async function readModelFolder(folder: string, textTemplate: number): Promise<ModelManifest> {
  const manifest = await readManifest(folder)
  if (manifest.textTemplate !== textTemplate)
    throw new ModelError(
      `模型 ${folder}：manifest.json 的 textTemplate 为 ${manifest.textTemplate}，本程序的文本模板为 ${textTemplate}；` +
        '请换用与之相符的模型，或确认模型适用后改写 manifest.json'
    )
  const { tokenizer, files } = manifest
  const needed = [graphFile, tokenizer.file, ...('configFile' in tokenizer ? [tokenizer.configFile as string] : [])]
  for (const name of needed) {
    if (files[name] === undefined) throw new ModelError(`模型 ${folder}：manifest.json 的 files 缺少 ${name} 的 sha256`)
  }
  for (const [name, expected] of Object.entries(files)) await checkFile(folder, name, expected)
  return manifest
}

async function readManifest(folder: string): Promise<ModelManifest> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  } catch (error) {
    throw new ModelError(`模型 ${folder}：manifest.json 无法读取：${(error as Error).message}`, { cause: error })
  }
  const result = validate(value)
  if ('value' in result) return result.value
  const faults = result.errors.map(({ path, message }) => `${path || '/'} ${message}`)
  throw new ModelError(`模型 ${folder}：manifest.json 有误：${faults.join('；')}`)
}

async function checkFile(folder: string, name: string, expected: string): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    throw new ModelError(`模型 ${folder}：files 中的文件名 ${name} 不合法`)
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(join(folder, name)), hash)
  } catch (error) {
    throw new ModelError(`模型 ${folder}：${name} 无法读取：${(error as Error).message}`, { cause: error })
  }
  const actual = hash.digest('hex')
  if (actual !== expected)
    throw new ModelError(`模型 ${folder}：${name} 的 sha256 为 ${actual}，与 manifest.json 的 ${expected} 不符`)
}

/** Name, version and a hash of everything that decides the vectors; words about the model don't change it. */
export function modelIdOf(manifest: ModelManifest): string {
  const { name, version, dimensions, textTemplate, tokenizer, pooling, output = null, prefixes, files } = manifest
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  const decisive = [
    dimensions,
    textTemplate,
    Object.entries(tokenizer).sort(([a], [b]) => (a < b ? -1 : 1)),
    pooling,
    output,
    prefixes.query,
    prefixes.document,
    sorted
  ]
  const hash = createHash('sha256').update(JSON.stringify(decisive)).digest('hex').slice(0, 12)
  return `${name}@${version}+${hash}`
}
