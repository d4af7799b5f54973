import { readdirSync, readFileSync } from 'node:fs'

/** Processor seconds of each thread of this process; empty where the system does not tell (only Linux does). */
export function threadSeconds(): ReadonlyMap<number, number> {
  const seconds = new Map<number, number>()
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      // The second field, the name, may hold blanks; user and system time are the 14th and 15th, in hundredths.
      const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')
      const [user, system] = fields.split(' ').slice(11, 13).map(Number)
      seconds.set(Number(thread), ((user ?? 0) + (system ?? 0)) / 100)
    }
  } catch {
    return new Map()
  }
  return seconds
}

/** What each thread used since `before`: the main thread, then the others, the busiest first. */
export function threadsSince(before: ReadonlyMap<number, number>): readonly number[] {
  const used = [...threadSeconds()].map(([thread, seconds]) => [thread, seconds - (before.get(thread) ?? 0)] as const)
  const main = used.filter(([thread]) => thread === process.pid)
  const others = used.filter(([thread]) => thread !== process.pid).sort(([, a], [, b]) => b - a)
  return [...main, ...others].map(([, seconds]) => seconds)
}
