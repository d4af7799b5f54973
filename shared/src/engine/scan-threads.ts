import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { RowBlock } from './row-layout.ts'
import type { RowMemory } from './row-memory.ts'
import {
  boardWord,
  type HelperReport,
  helperState,
  openBoard,
  openReport,
  reportWord,
  takePlace
} from './scan-board.ts'
import type { ScanHelperData } from './scan-helper.ts'

export const scanHelpersMax = 3
/** Leaves a core to the thread that asks. */
export const scanHelpersDefault = Math.min(scanHelpersMax, availableParallelism() - 1)
/**
 * What a block takes, about: a helper that lost its core holds a scan up for no longer, and what it has not reported is scanned by
 * the thread that asks. That thread keeps its core meanwhile: to sleep and be woken takes longer.
 */
const helperWaitMsMax = 0.15
/** One that dies is started again, so many times in all. */
const startsMax = 3

const { absent, asleep, called, working, lost } = helperState

export interface ScanThreadsOptions {
  /** 1 to `scanHelpersMax`. */
  readonly helpers: number
  /** What a helper runs, where it is not `scan-helper.ts`. */
  readonly module?: URL | undefined
}

export interface ScanJob {
  readonly blocks: readonly RowBlock[]
  /** See `nearest`. */
  readonly limit: number
  readonly slack: number
}

/** Threads that scan blocks of one memory beside the thread that asks, each block whole. */
export interface ScanThreads {
  /**
   * Sees to it that each block is scanned, by `scan` or by a helper, whose candidates go to `take`. A helper that is asleep,
   * slow or dead costs time, never a row. The first call starts the helpers.
   */
  share(
    job: ScanJob,
    scan: (block: RowBlock) => void,
    take: (block: RowBlock, row: number, score: number) => void
  ): void
  /** Blocks that helpers have scanned so far. */
  readonly blocksShared: number
  close(): Promise<void>
}

interface Helper {
  readonly report: HelperReport
  worker: Worker | null
  starts: number
}

export function createScanThreads(
  { memory, layout, scalar }: RowMemory,
  { helpers: count, module }: ScanThreadsOptions
): ScanThreads {
  const board = openBoard(layout.blocksMax)
  const helpers = Array.from({ length: count }, (): Helper => {
    return { report: openReport(layout.blocksMax), worker: null, starts: 0 }
  })
  let isClosed = false
  let blocksShared = 0

  /** It holds no process up. */
  function start(helper: Helper, thread: number): void {
    const { dimensions, threads } = layout
    const shared = { board: board.buffer, report: helper.report.buffer }
    const workerData: ScanHelperData = { memory, dimensions, scalar, threads, thread, ...shared }
    const worker = new Worker(module ?? new URL('./scan-helper.js', import.meta.url), { workerData, execArgv: [] })
    helper.worker = worker
    helper.starts++
    worker.unref()
    worker.on('error', error => process.emitWarning(`a thread that scans has died: ${error.message}`))
    worker.on('exit', () => {
      helper.worker = null
      Atomics.store(helper.report.words, reportWord.state, absent)
    })
  }

  function post({ blocks, limit, slack }: ScanJob): { readonly first: number; readonly end: number } {
    const first = board.words[boardWord.end] as number
    const end = (first + blocks.length) | 0
    for (const [place, { index }] of blocks.entries()) board.blocks[place] = index
    board.slack[0] = slack
    board.words[boardWord.limit] = limit
    board.words[boardWord.first] = first
    board.words[boardWord.end] = end
    Atomics.store(board.words, boardWord.next, first)
    return { first, end }
  }

  function call(): Helper[] {
    return helpers.filter((helper, n) => {
      const { words } = helper.report
      if (helper.worker === null && helper.starts < startsMax && !isClosed) start(helper, n + 1)
      // The threads do not read it before they are called.
      if (Atomics.load(words, reportWord.state) !== asleep) return false
      words[reportWord.done] = 0
      Atomics.store(words, reportWord.state, called)
      Atomics.notify(words, reportWord.state)
      return true
    })
  }

  /** Whether it has taken part; it does not any more. */
  function dismiss({ report: { words } }: Helper): boolean {
    if (Atomics.compareExchange(words, reportWord.state, called, asleep) === called) return false
    const start = performance.now()
    while (Atomics.load(words, reportWord.state) === working && performance.now() - start < helperWaitMsMax);
    Atomics.compareExchange(words, reportWord.state, working, lost)
    return true
  }

  return {
    get blocksShared() {
      return blocksShared
    },
    share(job, scan, take) {
      const { blocks } = job
      const { first, end } = post(job)
      const taking = call()
      const isScanned = new Uint8Array(blocks.length)
      for (let place = takePlace(board, first, end); place >= 0; place = takePlace(board, first, end)) {
        scan(blocks[place] as RowBlock)
        isScanned[place] = 1
      }
      for (const { report } of taking.filter(dismiss)) {
        const done = Atomics.load(report.words, reportWord.done)
        blocksShared += done
        for (let n = 0, at = 0; n < done; n++) {
          const place = report.places[n] as number
          isScanned[place] = 1
          for (const to = report.ends[n] as number; at < to; at++)
            take(blocks[place] as RowBlock, report.rows[at] as number, report.scores[at] as number)
        }
      }
      for (const [place, block] of blocks.entries()) if (isScanned[place] === 0) scan(block)
    },
    async close() {
      isClosed = true
      await Promise.all(helpers.map(({ worker }) => worker?.terminate()))
    }
  }
}
