import type { RuleMatch } from './rule.ts'

export type Submission = Readonly<Record<string, unknown>>

/** What rules may know of the posting as a whole. */
export interface PostingContext {
  /** Job title, lower case; empty where only a text was given. */
  readonly title: string
  /** All texts of the posting, half-width and without invisible characters; rules read it through `ofWhole`. */
  readonly whole: string
}

/** Fields that hold no wording of the employer's. */
const unread = new Set([
  'id',
  'postingId',
  'source',
  'kind',
  'publishedAt',
  'validUntil',
  'fairId',
  'booth',
  'creditCode'
])
const first = ['title', 'salaryText', 'description', 'requirements', 'benefits']
const prose = new Set([...first, 'text'])

/** Fields of running text; what else is submitted are values such as a place, which read like demands out of context. */
export function isProse(field: string): boolean {
  return prose.has(/^[^.[]*/.exec(field)?.[0] ?? '')
}

const depthMax = 3
const itemsMax = 500

/** Every text of a submission with its path: `description`, `benefits[2]`, `employer.name`. */
export function textFields(submission: Submission): [field: string, text: string][] {
  const found: [string, string][] = []
  const visit = (path: string, value: unknown, depth: number) => {
    if (typeof value === 'string') {
      if (value !== '') found.push([path, value])
    } else if (Array.isArray(value)) {
      if (depth < depthMax)
        value.slice(0, itemsMax).forEach((item, index) => {
          visit(`${path}[${index}]`, item, depth + 1)
        })
    } else if (value !== null && typeof value === 'object' && depth < depthMax)
      for (const [key, item] of Object.entries(value))
        if (!unread.has(key)) visit(path === '' ? key : `${path}.${key}`, item, depth + 1)
  }
  const known = first.filter(key => key in submission)
  for (const key of known) visit(key, submission[key], 1)
  for (const key of Object.keys(submission))
    if (!first.includes(key) && !unread.has(key)) visit(key, submission[key], 1)
  return found
}

const invisible = /\p{Default_Ignorable_Code_Point}/gu

export function createPostingContext(
  submission: Submission,
  fields: readonly (readonly [string, string])[]
): PostingContext {
  let whole: string | undefined
  const title = submission.title
  return {
    title: typeof title === 'string' ? title.toLowerCase() : '',
    get whole() {
      whole ??= fields
        .map(([, text]) => text)
        .join('\n')
        .normalize('NFKC')
        .replaceAll(invisible, '')
      return whole
    }
  }
}

const readings = new WeakMap<PostingContext, Map<(whole: string) => unknown, unknown>>()

/** What `read` makes of all texts of the posting; run once per posting, or hostile repetition would cost a square. */
export function ofWhole<T>({ posting }: RuleMatch, read: (whole: string) => T): T {
  let known = readings.get(posting)
  if (known === undefined) {
    known = new Map()
    readings.set(posting, known)
  }
  if (!known.has(read)) known.set(read, read(posting.whole))
  return known.get(read) as T
}

/** Up to `units` of folded text before the evidence, not past the end of the sentence before. */
export function before(match: RuleMatch, units: number): string {
  const text = match.text.slice(Math.max(0, match.start - units), match.start)
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('。'), text.lastIndexOf(';')) + 1)
}

/** Up to `units` of folded text after the evidence, to the end of the sentence. */
export function after(match: RuleMatch, units: number): string {
  const text = match.text.slice(match.end, match.end + units)
  const stop = text.search(/[\n。;!?]/)
  return stop < 0 ? text : text.slice(0, stop)
}

export function matched(match: RuleMatch): string {
  return match.text.slice(match.start, match.end)
}

/** Up to `units` of folded text before the evidence, within its clause or list item. */
export function clauseBefore(match: RuleMatch, units: number): string {
  const text = before(match, units)
  const stop = /.*(?:[,;。:!?、)\]]|\d[.]|要求|资格|条件)/s.exec(text)
  return stop === null ? text : text.slice(stop[0].length)
}
