import { PostingSubmission } from '../../contracts/posting.ts'
import { createValidator } from '../../contracts/validation.ts'
import { parsePlace } from '../normalise/place.ts'
import { columnOf, type FeedField, fieldLabel } from './columns.ts'

/**
 * Stands for an employer that a feed doesn't name. It is no employer: postings under it are never taken as one
 * employer's, and screening reports the missing name.
 */
export const unnamedEmployer = '未提供'

export interface RowMapperOptions {
  /** For rows that name no source of their own. */
  readonly source: string
  /** Hex digest of a text; makes the id of a row that has none. */
  readonly hash: (text: string) => string
}

export interface FieldError {
  /** Path in the contract's form, e.g. `employer.name`. */
  readonly field: string
  /** For the person who sent the file (Chinese); names the field. */
  readonly message: string
}

export type MappedRow = { readonly submission: PostingSubmission } | { readonly errors: readonly FieldError[] }

export interface RowMapper {
  map(value: Readonly<Record<string, unknown>>): MappedRow
  /** Names of columns or keys met so far that are not ours and were passed over (the first hundred). */
  ignored(): readonly string[]
}

type Feed = Partial<Record<FeedField, unknown>> & { salaryUnit?: string | null }

const contractFields: ReadonlySet<string> = new Set(Object.keys(PostingSubmission.properties))
const ignoredMax = 100
const namesMax = 5000

/**
 * Rows of a file to submissions. One rule tells the two forms apart: a row is in the contract's form when it has an
 * `employer` object or all of its keys are the contract's; it is then judged as over HTTP, unknown fields included.
 * Any other row is a feed's: its columns are found by name, the others are ignored, and what a feed leaves out is
 * filled only where nothing is invented (an id from the content, `未提供` for the employer, a city that another place
 * column names).
 */
export function createRowMapper(options: RowMapperOptions): RowMapper {
  const ignored = new Set<string>()
  const columns = new Map<string, ReturnType<typeof columnOf>>()
  const column = (name: string) => {
    if (columns.has(name)) return columns.get(name)
    const found = columnOf(name)
    if (columns.size < namesMax) columns.set(name, found)
    if (found === undefined && ignored.size < ignoredMax) ignored.add(name)
    return found
  }
  return {
    map(value) {
      if (inContractForm(value)) return check({ source: options.source, ...value })
      const feed: Feed = {}
      collect(value, '', feed, column)
      return check(toSubmission(feed, options))
    },
    ignored: () => [...ignored]
  }
}

const validate = createValidator(PostingSubmission)

function check(candidate: unknown): MappedRow {
  const validation = validate(candidate)
  if ('value' in validation) return { submission: validation.value }
  const errors = new Map<string, FieldError>()
  for (const { path, message } of validation.errors) {
    const field = path.split('/').slice(1).join('.')
    if (!errors.has(field)) errors.set(field, { field, message: `${fieldLabel(field)}：${message}` })
  }
  return { errors: [...errors.values()] }
}

function inContractForm(value: Readonly<Record<string, unknown>>): boolean {
  const employer = value.employer
  if (employer !== null && typeof employer === 'object') return true
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every(key => contractFields.has(key))
}

/** Two columns of one long text are joined (岗位职责 + 工作内容); elsewhere the first that holds something counts. */
const joined: ReadonlySet<FeedField> = new Set(['description', 'requirements'])

function collect(
  value: Readonly<Record<string, unknown>>,
  prefix: string,
  feed: Feed,
  column: (name: string) => ReturnType<typeof columnOf>
): void {
  for (const [key, raw] of Object.entries(value)) {
    if (raw === null || raw === undefined || raw === '') continue
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (typeof raw === 'object' && !Array.isArray(raw)) {
      if (prefix === '') collect(raw as Record<string, unknown>, name, feed, column)
      continue
    }
    const found = column(name)
    if (found === undefined) continue
    const { field } = found
    const before = feed[field]
    if (before === undefined) {
      feed[field] = raw
      if (field === 'salaryText') feed.salaryUnit = found.unit
    } else if (joined.has(field)) feed[field] = `${text(before) ?? ''}\n${text(raw) ?? ''}`
  }
}

function toSubmission(feed: Feed, { source, hash }: RowMapperOptions): Record<string, unknown> {
  const title = text(feed.title)
  const employer = text(feed.employerName) ?? unnamedEmployer
  const description = text(feed.description)
  const city = cityText(feed)
  const min = amount(feed.salaryMin)
  const max = amount(feed.salaryMax)
  const salaryText = payText(feed)
  const creditCode = text(feed.creditCode)
  const ownSource = text(feed.source) ?? source
  const fields: Record<string, unknown> = {
    postingId:
      text(feed.postingId) ?? `h${hash(JSON.stringify([ownSource, employer, title, city, description])).slice(0, 24)}`,
    source: ownSource,
    title,
    employer: creditCode === undefined ? { name: employer } : { name: employer, creditCode },
    description,
    requirements: text(feed.requirements),
    city,
    district: text(feed.district),
    salaryText,
    salary:
      salaryText === undefined && (min !== undefined || max !== undefined)
        ? { min: min ?? null, max: max ?? null }
        : undefined,
    degree: text(feed.degree),
    experience: text(feed.experience),
    headcount: text(feed.headcount),
    kind: text(feed.kind),
    industry: text(feed.industry),
    majors: words(feed.majors),
    skills: words(feed.skills),
    benefits: words(feed.benefits),
    publishedAt: text(feed.publishedAt),
    validUntil: text(feed.validUntil),
    fairId: text(feed.fairId),
    booth: text(feed.booth)
  }
  for (const [name, value] of Object.entries(fields)) if (value === undefined) delete fields[name]
  return fields
}

/** The city column; else a place column that names a city, whole, so that its district is read too. */
function cityText(feed: Feed): string | undefined {
  const city = text(feed.city)
  if (city !== undefined) return city
  const candidates = [text(feed.location), text(feed.district), text(feed.province)]
  return candidates.find(place => place !== undefined && parsePlace(place).city !== null)?.slice(0, 100)
}

/** `8000-12000` under a header 薪资（元/月） gets the header's unit. */
function payText(feed: Feed): string | undefined {
  const pay = text(feed.salaryText)
  if (pay === undefined || !feed.salaryUnit) return pay
  return /^[\d.,\s\-~—–至到]+$/.test(pay) ? `${pay}${feed.salaryUnit}` : pay
}

function text(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  const string = Array.isArray(value) ? value.filter(item => item !== null).join('、') : String(value)
  const trimmed = string.trim()
  return trimmed === '' ? undefined : trimmed
}

function amount(value: unknown): number | undefined {
  const string = text(value)?.replaceAll(',', '')
  const number = string === undefined ? Number.NaN : Number(string)
  return Number.isFinite(number) ? number : undefined
}

function words(value: unknown): string | readonly string[] | undefined {
  if (!Array.isArray(value)) return text(value)
  const list = value.map(item => text(item)).filter(item => item !== undefined)
  return list.length === 0 ? undefined : list
}
