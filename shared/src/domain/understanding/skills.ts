import type { Posting } from '../../contracts/posting.ts'
import { createLexicon, fold } from './lexicon.ts'
import { commonSkills, skillTable } from './tables/skills.ts'
import type { FoldedTexts, Mention } from './texts.ts'

export interface SkillMention {
  readonly skill: string
  /** Null where only the field `skills` names it. */
  readonly at: Mention | null
}

const lexicon = createLexicon(readTable())

function* readTable(): Iterable<readonly [string, string]> {
  const blank = (word: string) => word.replaceAll('_', ' ')
  for (const line of skillTable.trim().split('\n')) {
    const [name = '', ...spellings] = line.split(' ')
    for (const spelling of [name, ...spellings]) yield [fold(blank(spelling)), blank(name)]
  }
}

/** The vocabulary. */
export const skillNames: readonly string[] = [...new Set([...readTable()].map(([, skill]) => skill))]

const skillNumbers = new Map(skillNames.map((skill, number) => [skill, number]))

/** Place in `skillNames`. */
export const skillNumber = (skill: string): number | undefined => skillNumbers.get(skill)

const commonWeight = 0.35

/** How much a skill tells: those that nearly every post names tell little. */
export const skillWeight = (skill: string): number => (commonSkills.has(skill) ? commonWeight : 1)

/** The skills that a word of a profile stands for; the word itself where the vocabulary does not know it. */
export function skillsOfWord(word: string): string[] {
  const text = fold(word.trim())
  const whole = lexicon.get(text)
  if (whole !== undefined) return [whole]
  const parts = [...new Set(lexicon.scan(text).map(({ value }) => value))]
  return parts.length > 0 ? parts : text === '' ? [] : [word.trim()]
}

/** Skills that a free text names, in order of mention. */
export function skillsOfText(text: string): string[] {
  return [...new Set(lexicon.scan(fold(text)).map(({ value }) => value))]
}

const perPostingMax = 40

/** The skills that a posting names, each with its first mention. */
export function readSkills(posting: Posting, texts: FoldedTexts): SkillMention[] {
  const found = new Map<string, SkillMention>()
  for (const field of ['title', 'requirements', 'description'] as const) {
    for (const { start, end, value } of lexicon.scan(texts[field]))
      if (!found.has(value)) found.set(value, { skill: value, at: { field, start, end } })
  }
  for (const word of posting.skills)
    for (const skill of skillsOfWord(word)) if (!found.has(skill)) found.set(skill, { skill, at: null })
  return [...found.values()].slice(0, perPostingMax)
}
