import t from 'tap'
import { createKeptOutlines } from '../../src/adapters/embedded-posting-index/kept-outlines.ts'
import { encodeOutline } from '../../src/domain/matching/outline.ts'
import { readPostingFacts } from '../../src/domain/understanding/posting-facts.ts'
import { posting } from '../support/postings.ts'

t.test('an outline is read once, again where its content was forgotten or another took its place', async t => {
  const java = posting('java')
  const text = encodeOutline(java, readPostingFacts(java))
  let reads = 0
  const outlines = createKeptOutlines(id => {
    reads++
    return id === java.id ? text : undefined
  }, 10)
  const readsAfter = (number: number, id = java.id) => {
    outlines.of(id, number)
    return reads
  }
  t.equal(outlines.of(java.id, 1)?.posting.title, java.title)
  t.equal(readsAfter(1), 1)
  outlines.forget(11)
  t.equal(readsAfter(1), 1, 'another content of the same place')
  outlines.forget(1)
  t.equal(readsAfter(1), 2)
  t.equal(readsAfter(11), 3, 'takes the place')
  t.equal(readsAfter(1), 4)
  t.equal(outlines.of('gone', 5), undefined)
})
