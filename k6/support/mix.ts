import { scenario } from 'k6/execution'
import { graduates, type PoolGraduate, scattered, submissions } from './pool.ts'
import { interact, type Recommendations, recommend, updatePosting } from './requests.ts'

/** Of twenty requests sixteen recommend, three are interactions, one changes a posting. */
const cycle = 20
const interactionTurns = new Set([5, 11, 17])
const updateTurn = 19

/** What this VU was shown last. */
let seen: { readonly graduate: PoolGraduate; readonly list: Recommendations } | undefined

export function mix(): void {
  const turn = scenario.iterationInTest
  const at = turn % cycle
  if (at === updateTurn) updatePosting(scattered(submissions, turn), turn)
  else if (interactionTurns.has(at) && seen !== undefined) interact(seen.graduate, seen.list, turn)
  else {
    const graduate = scattered(graduates, turn)
    const list = recommend(graduate, 'feed')
    if (list !== undefined) seen = { graduate, list }
  }
}
