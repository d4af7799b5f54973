import { test } from 'tap'
import { licencePatterns } from '../../../src/domain/understanding/licences.ts'
import { createTextReader, textFields } from '../../../src/domain/understanding/texts.ts'
import { wordingPatterns } from '../../../src/domain/understanding/wording.ts'
import { posting } from '../../support/postings.ts'

const filler = '负责日常工作'
const description = '接受应届生，有经验者优先，倒班；须持会计证、Ａ2驾照\n可接受长期出差。有电话销售经验，Entry level'

for (const [length, units] of [
  ['a short text', 0],
  ['a text too long for the pass over all patterns', 40_000]
] as const)
  test(`every match of a pattern is found in ${length}`, async t => {
    const patterns = [...wordingPatterns, ...licencePatterns]
    const filled = filler.repeat(units / filler.length)
    const given = posting('p', { title: '会计（主治医师）', description: filled + description + filled })
    const texts = createTextReader(patterns)(given)
    let count = 0
    for (const field of textFields)
      for (const pattern of patterns) {
        const wanted = [...texts[field].matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: text }) => [index, text])
        const found = texts.all(pattern, field).map(({ index, 0: text }) => [index, text])
        t.same(found, wanted, `${field}: ${pattern.source.slice(0, 30)}`)
        t.same(texts.first(pattern, field)?.index, wanted[0]?.[0])
        count += wanted.length
      }
    t.ok(count > 10)
  })

test('what is not looked for is refused', async t => {
  const texts = createTextReader([/会计/])(posting('p'))
  t.throws(() => texts.first(/出纳/, 'title'), /not looked for/)
})
