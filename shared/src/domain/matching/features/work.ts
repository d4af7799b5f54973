import type { OccupationMention } from '../../understanding/occupations.ts'
import type { ProfileFacts } from '../profile-facts.ts'
import { type Feature, nothing, type Reading } from './feature.ts'

/** The best pair of a wished occupation and one that the posting names. */
function bestPair({ wishFit }: ProfileFacts, named: readonly OccupationMention[]): Reading {
  let best: Reading = nothing
  for (const { group, weight, at } of named) {
    const fit = wishFit.get(group)
    if (fit === undefined || weight * fit.value <= best.value) continue
    best = { value: weight * fit.value, at, words: [fit.words[0] ?? '', group, fit.words[1] ?? ''] }
  }
  return best
}

export const occupation: Feature = {
  name: 'occupation',
  meaning: '0..1: how much of the wished work is in the work that the title names; rises with nearness',
  read: (facts, { facts: posting }) => bestPair(facts, posting.occupations),
  reason: ({ value, words = [] }, { statesTitles }) => {
    const [wish = '', group = '', own = ''] = words
    if (!statesTitles) return `专业方向对口：${wish} ↔ ${group}`
    return value >= 0.8 || group === own ? `岗位方向一致：${wish} ↔ ${group}` : `岗位方向相近：${wish} ↔ ${group}`
  },
  gap: ({ value }, { occupations }) => (value < 0.3 && occupations.length > 0 ? '岗位方向与意向不一致' : null)
}

export const opening: Feature = {
  name: 'opening',
  meaning: '0..1: the same for what the text opens with, where the title names work of its own',
  read: (facts, { facts: posting }) => bestPair(facts, posting.opening)
}

const besideHeadMax = 0.6
const strangeBelow = 0.1

export const foreign: Feature = {
  name: 'foreign',
  meaning: '0 or 1: beside the work the title names a field that is neither wished nor where the major leads',
  read({ wishFit, leadFit }, { facts: posting }) {
    for (const { group, weight, at } of posting.occupations) {
      const near = Math.max(wishFit.get(group)?.value ?? 0, leadFit.get(group)?.value ?? 0)
      if (weight < besideHeadMax && at.field === 'title' && near < strangeBelow) return { value: 1, at, words: [group] }
    }
    return nothing
  },
  gap: ({ words = [] }) => `偏${words[0]}方向`
}

export const title: Feature = {
  name: 'title',
  meaning: '0..1: share of a wished title (pairs of characters, Latin words) that the posting’s title repeats',
  read(facts, { posting }) {
    if (facts.titleGrams.length === 0) return nothing
    const own = posting.title.toLowerCase()
    let best = 0
    for (const wished of facts.titleGrams) {
      let shared = 0
      for (const gram of wished) if (own.includes(gram)) shared++
      best = Math.max(best, shared / wished.length)
    }
    return { value: best }
  }
}

const brackets = /[(（【[][^)）】\]]*[)）】\]]/g
/** Words of a title that name no work of their own. */
const filler = /工程师|专员|助理|人员|双休|五险一金|急聘|诚聘|应届生?|实习生?|[/、\-\s]/g

export const plainTitle: Feature = {
  name: 'plainTitle',
  meaning: '0..1: share of the posting’s title, without brackets and fillers, that a wished title covers',
  read(facts, { posting }) {
    const own = posting.title.toLowerCase().replace(brackets, '').replace(filler, '')
    if (own === '') return nothing
    let best = 0
    for (const wished of facts.titleGrams) {
      const covered = new Uint8Array(own.length)
      for (const gram of wished) {
        const at = own.indexOf(gram)
        if (at >= 0) covered.fill(1, at, at + gram.length)
      }
      let sum = 0
      for (const one of covered) sum += one
      best = Math.max(best, sum / own.length)
    }
    return { value: best }
  }
}

export const similarity: Feature = {
  name: 'similarity',
  meaning: '0..1: cosine of the embeddings of profile and posting',
  read: (_, candidate) => ({ value: Math.max(0, candidate.similarity) })
}

const lexicalHalf = 12

export const lexical: Feature = {
  name: 'lexical',
  meaning: '0..1: BM25 of the profile’s words in the posting, half way at 12',
  read: (_, candidate) => ({ value: candidate.lexical / (candidate.lexical + lexicalHalf) })
}

export const vague: Feature = {
  name: 'vague',
  meaning: '1 where neither title nor opening names any work',
  read: (_, { facts }) => ({ value: facts.occupations.length === 0 ? 1 : 0 }),
  gap: () => '岗位内容描述不清'
}
