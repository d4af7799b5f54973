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

const brackets = /[(（【[][^)）】\]]*[)）】\]]/g
/** Words of a title that name no work of their own. */
const filler = /工程师|专员|助理|人员|双休|五险一金|急聘|诚聘|应届生?|实习生?|[/、\-\s]/g

interface TitleForms {
  readonly lower: string
  /** Without brackets and fillers. */
  readonly plain: string
}

const titleFormsMax = 20_000
const knownForms = new Map<string, TitleForms>()

/** Titles come again and again, within a request and from one to the next. */
function titleForms(title: string): TitleForms {
  const known = knownForms.get(title)
  if (known !== undefined) return known
  const lower = title.toLowerCase()
  const forms = { lower, plain: lower.replace(brackets, '').replace(filler, '') }
  if (knownForms.size >= titleFormsMax) knownForms.clear()
  knownForms.set(title, forms)
  return forms
}

const covered = new Uint8Array(1024)

/** How many characters of the text belong to any of the grams, each where it occurs first. */
function coveredBy(grams: readonly string[], text: string): number {
  let count = 0
  for (const gram of grams) {
    const from = text.indexOf(gram)
    const to = from < 0 ? 0 : Math.min(from + gram.length, covered.length)
    for (let at = Math.max(from, 0); at < to; at++) {
      if (covered[at] === 1) continue
      covered[at] = 1
      count++
    }
  }
  if (count > 0) covered.fill(0, 0, text.length)
  return count
}

export const title: Feature = {
  name: 'title',
  meaning: '0..1: share of a wished title (pairs of characters, Latin words) that the posting’s title repeats',
  read(facts, { posting }) {
    if (facts.titleGrams.length === 0) return nothing
    const { lower } = titleForms(posting.title)
    let best = 0
    for (const wished of facts.titleGrams) {
      let shared = 0
      for (const gram of wished) if (lower.includes(gram)) shared++
      best = Math.max(best, shared / wished.length)
    }
    return { value: best }
  }
}

export const plainTitle: Feature = {
  name: 'plainTitle',
  meaning: '0..1: share of the posting’s title, without brackets and fillers, that a wished title covers',
  read(facts, { posting }) {
    const { plain } = titleForms(posting.title)
    if (plain === '') return nothing
    let best = 0
    for (const wished of facts.titleGrams) best = Math.max(best, coveredBy(wished, plain) / plain.length)
    return best === 0 ? nothing : { value: best }
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
