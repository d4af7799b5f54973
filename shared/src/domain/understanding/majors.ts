import type { Posting } from '../../contracts/posting.ts'
import { remembered } from '../remembered.ts'
import { createLexicon, fold } from './lexicon.ts'
import { majorTable } from './tables/majors.ts'
import type { FoldedTexts, Mention } from './texts.ts'

/** A field of study and where it leads. */
export interface MajorField {
  readonly name: string
  readonly occupations: readonly string[]
}

export interface MajorDemand {
  /** Name of a field of study. */
  readonly field: string
  readonly at: Mention | null
}

interface Row extends MajorField {
  readonly inName: readonly string[]
}

const rows: readonly Row[] = majorTable
  .trim()
  .split('\n')
  .map(line => {
    const [name = '', inName = '', , occupations = ''] = line.split('|').map(part => part.trim())
    return { name, inName: inName.split(' '), occupations: occupations.split(' ') }
  })

/** Every field of study, in the order of the table. */
export const majorFields: readonly MajorField[] = rows

const fieldNumbers = new Map(rows.map(({ name }, number) => [name, number]))

/** Place in `majorFields`; one past the last for a field that is not there. */
export const fieldNumber = (field: string): number => fieldNumbers.get(field) ?? rows.length

const asked = createLexicon(readAsked())

function readAsked(): Map<string, string[]> {
  const words = new Map<string, string[]>()
  for (const line of majorTable.trim().split('\n')) {
    const [name = '', , inPostings = ''] = line.split('|').map(part => part.trim())
    for (const word of inPostings.split(' ')) words.set(word, [...(words.get(word) ?? []), name])
  }
  return words
}

/** What many majors bear beside their own subject: 机械设计制造及其自动化. */
const besideSubject = /(?:及其?|与)自动化/g
/** The name of a foreign language: 泰语, but not 汉语. */
const language = /(?<!汉|国)语(?:言文学)?$/

/** The field of study that a major belongs to, by the longest word in its name; null where its name says none. */
export const fieldOfMajor: (major: string) => MajorField | null = remembered(findField)

function findField(major: string): MajorField | null {
  const text = fold(major).replace(besideSubject, '')
  let best: Row | null = null
  let longest = 0
  for (const row of rows) {
    for (const word of row.inName) {
      if (word.length <= longest || !text.includes(word)) continue
      best = row
      longest = word.length
    }
  }
  return best ?? (language.test(text) ? (rows.find(({ name }) => name === '外语') ?? null) : null)
}

const demandCharsMax = 40
const anyMajor = /专业(?:不限|均可)|不限专业|无专业要求/
/** What follows the name of a subject. */
const subjectBefore = /专业|毕业(?!生)|学历/

/** What the reader looks for. */
export const majorPatterns: readonly RegExp[] = [anyMajor, subjectBefore]

const stops = '。；;\n！!?？'

/** The fields of study that a posting asks for: of the field `majors`, and of the text what stands before 专业 or 毕业. */
export function readMajors(posting: Posting, texts: FoldedTexts): { demands: MajorDemand[]; open: boolean } {
  const demands = new Map<string, MajorDemand>()
  const add = (names: readonly string[], at: Mention | null) => {
    for (const name of names) if (!demands.has(name)) demands.set(name, { field: name, at })
  }
  for (const major of posting.majors) {
    const row = fieldOfMajor(major)
    if (row !== null) add([row.name], null)
  }
  let open = false
  for (const field of ['requirements', 'description'] as const) {
    const text = texts[field]
    open ||= texts.first(anyMajor, field) !== null
    for (const match of texts.all(subjectBefore, field)) {
      let from = match.index
      while (from > 0 && match.index - from < demandCharsMax && !stops.includes(text[from - 1] as string)) from--
      for (const { start, end, value } of asked.scan(text.slice(from, match.index)))
        add(value, { field, start: from + start, end: from + end })
    }
  }
  return { demands: [...demands.values()], open }
}
