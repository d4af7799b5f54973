import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { type Coverage, emptyCoverage, measure } from '../test/domain/normalise/real-postings.ts'
import { dataFile, skipWithout } from '../test/support/data.ts'

/** Share of the non-empty fields of the real postings that is understood, and the commonest misses. */
async function main(): Promise<void> {
  const file = 'postings.jsonl.gz'
  const reason = skipWithout(file)
  if (reason !== false) {
    console.log(`skipped: ${reason}`)
    return
  }
  const coverage: Coverage = emptyCoverage()
  const startedCpu = process.cpuUsage()
  let rows = 0
  for await (const line of createInterface({ input: createReadStream(dataFile(file)).pipe(createGunzip()) })) {
    measure(coverage, line)
    rows++
  }
  const cpu = process.cpuUsage(startedCpu)
  console.log(`${rows} postings, ${((cpu.user + cpu.system) / rows).toFixed(0)} µs CPU each (reading included)\n`)
  for (const [field, { stated, understood, misses }] of coverage) {
    const share = stated === 0 ? 100 : (100 * understood) / stated
    console.log(`${field.padEnd(12)} ${share.toFixed(2).padStart(6)} %  ${understood} of ${stated}`)
    const top = [...misses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 15)
    console.log(`  ${top.map(([text, count]) => `${JSON.stringify(text)} ×${count}`).join(', ') || 'no misses'}`)
  }
}

await main()
