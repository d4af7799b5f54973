import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

/** Where the screening engine is, from `shared/build/tools`. */
const sources = resolve(import.meta.dirname, '../../src/domain')
/** What presents, measures or decides about a screening, and the digest itself. */
const aside =
  /(?:handbook|evaluation|baseline|notice|review|version|record\/repeats|record\/employer-signs|record\/contacts|tables\/engine)\.ts$/

/** The file that `version.ts` reads the digest from. */
export const digestFile = resolve(sources, 'screening/tables/engine.ts')

/** Of all sources by which a posting's wording and record are screened, so that a change of any has another name. */
export async function engineDigest(): Promise<string> {
  const names = await readdir(resolve(sources, 'screening'), { recursive: true })
  const files = names.map(name => `screening/${name.replaceAll('\\', '/')}`).filter(name => name.endsWith('.ts'))
  const hash = createHash('sha256')
  for (const name of [...files.filter(file => !aside.test(file)), 'normalise/numerals.ts'].sort())
    hash.update(`${name}\n${(await readFile(resolve(sources, name), 'utf8')).replaceAll('\r\n', '\n')}\n`)
  return hash.digest('hex').slice(0, 16)
}
