import { loadavg } from 'node:os'
import type { Asked } from '../../src/engine/nearest.ts'
import { unit } from '../../src/engine/quantise.ts'
import { queriesMax } from '../../src/engine/row-layout.ts'
import { createVectorSet } from '../../src/engine/vector-set.ts'
import { type BenchData, k, vectorOf } from './data.ts'
import { digits } from './report.ts'

const rounds = 15
/** Queries of one round, asked both ways. */
const queriesPerRound = 2 * queriesMax

/** CPU a query asked alone and several at a time, in turn, so that other work on the machine disturbs both alike. */
export function measureTogether(data: BenchData): string {
  const set = createVectorSet(data.vectors.length / data.rows)
  for (let row = 0; row < data.rows; row++) set.set(String(row), vectorOf(data, row))
  const asked = Array.from({ length: queriesPerRound }, (_, n): Asked => {
    return { query: unit(data.queries[n % data.queries.length] as Float32Array), limit: k }
  })
  function cpuMs(atATime: number): number {
    const before = process.cpuUsage()
    for (let from = 0; from < asked.length; from += atATime) set.nearestMany(asked.slice(from, from + atATime))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / asked.length
  }
  const pairs = Array.from({ length: rounds }, () => ({ alone: cpuMs(1), together: cpuMs(queriesMax) }))
  const best = (values: readonly number[]) => Math.min(...values)
  const [alone, together] = [best(pairs.map(pair => pair.alone)), best(pairs.map(pair => pair.together))]
  const ratios = pairs.map(pair => pair.alone / pair.together).sort((a, b) => a - b)
  const median = ratios[Math.floor(rounds / 2)]
  return `${data.rows} vectors, CPU ms a query at best: one at a time ${digits(alone)}, ${queriesMax} at a time ${digits(together)}; ${digits(alone / together)} times as cheap, at the median ${digits(median)}; load ${digits(loadavg()[0], 1)}`
}
