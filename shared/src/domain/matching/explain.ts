import type { Posting } from '../../contracts/posting.ts'
import type { Evidence, Gap, Reason } from '../../contracts/recommendation.ts'
import type { Mention } from '../understanding/texts.ts'
import type { Candidate } from './candidate.ts'
import { missingSkills, skills, unmet } from './features/abilities.ts'
import { features } from './features/all.ts'
import type { Feature, Reading } from './features/feature.ts'
import { similarity } from './features/work.ts'
import { lensOf } from './lens.ts'
import type { ProfileFacts } from './profile-facts.ts'
import { type FeatureValues, linearRanker, type Ranker, readFeatures } from './ranker.ts'

export interface Explanation {
  readonly reasons: Reason[]
  readonly gaps: Gap[]
}

const reasonsMax = 5
const gapsMax = 6
/** Terms of the score smaller than this are not worth a line. */
const shareMin = 0.05
/** A skill is worth naming from this gain on, and so many are named. */
const gainMin = 0.05
const adviceMax = 2
const skillsPlace = features.indexOf(skills)
const unmetPlace = features.indexOf(unmet)
const similarityPlace = features.indexOf(similarity)
/** Places of the features that have something to say. */
const spoken = features.flatMap(({ reason, gap }, place) => (reason === undefined && gap === undefined ? [] : [place]))

/** A reason or gap and its share of the score. */
interface Weighed<Line> {
  readonly line: Line
  readonly share: number
}

/**
 * Why this posting, and what stands against it: from the very numbers of the score. A feature's share is what the score
 * loses where its value is 0.
 */
export function explain(facts: ProfileFacts | null, candidate: Candidate, ranker: Ranker = linearRanker): Explanation {
  if (facts === null) return { reasons: [], gaps: unstated(candidate.posting) }
  const reasons: Weighed<Reason>[] = []
  const gaps: Weighed<Gap>[] = []
  const values = readFeatures(lensOf(facts), candidate)
  const shares = ranker.shares(values, spoken)
  for (const place of spoken) {
    const feature = features[place] as Feature
    const value = values[place] as number
    const share = shares[place] as number
    const helps = ranker.weights[feature.name] > 0
    const isReason = share >= shareMin && feature.reason !== undefined
    const isGap = feature.gap !== undefined && (share <= -shareMin || (helps && share < shareMin))
    if (!isReason && !isGap) continue
    const reading: Reading = { value, ...(value !== 0 && feature.told?.(facts, candidate)) }
    const reason = isReason ? feature.reason?.(reading, facts, candidate) : null
    if (reason != null) {
      const evidence = evidenceOf(candidate.posting, reading.at ?? null)
      reasons.push({ line: { feature: feature.name, text: reason, evidence }, share })
    }
    const gap = isGap ? feature.gap?.(reading, facts, candidate) : null
    if (gap != null) gaps.push({ line: { feature: feature.name, text: gap }, share })
  }
  if (reasons.length === 0 && values[similarityPlace] !== 0)
    reasons.push({ line: { feature: 'similarity', text: '岗位内容与你的资料整体相近', evidence: null }, share: 0 })
  reasons.sort((a, b) => b.share - a.share)
  gaps.sort((a, b) => a.share - b.share)
  const lines = gaps.map(({ line }) => line)
  lines.push(...unstated(candidate.posting))
  if (lines.length < gapsMax) lines.push(...advice(facts, candidate, ranker, values))
  return { reasons: reasons.slice(0, reasonsMax).map(({ line }) => line), gaps: lines.slice(0, gapsMax) }
}

function evidenceOf(posting: Posting, at: Mention | null): Evidence | null {
  const text = at === null ? null : posting[at.field]
  return at === null || text === null ? null : { ...at, quote: text.slice(at.start, at.end) }
}

function unstated({ salary }: Posting): Gap[] {
  return salary.min === null && salary.max === null ? [{ feature: 'pay', text: '未注明薪资' }] : []
}

/** The skills that would raise the score most, had the person them. `values`: of the features, written over. */
function advice(facts: ProfileFacts, candidate: Candidate, ranker: Ranker, values: FeatureValues): Gap[] {
  const advised: Gap[] = []
  const score = ranker.score(values)
  let gain = 0
  let last = -1
  for (const { skill, met, unmet: lacking } of missingSkills(facts, candidate)) {
    // skills that tell as much gain as much
    if (met !== last) {
      values[skillsPlace] = met
      values[unmetPlace] = lacking
      gain = ranker.score(values) - score
      last = met
    }
    if (gain < gainMin) continue
    advised.push({ feature: 'skills', text: `再掌握 ${skill}，匹配分可提高 ${gain.toFixed(2)}` })
    if (advised.length === adviceMax) break
  }
  return advised
}
