import { SharedArray } from 'k6/data'
import { poolDirectory } from './settings.ts'

/** A graduate of the generated pool, as far as requests and checks need it. */
export interface PoolGraduate {
  readonly graduateId: string
  readonly personalised: boolean
}

const read = (name: string) => open(`${poolDirectory}/${name}`)

export const graduates = new SharedArray<PoolGraduate>('graduates', () => JSON.parse(read('graduates.json')))
/** Platform ids of live postings. */
export const livePostings = new SharedArray<string>('live', () => JSON.parse(read('live.json')))
/** Submissions that may be sent again with a change. */
export const submissions = new SharedArray<{ description: string }>('submissions', () =>
  JSON.parse(read('submissions.json'))
)
/** One character per generated posting, in order: 1 where wording that bars it was planted undisguised. */
const unlawful = read('unlawful.txt')

/** Whether a recommended posting is one that the generator made unlawful. Ids end in the posting's number. */
export function isUnlawful(postingId: string): boolean {
  return unlawful.charAt(Number(postingId.slice(postingId.lastIndexOf('-') + 1)) - 1) === '1'
}

/** Goes over a list in a scattered order, so that neighbours in time are no neighbours in the list. */
export function scattered<T>(list: readonly T[], turn: number): T {
  const stride = 7919
  return list[(turn * stride) % list.length] as T
}
