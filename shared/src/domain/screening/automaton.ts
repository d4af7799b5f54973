/**
 * Finds all of a fixed set of symbol sequences in one pass, whatever their number (Aho–Corasick). The steps of all states lie
 * in shared cells, so that the whole stays in the near caches.
 */
export interface Automaton {
  /** Column of each symbol below 65536; 0 = occurs in no sequence. */
  readonly columns: Uint16Array
  /** Steps from state 0, the root, by column. */
  readonly root: Uint16Array
  /** The state to step from where a state knows no step: the longest other beginning that ends here. */
  readonly fail: Uint16Array
  /** `cells[bases[state] + column]` is the step of a state, if the cell is its own. */
  readonly bases: Int32Array
  /** Owner in the high half, next state in the low one. */
  readonly cells: Int32Array
  /** `ends` from `endsFrom[state]` to `endsFrom[state + 1]`: the sequences (by index) that end in a state, longest first. */
  readonly endsFrom: Int32Array
  readonly ends: Uint16Array
}

type Steps = Pick<Automaton, 'columns' | 'root' | 'fail' | 'bases' | 'cells'>

/** The state after one more symbol. */
export function step({ columns, root, fail, bases, cells }: Steps, from: number, symbol: number): number {
  const column = columns[symbol] as number
  if (column === 0) return 0
  for (let state = from; state !== 0; state = fail[state] as number) {
    const cell = cells[(bases[state] as number) + column] as number
    if (cell >>> 16 === state) return cell & 0xffff
  }
  return root[column] as number
}

/** One is kept for cells that nobody owns. */
const statesMax = 0xffff
const unowned = -1
/** Where a row took longer to place, what lies before is as good as full. */
const triesMax = 32

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
  return { ...link(trie, own, width), columns }
}

/** Breadth first, so that a state's failure target is complete before the state is. */
function link(trie: readonly ReadonlyMap<number, number>[], own: readonly number[][], width: number) {
  const root = new Uint16Array(width)
  for (const [column, to] of trie[0] ?? []) root[column] = to
  /** Here columns are asked for, not symbols. */
  const columns = Uint16Array.from({ length: width }, (_, column) => column)
  const steps: Steps = { columns, root, fail: new Uint16Array(trie.length), ...pack(trie, width) }
  const ends: number[][] = own.map(list => [...list])
  const queue = [0]
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const back = steps.fail[state] as number
    if (state !== 0) ends[state]?.push(...(ends[back] ?? []))
    for (const [column, to] of trie[state] ?? []) {
      steps.fail[to] = state === 0 ? 0 : step(steps, back, column)
      queue.push(to)
    }
  }
  const endsFrom = new Int32Array(trie.length + 1)
  ends.forEach((list, state) => {
    endsFrom[state + 1] = (endsFrom[state] as number) + list.length
  })
  return { ...steps, endsFrom, ends: Uint16Array.from(ends.flat()) }
}

/** Lays the rows of all states but the root over one another, each where its columns are still free. */
function pack(trie: readonly ReadonlyMap<number, number>[], width: number) {
  const bases = new Int32Array(trie.length)
  const cells: number[] = []
  let searchFrom = 0
  trie.forEach((row, state) => {
    if (row.size === 0 || state === 0) return
    const columns = [...row.keys()]
    let base = searchFrom
    while (columns.some(column => (cells[base + column] ?? unowned) !== unowned)) base++
    if (base - searchFrom > triesMax) searchFrom += Math.ceil((base - searchFrom) / 2)
    while (cells.length < base + width) cells.push(unowned)
    bases[state] = base
    for (const [column, to] of row) cells[base + column] = (state << 16) | to
  })
  while (cells.length < width) cells.push(unowned)
  return { bases, cells: Int32Array.from(cells) }
}
