import type { GraduateMatch } from '@zhipei/shared/contracts/recommendation'
import { platformId } from '@zhipei/shared/domain/identity'
import { failedGates, type GateStep, gateSteps } from '@zhipei/shared/domain/matching/gates'
import { readGateFacts, readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { type Candidate, explain, rank } from '@zhipei/shared/domain/matching/rank'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import { notFound } from '@zhipei/shared/platform/errors'
import { createSlices } from '@zhipei/shared/platform/slices'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { GraduateHit, GraduateIndex } from '@zhipei/shared/ports/graduate-index'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { PostingIndex } from '@zhipei/shared/ports/posting-index'
import { builtInRanker, type RankerSource } from '@zhipei/shared/ports/ranker-source'
import { isExpired } from './availability.ts'
import type { Offers } from './offers.ts'
import { fullPostings } from './ranking.ts'

export interface ReverseMatchParts {
  readonly index: PostingIndex
  readonly graduates: GraduateIndex
  readonly interactions: InteractionStore
  readonly offers: Offers
  readonly embedder: Embedder
  readonly clock: Clock
  /** Absent: the built-in linear score. */
  readonly ranker?: RankerSource
}

/** Graduates looked at first, and at most: those nearest to the posting. */
const nearestMin = 200
const nearestMax = 6400

/** The graduates who should hear of a posting, best first. */
export type ReverseMatch = (id: string, limit: number) => Promise<GraduateMatch[]>

/**
 * Who seeks, agreed to personalised matching, passes the gates (none is widened) and has not dismissed the posting,
 * scored and explained as a recommendation is.
 */
export function createReverseMatch(parts: ReverseMatchParts): ReverseMatch {
  const { index, graduates, interactions, offers, embedder, clock, ranker: source = builtInRanker } = parts

  async function match({ graduate, similarity }: GraduateHit, entry: Pick<Candidate, 'posting' | 'facts'>) {
    const { graduateId } = graduate
    const traits = rankedTraits(graduate)
    const [gates] = gateSteps(readGateFacts(traits), {}) as [GateStep]
    if (failedGates(gates, entry.posting, entry.facts).length > 0) return undefined
    if ((await interactions.dismissed(graduateId)).has(entry.posting.id)) return undefined
    // Last, since most do not come so far and it costs more than all before.
    const facts = readProfileFacts(traits)
    const candidate: Candidate = { ...entry, similarity, lexical: 0, widened: [] }
    const ranker = source.current()
    const [scored] = rank(facts, [candidate], { nowMs: clock.nowMs(), ranker })
    return scored && { graduateId, score: scored.score, ...explain(facts, candidate, ranker) }
  }

  return async (id, limit) => {
    // A posting that names no source is known to its owner by its bare id.
    const direct = platformId(undefined, id)
    const found = await index.get([id, direct])
    const entry = found.get(id) ?? found.get(direct)
    if (entry === undefined) throw notFound(`在招岗位 ${id}`)
    const full = fullPostings([entry], offers)
    if (full.size > 0 || isExpired(entry.posting.validUntil, clock.nowMs())) return []
    const [vector] = (await embedder.embed([postingText(entry.posting)], 'document')) as [Float32Array]
    const matches: Omit<GraduateMatch, 'rank'>[] = []
    const slice = createSlices()
    for (let nearest = nearestMin, seen = 0; ; nearest *= 2) {
      const hits = await graduates.nearest(vector, nearest)
      for (const hit of hits.slice(seen)) {
        const matched = await match(hit, entry)
        if (matched !== undefined) matches.push(matched)
        await slice()
      }
      seen = hits.length
      if (matches.length >= limit || hits.length < nearest || nearest >= nearestMax) break
    }
    matches.sort((a, b) => b.score - a.score || (a.graduateId < b.graduateId ? -1 : 1))
    return matches.slice(0, limit).map((found, n) => ({ ...found, rank: n + 1 }))
  }
}
