/** Finds all of a fixed set of symbol sequences in one pass, whatever their number (Aho–Corasick, as a dense DFA). */
export interface Automaton {
  /** Column of each symbol below 65536; 0 = occurs in no sequence. */
  readonly columns: Uint16Array
  readonly width: number
  /** `next[state * width + column]`; state 0 is the root. */
  readonly next: Uint16Array
  /** Sequences (by index) that end in a state, longest first; null where none does. */
  readonly ends: readonly (Uint16Array | null)[]
}

const statesMax = 0xffff

export function createAutomaton(sequences: readonly (readonly number[])[]): Automaton {
  const columns = new Uint16Array(65536)
  let width = 1
  for (const sequence of sequences) for (const symbol of sequence) if (columns[symbol] === 0) columns[symbol] = width++
  const trie: Map<number, number>[] = [new Map()]
  const own: number[][] = [[]]
  sequences.forEach((sequence, index) => {
    let state = 0
    for (const symbol of sequence) {
      const column = columns[symbol] as number
      let to = trie[state]?.get(column)
      if (to === undefined) {
        to = trie.length
        trie.push(new Map())
        own.push([])
        trie[state]?.set(column, to)
      }
      state = to
    }
    own[state]?.push(index)
  })
  if (trie.length > statesMax) throw new Error(`automaton of ${trie.length} states, at most ${statesMax}`)
  return { columns, width, ...link(trie, own, width) }
}

/** Breadth first, so that a state's failure target is complete before the state is. */
function link(trie: readonly Map<number, number>[], own: readonly number[][], width: number) {
  const next = new Uint16Array(trie.length * width)
  const fail = new Uint16Array(trie.length)
  const ends: number[][] = own.map(list => [...list])
  const queue = [0]
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const back = fail[state] as number
    if (state !== 0) next.copyWithin(state * width, back * width, back * width + width)
    if (state !== 0) ends[state]?.push(...(ends[back] ?? []))
    for (const [column, to] of trie[state] ?? []) {
      fail[to] = state === 0 ? 0 : (next[back * width + column] as number)
      next[state * width + column] = to
      queue.push(to)
    }
  }
  return { next, ends: ends.map(list => (list.length === 0 ? null : Uint16Array.from(list))) }
}
