import { parseArgs } from 'node:util'
import { createValidator } from '@zhipei/shared/contracts/validation'
import {
  type Examination,
  earned,
  estimateExamination,
  type ShownPosting
} from '@zhipei/shared/domain/matching/fitting'
import { lensOf } from '@zhipei/shared/domain/matching/lens'
import { readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { rank } from '@zhipei/shared/domain/matching/rank'
import { readFeatures } from '@zhipei/shared/domain/matching/ranker'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import Type, { type Static } from 'typebox'
import { openMatchPool, readGraduates } from '../src/match-pool.ts'
import { strictCandidates } from '../src/match-runs.ts'
import { readNdjson } from '../src/ndjson.ts'

/** One place of a served answer: of `recommendations.served`, joined with `interactions.recorded` by request and posting. */
const ShownLine = Type.Object({
  graduateId: Type.String(),
  postingId: Type.String(),
  rank: Type.Integer({ minimum: 1 }),
  clicked: Type.Boolean({ description: 'opened, saved or applied for' })
})

export interface ClickedList {
  readonly graduateId: string
  readonly rows: readonly {
    readonly id: string
    readonly grade: null
    readonly earned: number
    readonly x: readonly number[]
  }[]
}

/** Ranks from here on share one examination probability. */
const ranksMax = 20

/** What the command line's interactions teach; nothing where it names none. @throws Error that names file, row and field */
export async function readClickedLists(args: readonly string[]): Promise<ClickedList[]> {
  const text = { type: 'string' } as const
  const options = { interactions: text, graduates: text, postings: text, examination: text, dump: text }
  const { values } = parseArgs({ args: [...args], options })
  if (values.interactions === undefined) return []
  const { interactions, graduates: graduatesFile, postings } = values
  if (graduatesFile === undefined || postings === undefined)
    throw new Error('--interactions needs --graduates FILE and --postings FILE, whose features they are read with')
  const shown = await readShown(interactions)
  const examination = readExamination(values.examination) ?? estimateExamination(shown, ranksMax)
  console.log(`examination by rank: ${examination.map(look => look.toFixed(2)).join(', ')}`)
  const pool = await openMatchPool(postings, { screening: false })
  const lists: ClickedList[] = []
  for (const graduate of await readGraduates(graduatesFile)) {
    const gains = earned(
      shown.filter(({ graduateId }) => graduateId === graduate.graduateId),
      examination
    )
    if (gains.size === 0) continue
    const facts = readProfileFacts(rankedTraits(graduate))
    const rows = rank(facts, await strictCandidates(pool, facts, 0), { nowMs: 0 }).flatMap(({ candidate }) => {
      const id = candidate.posting.postingId
      const gain = gains.get(id)
      if (gain === undefined) return []
      return [{ id, grade: null, earned: gain, x: [...readFeatures(lensOf(facts), candidate)] }]
    })
    lists.push({ graduateId: graduate.graduateId, rows })
  }
  await pool.close()
  console.log(`${lists.length} graduates with answers, ${shown.filter(({ clicked }) => clicked).length} clicks`)
  return lists
}

async function readShown(file: string): Promise<(ShownPosting & Static<typeof ShownLine>)[]> {
  const validate = createValidator(ShownLine)
  const shown: (ShownPosting & Static<typeof ShownLine>)[] = []
  for await (const { row, value } of readNdjson(file)) {
    const checked = validate(value)
    if ('errors' in checked) {
      const [{ path, message } = { path: '', message: '' }] = checked.errors
      throw new Error(`${file} row ${row}: field ${path}: ${message}`)
    }
    shown.push(checked.value)
  }
  return shown
}

function readExamination(text: string | undefined): Examination | null {
  if (text === undefined) return null
  const looks = text.split(',').map(Number)
  if (looks.some(look => !(look > 0 && look <= 1))) throw new Error('--examination: each must be above 0, at most 1')
  return looks
}
