import { test } from 'tap'
import { families } from '../../../src/domain/screening/families.ts'
import { createFolded, type Folded } from '../../../src/domain/screening/folder.ts'
import { createStarts } from '../../../src/domain/screening/starts.ts'

const textUnitsMax = 400

function asFolded(text: string): Folded {
  const folded = createFolded()
  for (let at = 0; at < text.length; at++) folded.codes[at] = text.charCodeAt(at)
  folded.length = text.length
  return folded
}

function startsIn(patterns: readonly string[], text: string): number[][] {
  const starts = createStarts(patterns, textUnitsMax, textUnitsMax)
  starts.find(asFolded(text), new Uint8Array(patterns.length).fill(1))
  return patterns.map((_, pattern) =>
    Array.from(text, (_, at) => at).filter(at => starts.next(pattern, at, at + 1) === at)
  )
}

test('a match starts only near an anchor and with a unit that the pattern can begin with', async t => {
  const text = '要求男生,不限女生'
  t.same(startsIn(['(?:仅限)?[男女]生', '[^,]{0,2}男生', '不限(?=女)', '(?:求|要){1,2}男', 'x?'], text), [
    [2, 7],
    [0, 1, 2],
    [5],
    [0, 1],
    Array.from(text, (_, at) => at)
  ])
})

test('what is no regular expression of the rules is refused, not misread', async t => {
  for (const pattern of ['男(', '(男)\\1', '\\w男', '男)'])
    t.throws(() => createStarts([pattern], textUnitsMax, textUnitsMax), /pattern not understood/)
})

test('no match of a rule starts where it is not looked for', async t => {
  const missed: string[] = []
  for (const { rules } of families) {
    const patterns = rules.map(rule => new RegExp(rule.pattern, 'y'))
    const starts = createStarts(
      patterns.map(pattern => pattern.source),
      textUnitsMax,
      textUnitsMax
    )
    const wanted = new Uint8Array(rules.length).fill(1)
    for (const text of rules.flatMap(rule => rule.examples)) {
      starts.find(asFolded(text), wanted)
      for (const [index, pattern] of patterns.entries())
        for (let at = 0; at < text.length; at++) {
          pattern.lastIndex = at
          if (starts.next(index, at, at + 1) === at || (pattern.exec(text)?.[0] ?? '') === '') continue
          missed.push(`${rules[index]?.id} at ${at} of ${text}`)
        }
    }
  }
  t.same(missed, [])
})
