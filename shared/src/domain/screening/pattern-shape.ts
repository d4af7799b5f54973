import {
  alternatives,
  empty,
  oneOf,
  type PatternShape,
  repeated,
  sequence,
  textShape,
  type UnitSet
} from './anchors.ts'

const lineEnds = unitSet('\n\r\u2028\u2029', true)
const digits = unitSet('0123456789')
const blanks = unitSet(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
)
const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unitSet(units: string, inverted = false): UnitSet {
  return { inverted, units: new Set(Array.from(units, unit => unit.charCodeAt(0))) }
}

/** Reads regular expressions without flags, in the syntax that rules are written in; throws on any other. */
export function createShapeReader(): (pattern: string) => PatternShape {
  /** By source. Rules share long lexicons: each of these, its words and its classes is read once. */
  const known = new Map<string, PatternShape>()
  return pattern => readShape(pattern, known)
}

function readShape(pattern: string, known: Map<string, PatternShape>): PatternShape {
  let at = 0
  const fail = (): never => {
    throw new Error(`pattern not understood at ${at}: ${pattern.slice(Math.max(0, at - 20), at + 20)}`)
  }
  const eat = (text: string) => {
    const found = pattern.startsWith(text, at)
    if (found) at += text.length
    return found
  }
  const eatMatch = (expression: RegExp) => {
    expression.lastIndex = at
    const match = expression.exec(pattern)
    if (match !== null) at += match[0].length
    return match
  }

  function readAlternatives(): PatternShape {
    const parts = [readOnce(endOfSequence(pattern, at), readSequence)]
    while (eat('|')) parts.push(readOnce(endOfSequence(pattern, at), readSequence))
    return alternatives(parts)
  }

  function readOnce(end: number, read: () => PatternShape): PatternShape {
    const source = pattern.slice(at, end)
    const shape = known.get(source) ?? read()
    known.set(source, shape)
    at = end
    return shape
  }

  function readSequence(): PatternShape {
    const parts: PatternShape[] = []
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(readTimes(readAtom()))
    return sequence(parts)
  }

  function readTimes(part: PatternShape): PatternShape {
    const match = eatMatch(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y)
    if (match === null) return part
    const [, sign, least, comma, most] = match
    if (sign !== undefined) return repeated(part, sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY)
    const open = most === '' ? Number.POSITIVE_INFINITY : Number(most)
    return repeated(part, Number(least), comma === '' ? Number(least) : open)
  }

  function readAtom(): PatternShape {
    if (eat('(')) return readGroup()
    if (pattern[at] === '[') return readOnce(endOfClass(pattern, at + 1), readClass)
    if (eat('.')) return oneOf(lineEnds)
    if (eat('^') || eat('$') || eat('\\b')) return empty
    const text = eatMatch(/[^\\^$.*+?()[\]{}|]+(?![*+?{])/y)?.[0]
    return text === undefined ? oneOf(readUnit()) : textShape(text)
  }

  function readGroup(): PatternShape {
    const isAssertion = eatMatch(/\?<?[=!]/y) !== null
    if (!isAssertion) eatMatch(/\?(?::|<\w+>)/y)
    const end = endOfGroup(pattern, at)
    const shape = isAssertion ? empty : readOnce(end, readAlternatives)
    at = end
    return eat(')') ? shape : fail()
  }

  function readClass(): PatternShape {
    eat('[')
    const inverted = eat('^')
    const units = new Set<number>()
    while (!eat(']')) {
      const own = readUnit().units
      const [low = fail()] = own
      const [high] = pattern[at] === '-' && pattern[at + 1] !== ']' && eat('-') ? readUnit().units : []
      if (high === undefined) for (const unit of own) units.add(unit)
      else for (let unit = low; unit <= high; unit++) units.add(unit)
    }
    return oneOf({ inverted, units })
  }

  function readUnit(): UnitSet {
    const unit = pattern[at++] ?? fail()
    if (unit !== '\\') return unitSet(unit)
    const escaped = pattern[at++] ?? fail()
    if (escaped === 'd') return digits
    if (escaped === 's') return blanks
    const code = escaped === 'u' ? eatMatch(/[\da-f]{4}/iy)?.[0] : undefined
    if (code !== undefined) return unitSet(String.fromCharCode(Number.parseInt(code, 16)))
    if (/\w/.test(escaped) && controls[escaped] === undefined) fail()
    return unitSet(controls[escaped] ?? escaped)
  }

  const shape = readAlternatives()
  return at === pattern.length ? shape : fail()
}

/** Where the group that is open at `from` closes. */
function endOfGroup(pattern: string, from: number): number {
  let at = endOfSequence(pattern, from)
  while (pattern[at] === '|') at = endOfSequence(pattern, at + 1)
  return at
}

/** Where the next bar or closing bracket stands that belongs to no group begun after `from`. */
function endOfSequence(pattern: string, from: number): number {
  let depth = 0
  for (let at = from; at < pattern.length; at++) {
    const unit = pattern[at]
    if (unit === '\\') at++
    else if (unit === '[') at = endOfClass(pattern, at + 1) - 1
    else if (unit === '(') depth++
    else if (depth === 0 && (unit === '|' || unit === ')')) return at
    else if (unit === ')') depth--
  }
  return pattern.length
}

/** Behind the bracket that ends the class whose units begin at `from`. */
function endOfClass(pattern: string, from: number): number {
  let at = from
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1
  return Math.min(at + 1, pattern.length)
}
