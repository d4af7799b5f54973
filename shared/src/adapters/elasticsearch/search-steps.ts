import {
  hitsMax,
  type PostingHit,
  type PostingIndex,
  type PostingStepsQuery,
  type PostingStepsSearch
} from '../../ports/posting-index.ts'

/** One search after the other, for an index that has no other way: until enough postings pass. */
export async function searchStepByStep(
  index: Pick<PostingIndex, 'search' | 'get'>,
  { filters, enough, ...query }: PostingStepsQuery
): Promise<PostingStepsSearch> {
  const hits: PostingHit[] = []
  const seen = new Set<string>()
  for (let step = 0; ; step++) {
    const filter = filters[step]
    if (filter === undefined) throw new RangeError('a search needs a filter')
    const excludeIds = new Set([...(filter.excludeIds ?? []), ...seen])
    const asked = { ...query, filter: { ...filter, excludeIds } }
    let found = await index.search(asked)
    const passing = found.passing + seen.size
    const isTaken = passing >= enough || step === filters.length - 1
    // Of a filter that is passed over all are wanted, not the best.
    if (!isTaken && found.passing > query.limit) found = await index.search({ ...asked, limit: hitsMax })
    hits.push(...found.hits)
    if (isTaken) {
      const outlines = await index.get(hits.map(({ id }) => id))
      const outlined = hits.map(hit => ({ ...hit, outline: outlines.get(hit.id) }))
      return { ...found, hits: outlined, passing, step, before: seen.size }
    }
    for (const { id } of found.hits) seen.add(id)
  }
}
