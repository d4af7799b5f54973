import { families } from '@zhipei/shared/domain/screening/families'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const screener = createScreener({ clauses: null })
const found = (text: string, title = '职员') =>
  screener.screen({ title, description: text }).findings.filter(({ category }) => category !== 'missing')

for (const family of families)
  t.test(`${family.category}: every rule finds its examples and leaves its counter-examples`, async t => {
    for (const rule of family.rules) {
      for (const example of rule.examples)
        t.ok(
          found(example).some(({ category }) => category === family.category),
          `${rule.id}: ${example}`
        )
      for (const example of rule.counterExamples)
        t.notOk(
          found(example).some(({ category }) => category === family.category),
          `${rule.id} not: ${example}`
        )
    }
  })

t.test('every rule of a family can be reached by at least one of its own examples', async t => {
  for (const family of families)
    for (const rule of family.rules) {
      const alone = createScreener({ clauses: null, families: [{ ...family, rules: [rule] }] })
      for (const example of rule.examples)
        t.ok(
          alone.screen({ description: example }).findings.some(finding => finding.rule === rule.id),
          `${rule.id} alone: ${example}`
        )
    }
})

t.test('rule ids are unique and named after their family', async t => {
  const ids = families.flatMap(({ category, rules }) => rules.map(({ id }) => [category, id] as const))
  t.equal(new Set(ids.map(([, id]) => id)).size, ids.length)
  for (const [category, id] of ids) t.ok(id.startsWith(`${category}.`), id)
})
