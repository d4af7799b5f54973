import type { RecommendationFilters } from '@zhipei/shared/contracts/recommendation'
import { relieveCongestion } from '@zhipei/shared/domain/matching/congestion'
import { countFitting } from '@zhipei/shared/domain/matching/fit'
import { failedGates, type Gate, type GateStep, gateSteps } from '@zhipei/shared/domain/matching/gates'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { queryTerms } from '@zhipei/shared/domain/matching/query-terms'
import {
  type Candidate,
  diversify,
  mergeRanked,
  type RankedCandidate,
  rank,
  type ScoredPosting
} from '@zhipei/shared/domain/matching/rank'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'
import type { OutlinedHit, PostingFilter, PostingIndex, PostingQuery } from '@zhipei/shared/ports/posting-index'
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
/** So many of the best are looked at for it: what fits lies above what does not. */
const fittingWithin = 60
/** Postings that the search for more of the wished work hands to the ranker: a page of them is enough. */
const fittingCandidatesMax = 120
/** Searches of one step where full postings leave too few others for a list. */
const fullRoundsMax = 10

const dayMs = 24 * 3_600_000
/** China Standard Time, the day that publication dates are in. */
const offsetMs = 8 * 3_600_000

/** What ranking reads of the index. */
export type RankedIndex = Pick<PostingIndex, 'searchSteps' | 'get'>

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
   * Candidates of the first step that lets enough through, and of the steps before it, that are not full. What was seen is
   * passed over from then on.
   */
  async function search(
    query: Pick<PostingQuery, 'vector' | 'terms'>,
    steps: readonly PostingFilter[],
    enough: number,
    walk: Walk,
    limit = candidatesMax
  ): Promise<{ readonly open: RankedCandidate[]; readonly step: number }> {
    const open: RankedCandidate[] = []
    let filters = steps
    for (let round = 1, step = 0, fromStep = 0; ; round++) {
      for (const { id } of walk.unseen) walk.seen.add(id)
      const excluded = filters.map(filter => ({ ...filter, excludeIds: walk.seen }))
      const found = await index.searchSteps({ ...query, filters: excluded, enough, limit })
      walk.unseen = found.hits
      step += found.step
      const candidates = found.hits.map(hit => toCandidate(hit, walk.strictest, filters[found.step] === walk.filter))
      const full = fullPostings(candidates, walk.offers)
      for (const [n, candidate] of candidates.entries()) {
        if (candidate === undefined || (full.size > 0 && full.has(candidate.posting.id))) continue
        open.push(candidate)
        if (n >= found.before) fromStep++
      }
      const isExhausted = found.hits.length - found.before < limit
      if (fromStep >= Math.min(listLengthMax, (limit * 2) / 3) || isExhausted || round === fullRoundsMax)
        return { open, step }
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
      const walk: Walk = {
        strictest: gates[0] as GateStep,
        filter: steps[0] as PostingFilter,
        offers,
        seen: new Set(dismissed),
        unseen: []
      }
      let passed = 0
      let unranked: RankedCandidate[] = []
      const fitting = Math.min(limit, fittingMin)
      let ranked: ScoredPosting[] = []
      let candidates = candidatesMax
      for (let next = 0; next < steps.length; ) {
        const { open, step } = await search(asked, steps.slice(next), Math.max(0, limit - passed), walk, candidates)
        passed += open.length
        unranked.push(...open)
        next += step + 1
        if (passed < limit && next < steps.length) continue
        // The ranker leaves out what no fresh graduate gets: only what it keeps counts.
        ranked = mergeRanked(ranked, rank(facts, unranked, { nowMs: endOfDayMs(nowMs), ranker }))
        unranked = []
        if (ranked.length < limit) continue
        if (next > cityStep || countFitting(facts, ranked.slice(0, fittingWithin), fitting) >= fitting) break
        next = cityStep
        candidates = fittingCandidatesMax
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
        if (entry === undefined) return undefined
        const { posting, facts, traits } = entry
        return { posting, facts, traits, similarity, lexical, widened }
      })
    }
  }
}

/** The way from the strictest gates to the widest. */
interface Walk {
  readonly strictest: GateStep
  /** What the strictest gates ask of the index. */
  readonly filter: PostingFilter
  readonly offers: RankingQuery['offers']
  /** Never to be found again. */
  readonly seen: Set<string>
  /** What the last search found: seen from the next one on. */
  unseen: readonly OutlinedHit[]
}

const noGates: readonly Gate[] = []

function toCandidate(
  { outline, similarity, lexical }: OutlinedHit,
  strictest: GateStep,
  isStrictest: boolean
): RankedCandidate | undefined {
  if (outline === undefined) return undefined
  const { posting, facts, traits } = outline
  const widened = isStrictest ? noGates : failedGates(strictest, posting, facts)
  return { posting, facts, traits, similarity, lexical, widened }
}

/** Of the candidates those with as many offers as they seek people. */
export function fullPostings(
  candidates: readonly (Pick<RankedCandidate, 'posting'> | undefined)[],
  offers: Offers | undefined
): ReadonlySet<string> {
  const full = new Set<string>()
  if (offers === undefined || offers.size === 0) return full
  for (const candidate of candidates) {
    const { id, headcount = null } = candidate?.posting ?? {}
    if (id !== undefined && headcount !== null && (offers.get(id) ?? 0) >= headcount) full.add(id)
  }
  return full
}

/** Without the steps that open a gate which was never closed. */
const distinct = (steps: readonly GateStep[]): GateStep[] =>
  steps.filter((step, n) => n === 0 || !asksTheSame(step, steps[n - 1] as GateStep))

function asksTheSame(a: GateStep, b: GateStep): boolean {
  const isSame = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((name, n) => name === other[n])
  return (
    a.degreeRankMax === b.degreeRankMax &&
    a.requiredYearsMax === b.requiredYearsMax &&
    a.salaryMin === b.salaryMin &&
    a.fairId === b.fairId &&
    isSame(a.cities, b.cities) &&
    isSame(a.kinds, b.kinds)
  )
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
