import type { PostingSubmission } from '../../../contracts/posting.ts'
import type { Finding, Screening } from '../../../contracts/screening.ts'
import { decide } from '../engine.ts'
import { article, notices } from '../law.ts'
import type { ContactKind } from './contacts.ts'
import {
  contactSign,
  contactsOf,
  type EmployerSigns,
  isRepeatRule,
  nobody,
  repeatRule,
  type SignEntry,
  standings
} from './employer-signs.ts'

/** An employer whose postings carry a sign. */
export interface SignEmployer {
  readonly employer: number
  readonly firstDay: number
  readonly lastDay: number
  /** Its first posting with the sign. */
  readonly posting: string
}

/** A blocked or verified posting with a sign. */
export interface SignedPosting extends SignEntry {
  readonly posting: string
}

/** Who uses a sign, of the postings in the window. */
export interface SignUse {
  /** At most `employersCountedMax`. */
  readonly employers: readonly SignEmployer[]
  readonly marked: readonly SignedPosting[]
}

/** From this many employers on a phone or a text is no coincidence: on the pool below five many are shared templates. */
export const employersMin = 5
/** Counting ends here: figures say `50 家以上`. */
export const employersCountedMax = 50
/** Postings that came earlier no longer count. */
export const repeatWindowDays = 180
const relatedMax = 5

const law = [article('人力资源市场暂行条例', '第二十四条'), article('就业促进法', '第四十一条'), notices.platform]

type Place = Pick<Finding, 'field' | 'start' | 'end' | 'quote'>
type Uses = ReadonlyMap<number, SignUse>

/**
 * Signs of one hand behind many names, and of a blocked employer that comes again under another. Each says its figures;
 * never stronger than `review`. An intermediary that says whom it hires for, and what a person has verified once, is
 * advice only.
 */
export function repeatFindings(submission: PostingSubmission, signs: EmployerSigns, uses: Uses): Finding[] {
  return [...ofContacts(submission, signs, uses), ...ofText(signs, uses), ...ofBlocked(submission, signs, uses)]
}

const contactNames: Readonly<Record<ContactKind, string>> = { phone: '电话', wechat: '微信号', qq: 'QQ号' }
/** Words by which an intermediary says that it hires for somebody else. */
const disclosed = /代招|代理招聘|委托招聘|受[^，。；\n]{1,20}委托|劳务派遣|派遣(?:至|到)|人力资源服务许可/

function ofContacts(submission: PostingSubmission, { contacts }: EmployerSigns, uses: Uses): Finding[] {
  if (!contacts.some(sign => isOfMany(uses.get(sign)))) return []
  const says = disclosed.test(`${submission.title}${submission.description}${submission.requirements ?? ''}`)
  const found = new Map<number, Finding>()
  for (const { field, contact } of contactsOf(submission)) {
    const sign = contactSign(contact)
    const use = uses.get(sign)
    if (!isOfMany(use) || found.has(sign)) continue
    const { kind, start, end } = contact
    const quote = String(submission[field as 'description']).slice(start, end)
    const what = `同一${contactNames[kind]}${figures(use)}：请核实招聘主体；代招的，应当注明委托单位`
    const severity = says || isVerified(use) ? 'advise' : 'review'
    found.set(sign, finding('contact', severity, what, use, { field, start, end, quote }))
  }
  return [...found.values()]
}

function ofText({ text }: EmployerSigns, uses: Uses): Finding[] {
  const use = text === null ? undefined : uses.get(text)
  if (!isOfMany(use)) return []
  const what = `同一岗位描述${figures(use)}：请核实招聘主体和岗位的真实性`
  return [finding('text', isVerified(use) ? 'advise' : 'review', what, use, { field: 'description' })]
}

/** One finding, whatever agrees: credit code, contact, text or nearly the same name. */
function ofBlocked(submission: PostingSubmission, signs: EmployerSigns, uses: Uses): Finding[] {
  const { employer, contacts, text, creditCode, name, fullName } = signs
  const blockedOf = (sign: number | null, self: number) =>
    sign === null
      ? []
      : (uses.get(sign)?.marked ?? []).filter(({ standing, employer: other }) => {
          return standing === standings.blocked && other !== self
        })
  const isCleared = [...contacts, text, creditCode].some(sign =>
    sign === null
      ? false
      : uses.get(sign)?.marked.some(m => m.standing === standings.verified && m.employer === employer)
  )
  const sameContact = contacts.filter(sign => blockedOf(sign, employer).length > 0)
  const agreeing: readonly (readonly [string, readonly SignedPosting[]])[] = [
    ['统一社会信用代码', blockedOf(creditCode, employer)],
    ['联系方式', sameContact.flatMap(sign => blockedOf(sign, employer))],
    ['岗位描述', blockedOf(text, employer)],
    ['单位名称（地名和公司形式除外）', blockedOf(name, fullName)]
  ]
  const marked = agreeing.flatMap(([, postings]) => postings)
  if (marked.length === 0 || isCleared) return []
  const ids = [...new Set(marked.map(({ posting }) => posting))]
  const names = agreeing.filter(([, postings]) => postings.length > 0).map(([words]) => words)
  const last = dayText(Math.max(...marked.map(({ day }) => day)))
  const what = `${names.join('、')}与以其他名称发布、因涉嫌欺诈或经人工复核被屏蔽的 ${ids.length} 个岗位相同（最近 ${last}）：请核实单位身份`
  const [contact] = contactsOf(submission).filter(found => sameContact.includes(contactSign(found.contact)))
  const place = contact === undefined ? { field: 'employer.name' } : placeOf(submission, contact)
  return [{ ...finding('blocked', 'review', what, undefined, place), related: ids.slice(0, relatedMax) }]
}

function placeOf(submission: PostingSubmission, { field, contact }: ReturnType<typeof contactsOf>[number]): Place {
  const { start, end } = contact
  return { field, start, end, quote: String(submission[field as 'description']).slice(start, end) }
}

function isOfMany(use: SignUse | undefined): use is SignUse {
  return use !== undefined && use.employers.length >= employersMin
}

function isVerified({ marked }: SignUse): boolean {
  return marked.some(({ standing }) => standing === standings.verified)
}

function figures({ employers, marked }: SignUse): string {
  const first = dayText(Math.min(...employers.map(({ firstDay }) => firstDay)))
  const last = dayText(Math.max(...employers.map(({ lastDay }) => lastDay)))
  const count = employers.length >= employersCountedMax ? `${employersCountedMax} 家以上` : `${employers.length} 家`
  const verified = marked.filter(({ standing }) => standing === standings.verified).length
  const days = first === last ? `${first} 当天` : `${first} 至 ${last}`
  return `${days}出现在 ${count}单位的岗位中${verified === 0 ? '' : `（其中 ${verified} 个经人工核实）`}`
}

const dayMs = 86_400_000

function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

function finding(
  sign: Parameters<typeof repeatRule>[0],
  severity: Finding['severity'],
  what: string,
  use: SignUse | undefined,
  place: Place
) {
  return {
    category: 'fraud-bait' as const,
    severity,
    ...place,
    rule: repeatRule(sign),
    law,
    suggestion: `${what}。`,
    confidence: 0.6,
    ...(use === undefined ? {} : { related: firstPostings(use) })
  }
}

function firstPostings({ employers }: SignUse): string[] {
  const inOrder = [...employers].sort((a, b) => a.firstDay - b.firstDay || (a.posting < b.posting ? -1 : 1))
  return inOrder.slice(0, relatedMax).map(({ posting }) => posting)
}

interface Arrival extends SignEntry {
  readonly posting: string
}

/** The uses with entries that no index holds yet: of the postings that are judged together. */
export function withEntries(uses: Uses, arrivals: readonly (readonly [string, readonly SignEntry[]])[]): Uses {
  const bySign = new Map<number, Arrival[]>()
  for (const [posting, entries] of arrivals)
    for (const entry of entries) {
      const same = bySign.get(entry.sign)
      if (same === undefined) bySign.set(entry.sign, [{ ...entry, posting }])
      else same.push({ ...entry, posting })
    }
  const all = new Map(uses)
  for (const [sign, entries] of bySign) {
    const use = uses.get(sign)
    // Nearly all signs are of one posting and say nothing.
    const isAlone = use === undefined && entries.length === 1 && entries[0]?.standing === standings.open
    if (!isAlone) all.set(sign, merge(use, entries))
  }
  return all
}

function merge(use: SignUse | undefined, arrivals: readonly Arrival[]): SignUse {
  const employers = new Map(use?.employers.map(entry => [entry.employer, entry]))
  const marked = new Map(use?.marked.map(entry => [entry.posting, entry]))
  for (const arrival of arrivals) {
    const { posting, employer, day, standing } = arrival
    if (standing === standings.open) marked.delete(posting)
    else marked.set(posting, arrival)
    if (employer === nobody) continue
    const { firstDay = day, lastDay = day, posting: first = posting } = employers.get(employer) ?? {}
    const span = { firstDay: Math.min(firstDay, day), lastDay: Math.max(lastDay, day) }
    employers.set(employer, { employer, ...span, posting: day < firstDay ? posting : first })
  }
  return { employers: [...employers.values()].slice(0, employersCountedMax), marked: [...marked.values()] }
}

/** Whether the sign says something now that it did not before: who carries it has to be judged again. */
export function isNews(before: SignUse | undefined, now: SignUse): boolean {
  if (isOfMany(now) && !isOfMany(before)) return true
  const has = (use: SignUse | undefined, standing: number) => use?.marked.some(m => m.standing === standing) ?? false
  return [standings.blocked, standings.verified].some(standing => has(now, standing) && !has(before, standing))
}

/** The screening with these findings of repetition in place of its own. */
export function withRepeats(screening: Screening, repeats: readonly Finding[]): Screening {
  const findings = [...screening.findings.filter(({ rule }) => !isRepeatRule(rule)), ...repeats]
  return { ...screening, decision: decide(findings), findings }
}

/** A new screening of the same text, which still carries what was known of its repetition. */
export function carryingRepeats(screening: Screening, prior: Screening): Screening {
  const repeats = prior.findings.filter(({ rule }) => isRepeatRule(rule))
  return repeats.length === 0 ? screening : withRepeats(screening, repeats)
}
