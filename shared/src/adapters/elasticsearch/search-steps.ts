import type { PostingIndex, PostingStepsQuery, PostingStepsSearch } from '../../ports/posting-index.ts'

/** One search after the other, for an index that has no other way: until enough postings pass. */
export async function searchStepByStep(
  index: Pick<PostingIndex, 'search'>,
  { filters, enough, ...query }: PostingStepsQuery
): Promise<PostingStepsSearch> {
  const hits: PostingStepsSearch['hits'][number][] = []
  const seen = new Set<string>()
  for (let step = 0; ; step++) {
    const filter = filters[step]
    if (filter === undefined) throw new RangeError('a search needs a filter')
    const excludeIds = new Set([...(filter.excludeIds ?? []), ...seen])
    const found = await index.search({ ...query, filter: { ...filter, excludeIds } })
    const passing = found.passing + seen.size
    hits.push(...found.hits)
    if (passing >= enough || step === filters.length - 1) {
      return { ...found, hits, passing, step, before: hits.length - found.hits.length }
    }
    for (const { id } of found.hits) seen.add(id)
  }
}
