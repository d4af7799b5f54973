import { fuseRanks } from '../../engine/fuse.ts'
import { unit } from '../../engine/quantise.ts'
import type { PostingHit, PostingQuery } from '../../ports/posting-index.ts'
import type { ElasticsearchClient, estypes } from './elasticsearch-client.ts'
import {
  filterOf,
  lexicalQuery,
  nearestQuery,
  similarityOf,
  similarityQuery,
  type WeighedTerm
} from './posting-queries.ts'
import { bestFirst, type ScoredId, searchAll } from './search-all.ts'
import type { Snapshot } from './snapshots.ts'

type Query = estypes.QueryDslQueryContainer

/** Both ways to score a posting; null where the query has no such part. */
interface Scorers {
  readonly similarity: ((filter: readonly Query[]) => Query) | null
  readonly lexical: ((filter: readonly Query[]) => Query) | null
}

/** Search as the port describes it, within one snapshot. */
export async function searchPostings(
  client: ElasticsearchClient,
  snapshot: Snapshot,
  query: PostingQuery,
  exactPassingMax: number
): Promise<{ hits: PostingHit[]; passing: number }> {
  const { limit } = query
  const filter = filterOf(query.filter)
  const row = query.vector === null ? [] : Array.from(unit(query.vector))
  const vector = row.some(value => value !== 0) ? row : null
  const byDate = vector === null && query.terms.size === 0
  const { passing, newest } = await count(client, snapshot, filter, byDate ? limit : 0, query.terms)
  if (byDate) return { hits: newest.map(({ id }) => ({ id, similarity: 0, lexical: 0 })), passing }
  const terms = weigh(snapshot, query.terms)
  const scorers: Scorers = {
    similarity: vector === null ? null : filter => similarityQuery(filter, vector),
    lexical: terms.length === 0 ? null : filter => lexicalQuery(filter, terms, snapshot.averageLength)
  }
  const byGraph = vector !== null && passing > exactPassingMax
  const lists = await scoreLists(client, snapshot, filter, limit, {
    similarity: byGraph ? filter => nearestQuery(filter, vector, limit) : scorers.similarity,
    lexical: scorers.lexical
  })
  // The graph's scores are rounded: its hits are scored again with all others.
  const similar = byGraph ? await scoreThose(client, snapshot, lists.similarity, scorers.similarity) : lists.similarity
  const hits = await fuse(client, snapshot, similar, lists.lexical, scorers, limit)
  return { hits, passing }
}

/** How many pass; on the way, how many postings hold each token, where the snapshot doesn't know it yet. */
async function count(
  client: ElasticsearchClient,
  snapshot: Snapshot,
  filter: Query[],
  size: number,
  terms: ReadonlyMap<string, number>
): Promise<{ passing: number; newest: readonly ScoredId[] }> {
  const unknown = [...terms.keys()].filter(token => !snapshot.holders.has(token))
  const [passing, ...holders] = await searchAll(client, snapshot.pit, [
    {
      size,
      track_total_hits: true,
      query: { bool: { filter } },
      sort: [{ publishedAtMs: { order: 'desc', missing: '_last' } }, { id: 'asc' }]
    },
    ...unknown.map(token => ({
      size: 0,
      track_total_hits: true,
      query: { bool: { filter: [{ term: { live: true } }, { term: { tokens: token } }] } }
    }))
  ])
  for (const [i, token] of unknown.entries()) snapshot.holders.set(token, holders[i]?.total ?? 0)
  return { passing: passing?.total ?? 0, newest: passing?.hits ?? [] }
}

/** The terms that occur and weigh more than nothing, in the order given. */
function weigh({ postings, holders }: Snapshot, terms: ReadonlyMap<string, number>): WeighedTerm[] {
  return [...terms].flatMap(([token, weight]) => {
    const n = holders.get(token) ?? 0
    if (n === 0 || weight <= 0) return []
    return [{ token, weight: weight * Math.log(1 + (postings - n + 0.5) / (n + 0.5)) }]
  })
}

async function scoreLists(
  client: ElasticsearchClient,
  snapshot: Snapshot,
  filter: readonly Query[],
  size: number,
  { similarity, lexical }: Scorers
): Promise<{ similarity: readonly ScoredId[]; lexical: readonly ScoredId[] }> {
  const asked = [similarity, lexical].flatMap(scorer => (scorer === null ? [] : [scorer(filter)]))
  const found = await searchAll(
    client,
    snapshot.pit,
    asked.map(query => ({ size, query, sort: bestFirst }))
  )
  const similar = similarity === null ? [] : (found[0]?.hits ?? [])
  return {
    similarity: similar.map(({ id, score }) => ({ id, score: similarityOf(score) })),
    lexical: lexical === null ? [] : (found.at(-1)?.hits ?? [])
  }
}

async function scoreThose(
  client: ElasticsearchClient,
  snapshot: Snapshot,
  those: readonly ScoredId[],
  similarity: Scorers['similarity']
): Promise<readonly ScoredId[]> {
  const filter = [{ terms: { id: those.map(({ id }) => id) } }]
  return (await scoreLists(client, snapshot, filter, Math.max(1, those.length), { similarity, lexical: null }))
    .similarity
}

/** Fuses both lists; a hit that stands in one of them gets its other score as well. */
async function fuse(
  client: ElasticsearchClient,
  snapshot: Snapshot,
  similar: readonly ScoredId[],
  lexical: readonly ScoredId[],
  scorers: Scorers,
  limit: number
): Promise<PostingHit[]> {
  const ids = [...new Set([...similar, ...lexical].map(({ id }) => id))]
  const slots = new Map(ids.map((id, slot) => [id, slot]))
  const ranked = [similar, lexical].map(list => list.map(({ id }) => slots.get(id) as number))
  const before = (a: number, b: number) => (ids[a] as string) < (ids[b] as string)
  const best = Array.from(fuseRanks(ranked, ids.length, limit, before), slot => ids[slot] as string)
  const similarity = new Map(similar.map(({ id, score }) => [id, score]))
  const lexicals = new Map(lexical.map(({ id, score }) => [id, score]))
  const dissimilar = scorers.similarity === null ? [] : best.filter(id => !similarity.has(id))
  const wordless = scorers.lexical === null ? [] : best.filter(id => !lexicals.has(id))
  const those = (of: readonly string[]) => [{ terms: { id: [...of] } }]
  const found = await searchAll(client, snapshot.pit, [
    ...(dissimilar.length > 0
      ? [{ size: dissimilar.length, query: scorers.similarity?.(those(dissimilar)) ?? {} }]
      : []),
    ...(wordless.length > 0 ? [{ size: wordless.length, query: scorers.lexical?.(those(wordless)) ?? {} }] : [])
  ])
  if (dissimilar.length > 0) for (const { id, score } of found[0]?.hits ?? []) similarity.set(id, similarityOf(score))
  if (wordless.length > 0) for (const { id, score } of found.at(-1)?.hits ?? []) lexicals.set(id, score)
  return best.map(id => ({ id, similarity: similarity.get(id) ?? 0, lexical: lexicals.get(id) ?? 0 }))
}
