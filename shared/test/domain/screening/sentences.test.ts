import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { evaluateScreening, type LabelledPosting } from '@zhipei/shared/domain/screening/evaluation'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const folder = resolve(import.meta.dirname, '../../../../test/domain/screening/sentences')
const files = readdirSync(folder).filter(name => name.endsWith('.jsonl'))
const read = (name: string) =>
  readFileSync(resolve(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as LabelledPosting)
/** The rules alone: they must be right about every sentence. */
const screener = createScreener({ clauses: null })
const all = files.flatMap(read)

for (const name of files)
  t.test(`${name}: offsets of the labels hold, ids are unique`, async t => {
    const rows = read(name)
    t.equal(new Set(rows.map(({ id }) => id)).size, rows.length)
    for (const { id, findings, ...fields } of rows)
      for (const { field, start, end, quote } of findings)
        t.equal((fields as Record<string, string>)[field]?.slice(start, end), quote, `${id} ${quote}`)
  })

t.test('every category of every sentence is found, and no other', async t => {
  for (const row of all) {
    const { errors, perCategory } = evaluateScreening([row], posting => screener.screen(posting).findings)
    const wrong = Object.entries(perCategory).filter(([, { wrong, missed }]) => wrong + missed > 0)
    t.same(wrong, [], `${row.id} ${JSON.stringify(errors)}`)
  }
})

t.test('figures over all sentences', async t => {
  const { microF1, macroF1, spanF1, decisionAccuracy, cleanFlagged, hardNegativesFlagged, evasions, evasionsFound } =
    evaluateScreening(all, posting => screener.screen(posting).findings)
  t.ok(microF1 >= 0.99 && macroF1 >= 0.99, `category F1 ${microF1}, ${macroF1}`)
  t.ok(spanF1 >= 0.98, `span F1 ${spanF1}`)
  t.ok(decisionAccuracy >= 0.99, `decisions ${decisionAccuracy}`)
  t.equal(cleanFlagged + hardNegativesFlagged, 0, 'nothing lawful is flagged')
  t.ok(evasionsFound >= evasions * 0.98, `evasions ${evasionsFound}/${evasions}`)
})
