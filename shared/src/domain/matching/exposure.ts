/** An employer's part of the pool and of what is shown. */
interface Part {
  postings: number
  places: number
}

export interface Exposure {
  /** By how many postings the employer has in the pool: its share of all postings, and of all shown places. */
  readonly sizes: readonly { readonly size: string; readonly postings: number; readonly places: number }[]
  /** Inequality of places over employers: 0 all the same, near 1 one has all (Gini 1912). */
  readonly gini: number
  /** The same over postings: what the pool itself brings along. */
  readonly poolGini: number
}

const sizes = [
  { size: '1', most: 1 },
  { size: '2-5', most: 5 },
  { size: '6+', most: Number.POSITIVE_INFINITY }
]

/** Who gets the places. `employers`: the employer of each posting; `shown`: of each place. Unnamed employers are left out. */
export function measureExposure(employers: readonly (string | null)[], shown: readonly (string | null)[]): Exposure {
  const parts = new Map<string, Part>()
  for (const key of employers) if (key !== null) partOf(key).postings++
  for (const key of shown) if (key !== null) partOf(key).places++

  function partOf(key: string): Part {
    const part = parts.get(key) ?? { postings: 0, places: 0 }
    parts.set(key, part)
    return part
  }
  const all = [...parts.values()]
  const sum = (of: readonly Part[], name: keyof Part) => of.reduce((total, part) => total + part[name], 0)
  const share = (of: readonly Part[], name: keyof Part) => sum(of, name) / Math.max(1, sum(all, name))
  let least = 0
  return {
    sizes: sizes.map(({ size, most }) => {
      const of = all.filter(({ postings }) => postings > least && postings <= most)
      least = most
      return { size, postings: share(of, 'postings'), places: share(of, 'places') }
    }),
    gini: gini(all.map(({ places }) => places)),
    poolGini: gini(all.map(({ postings }) => postings))
  }
}

/** Share of all places that go to the hundredth of a pool's postings that has most of them. `shown`: the posting of each place. */
export function topHundredthShare(poolSize: number, shown: readonly string[]): number {
  const places = new Map<string, number>()
  for (const id of shown) places.set(id, (places.get(id) ?? 0) + 1)
  const most = [...places.values()].sort((a, b) => b - a).slice(0, Math.ceil(poolSize / 100))
  return most.reduce((a, b) => a + b, 0) / Math.max(1, shown.length)
}

function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const total = sorted.reduce((a, b) => a + b, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, value, i) => sum + (i + 1) * value, 0)
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length
}
