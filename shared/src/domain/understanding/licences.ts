import type { Match } from './lexicon.ts'
import { licences } from './tables/licences.ts'
import { type FoldedTexts, type Mention, textFields } from './texts.ts'

export interface LicenceDemand {
  readonly name: string
  /** Out of reach without it. */
  readonly hard: boolean
  readonly at: Mention
}

const stops = '，,。；;\n！!?？'
const clauseCharsMax = 30
const preferred = /优先|优选|加分|更佳|为佳|者佳|最佳|提供|协助|考取|考证|报考|培训|可办理|代办|补贴|报销/
const must = /持|具有|具备|须|需|必须|必备|有|要求|证|取得|拥有|获得|资格|以上/
const notMust = /无需|不需|没有.{0,4}也可|或同等|均可|亦可|也可|不要求|不限/

const readers = licences.map(({ name, hard, asked, title }) => ({
  name,
  hard,
  asked,
  implied: title
}))

const anyOf = (patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'))
const impliedPatterns = readers.flatMap(({ implied }) => implied ?? [])
/** Most postings name no licence. */
const anyAsked = anyOf(readers.map(({ asked }) => asked))
const anyImplied = anyOf(impliedPatterns)

/** What the reader looks for. */
export const licencePatterns: readonly RegExp[] = [
  anyAsked,
  anyImplied,
  ...readers.map(({ asked }) => asked),
  ...impliedPatterns
]

/** Licences that title or heading imply or the text demands; what is merely preferred is no demand. */
export function readLicences(texts: FoldedTexts, heading: Match<string> | null): LicenceDemand[] {
  const found = new Map<string, LicenceDemand>()
  const fields = textFields.filter(field => texts.first(anyAsked, field) !== null)
  const isImplied = texts.first(anyImplied, 'title') !== null || (heading !== null && anyImplied.test(heading.value))
  if (fields.length === 0 && !isImplied) return []
  for (const { name, hard, asked, implied } of readers) {
    const at = impliedBy(implied, texts, heading) ?? firstDemand(texts, fields, asked)
    if (at !== null) found.set(name, { name, hard, at })
  }
  return [...found.values()]
}

function impliedBy(implied: RegExp | undefined, texts: FoldedTexts, heading: Match<string> | null): Mention | null {
  const match = implied === undefined ? null : texts.first(implied, 'title')
  if (match !== null) return { field: 'title', start: match.index, end: match.index + match[0].length }
  const headed = heading === null ? null : implied?.exec(heading.value)
  if (heading === null || headed == null) return null
  const start = heading.start + headed.index
  return { field: 'description', start, end: start + headed[0].length }
}

function firstDemand(texts: FoldedTexts, fields: readonly Mention['field'][], asked: RegExp): Mention | null {
  for (const field of fields) {
    const at = demandIn(texts, asked, field)
    if (at !== null) return at
  }
  return null
}

function demandIn(texts: FoldedTexts, asked: RegExp, field: Mention['field']): Mention | null {
  const text = texts[field]
  for (const match of texts.all(asked, field)) {
    const start = match.index
    const end = start + match[0].length
    let from = start
    while (from > 0 && start - from < clauseCharsMax && !stops.includes(text[from - 1] as string)) from--
    let to = end
    while (to < text.length && to - end < clauseCharsMax && !stops.includes(text[to] as string)) to++
    const clause = text.slice(from, to)
    // `有会计证、驾照者优先`, `有驾照，优先考虑`
    const next = text.slice(to, to + 6)
    if (preferred.test(clause) || notMust.test(clause) || /^.{0,2}(?:者)?优先/.test(next)) continue
    if (must.test(clause)) return { field, start, end }
  }
  return null
}

/** Names of the licences that a profile's words (certificates; for languages skills and major too) prove. */
export function heldLicences(certificates: readonly string[], others: readonly string[]): Set<string> {
  return new Set(
    licences
      .filter(({ name, held }) =>
        (isLanguage(name) ? [...certificates, ...others] : certificates).some(text => held.test(text))
      )
      .map(({ name }) => name)
  )
}

/** Names of the licences that a major's graduates get with their degree. */
export function licencesOfStudy(major: string): Set<string> {
  return new Set(licences.filter(({ study }) => study?.test(major)).map(({ name }) => name))
}

const english = '英语能力'
/** Languages are read like licences: what a posting demands, what a certificate, a skill or the field of study proves. */
export const isLanguage = (name: string): boolean => name.endsWith('能力')

/** The language that every course teaches, save the courses that teach another one in its place. */
export function languagesOfSchool(major: string): Set<string> {
  const own = licences.filter(({ name, held }) => isLanguage(name) && held.test(major))
  return new Set(own.every(({ name }) => name === english) ? [english] : [])
}
