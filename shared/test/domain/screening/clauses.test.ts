import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { decodeClauseModel, encodeClauseModel } from '@zhipei/shared/domain/screening/clauses/model'
import { evaluateScreening, type LabelledPosting } from '@zhipei/shared/domain/screening/evaluation'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { clauseModel } from '@zhipei/shared/domain/screening/tables/clause-model'
import t from 'tap'

const rules = createScreener({ clauses: null })
const both = createScreener()
const folder = resolve(import.meta.dirname, '../../../../test/domain/screening/sentences')
const sentences = readdirSync(folder)
  .filter(name => name.endsWith('.jsonl'))
  .flatMap(name => readFileSync(resolve(folder, name), 'utf8').trim().split('\n'))
  .map(line => JSON.parse(line) as LabelledPosting)

t.test('what the model adds is at most a review, says so, and shows its place', async t => {
  let added = 0
  for (const { id, kind: _, findings: __, ...posting } of sentences) {
    const plain = rules.screen(posting).findings
    const found = both.screen(posting).findings
    t.same(
      found.filter(({ rule }) => !rule.endsWith('.model')),
      plain,
      `${id}: rules are not changed`
    )
    for (const finding of found.filter(({ rule }) => rule.endsWith('.model'))) {
      added++
      t.not(finding.severity, 'block', id)
      t.match(finding.suggestion, /^由模型判断，请人工核对/)
      t.ok(finding.law.length > 0)
      t.notOk(plain.some(({ category, field }) => category === finding.category && field === finding.field))
      const text = (posting as Record<string, string>)[finding.field]
      if (text !== undefined) t.equal(text.slice(finding.start, finding.end), finding.quote)
    }
  }
  t.comment(`${added} findings by the model alone in ${sentences.length} sentences`)
})

t.test('it reads wording that no rule has, and leaves what the rules have judged', async t => {
  const bare = createScreener({
    families: (await import('@zhipei/shared/domain/screening/families')).families.map(family => ({
      ...family,
      rules: []
    }))
  })
  const categoriesOf = (description: string) =>
    new Set(bare.screen({ title: '店员', description }).findings.map(f => f.category))
  for (const [category, description] of [
    ['fraud-fee', '办入职之前要先交八百块押金给门店'],
    ['religion', '有宗教信仰的请勿投递'],
    ['terms', '试岗七天没有工资'],
    ['region', '只要本地户口的']
  ] as const)
    t.ok(categoriesOf(description).has(category), description)
  for (const description of ['负责客户押金的收取与退还', '熟悉民族乐器演奏', '依法缴纳五险一金，周末双休'])
    t.same(
      [...categoriesOf(description)].filter(category => category !== 'missing'),
      [],
      description
    )
})

t.test('our sentences, rules and model together', async t => {
  const { microF1, cleanFlagged, cleanPostings } = evaluateScreening(
    sentences,
    posting => both.screen(posting).findings
  )
  t.ok(microF1 >= 0.99, `category F1 ${microF1}`)
  t.ok(cleanFlagged <= cleanPostings * 0.015, `clean postings flagged ${cleanFlagged} of ${cleanPostings}`)
})

t.test('the encoded model is what is decoded', async t => {
  t.same(encodeClauseModel(decodeClauseModel(clauseModel)), clauseModel)
  t.ok(decodeClauseModel(clauseModel).keys.length > 1000)
})
