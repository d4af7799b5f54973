/** A thread of `scan-threads.ts`: sleeps until it is called, takes blocks while there are any, reports what it found. */
import { workerData } from 'node:worker_threads'
import { createOpenRows, scanBlock } from './nearest.ts'
import { pageBytes, type RowBlock, rowLayout, segmentRows } from './row-layout.ts'
import { boardWord, candidatesMax, helperState, openBoard, openReport, reportWord, takePlace } from './scan-board.ts'
import { createRowScanner } from './scan-rows.ts'
import type { WasmMemory } from './web-assembly.ts'

export interface ScanHelperData {
  readonly memory: WasmMemory
  readonly dimensions: number
  readonly scalar: boolean
  /** Of all that scan, and of this one: 0 is the one that asks. */
  readonly threads: number
  readonly thread: number
  readonly board: SharedArrayBuffer
  readonly report: SharedArrayBuffer
}

const { memory, dimensions, scalar, threads, thread, ...shared } = workerData as ScanHelperData
const layout = rowLayout(dimensions, threads)
const { scan } = createRowScanner(memory, layout, thread, scalar)
const board = openBoard(layout.blocksMax, shared.board)
const report = openReport(layout.blocksMax, shared.report)
const { asleep, called, working } = helperState
const blocks: RowBlock[] = []

/** The other thread has grown the memory since; growing by nothing is what makes this thread see it. */
function blockAt(index: number): RowBlock {
  if (memory.buffer.byteLength < layout.pages(index + 1) * pageBytes) memory.grow(0)
  blocks[index] ??= layout.block(memory.buffer, index)
  return blocks[index]
}

function takePart(): void {
  const first = board.words[boardWord.first] as number
  const end = board.words[boardWord.end] as number
  const open = createOpenRows(board.words[boardWord.limit] as number)
  const slack = board.slack[0] as number
  // Read while it was not lost, so of one scan.
  if (Atomics.load(report.words, reportWord.state) !== working) return
  let count = 0
  for (let done = 0; count + segmentRows <= candidatesMax; ) {
    const place = takePlace(board, first, end)
    if (place < 0) return
    scanBlock(scan, blockAt(board.blocks[place] as number), open, slack, (row, score) => {
      report.rows[count] = row
      report.scores[count++] = score
    })
    report.places[done] = place
    report.ends[done] = count
    Atomics.store(report.words, reportWord.done, ++done)
  }
}

const sleep = () => Atomics.store(report.words, reportWord.state, asleep)

sleep()
for (;;) {
  Atomics.wait(report.words, reportWord.state, asleep)
  if (Atomics.compareExchange(report.words, reportWord.state, called, working) !== called) continue
  takePart()
  sleep()
}
