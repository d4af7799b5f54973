import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'

const root = resolve(import.meta.dirname, '../../../..')

/** Files under version control, or none where this is no checkout (an unpacked archive). */
function trackedFiles(): string[] {
  try {
    return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  } catch {
    return []
  }
}

const files = trackedFiles()
const skip = files.length === 0 ? 'not a git checkout' : false
const read = (file: string) => readFileSync(resolve(root, file), 'utf8')
const sources = files.filter(file => /\.(ts|mts|js)$/.test(file))

const fileLinesMax = 300
/** Tables of facts and lists of words are data; a suite that every adapter runs is one story. */
const longByNature = /\/tables\/|\/lists\/|\.suite\.ts$/

t.test('no source file is longer than a reader can hold', { skip }, async t => {
  const lines = (file: string) => read(file).split('\n').length - 1
  const long = sources.filter(file => !longByNature.test(file) && lines(file) > fileLinesMax)
  t.strictSame(long, [], `at most ${fileLinesMax} lines`)
})

t.test('nothing is left unfinished, escaped or shut out', { skip }, async t => {
  const banned: readonly [RegExp, string][] = [
    [/\b(TODO|FIXME|XXX)\b/, 'unfinished'],
    [/@ts-(ignore|expect-error|nocheck)/, 'a type escape'],
    [/\.only\(/, 'a test that shuts out the others']
  ]
  const others = sources.filter(file => file !== 'shared/test/house/tidy.test.ts')
  for (const [pattern, what] of banned) {
    const found = others.filter(file => pattern.test(read(file)))
    t.strictSame(found, [], what)
  }
})

t.test('every command and every file that the documents show exists', { skip }, async t => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
  const faults: string[] = []
  for (const file of files.filter(f => f.endsWith('.md'))) {
    for (const [, script = ''] of read(file).matchAll(/\bnpm run (?:-s )?([a-z][a-z:-]*)/g))
      if (!scripts.includes(script)) faults.push(`${file} shows npm run ${script}`)
    for (const [, path = ''] of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      const target = resolve(root, file, '..', path)
      const known = files.some(f => resolve(root, f) === target || resolve(root, f).startsWith(`${target}/`))
      if (!known) faults.push(`${file} links to ${path}`)
    }
  }
  t.strictSame(faults, [])
})
