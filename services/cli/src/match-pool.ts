import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { openRankerFile, shippedRankerFile } from '@zhipei/shared/adapters/ranker-file'
import { Graduate } from '@zhipei/shared/contracts/graduate'
import { type Posting, PostingSubmission } from '@zhipei/shared/contracts/posting'
import { createValidator, type Validation } from '@zhipei/shared/contracts/validation'
import { platformId } from '@zhipei/shared/domain/identity'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { protectedTraitErrors } from '@zhipei/shared/domain/profile/protected-traits'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { PostingIndex } from '@zhipei/shared/ports/posting-index'
import type { RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { Tokenizer } from '@zhipei/shared/ports/tokenizer'
import { readEmbeddedConfig } from './config.ts'
import { readNdjson } from './ndjson.ts'

/** Postings of a file in a temporary index, with what ranking over them needs. */
export interface MatchPool {
  readonly index: PostingIndex
  readonly embedder: Embedder
  readonly tokenizer: Tokenizer
  readonly ranker: RankerSource
  /** Every posting that was indexed, in the order of the file. */
  readonly postings: readonly Posting[]
  /** How many screening kept out. */
  readonly screenedOut: number
  close(): Promise<void>
}

const batchMax = 256
/** So many faulty rows are named; a file with more is another format. */
const faultsShownMax = 20

const validateSubmission = createValidator(PostingSubmission)
const validateGraduate = createValidator(Graduate)

/** @throws Error that names file, row and field of each fault. */
export async function openMatchPool(file: string, { screening }: { readonly screening: boolean }): Promise<MatchPool> {
  const { postings, screenedOut } = await readPostings(file, screening)
  const tokenizer = createJiebaTokenizer()
  const config = readEmbeddedConfig(process.env)
  const embedder = await createOnnxEmbedder({ folder: config.ZHIPEI_MODEL_DIR ?? shippedModelFolder })
  const ranker = openRankerFile({
    file: config.ZHIPEI_RANKER_FILE ?? shippedRankerFile,
    pollMs: 0,
    onFault: message => console.error(`no use of the ranker's file, the built-in linear score ranks: ${message}`)
  })
  const { modelId, dimensions } = embedder
  const index = await createEmbeddedPostingIndex({ directory: null, modelId, dimensions, tokenizer })
  for (let at = 0; at < postings.length; at += batchMax) {
    const batch = postings.slice(at, at + batchMax)
    const vectors = await embedder.embed(batch.map(postingText), 'document')
    await index.upsert(
      batch.map((posting, i) => ({
        posting,
        facts: readPostingFacts(posting),
        vector: vectors[i] ?? new Float32Array(dimensions)
      }))
    )
  }
  return {
    index,
    embedder,
    tokenizer,
    ranker,
    postings,
    screenedOut,
    async close() {
      await index.close()
      await embedder.close()
    }
  }
}

async function readPostings(file: string, screening: boolean): Promise<{ postings: Posting[]; screenedOut: number }> {
  const screener = screening ? createScreener() : null
  const postings = new Map<string, Posting>()
  let screenedOut = 0
  for (const { row, value } of await readValid(file, validateSubmission)) {
    const id = platformId(value.source, value.postingId)
    const decision = screener?.screen(value).decision ?? 'pass'
    postings.delete(id)
    if (decision === 'block' || decision === 'review') screenedOut++
    else postings.set(id, normalisePosting(value, { id, source: value.source ?? 'direct', revision: row }))
  }
  return { postings: [...postings.values()], screenedOut }
}

/** @throws Error that names file, row and field of each fault, protected traits among them. */
export async function readGraduates(file: string): Promise<Graduate[]> {
  const rows = await readValid(file, value => {
    const errors = protectedTraitErrors(value)
    return errors.length > 0 ? { errors } : validateGraduate(value)
  })
  return rows.map(({ value }) => value)
}

async function readValid<T>(
  file: string,
  validate: (value: unknown) => Validation<T>
): Promise<{ row: number; value: T }[]> {
  const rows: { row: number; value: T }[] = []
  const faults: string[] = []
  for await (const { row, value } of readNdjson(file)) {
    const checked = validate(value)
    if ('value' in checked) rows.push({ row, value: checked.value })
    else for (const { path, message } of checked.errors) faults.push(`${file} row ${row}: field ${path}: ${message}`)
    if (faults.length >= faultsShownMax) break
  }
  if (faults.length > 0) throw new Error(faults.slice(0, faultsShownMax).join('\n'))
  return rows
}
