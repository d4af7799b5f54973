import { join, resolve } from 'node:path'
import { textTemplate } from '../../domain/matching/texts.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { ModelError, type ModelManifest, modelIdOf, readModelFolder } from './manifest.ts'
import { createNgramModel } from './ngram-model.ts'
import { openSession } from './session.ts'
import type { TextModel } from './text-model.ts'
import { createTransformerThread } from './transformer-thread.ts'

/** The model of this repository. */
export const shippedModelFolder = resolve(import.meta.dirname, '../../../../../models/zhipei-ngram')

interface OnnxEmbedderOptions {
  /** Folder with `manifest.json`, `model.onnx` and the tokenizer's files: docs/MODELS.md. */
  readonly folder: string
}

/** An embedder whose model is being loaded; calls wait for it. */
export interface StartedEmbedder extends Embedder {
  /** Rejects with a `ModelError` where the model can't be loaded. */
  readonly ready: Promise<void>
}

/**
 * Embeds with the model of a folder, on one core.
 * @throws ModelError where the folder's files are not what its manifest says or don't fit together.
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const embedder = await startOnnxEmbedder(options)
  await embedder.ready
  return embedder
}

/** As `createOnnxEmbedder`, but only its files have been checked: what the model is called is known before it is loaded. */
export async function startOnnxEmbedder({ folder }: OnnxEmbedderOptions): Promise<StartedEmbedder> {
  const manifest = await readModelFolder(folder, textTemplate)
  const loading = loadModel(folder, manifest)
  const ready = loading.then(() => undefined)
  // Who waits for it hears of it.
  ready.catch(() => undefined)
  const { prefixes, dimensions } = manifest
  let closing: Promise<void> | undefined
  return {
    modelId: modelIdOf(manifest),
    dimensions,
    ready,
    async embed(texts, kind) {
      if (closing !== undefined) throw new Error('the embedder is closed')
      const model = await loading
      const prefix = prefixes[kind]
      return model.embed(prefix === '' ? texts : texts.map(text => (text.trim() === '' ? '' : prefix + text)))
    },
    close() {
      closing ??= loading.then(
        model => model.close(),
        () => undefined
      )
      return closing
    }
  }
}

async function loadModel(folder: string, manifest: ModelManifest): Promise<TextModel> {
  const model = await openModel(folder, manifest)
  try {
    await checkDimensions(folder, manifest, model)
    return model
  } catch (error) {
    await model.close()
    throw error
  }
}

async function openModel(folder: string, manifest: ModelManifest): Promise<TextModel> {
  const { tokenizer } = manifest
  try {
    if (tokenizer.kind === 'huggingface') return await createTransformerThread(folder, manifest)
    const session = await openSession(folder)
    return await createNgramModel({ ...tokenizer, session, vocabularyFile: join(folder, tokenizer.file) })
  } catch (error) {
    throw new ModelError(`模型 ${folder}：无法加载：${(error as Error).message}`, { cause: error })
  }
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
