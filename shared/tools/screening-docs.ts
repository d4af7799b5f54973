import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { families } from '../src/domain/screening/families.ts'
import { renderHandbook, type ScreeningReport } from '../src/domain/screening/handbook.ts'
import { digestFile, engineDigest } from './engine-digest.ts'

/**
 * Writes the digest of the engine, then docs/SCREENING.md from the rules and docs/screening-report.json. The version in the
 * document is made from the digest, so the rules are loaded anew, from what the digest's file compiles to.
 */
const docs = resolve(import.meta.dirname, '../../../docs')
const digest = await engineDigest()
const [source, compiled] = [digestFile, resolve(import.meta.dirname, '../src/domain/screening/tables/engine.js')]
for (const file of [source, compiled])
  await writeFile(file, (await readFile(file, 'utf8')).replace(/(engineDigest = ')[^']*/, `$1${digest}`))
const { createScreener } = await import('../src/domain/screening/screener.ts')
const report = JSON.parse(await readFile(resolve(docs, 'screening-report.json'), 'utf8')) as ScreeningReport
await writeFile(resolve(docs, 'SCREENING.md'), renderHandbook(families, report, createScreener().rulesVersion))
