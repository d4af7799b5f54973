/** One place of an answer that somebody saw, and whether they opened or took it. */
export interface ShownPosting {
  readonly postingId: string
  /** From 1. */
  readonly rank: number
  readonly clicked: boolean
}

/** How likely a place is looked at, by rank from 1; the last stands for all further ones. */
export type Examination = readonly number[]

const rounds = 60
const examinationMin = 0.02
/** A posting begins with as many looks at the usual appeal: one that was shown once tells little. */
const appealPrior = 1

/**
 * Position-based click model (Craswell et al. 2008): a click is a look at the place times the posting's appeal, both found
 * by expectation-maximisation. Tells the two apart as far as postings were shown at several ranks. The first place is
 * looked at with certainty: only ratios can be known.
 */
export function estimateExamination(shown: readonly ShownPosting[], ranksMax: number): number[] {
  const atFirst = shown.filter(({ rank }) => rank === 1)
  const usual = within(atFirst.filter(({ clicked }) => clicked).length / Math.max(1, atFirst.length))
  const look = Array.from({ length: ranksMax }, (_, n) => 1 / (n + 1))
  const appeal = new Map<string, number>(shown.map(({ postingId }) => [postingId, 0.5]))
  for (let round = 0; round < rounds; round++) {
    const looks = look.map(() => ({ sum: 0, count: 0 }))
    const appeals = new Map([...appeal.keys()].map(id => [id, { sum: 0, count: 0 }]))
    for (const { postingId, rank, clicked } of shown) {
      const at = Math.min(rank, ranksMax) - 1
      const e = look[at] as number
      const a = appeal.get(postingId) as number
      const seen = looks[at] as { sum: number; count: number }
      const liked = appeals.get(postingId) as { sum: number; count: number }
      seen.sum += clicked ? 1 : (e * (1 - a)) / (1 - e * a)
      liked.sum += clicked ? 1 : (a * (1 - e)) / (1 - e * a)
      seen.count++
      liked.count++
    }
    for (const [at, { sum, count }] of looks.entries()) if (count > 0) look[at] = within(sum / count)
    for (const [id, { sum, count }] of appeals)
      appeal.set(id, within((sum + appealPrior * usual) / (count + appealPrior)))
  }
  const first = look[0] ?? 1
  let last = 1
  return look.map(one => {
    // nobody looks at a later place sooner
    last = Math.min(last, Math.max(examinationMin, one / first))
    return last
  })
}

const within = (share: number): number => Math.min(0.999, Math.max(0.001, share))

/** No click counts for more than this many, however seldom its place is looked at: one chance click must not rule. */
const clickWeightMax = 10

/**
 * What each shown posting has earned: clicks by how seldom the place is looked at (inverse propensity, Joachims, Swaminathan
 * and Schnabel 2017). Without `examination` every click counts one: what naive learning does.
 */
export function earned(shown: readonly ShownPosting[], examination: Examination | null): Map<string, number> {
  const gains = new Map<string, number>()
  for (const { postingId, rank, clicked } of shown) {
    const look = examination?.[Math.min(rank, examination.length) - 1] ?? 1
    const gain = clicked ? Math.min(clickWeightMax, 1 / look) : 0
    gains.set(postingId, (gains.get(postingId) ?? 0) + gain)
  }
  return gains
}

/** A list of postings with what each is worth to the person, by reading or by clicks. */
export interface TaughtList {
  readonly values: readonly (readonly number[])[]
  /** 0 or more, in the order of `values`. */
  readonly gains: readonly number[]
}

export interface FitOptions {
  /** Where the weights start, and towards which they are pulled; a weight never changes its sign. */
  readonly start: readonly number[]
  /** Strength of the pull: more where there are few lists. */
  readonly pull: number
  readonly steps?: number
  readonly rate?: number
}

/** Listwise softmax on gains (Cao et al. 2007), minimised by Adam (Kingma and Ba 2015). Pure. */
export function fitWeights(lists: readonly TaughtList[], options: FitOptions): number[] {
  const { start, pull, steps = 150, rate = 0.05 } = options
  const w = [...start]
  const first = w.map(() => 0)
  const second = w.map(() => 0)
  for (let t = 1; t <= steps; t++) {
    const slope = slopeOf(lists, w)
    for (let k = 0; k < w.length; k++) {
      const g = (slope[k] as number) + pull * ((w[k] as number) - (start[k] as number))
      first[k] = 0.9 * (first[k] as number) + 0.1 * g
      second[k] = 0.999 * (second[k] as number) + 0.001 * g * g
      const step = (first[k] as number) / (1 - 0.9 ** t) / (Math.sqrt((second[k] as number) / (1 - 0.999 ** t)) + 1e-8)
      w[k] = (w[k] as number) - rate * step
      if ((w[k] as number) * (start[k] as number) < 0) w[k] = 0
    }
  }
  return w
}

export const weigh = (w: readonly number[], values: readonly number[]): number =>
  w.reduce((sum, one, k) => sum + one * (values[k] as number), 0)

function slopeOf(lists: readonly TaughtList[], w: readonly number[]): number[] {
  const slope = w.map(() => 0)
  for (const { values, gains } of lists) {
    const all = gains.reduce((a, b) => a + b, 0)
    if (all === 0) continue
    const scores = values.map(one => weigh(w, one))
    const top = Math.max(...scores)
    const odds = scores.map(score => Math.exp(score - top))
    const oddsSum = odds.reduce((a, b) => a + b, 0)
    for (const [i, one] of values.entries()) {
      const error = ((odds[i] as number) / oddsSum - (gains[i] as number) / all) / lists.length
      for (let k = 0; k < w.length; k++) slope[k] = (slope[k] as number) + error * (one[k] as number)
    }
  }
  return slope
}
