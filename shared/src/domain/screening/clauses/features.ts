import { type Folded, newline } from '../folder.ts'

/** A stretch of folded characters [from, to) that is judged as one: about a clause. */
export interface Clause {
  readonly from: number
  readonly to: number
}

const fullStop = 0x3002
const semicolon = 0x3b
const exclamation = 0x21
const question = 0x3f
const comma = 0x2c
/** A comma ends a clause of at least this many characters; shorter ones stay with what follows. */
const clauseMin = 8
/** What nobody could take for one demand is cut. */
const clauseMax = 80
const charactersMin = 3
const order = 4
const digit0 = 0x30
const digit9 = 0x39

function endsSentence(code: number): boolean {
  return code === newline || code === semicolon || code === exclamation || code === question || code === fullStop
}

/** Clauses of a folded text, in order; what is too short to say anything is left out. */
export function clausesOf({ codes, length }: Folded): Clause[] {
  const clauses: Clause[] = []
  let from = 0
  const close = (to: number) => {
    if (to - from >= charactersMin) clauses.push({ from, to })
    from = to
  }
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number
    if (at - from >= clauseMax) close(at)
    if (!endsSentence(code) && (code !== comma || at - from < clauseMin)) continue
    close(at)
    from = at + 1
  }
  close(length)
  return clauses
}

/** Punctuation and symbols: n-grams close over them. */
function isMark(code: number): boolean {
  return code < digit0 || (code > digit9 && code < 0x61) || (code > 0x7a && code < 0x80) || code === 0x3001
}

const units = new Uint16Array(clauseMax + 2)
const hashes = new Int32Array(order * (clauseMax + 2))

/**
 * Hashed n-grams (1 to 4 characters) of a clause, repeats among them: punctuation is left out, a figure of any length is
 * one digit. The answer is overwritten by the next call.
 */
export function featuresOf({ codes }: Folded, clause: Clause): Int32Array {
  let count = 0
  for (let at = clause.from; at < clause.to; at++) {
    const code = codes[at] as number
    if (isMark(code)) continue
    const isDigit = code >= digit0 && code <= digit9
    if (isDigit && count > 0 && units[count - 1] === digit0) continue
    units[count++] = isDigit ? digit0 : code
  }
  let found = 0
  for (let at = 0; at < count; at++) {
    let hash = 0x811c9dc5
    for (let end = at; end < count && end < at + order; end++) {
      hash = Math.imul(hash ^ (units[end] as number), 0x01000193)
      hash ^= hash >>> 13
      hashes[found++] = hash
    }
  }
  return hashes.subarray(0, found)
}
