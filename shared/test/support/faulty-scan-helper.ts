/** Takes a block of the first scan it is called for, says so, and neither scans it nor comes back; where the environment says so it dies over it. */
import { BroadcastChannel, workerData } from 'node:worker_threads'
import { rowLayout } from '../../src/engine/row-layout.ts'
import { boardWord, helperState, openBoard, openReport, reportWord, takePlace } from '../../src/engine/scan-board.ts'
import type { ScanHelperData } from '../../src/engine/scan-helper.ts'

const { dimensions, threads, ...shared } = workerData as ScanHelperData
const { blocksMax } = rowLayout(dimensions, threads)
const board = openBoard(blocksMax, shared.board)
const { words } = openReport(blocksMax, shared.report)
const channel = new BroadcastChannel('faulty-scan-helper')

const takes = () => takePlace(board, board.words[boardWord.first] as number, board.words[boardWord.end] as number) >= 0

do {
  Atomics.store(words, reportWord.state, helperState.asleep)
  Atomics.wait(words, reportWord.state, helperState.asleep)
  Atomics.compareExchange(words, reportWord.state, helperState.called, helperState.working)
} while (Atomics.load(words, reportWord.state) !== helperState.working || !takes())
if (process.env.SCAN_HELPER_FAULT === 'dies') throw new Error('as the test wants')
channel.postMessage('has taken a block')
for (;;) Atomics.wait(words, reportWord.state, helperState.lost)
