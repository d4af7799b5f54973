/**
 * Texts a second of the embedding model, with its tokenizer alone beside it, on posting-like texts of three lengths and on
 * profiles. CPU time of this process, one core: `npm run bench:embed [-- TEXTS]`
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelManifest } from '../src/adapters/onnx-embedder/manifest.ts'
import { createNgramTokenizer } from '../src/adapters/onnx-embedder/ngram-tokenizer.ts'
import { createOnnxEmbedder, shippedModelFolder } from '../src/adapters/onnx-embedder/onnx-embedder.ts'
import { textOf } from './texts.ts'

const folder = process.env.ZHIPEI_MODEL_DIR ?? shippedModelFolder
const texts = Number(process.argv[2] ?? 8000)

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  await work()
  const start = cpuMs()
  await work()
  return cpuMs() - start
}

const embedder = await createOnnxEmbedder({ folder })
const { tokenizer } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ModelManifest
const encode =
  tokenizer.kind === 'ngram'
    ? createNgramTokenizer({
        ...tokenizer,
        vocabulary: (await readFile(join(folder, tokenizer.file), 'utf8')).trimEnd().split('\n')
      }).encode
    : null

console.log(`${embedder.modelId}, ${texts} texts each, CPU time\n`)
console.log('texts                       ms per text   texts/s   of it tokenizer')
for (const [name, characters, batch] of [
  ['profiles of 60, one by one', 60, 1],
  ['postings of 250, by 256', 250, 256],
  ['postings of 500, by 256', 500, 256],
  ['postings of 500, one by one', 500, 1],
  ['postings of 2000, by 256', 2000, 256]
] as const) {
  const input = Array.from({ length: texts }, (_, i) => textOf(i, characters))
  const all = await measure(async () => {
    for (let at = 0; at < texts; at += batch) await embedder.embed(input.slice(at, at + batch), 'document')
  })
  const cut = encode === null ? null : await measure(async () => input.forEach(text => void encode(text)))
  const share = cut === null ? '' : `${(cut / texts).toFixed(4)} ms, ${Math.round((100 * cut) / all)} %`
  console.log(
    `${name.padEnd(28)}${(all / texts).toFixed(4).padStart(10)}${Math.round((1000 * texts) / all)
      .toString()
      .padStart(11)}   ${share}`
  )
}
await embedder.close()
