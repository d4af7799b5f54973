import type { Posting } from '../../contracts/posting.ts'
import type { Evidence, Gap, Reason } from '../../contracts/recommendation.ts'
import type { Mention } from '../understanding/texts.ts'
import type { Candidate } from './candidate.ts'
import { missingSkills, skills, unmet } from './features/abilities.ts'
import { features } from './features/all.ts'
import type { Reading } from './features/feature.ts'
import { similarity } from './features/work.ts'
import { lensOf } from './lens.ts'
import type { ProfileFacts } from './profile-facts.ts'
import { linearRanker, type Ranker, readFeatures } from './ranker.ts'

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

/**
 * Why this posting, and what stands against it: from the very numbers of the score. A feature's share is what the score
 * loses where its value is 0.
 */
export function explain(facts: ProfileFacts | null, candidate: Candidate, ranker: Ranker = linearRanker): Explanation {
  if (facts === null) return { reasons: [], gaps: unstated(candidate.posting) }
  const reasons: (Reason & { share: number })[] = []
  const gaps: (Gap & { share: number })[] = []
  const values = readFeatures(lensOf(facts), candidate)
  const shares = ranker.shares(values)
  for (const [n, feature] of features.entries()) {
    const value = values[n] as number
    const share = shares[n] as number
    const read = (): Reading => ({ value, ...(value !== 0 && feature.told?.(facts, candidate)) })
    if (share >= shareMin && feature.reason !== undefined) {
      const reading = read()
      const text = feature.reason(reading, facts, candidate)
      const evidence = evidenceOf(candidate.posting, reading.at ?? null)
      if (text !== null) reasons.push({ feature: feature.name, text, evidence, share })
    }
    const helps = ranker.weights[feature.name] > 0
    if (feature.gap !== undefined && (share <= -shareMin || (helps && share < shareMin))) {
      const text = feature.gap(read(), facts, candidate)
      if (text !== null) gaps.push({ feature: feature.name, text, share })
    }
  }
  if (reasons.length === 0 && values[features.indexOf(similarity)] !== 0)
    reasons.push({ feature: 'similarity', text: '岗位内容与你的资料整体相近', evidence: null, share: 0 })
  reasons.sort((a, b) => b.share - a.share)
  gaps.sort((a, b) => a.share - b.share)
  const score = ranker.score(values)
  return {
    reasons: reasons.slice(0, reasonsMax).map(({ share: _, ...reason }) => reason),
    gaps: [
      ...gaps.map(({ share: _, ...gap }) => gap),
      ...unstated(candidate.posting),
      ...advice(facts, candidate, (met, lacking) => {
        const had = values.with(skillsPlace, met)
        had[unmetPlace] = lacking
        return ranker.score(had) - score
      })
    ].slice(0, gapsMax)
  }
}

function evidenceOf(posting: Posting, at: Mention | null): Evidence | null {
  const text = at === null ? null : posting[at.field]
  return at === null || text === null ? null : { ...at, quote: text.slice(at.start, at.end) }
}

function unstated({ salary }: Posting): Gap[] {
  return salary.min === null && salary.max === null ? [{ feature: 'pay', text: '未注明薪资' }] : []
}

/**
 * The skills that would raise the score most, had the person them.
 * @param gainOf what the score gains where the features `skills` and `unmet` have these values
 */
function advice(facts: ProfileFacts, candidate: Candidate, gainOf: (met: number, lacking: number) => number): Gap[] {
  const advised: Gap[] = []
  for (const { skill, met, unmet: lacking } of missingSkills(facts, candidate)) {
    const gain = gainOf(met, lacking)
    if (gain < gainMin) continue
    advised.push({ feature: 'skills', text: `再掌握 ${skill}，匹配分可提高 ${gain.toFixed(2)}` })
    if (advised.length === adviceMax) break
  }
  return advised
}
