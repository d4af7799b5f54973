import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { families } from '@zhipei/shared/domain/screening/families'
import { renderHandbook, type ScreeningReport } from '@zhipei/shared/domain/screening/handbook'
import { statutes } from '@zhipei/shared/domain/screening/law'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'
import { digestFile, engineDigest } from '../../../tools/engine-digest.ts'

const docs = resolve(import.meta.dirname, '../../../../../docs')

t.test('docs/SCREENING.md is in step with the rules: else run npm run docs:screening', async t => {
  const report = JSON.parse(await readFile(resolve(docs, 'screening-report.json'), 'utf8')) as ScreeningReport
  const written = await readFile(resolve(docs, 'SCREENING.md'), 'utf8')
  const { rulesVersion } = createScreener()
  t.ok(written === renderHandbook(families, report, rulesVersion), 'docs/SCREENING.md differs from the rules')
})

t.test('the version of the rules changes with the engine: else run npm run docs:screening', async t => {
  t.match(await readFile(digestFile, 'utf8'), `'${await engineDigest()}'`)
})

t.test('every article that a family or rule cites has its text in the table', async t => {
  const texts = statutes as Readonly<Record<string, Readonly<Record<string, string>>>>
  for (const family of families)
    for (const { name, article } of [family, ...family.rules].flatMap(({ law }) => law ?? []))
      if (article !== undefined) t.ok(texts[name]?.[article], `${name} ${article}`)
})
