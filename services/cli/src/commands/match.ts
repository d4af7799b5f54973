import { parseArgs } from 'node:util'
import { createRecommender } from '@zhipei/matcher/recommender'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { parseInstant } from '@zhipei/shared/domain/normalise/dates'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import { type MatchPool, openMatchPool, readGraduates } from '../match-pool.ts'
import { writeNdjson } from '../ndjson.ts'
import { integer, required, UsageError, usage } from '../usage.ts'

const limitMax = 100

/**
 * `zhipei match --postings FILE --graduates FILE --output FILE [--limit 10] [--no-screening] [--at ISO-TIME]`: ranks the
 * postings of one file for each graduate of another, `{ graduateId, items }` in the order of the graduates. Postings
 * without dates count as live. Same input, same bytes.
 */
export async function match(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({
      args: [...args],
      options: {
        postings: { type: 'string' },
        graduates: { type: 'string' },
        output: { type: 'string' },
        limit: { type: 'string', default: '10' },
        'no-screening': { type: 'boolean', default: false },
        at: { type: 'string' }
      }
    })
  )
  const postingsFile = required(values.postings, 'postings')
  const graduatesFile = required(values.graduates, 'graduates')
  const output = required(values.output, 'output')
  const limit = integer(values.limit, 'limit', 1, limitMax)
  const nowMs = readAt(values.at)
  const graduates = await readGraduates(graduatesFile)
  const pool = await openMatchPool(postingsFile, { screening: !values['no-screening'] })
  try {
    console.error(`${pool.postings.length} postings, ${pool.screenedOut} kept out by screening`)
    await writeNdjson(output, rankings(pool, graduates, limit, nowMs))
  } finally {
    await pool.close()
  }
}

function readAt(at: string | undefined): number {
  if (at === undefined) return Date.now()
  const instant = parseInstant(at, false)
  if (instant === null) throw new UsageError(`--at must be an ISO-8601 time, got ${at}`)
  return Date.parse(instant)
}

async function* rankings(
  pool: MatchPool,
  graduates: readonly Graduate[],
  limit: number,
  nowMs: number
): AsyncGenerator<unknown> {
  const recommender = createRecommender(pool)
  for (const graduate of graduates) {
    const personalised = graduate.consent?.personalised ?? true
    const facts = personalised ? readProfileFacts(rankedTraits(graduate)) : null
    const ranked = await recommender.rank({ facts, filters: {}, limit, nowMs })
    const items = await recommender.explainPage(facts, ranked.slice(0, limit))
    yield { graduateId: graduate.graduateId, items }
  }
}
