/**
 * Texts a second of the embedding model, with its tokenizer alone beside it, on posting-like texts of three lengths and on
 * profiles. CPU time of this process, one core: `npm run bench:embed [-- TEXTS]`
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelManifest } from '../src/adapters/onnx-embedder/manifest.ts'
import { createNgramTokenizer } from '../src/adapters/onnx-embedder/ngram-tokenizer.ts'
import { createOnnxEmbedder, shippedModelFolder } from '../src/adapters/onnx-embedder/onnx-embedder.ts'

const folder = process.env.ZHIPEI_MODEL_DIR ?? shippedModelFolder
const texts = Number(process.argv[2] ?? 8000)

const duties = (
  '负责订单系统的设计与开发；参与需求评审并编写技术文档；跟进线上问题，持续优化性能；熟悉 Java、Spring Boot、MySQL 与 Redis；' +
  '负责日常账务处理、凭证审核与纳税申报；编制月度财务报表；协助年度审计；收集与整理项目资料，按时完成季度计划；' +
  '接待来访客户，介绍产品并促成订单；维护客户关系，定期回访；负责设备点检、维修与保养，填写记录；遵守安全操作规程；' +
  '本科及以上学历，计算机、财务、机电或相关专业；有良好的沟通能力与团队合作精神；应届毕业生亦可，公司提供系统培训；'
).split('；')

/** Sentences in another order every time, so that texts differ in their n-grams as real ones do. */
function textOf(seed: number, characters: number): string {
  let text = `职位${seed % 97} ${duties[seed % duties.length]?.slice(2, 8)}\n`
  for (let i = 0; text.length < characters; i++)
    text += `${duties[(seed * 7 + i * (1 + (seed % 5))) % duties.length]}${i}；`
  return text.slice(0, characters)
}

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
