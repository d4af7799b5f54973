import { join, resolve } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { textTemplate } from '../../domain/matching/texts.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { graphFile, ModelError, type ModelManifest, modelIdOf, readModelFolder } from './manifest.ts'
import { createNgramModel, type TextModel } from './ngram-model.ts'

/** The model of this repository. */
export const shippedModelFolder = resolve(import.meta.dirname, '../../../../../models/zhipei-ngram')

interface OnnxEmbedderOptions {
  /** Folder with `manifest.json`, `model.onnx` and the tokenizer's files: docs/MODELS.md. */
  readonly folder: string
}

/**
 * Embeds with the model of a folder, on one thread.
 * @throws ModelError where the folder's files are not what its manifest says or don't fit together.
 */
export async function createOnnxEmbedder({ folder }: OnnxEmbedderOptions): Promise<Embedder> {
  const manifest = await readModelFolder(folder, textTemplate)
  const session = await openSession(folder)
  const model = await openModel(folder, manifest, session)
  await checkDimensions(folder, manifest, model)
  const { prefixes, dimensions } = manifest
  let closed = false
  return {
    modelId: modelIdOf(manifest),
    dimensions,
    async embed(texts, kind) {
      if (closed) throw new Error('the embedder is closed')
      const prefix = prefixes[kind]
      return model.embed(prefix === '' ? texts : texts.map(text => (text === '' ? '' : prefix + text)))
    },
    async close() {
      if (closed) return
      closed = true
      await session.release()
    }
  }
}

/** Spinning threads would burn a core between two calls. */
async function openSession(folder: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(join(folder, graphFile), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } }
    })
  } catch (error) {
    throw new ModelError(`模型 ${folder}：${graphFile} 无法加载：${(error as Error).message}`, { cause: error })
  }
}

async function openModel(folder: string, manifest: ModelManifest, session: InferenceSession): Promise<TextModel> {
  const { tokenizer, dimensions } = manifest
  if (tokenizer.kind !== 'ngram') throw new ModelError(`模型 ${folder}：tokenizer.kind ${tokenizer.kind} 不受支持`)
  const { charactersMax, tokensMax } = tokenizer
  const vocabularyFile = join(folder, tokenizer.file)
  return createNgramModel({ session, vocabularyFile, charactersMax, tokensMax, dimensions })
}

/** A first text through the whole model: what would fail on the first posting fails at the start. */
async function checkDimensions(folder: string, manifest: ModelManifest, model: TextModel): Promise<void> {
  let vector: Float32Array | undefined
  try {
    vector = (await model.embed(['软件工程师 Java']))[0]
  } catch (error) {
    throw new ModelError(`模型 ${folder}：试算失败：${(error as Error).message}`, { cause: error })
  }
  if (vector?.length !== manifest.dimensions)
    throw new ModelError(
      `模型 ${folder}：模型给出 ${vector?.length} 维向量，manifest.json 的 dimensions 为 ${manifest.dimensions}`
    )
}
