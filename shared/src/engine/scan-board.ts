/** What the thread that asks and its helpers share of a scan, apart from the rows. */

/** Where a helper stands; only it leaves `working` and `lost` for `asleep`. */
export const helperState = {
  /** Not started, or it died. */
  absent: 0,
  asleep: 1,
  /** A scan is on the board that it may take part in. */
  called: 2,
  working: 3,
  /** It took too long: the scan goes on without what it has not reported. */
  lost: 4
} as const

/** Candidates that a helper reports of one scan at most: 6 bytes each. */
export const candidatesMax = 65_536

export interface ScanBoard {
  readonly buffer: SharedArrayBuffer
  /**
   * `next`, `first`, `end`: numbers of blocks to scan. They rise from scan to scan (and wrap around), so that a helper that is late
   * finds that the scan it knows of is over.
   */
  readonly words: Int32Array
  readonly slack: Float64Array
  /** Of each number from `first` on the block. */
  readonly blocks: Int32Array
}
export const boardWord = { next: 0, first: 1, end: 2, limit: 3 } as const

const wordsBytes = 32
const slackBytes = 8

export function openBoard(blocksMax: number, buffer?: SharedArrayBuffer): ScanBoard {
  const shared = buffer ?? new SharedArrayBuffer(wordsBytes + slackBytes + blocksMax * 4)
  return {
    buffer: shared,
    words: new Int32Array(shared, 0, wordsBytes / 4),
    slack: new Float64Array(shared, wordsBytes, 1),
    blocks: new Int32Array(shared, wordsBytes + slackBytes, blocksMax)
  }
}

/** The next block's place, -1 where none is left. */
export function takePlace({ words }: ScanBoard, first: number, end: number): number {
  for (;;) {
    const next = Atomics.load(words, boardWord.next)
    if (next === end || ((end - next) | 0) < 0) return -1
    if (Atomics.compareExchange(words, boardWord.next, next, (next + 1) | 0) === next) return (next - first) | 0
  }
}

/** What one helper has found in one scan. */
export interface HelperReport {
  readonly buffer: SharedArrayBuffer
  /** State and the number of blocks done, whose entries below count. */
  readonly words: Int32Array
  /** Of each block done its place, and where its candidates end. */
  readonly places: Int32Array
  readonly ends: Int32Array
  readonly scores: Float32Array
  readonly rows: Uint16Array
}
export const reportWord = { state: 0, done: 1 } as const

export function openReport(blocksMax: number, buffer?: SharedArrayBuffer): HelperReport {
  const rowsAt = wordsBytes + blocksMax * 8 + candidatesMax * 4
  const shared = buffer ?? new SharedArrayBuffer(rowsAt + candidatesMax * 2)
  return {
    buffer: shared,
    words: new Int32Array(shared, 0, wordsBytes / 4),
    places: new Int32Array(shared, wordsBytes, blocksMax),
    ends: new Int32Array(shared, wordsBytes + blocksMax * 4, blocksMax),
    scores: new Float32Array(shared, wordsBytes + blocksMax * 8, candidatesMax),
    rows: new Uint16Array(shared, rowsAt, candidatesMax)
  }
}
