import type { Severity } from '@zhipei/shared/contracts/screening'
import { type PlantedCategory, unlawfulTitles, unlawfulWording } from './lists/unlawful.ts'
import type { Random } from './random.ts'

/** A sentence with its evidence in ⟦⟧. */
export interface MarkedWording {
  readonly category: PlantedCategory
  readonly severity: Severity
  readonly evasion: boolean
  readonly text: string
}

/** Evidence in a field as submitted; offsets in UTF-16, `end` exclusive. */
export interface PlantedFinding {
  readonly category: PlantedCategory
  readonly severity: Severity
  readonly evasion: boolean
  readonly field: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

const weights: Readonly<Partial<Record<PlantedCategory, number>>> = {
  gender: 18,
  age: 18,
  school: 10,
  appearance: 8,
  region: 6,
  'fraud-bait': 6,
  terms: 6
}
const usualWeight = 4
const byWeight = (Object.keys(unlawfulWording) as PlantedCategory[]).flatMap(category =>
  Array.from({ length: weights[category] ?? usualWeight }, () => category)
)
const evasiveShare = 0.25
const separators = [' ', '*', '·', '-', '.', '_', '\u200b', '/']
const shortHan = /^\p{Script=Han}{2,8}$/u

export function pickWording(random: Random): MarkedWording {
  const category = random.pick(byWeight)
  const { severity, plain, evasive } = unlawfulWording[category]
  if (!random.chance(evasiveShare)) return { category, severity, evasion: false, text: random.pick(plain) }
  if (random.chance(0.5)) return { category, severity, evasion: true, text: random.pick(evasive) }
  const text = random.pick(plain)
  const split = text.replace(/⟦(.+)⟧/, (whole, quote: string) =>
    shortHan.test(quote) ? `⟦${[...quote].join(random.pick(separators))}⟧` : whole
  )
  return { category, severity, evasion: split !== text, text: split }
}

export function pickTitleWording(random: Random): MarkedWording {
  const [category, text] = random.pick(unlawfulTitles)
  return { category, severity: unlawfulWording[category].severity, evasion: false, text }
}

/** Takes the marks out of a field and tells where the evidence stands; findings follow the order of the marks. */
export function unmark(field: string, marked: string, wordings: readonly MarkedWording[]) {
  const findings: PlantedFinding[] = []
  let text = ''
  for (const piece of marked.split(/(⟦[^⟧]*⟧)/)) {
    if (!piece.startsWith('⟦')) {
      text += piece
      continue
    }
    const quote = piece.slice(1, -1)
    const found = wordings.find(wording => wording.text.includes(piece))
    if (found === undefined) throw new Error(`${field}: ${piece} is none of the planted wordings`)
    const { category, severity, evasion } = found
    findings.push({ category, severity, evasion, field, start: text.length, end: text.length + quote.length, quote })
    text += quote
  }
  return { text, findings }
}
