import type { Posting, PostingSubmission } from '../../../contracts/posting.ts'
import type { PostingReview } from '../../../contracts/review.ts'
import type { Category, Screening } from '../../../contracts/screening.ts'
import { hash53, letters } from '../../duplicates/fingerprint.ts'
import { employerCore } from '../../normalise/employer.ts'
import { type Contact, contactsIn } from './contacts.ts'

/** By which postings of different employers may belong together; hashes, so that no index holds a phone number. */
export interface EmployerSigns {
  /** Whom the posting counts for: branches and daughters are one employer. 0 where nobody is named. */
  readonly employer: number
  readonly contacts: readonly number[]
  /** Null where the text says too little to speak for itself. */
  readonly text: number | null
  readonly creditCode: number | null
  /** The name without place and legal form; null where that is too short to tell anybody. */
  readonly name: number | null
  readonly fullName: number
}

/** `blocked`: a fraud, or rejected by a person. `verified`: a person looked at the repetition and approved. */
export const standings = { open: 0, blocked: 1, verified: 2 } as const
export type Standing = (typeof standings)[keyof typeof standings]

/** That a posting carries a sign; days count from 1970-01-01 in China. */
export interface SignEntry {
  readonly sign: number
  readonly employer: number
  readonly day: number
  readonly standing: Standing
}

/** Stands for an employer that is not named. */
export const nobody = 0
const textLettersMin = 60
const coreCharsMin = 4

export function employerSigns(posting: Posting, submission: PostingSubmission): EmployerSigns {
  const { key, creditCode } = posting.employer
  const core = employerCore(posting.employer.name)
  const contacts = contactsOf(submission).map(({ contact }) => contactSign(contact))
  return {
    employer: key === null ? nobody : hash53(`employer\n${core}`),
    contacts: [...new Set(contacts)],
    text: textSign(posting, core),
    creditCode: creditCode === null ? null : hash53(`code\n${creditCode}`),
    name: key === null || core.length < coreCharsMin ? null : hash53(`name\n${core}`),
    fullName: hash53(`name\n${posting.employer.name}`)
  }
}

/** Contacts with the field that they stand in, as submitted. */
export function contactsOf(submission: PostingSubmission): { readonly field: string; readonly contact: Contact }[] {
  return (['title', 'description', 'requirements'] as const).flatMap(field =>
    contactsIn(submission[field] ?? '').map(contact => ({ field, contact }))
  )
}

export function contactSign({ kind, key }: Contact): number {
  return hash53(`${kind}\n${key}`)
}

/** Without digits and the employer's own name, which are what a copied text changes. */
function textSign({ description, requirements }: Posting, core: string): number | null {
  const units = letters(`${description}${requirements ?? ''}`.replaceAll(core, ''))
  let length = 0
  // In place, with a loop: this runs over every character of the pool.
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] as number
    if (unit < 0x30 || unit > 0x39) units[length++] = unit
  }
  return length < textLettersMin ? null : hash53(units.subarray(0, length))
}

/** What the index of signs holds of a posting. The name is told of blocked ones only: it is looked up, never counted. */
export function signEntries(signs: EmployerSigns, day: number, standing: Standing): SignEntry[] {
  const { employer, contacts, text, creditCode, name, fullName } = signs
  const shared = [...contacts, text, creditCode].filter(sign => sign !== null)
  const entries = shared.map(sign => ({ sign, employer, day, standing }))
  if (name !== null && standing === standings.blocked) entries.push({ sign: name, employer: fullName, day, standing })
  return entries
}

const repeatRules = 'fraud-bait.repeat-'

/** @param sign what is repeated; the id of the rule */
export const repeatRule = (sign: 'contact' | 'text' | 'blocked') => `${repeatRules}${sign}`

/** Whether a finding counts other postings: it changes as these come and go, and not with the rules. */
export const isRepeatRule = (rule: string) => rule.startsWith(repeatRules)

/** Unlawful wording blocks a posting; only fraud says something about the employer. */
const fraud: ReadonlySet<Category> = new Set(['fraud-fee', 'fraud-loan', 'fraud-crime'])

export function standingOf({ findings }: Screening, review: PostingReview | undefined): Standing {
  if (review?.decision === 'reject') return standings.blocked
  if (review?.decision === 'approve')
    return findings.some(({ rule }) => isRepeatRule(rule)) ? standings.verified : standings.open
  const isFraud = findings.some(({ category, severity }) => severity === 'block' && fraud.has(category))
  return isFraud ? standings.blocked : standings.open
}
