import type t from 'tap'
import type { Embedder, TextKind } from '../../src/ports/embedder.ts'

interface Subject {
  open(): Promise<Embedder>
}

const kinds: readonly TextKind[] = ['query', 'document']

/** Texts as users write and attackers send them; every one has a word that any Chinese model knows. */
const texts = [
  '软件工程师',
  'Java后端开发\u001f\n熟悉 Spring Boot、MySQL',
  '会计 会计 会计',
  '半个\ud83d字符\udc00电工',
  'ＷＥＢ前端　工程师',
  `护士${'三班倒，'.repeat(300)}`,
  `教师${'\u0000\u202e\u0301'.repeat(50)}`,
  '客服'.repeat(50_000),
  `${'a'.repeat(60_000)} 司机`,
  `销售 ${'1.'.repeat(30_000)}`
]

const norm = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))

/** What the port promises, of any adapter. */
export function embedderSuite(test: typeof t, { open }: Subject): void {
  test.test('embedder port', async t => {
    const embedder = await open()
    const singles = new Map<string, Float32Array>()
    for (const kind of kinds) {
      for (const text of texts) singles.set(kind + text, (await embedder.embed([text], kind))[0] as Float32Array)
    }

    t.test('unit vectors of the stated dimensions, in order', async t => {
      t.match(embedder.modelId, /^[\w.-]+@[\w.-]+\+[0-9a-f]{12}$/)
      for (const kind of kinds) {
        const vectors = await embedder.embed(texts, kind)
        t.equal(vectors.length, texts.length)
        for (const [i, vector] of vectors.entries()) {
          t.equal(vector.length, embedder.dimensions)
          const length = norm(vector)
          t.ok(length === 0 || Math.abs(length - 1) < 1e-4, `text ${i} has norm ${length}`)
        }
        for (const i of [0, 1, 2, 4, 5, 7]) t.ok(norm(vectors[i] as Float32Array) > 0, `text ${i} is understood`)
      }
    })

    t.test('the same text has the same vector, bit for bit, whatever the batch', async t => {
      for (const kind of kinds) {
        const order = [...texts, ...texts].map((text, i) => [text, (i * 7) % 20] as const).sort((a, b) => a[1] - b[1])
        const batch = await embedder.embed(
          order.map(([text]) => text),
          kind
        )
        for (const [i, [text]] of order.entries()) t.strictSame(batch[i], singles.get(kind + text))
      }
    })

    t.test('calls at the same time do not mix', async t => {
      const results = await Promise.all(texts.map(text => embedder.embed([text, '软件工程师'], 'document')))
      for (const [i, text] of texts.entries()) t.strictSame(results[i]?.[0], singles.get(`document${text}`))
    })

    t.test('texts without content have the zero vector; no texts, no vectors', async t => {
      for (const text of ['', ' \n\t']) {
        for (const vector of await embedder.embed([text, '软件工程师', text], 'document')) {
          t.equal(vector.length, embedder.dimensions)
        }
        const [vector] = await embedder.embed([text], 'query')
        t.strictSame(vector, new Float32Array(embedder.dimensions))
      }
      t.strictSame(await embedder.embed([], 'query'), [])
    })

    t.test('a vector is its caller’s own', async t => {
      const [first] = await embedder.embed(['软件工程师'], 'query')
      first?.fill(7)
      t.strictSame((await embedder.embed(['软件工程师'], 'query'))[0], singles.get('query软件工程师'))
    })

    t.test('closed twice is closed; later calls fail', async t => {
      await embedder.close()
      await embedder.close()
      await t.rejects(embedder.embed(['软件工程师'], 'query'), /closed/)
    })
  })
}
