import type { Lens } from '../lens.ts'
import { coveredShare, repeatedShare } from '../title-lens.ts'
import { codesAt } from '../trait-rows.ts'
import { codeOf, isBeside, type PostingTraits, traitList, weightsFrom } from '../traits.ts'
import type { Feature } from './feature.ts'

/**
 * How much of the wished work is in what the posting names, at best.
 * @param from place of the weight of the list's first group
 */
function bestFit(wish: Float64Array, traits: PostingTraits, list: number, from: number): number {
  const { amounts, codes } = traits
  const first = codesAt(traits)
  let best = 0
  let weightAt = traits.at + from
  for (let at = codeOf(traits, list), end = codeOf(traits, list + 1); at < end; at++, weightAt++) {
    const value = (amounts[weightAt] as number) * (wish[codes[first + at] as number] as number)
    if (value > best) best = value
  }
  return best
}

/** Also the share of a beginner's post that counts. */
export const wishedShare = ({ wish }: Lens, traits: PostingTraits): number =>
  bestFit(wish, traits, traitList.groups, weightsFrom)

export const occupation: Feature = {
  name: 'occupation',
  meaning: '0..1: how much of the wished work is in the work that the title names; rises with nearness',
  value: wishedShare,
  told({ wishFit }, { facts }) {
    let best = 0
    let told = {}
    for (const { group, weight, at } of facts.occupations) {
      const fit = wishFit.get(group)
      if (fit === undefined || weight * fit.value <= best) continue
      best = weight * fit.value
      told = { at, words: [fit.words[0] ?? '', group, fit.words[1] ?? ''] }
    }
    return told
  },
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
  value({ wish }, traits) {
    const groups = codeOf(traits, traitList.opening) - codeOf(traits, traitList.groups)
    return bestFit(wish, traits, traitList.opening, weightsFrom + groups)
  }
}

const strangeBelow = 0.1

export const foreign: Feature = {
  name: 'foreign',
  meaning: '0 or 1: beside the work the title names a field that is neither wished nor where the major leads',
  value({ wish, lead }, traits) {
    const end = codeOf(traits, traitList.besides + 1)
    for (let at = codeOf(traits, traitList.besides); at < end; at++) {
      const group = codeOf(traits, at)
      if ((wish[group] as number) < strangeBelow && (lead[group] as number) < strangeBelow) return 1
    }
    return 0
  },
  told({ wishFit, leadFit }, { facts }) {
    const strange = (group: string) =>
      Math.max(wishFit.get(group)?.value ?? 0, leadFit.get(group)?.value ?? 0) < strangeBelow
    const found = facts.occupations.find(named => isBeside(named) && strange(named.group))
    return found === undefined ? {} : { at: found.at, words: [found.group] }
  },
  gap: ({ words = [] }) => `偏${words[0]}方向`
}

export const title: Feature = {
  name: 'title',
  meaning: '0..1: share of a wished title (pairs of characters, Latin words) that the posting’s title repeats',
  value({ titles }, traits) {
    const from = codesAt(traits)
    const { lower } = traitList
    return repeatedShare(titles, traits.codes, from + codeOf(traits, lower), from + codeOf(traits, lower + 1))
  }
}

export const plainTitle: Feature = {
  name: 'plainTitle',
  meaning: '0..1: share of the posting’s title, without brackets and fillers, that a wished title covers',
  value({ titles }, traits) {
    const from = codesAt(traits)
    const { plain } = traitList
    return coveredShare(titles, traits.codes, from + codeOf(traits, plain), from + codeOf(traits, plain + 1))
  }
}

export const similarity: Feature = {
  name: 'similarity',
  meaning: '0..1: cosine of the embeddings of profile and posting',
  value: (_, __, candidate) => Math.max(0, candidate.similarity)
}

const lexicalHalf = 12

export const lexical: Feature = {
  name: 'lexical',
  meaning: '0..1: BM25 of the profile’s words in the posting, half way at 12',
  value: (_, __, candidate) => candidate.lexical / (candidate.lexical + lexicalHalf)
}

export const vague: Feature = {
  name: 'vague',
  meaning: '1 where neither title nor opening names any work',
  value: (_, traits) => (codeOf(traits, traitList.groups) === codeOf(traits, traitList.groups + 1) ? 1 : 0),
  gap: () => '岗位内容描述不清'
}
