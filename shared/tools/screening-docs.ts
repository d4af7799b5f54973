import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { families } from '../src/domain/screening/families.ts'
import { renderHandbook, type ScreeningReport } from '../src/domain/screening/handbook.ts'

/** Writes docs/SCREENING.md from the rules and docs/screening-report.json. */
const docs = resolve(import.meta.dirname, '../../../docs')
const report = JSON.parse(await readFile(resolve(docs, 'screening-report.json'), 'utf8')) as ScreeningReport
await writeFile(resolve(docs, 'SCREENING.md'), renderHandbook(families, report))
