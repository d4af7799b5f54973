import { degreeLevels } from '../../contracts/degree-levels.ts'
import type { RecommendationFilters } from '../../contracts/recommendation.ts'
import { parseDegree } from '../normalise/degree.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import type { RankedFields } from './candidate.ts'
import { cityFilterKeys, type GateFacts } from './profile-facts.ts'

/** Gates that may be widened, in the order in which they are, when too few postings pass. */
export const wideningOrder = ['salary', 'kind', 'city', 'degree'] as const
export type Gate = (typeof wideningOrder)[number]

/**
 * Posts that ask five years and more are out of a fresh graduate's reach, however few postings pass; below that the score
 * decides, since employers who write three years take good beginners where few apply.
 */
const graduateYearsMax = 4
/** A degree two steps above the own is out of reach, however few postings pass. */
const stretchDegrees = 1
/** Pay that tops out below this share of the wish is out; between, the score decides. */
const payShareMin = 0.8

/** Conditions for the index; what every step shares (time, dismissed, the request's filters) is never widened. */
export interface GateStep {
  /** Gates that this step leaves open. */
  readonly widened: readonly Gate[]
  readonly cities: readonly string[]
  readonly kinds: readonly ('job' | 'internship' | 'public-welfare' | 'policy')[]
  readonly degreeRankMax: number | null
  readonly requiredYearsMax: number | null
  readonly salaryMin: number | null
  readonly fairId: string | null
}

/** From the strictest to the widest. `facts` null: nothing personal, the request's own filters only. */
export function gateSteps(facts: GateFacts | null, filters: RecommendationFilters): GateStep[] {
  const widened = facts === null ? [[...wideningOrder]] : wideningOrder.map((_, n) => wideningOrder.slice(0, n))
  if (facts !== null) widened.push([...wideningOrder])
  return widened.map(open => step(facts, filters, open))
}

function step(facts: GateFacts | null, filters: RecommendationFilters, widened: readonly Gate[]): GateStep {
  const intent = facts?.profile.intent ?? {}
  const personal = <T>(gate: Gate, value: T, none: T): T => (facts === null || widened.includes(gate) ? none : value)
  const asked = filters.degree === undefined ? null : parseDegree(filters.degree)
  const own = facts?.degreeRank ?? null
  const ownDegree = personal('degree', own, own === null ? null : own + stretchDegrees)
  return {
    widened: facts === null ? [] : widened,
    cities: filters.cities?.flatMap(cityFilterKeys) ?? personal('city', facts?.cities ?? [], []),
    kinds: filters.kinds ?? personal('kind', intent.kinds ?? [], []),
    degreeRankMax: asked === null ? ownDegree : degreeLevels.indexOf(asked),
    requiredYearsMax: facts === null ? null : graduateYearsMax,
    salaryMin:
      filters.salaryMin ??
      personal('salary', intent.salaryMin === undefined ? null : intent.salaryMin * payShareMin, null),
    fairId: filters.fairId ?? null
  }
}

const none: readonly Gate[] = []
const isAbove = (value: number | null, max: number | null) => value !== null && max !== null && value > max
const isOutside = (values: readonly string[], value: string | null) =>
  values.length > 0 && (value === null || !values.includes(value))

/** The conditions of a step that a posting does not meet, in the order of widening. Decides as the index filters. */
export function failedGates(step: GateStep, posting: RankedFields, facts: PostingFacts): readonly Gate[] {
  const salary = isAbove(step.salaryMin, posting.salary.max)
  const kind = isOutside(step.kinds, posting.kind)
  const city = isOutside(step.cities, posting.cityCode ?? posting.city)
  const degree = isAbove(facts.degreeRank, step.degreeRankMax)
  if (!(salary || kind || city || degree)) return none
  const fails: Readonly<Record<Gate, boolean>> = { salary, kind, city, degree }
  return wideningOrder.filter(gate => fails[gate])
}
