import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import t from 'tap'
import type { ModelManifest } from '../../src/adapters/onnx-embedder/manifest.ts'
import { createNgramTokenizer } from '../../src/adapters/onnx-embedder/ngram-tokenizer.ts'
import { createOnnxEmbedder, shippedModelFolder as folder } from '../../src/adapters/onnx-embedder/onnx-embedder.ts'
import { embedderSuite } from '../ports/embedder.suite.ts'

const root = resolve(import.meta.dirname, '../../../..')

const tiny = join(root, 'models/fixtures/tiny-transformer')

embedderSuite(t, { open: () => createOnnxEmbedder({ folder }) })
embedderSuite(t, { open: () => createOnnxEmbedder({ folder: tiny }) })

interface Fixtures {
  readonly 'model.onnx': string
  readonly rows: readonly { readonly text: string; readonly vector: readonly number[] }[]
}

t.test('vectors equal those of the training code within 1e-4', async t => {
  const file = join(root, 'models/fixtures/zhipei-ngram.json')
  const { rows, 'model.onnx': sha256 } = JSON.parse(await readFile(file, 'utf8')) as Fixtures
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ModelManifest
  t.equal(manifest.files['model.onnx'], sha256, 'fixtures belong to this model')
  const embedder = await createOnnxEmbedder({ folder })
  const vectors = await embedder.embed(
    rows.map(({ text }) => text),
    'document'
  )
  for (const [i, { text, vector }] of rows.entries()) {
    const difference = Math.max(...vector.map((x, k) => Math.abs(x - (vectors[i]?.[k] ?? Number.NaN))))
    t.ok(difference <= 1e-4, `${text.slice(0, 20)}: ${difference}`)
  }
  await embedder.close()
})

t.test('related occupations are nearer than unrelated ones', async t => {
  const embedder = await createOnnxEmbedder({ folder })
  const triples = [
    ['会计', '负责记账、报税和财务报表', '负责安卓客户端的开发与维护'],
    ['前端开发', '熟练使用 Vue、HTML 和 CSS 实现页面', '负责病房护理与输液'],
    ['护士', '负责病房护理与输液，持护士资格证', '负责仓库收货、理货与盘点'],
    ['仓库管理员', '负责仓库收货、理货与盘点', '负责课堂教学和家长沟通']
  ] as const
  for (const [query, near, far] of triples) {
    const [q] = await embedder.embed([query], 'query')
    const [a, b] = await embedder.embed([near, far], 'document')
    const cosine = (v: Float32Array | undefined) => q?.reduce((sum, x, i) => sum + x * (v?.[i] ?? 0), 0) ?? 0
    t.ok(cosine(a) > cosine(b), `${query}: ${cosine(a)} > ${cosine(b)}`)
  }
  await embedder.close()
})

t.test('n-grams of Chinese, whole Latin words and pairs of them, in heading and body', async t => {
  const vocabulary = ['工', '工程', '工程师', '软件工程', 'java', 'c++', 'node.js', 'spring boot', 'net', '3d']
  const { encode } = createNgramTokenizer({ vocabulary, charactersMax: 60, tokensMax: 4 })
  const read = (text: string) => {
    const { ids, heading, body } = encode(text)
    return [...ids].map((id, i) => `${vocabulary[id - 1]} ${heading[i]} ${body[i]}`)
  }
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['软件工程师工', ['软件工程 1 0', '工 2 0', '工程 1 0', '工程师 1 0']],
    ['Java工\x1f工。\nJAVA工', ['java 1 1', '工 1 2']],
    ['\x1f工', ['工 0 1']],
    ['ＪＡＶＡ、Java javascript', ['java 2 0']],
    ['C++。c＋＋,C', ['c++ 2 0']],
    ['Node.js Java.工', ['node.js 1 0', 'java 1 0', '工 1 0']],
    ['Spring Boot spring  boot springboot', ['spring boot 1 0']],
    ['asp .NET 3D', ['net 1 0', '3d 1 0']],
    ['软件 工程', ['工 1 0', '工程 1 0']],
    ['\ud83d工\udc00', ['工 1 0']],
    [`${' '.repeat(59)}工工`, ['工 1 0']],
    ['工程师 java c++\x1f工', ['工 1 1', '工程 1 0', '工程师 1 0', 'java 1 0']],
    ['', []]
  ]
  for (const [text, expected] of cases) t.strictSame(read(text), expected, JSON.stringify(text))
})

t.test('a folder that is not what its manifest says is refused', async t => {
  const scratch = await mkdtemp(join(tmpdir(), 'zhipei-model-'))
  t.teardown(() => rm(scratch, { recursive: true }))
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ModelManifest
  const refused: readonly (readonly [string, object | string, RegExp])[] = [
    ['sha256', { files: { ...manifest.files, 'vocabulary.txt': '0'.repeat(64) } }, /vocabulary\.txt 的 sha256/],
    ['dimensions', { dimensions: 128 }, /256 维.*128/],
    ['template', { textTemplate: 99 }, /textTemplate 为 99/],
    ['missing file', { files: { ...manifest.files, 'more.bin': '0'.repeat(64) } }, /more\.bin 无法读取/],
    ['file not listed', { files: { 'vocabulary.txt': manifest.files['vocabulary.txt'] } }, /缺少 model\.onnx/],
    ['path', { files: { ...manifest.files, '../x': '0'.repeat(64) } }, /不合法/],
    ['tokenizer', { tokenizer: { ...manifest.tokenizer, tokensMax: 0 } }, /tokenizer/],
    ['unknown field', { speed: 1 }, /\/speed 未知字段/],
    ['not JSON', '{', /manifest\.json 无法读取/]
  ]
  await cp(folder, scratch, { recursive: true })
  for (const [name, change, message] of refused) {
    const text = typeof change === 'string' ? change : JSON.stringify({ ...manifest, ...change })
    await writeFile(join(scratch, 'manifest.json'), text)
    await t.rejects(createOnnxEmbedder({ folder: scratch }), { name: 'ModelError', message }, name)
  }
  await writeFile(join(scratch, 'manifest.json'), JSON.stringify({ ...manifest, licence: 'other words' }))
  const same = await createOnnxEmbedder({ folder: scratch })
  const embedder = await createOnnxEmbedder({ folder })
  t.equal(same.modelId, embedder.modelId, 'words about the model are no part of its id')
  await same.close()
  await embedder.close()
  await t.rejects(createOnnxEmbedder({ folder: join(scratch, 'nowhere') }), { name: 'ModelError' })
})

interface Expected {
  readonly text: string
  readonly vectors: Readonly<Record<'mean' | 'cls' | 'last', readonly number[]>>
}

t.test('any encoder by its folder alone: tokenizer.json, pooling, prefixes, length limit', async t => {
  const scratch = await mkdtemp(join(tmpdir(), 'zhipei-model-'))
  t.teardown(() => rm(scratch, { recursive: true }))
  await cp(tiny, scratch, { recursive: true })
  const read = async <T>(name: string) => JSON.parse(await readFile(join(tiny, name), 'utf8')) as T
  const manifest = await read<ModelManifest>('manifest.json')
  const cases = await read<readonly Expected[]>('expected.json')
  const openWith = async (change: object) => {
    await writeFile(join(scratch, 'manifest.json'), JSON.stringify({ ...manifest, ...change }))
    return createOnnxEmbedder({ folder: scratch })
  }
  const near = (actual: Float32Array | undefined, expected: readonly number[]) =>
    expected.every((x, i) => Math.abs(x - (actual?.[i] ?? Number.NaN)) <= 1e-4)
  const ids = new Set<string>()
  for (const pooling of ['mean', 'cls', 'last'] as const) {
    const embedder = await openWith({ pooling })
    ids.add(embedder.modelId)
    for (const { text, vectors } of cases) {
      const [document] = await embedder.embed([text], 'document')
      t.ok(near(document, vectors[pooling]), `${pooling}: ${text.slice(0, 20)}`)
      if (!text.startsWith(manifest.prefixes.query)) continue
      const [query] = await embedder.embed([text.slice(manifest.prefixes.query.length)], 'query')
      t.ok(near(query, vectors[pooling]), 'a query has its prefix')
    }
    await embedder.close()
  }
  t.equal(ids.size, 3, 'another pooling is another model')
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ output: 'pooled' }, /no output pooled/],
    [{ pooling: 'none' }, /pooling none does not fit/],
    [{ dimensions: 17 }, /16 维.*17/],
    [{ tokenizer: { ...manifest.tokenizer, file: 'tokens.json' } }, /缺少 tokens\.json/]
  ]
  for (const [change, message] of refused) await t.rejects(openWith(change), { name: 'ModelError', message })
})
