import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runCli } from '../src/cli.ts'

const lines = (values: readonly unknown[]) => values.map(value => `${JSON.stringify(value)}\n`).join('')

t.test('embed: a vector per text in the order of the input; the same text alone has the same vector', async t => {
  const folder = t.testdir()
  const [input, output, single] = ['in.ndjson', 'out.ndjson', 'single.ndjson'].map(name => join(folder, name)) as [
    string,
    string,
    string
  ]
  const rows = Array.from({ length: 600 }, (_, i) => ({
    id: i % 2 ? i : `p${i}`,
    text: i === 7 ? '' : `会计 ${i % 3}`
  }))
  await writeFile(input, lines(rows))
  t.equal(await runCli(['embed', '--input', input, '--output', output]), 0)
  const read = async (file: string) =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { id: unknown; vector: number[] })
  const embedded = await read(output)
  t.strictSame(
    embedded.map(({ id }) => id),
    rows.map(({ id }) => id)
  )
  t.ok(embedded.every(({ vector }) => vector.length === 256))
  t.ok(
    embedded[7]?.vector.every(x => x === 0),
    'no text, zero vector'
  )
  await writeFile(single, lines([rows[599]]))
  t.equal(await runCli(['embed', '--input', single, '--output', output, '--kind', 'query']), 0)
  t.strictSame(
    (await read(output))[0]?.vector,
    embedded[599]?.vector,
    'the shipped model puts no prefix before queries'
  )
})

t.test('embed: what is wrong is named, with 2 for the call and 1 for the data', async t => {
  const folder = t.testdir({
    'number.ndjson': '{"id":1,"text":"a"}\n{"id":2,"text":7}\n',
    'id.ndjson': '{"text":"a"}\n'
  })
  const file = (name: string) => join(folder, name)
  const output = ['--output', file('out.ndjson')]
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [output, 2, /--input is required/],
    [['--input', file('id.ndjson'), ...output, '--kind', 'title'], 2, /--kind must be query or document/],
    [['--input', file('number.ndjson'), ...output], 1, /number\.ndjson row 2: field text/],
    [['--input', file('id.ndjson'), ...output], 1, /id\.ndjson row 1: field id/],
    [['--input', file('none.ndjson'), ...output], 1, /none\.ndjson/]
  ]
  for (const [args, code, message] of cases) {
    const said = t.capture(console, 'error')
    t.equal(await runCli(['embed', ...args]), code)
    t.match(said.args().flat().join('\n'), message)
  }
})
