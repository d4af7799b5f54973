import { headingEnd } from '../../domain/matching/texts.ts'

/**
 * The n-grams of a text: distinct ids in order of appearance (1-based lines of the vocabulary), and how often each occurs
 * in the heading and in the body. A text without `headingEnd` is all heading, which for the model is the same as all body.
 */
export interface NgramBag {
  readonly ids: Int32Array
  readonly heading: Float32Array
  readonly body: Float32Array
}

export interface NgramTokenizer {
  encode(text: string): NgramBag
}

interface NgramTokenizerOptions {
  /** One entry per line: a Chinese 1- to 8-gram, a Latin word, or two Latin words with a blank between. */
  readonly vocabulary: readonly string[]
  readonly charactersMax: number
  readonly tokensMax: number
}

/** Longest Chinese n-gram. */
const order = 8
const wordUnitsMax = 24

const separator = 0
const han = 1
const latin = 2
const mark = 3
const fullStop = 46
const blank = 32
const headingEndUnit = headingEnd.charCodeAt(0)

/** What each UTF-16 unit becomes: compatibility form and lower case where that is one unit, else the unit itself. */
function createFoldTable(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (let unit = 0; unit < table.length; unit++) {
    const folded = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
    table[unit] = folded.length === 1 ? folded.charCodeAt(0) : unit
  }
  return table
}

function createClassTable(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(separator)
  table.fill(han, 0x3400, 0xa000)
  table[0x3007] = han
  for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') table[character.charCodeAt(0)] = latin
  for (const character of '+#.') table[character.charCodeAt(0)] = mark
  return table
}

/** Numbers of a slot: node, unit, the node that this unit leads to. Side by side, so that a look-up waits for memory once. */
const slotNumbers = 3

/** Vocabulary entries as paths of UTF-16 units; first edges in a table by unit, the others in one open-addressed hash table. */
function createTrie(vocabulary: readonly string[]) {
  let units = 0
  for (const entry of vocabulary) units += entry.length
  const size = 2 ** Math.ceil(Math.log2(2 * units + 2))
  const mask = size - 1
  const first = new Int32Array(0x10000).fill(-1)
  const slots = new Int32Array(size * slotNumbers).fill(-1)
  const idOf = new Int32Array(units + 1)
  let nodes = 1

  /** Where the edge stands, or would. */
  function slot(node: number, unit: number): number {
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)
    hash ^= hash >>> 15
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const at = place * slotNumbers
      const from = slots[at]
      if (from === -1 || (from === node && slots[at + 1] === unit)) return at
    }
  }

  function next(node: number, unit: number): number {
    if (node === 0) return first[unit] as number
    return slots[slot(node, unit) + 2] as number
  }

  function grow(node: number, unit: number): number {
    const known = next(node, unit)
    if (known >= 0) return known
    if (node === 0) first[unit] = nodes
    else slots.set([node, unit, nodes], slot(node, unit))
    return nodes++
  }

  for (const [line, entry] of vocabulary.entries()) {
    let node = 0
    for (let i = 0; i < entry.length; i++) node = grow(node, entry.charCodeAt(i))
    idOf[node] = line + 1
  }

  return {
    /** The node one unit further, -1 where no entry goes on like this. */
    next,
    /** Id of the entry that ends at this node, 0 for none. */
    id: (node: number): number => idOf[node] as number
  }
}

/**
 * Twin of models/training/embedding/ngrams.py. Time is linear in the text, which is cut at `charactersMax`; a lone
 * surrogate is a separator like any other unknown character.
 */
export function createNgramTokenizer(options: NgramTokenizerOptions): NgramTokenizer {
  const { vocabulary, charactersMax, tokensMax } = options
  const fold = createFoldTable()
  const classes = createClassTable()
  const trie = createTrie(vocabulary)
  const units = new Uint16Array(charactersMax + order)
  /** Where the id stands in the bag under way, plus one. */
  const place = new Int32Array(vocabulary.length + 1)
  const ids = new Int32Array(tokensMax)
  const heading = new Float32Array(tokensMax)
  const body = new Float32Array(tokensMax)
  let counts = heading
  let length = 0
  let found = 0

  function emit(id: number): void {
    let at = (place[id] as number) - 1
    if (at < 0) {
      if (found === tokensMax) return
      at = found++
      ids[at] = id
      heading[at] = 0
      body[at] = 0
      place[id] = found
    }
    counts[at] = (counts[at] as number) + 1
  }

  const kindAt = (at: number): number => (at < length ? (classes[units[at] as number] as number) : separator)

  /** + and # belong to a word, a full stop only before a letter or digit. */
  function wordEnd(start: number): number {
    for (let at = start + 1; ; at++) {
      const kind = kindAt(at)
      if (kind !== latin && (kind !== mark || (units[at] === fullStop && kindAt(at + 1) !== latin))) return at
    }
  }

  function walk(node: number, start: number, end: number): number {
    for (let at = start; at < end && node >= 0; at++) node = trie.next(node, units[at] as number)
    return node
  }

  function emitChinese(start: number): void {
    let node = 0
    for (let at = start; at < start + order && kindAt(at) === han; at++) {
      node = trie.next(node, units[at] as number)
      if (node < 0) return
      const id = trie.id(node)
      if (id > 0) emit(id)
    }
  }

  function scan(): void {
    let before = -1
    let beforeEnd = -2
    for (let at = 0; at < length; ) {
      const kind = kindAt(at)
      if (kind === han) emitChinese(at)
      if (kind !== latin) {
        if (units[at] === headingEndUnit) counts = body
        at++
        continue
      }
      const end = wordEnd(at)
      const node = end - at <= wordUnitsMax ? walk(0, at, end) : -1
      if (node >= 0 && trie.id(node) > 0) emit(trie.id(node))
      if (end - at <= wordUnitsMax && before >= 0 && beforeEnd === at - 1 && units[at - 1] === blank) {
        const pair = walk(before, at - 1, end)
        if (pair >= 0 && trie.id(pair) > 0) emit(trie.id(pair))
      }
      before = node
      beforeEnd = end
      at = end
    }
  }

  return {
    encode(text) {
      length = Math.min(text.length, charactersMax)
      for (let at = 0; at < length; at++) units[at] = fold[text.charCodeAt(at)] as number
      found = 0
      counts = heading
      scan()
      for (let at = 0; at < found; at++) place[ids[at] as number] = 0
      return { ids: ids.slice(0, found), heading: heading.slice(0, found), body: body.slice(0, found) }
    }
  }
}
