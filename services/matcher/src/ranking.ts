import type { RecommendationFilters } from '@zhipei/shared/contracts/recommendation'
import { relieveCongestion } from '@zhipei/shared/domain/matching/congestion'
import { countFitting } from '@zhipei/shared/domain/matching/fit'
import { failedGates, type GateStep, gateSteps } from '@zhipei/shared/domain/matching/gates'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { queryTerms } from '@zhipei/shared/domain/matching/query-terms'
import {
  type Candidate,
  diversify,
  type RankedCandidate,
  rank,
  type ScoredPosting
} from '@zhipei/shared/domain/matching/rank'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'
import type { PostingFilter, PostingIndex, PostingQuery } from '@zhipei/shared/ports/posting-index'
import { builtInRanker, type RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { RankedPosting } from '@zhipei/shared/ports/ranking-store'
import type { Tokenizer } from '@zhipei/shared/ports/tokenizer'
import type { Offers } from './offers.ts'

/** Postings that one search of the index hands to the ranker. */
export const candidatesMax = 300
/** Length of a ranked list: what the pages of one request can reach. */
export const listLengthMax = 200
/** While fewer postings of the wished work pass, other cities are let in, however much else passes. */
export const fittingMin = 10
/** Searches of one step where full postings leave too few others for a list. */
const fullRoundsMax = 10

const dayMs = 24 * 3_600_000
/** China Standard Time, the day that publication dates are in. */
const offsetMs = 8 * 3_600_000

/** What ranking reads of the index. */
export type RankedIndex = Pick<PostingIndex, 'searchSteps' | 'outlines' | 'get'>

export interface RankingParts {
  readonly index: RankedIndex
  readonly tokenizer: Tokenizer
  /** Absent: the built-in linear score. */
  readonly ranker?: RankerSource
}

export interface RankingQuery {
  /** Null: not personalised, nothing of the person enters. */
  readonly facts: ProfileFacts | null
  /** The embedding of the profile; null without facts. */
  readonly vector: Float32Array | null
  readonly filters: RecommendationFilters
  /** Absent: the one in force. */
  readonly ranker?: Ranker
  /** How often each platform id was shown so far: crowded postings yield to equal ones. Absent: none yields. */
  readonly impressions?: ReadonlyMap<string, number>
  /** So many must pass; while fewer do, gates are widened one by one. */
  readonly limit: number
  readonly nowMs: number
  /** Platform ids never to return. */
  readonly dismissed?: ReadonlySet<string>
  /** Absent: none were made. */
  readonly offers?: Offers
}

export interface Ranking {
  /** The ranked list, at most `listLengthMax`, best first, in a total order. */
  rank(query: RankingQuery): Promise<RankedPosting[]>
  /** The ranked postings as the index holds them now; undefined where one is gone. */
  candidates(items: readonly RankedPosting[]): Promise<(Candidate | undefined)[]>
}

/**
 * Ranking on an index: candidates and facts are read, gates, score and diversity are pure. The same query on the same index
 * content gives the same list on the same day.
 */
export function createRanking({ index, tokenizer, ranker: source = builtInRanker }: RankingParts): Ranking {
  const known = new WeakMap<ProfileFacts, PostingQuery['terms']>()

  function termsOf(facts: ProfileFacts | null): PostingQuery['terms'] {
    if (facts === null) return new Map()
    const terms = known.get(facts) ?? queryTerms(facts, text => tokenizer.queryTokens(text))
    known.set(facts, terms)
    return terms
  }

  /**
   * Candidates of the first step that lets enough through, and of the steps before it, that are not full. What it has seen
   * it adds to `seen`, and passes over from then on.
   */
  async function search(
    query: Pick<PostingQuery, 'vector' | 'terms'>,
    steps: readonly PostingFilter[],
    enough: number,
    gates: { readonly strictest: GateStep; readonly seen: Set<string>; readonly offers: RankingQuery['offers'] }
  ): Promise<{ readonly open: RankedCandidate[]; readonly step: number }> {
    const { strictest, seen, offers } = gates
    const open: RankedCandidate[] = []
    let filters = steps
    for (let round = 1, step = 0, fromStep = 0; ; round++) {
      const excluded = filters.map(filter => ({ ...filter, excludeIds: seen }))
      const found = await index.searchSteps({ ...query, filters: excluded, enough, limit: candidatesMax })
      step += found.step
      const outlines = await index.outlines(found.hits.map(hit => hit.id))
      const candidates: RankedCandidate[] = []
      for (const { id, similarity, lexical } of found.hits) {
        seen.add(id)
        const outline = outlines.get(id)
        if (outline === undefined) continue
        const { posting, facts, traits } = outline
        candidates.push({
          posting,
          facts,
          traits,
          similarity,
          lexical,
          widened: failedGates(strictest, posting, facts)
        })
      }
      const full = fullPostings(candidates, offers)
      for (const [n, candidate] of candidates.entries()) {
        if (full.has(candidate.posting.id)) continue
        open.push(candidate)
        if (n >= found.before) fromStep++
      }
      const isExhausted = found.hits.length - found.before < candidatesMax
      if (fromStep >= listLengthMax || isExhausted || round === fullRoundsMax) return { open, step }
      filters = filters.slice(found.step, found.step + 1)
    }
  }

  return {
    async rank(query) {
      const { facts, filters, limit, nowMs, dismissed, offers, ranker = source.current() } = query
      const asked = { vector: query.vector, terms: termsOf(facts) }
      const gates = distinct(gateSteps(facts, filters))
      const steps = gates.map(step => filterOf(step, nowMs))
      /** Pay and kind are open with the city; -1 where no city is wished. */
      const cityStep = gates.findLastIndex(({ widened }) => widened.at(-1) === 'city')
      const seen = new Set(dismissed)
      const passed: RankedCandidate[] = []
      const fitting = Math.min(limit, fittingMin)
      let ranked: ScoredPosting[] = []
      for (let next = 0; next < steps.length; ) {
        const conditions = { strictest: gates[0] as GateStep, seen, offers }
        const { open, step } = await search(asked, steps.slice(next), Math.max(0, limit - passed.length), conditions)
        passed.push(...open)
        next += step + 1
        if (passed.length < limit && next < steps.length) continue
        // The ranker leaves out what no fresh graduate gets: only what it keeps counts.
        ranked = rank(facts, passed, { nowMs: endOfDayMs(nowMs), ranker })
        if (ranked.length < limit) continue
        if (next > cityStep || countFitting(facts, ranked, fitting) >= fitting) break
        next = cityStep
      }
      const { impressions } = query
      // Newest first is what the answer without a person promises.
      const relieved = impressions === undefined || facts === null ? ranked : relieveCongestion(ranked, impressions)
      return diversify(relieved, listLengthMax).map(({ candidate, score }) => ({
        id: candidate.posting.id,
        postingId: candidate.posting.postingId,
        score,
        similarity: candidate.similarity,
        lexical: candidate.lexical,
        widened: candidate.widened
      }))
    },
    async candidates(items) {
      const found = await index.get(items.map(item => item.id))
      return items.map(({ id, similarity, lexical, widened }) => {
        const entry = found.get(id)
        return entry && { ...entry, similarity, lexical, widened }
      })
    }
  }
}

/** Of the candidates those with as many offers as they seek people. */
export function fullPostings(
  candidates: readonly Pick<RankedCandidate, 'posting'>[],
  offers: Offers | undefined
): ReadonlySet<string> {
  const full = new Set<string>()
  if (offers === undefined || offers.size === 0) return full
  for (const { posting } of candidates)
    if (posting.headcount !== null && (offers.get(posting.id) ?? 0) >= posting.headcount) full.add(posting.id)
  return full
}

/** Without the steps that open a gate which was never closed. */
function distinct(steps: readonly GateStep[]): GateStep[] {
  const conditions = steps.map(step => JSON.stringify({ ...step, widened: [] }))
  return steps.filter((_, n) => n === 0 || conditions[n] !== conditions[n - 1])
}

/** What a gate step asks of the index. */
export function filterOf(step: GateStep, nowMs: number): PostingFilter {
  const { cities, kinds, degreeRankMax, requiredYearsMax, salaryMin, fairId } = step
  return {
    nowMs,
    cities,
    kinds,
    ...(degreeRankMax !== null && { degreeRankMax }),
    ...(requiredYearsMax !== null && { requiredYearsMax }),
    ...(salaryMin !== null && { salaryMin }),
    ...(fairId !== null && { fairId })
  }
}

/** Age is counted to the end of the day, so that an order does not change from one request to the next. */
export function endOfDayMs(nowMs: number): number {
  return dayOf(nowMs) * dayMs - offsetMs
}

/** The number of the day, China Standard Time. */
export function dayOf(timeMs: number): number {
  return Math.ceil((timeMs + offsetMs) / dayMs)
}
