import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Posting } from '../../contracts/posting.ts'
import { encodeOutline } from '../../domain/matching/outline.ts'
import { type PostingTraits, readTraits } from '../../domain/matching/traits.ts'
import type { PostingFacts } from '../../domain/understanding/posting-facts.ts'
import { createPostingEngine, type EngineRow, type ScanOptions } from '../../engine/posting-engine.ts'
import { postingFields } from '../../engine/posting-fields.ts'
import { postingTokens } from '../../engine/posting-tokens.ts'
import { dimensionsMax, quantise } from '../../engine/quantise.ts'
import type { TermCounts } from '../../engine/term-lists.ts'
import { createVocabulary } from '../../engine/vocabulary.ts'
import { createSlices } from '../../platform/slices.ts'
import {
  hitsMax,
  type IndexedPosting,
  type PostingIndex,
  type PostingStepsQuery,
  type PostingTokens
} from '../../ports/posting-index.ts'
import type { Tokenizer } from '../../ports/tokenizer.ts'
import { assertDimensions } from '../vector-dimensions.ts'
import { createWriteQueue } from '../write-queue.ts'
import { createKeptOutlines } from './kept-outlines.ts'
import { createSegmentFiles } from './segment-files.ts'
import { type NewRow, openStore } from './store.ts'
import { segmentFolder, storeFile } from './store-file.ts'

export interface EmbeddedPostingIndexOptions {
  /** Folder of the store, made if absent; null keeps everything in memory and forgets it on close. */
  readonly directory: string | null
  readonly modelId: string
  readonly dimensions: number
  readonly tokenizer: Tokenizer
  /** Postings read lately are kept parsed, up to this much of their JSON. */
  readonly cacheBytesMax?: number
  /** Threads that help with large searches; absent: none. */
  readonly scan?: ScanOptions | undefined
  /** Told once, before the index is there: rows that came from saved segments, and rows read one by one from the store. */
  readonly onOpened?: (rows: { readonly saved: number; readonly read: number }) => void
}

/** 100 MB. */
const outlinesKeptMax = 50_000
/** Rows moved out of sparse segments per row written: keeps pace with segments that are three quarters alive. */
const movesPerWrite = 4

export interface EmbeddedPostingIndex extends PostingIndex {
  /**
   * Names what is to be seen at a time. Same name, same answer to the same question, whatever the two times: nothing was
   * written, and no validity has ended between them.
   */
  contentAt(nowMs: number): string
}

type Change =
  | { readonly remove: string; readonly number: number; readonly counts: TermCounts }
  | { readonly add: EngineRow }

/**
 * Exact, in process, durable. The engine in memory answers searches; every change is committed to SQLite before it enters
 * the engine, and the engine is rebuilt from there at the next start. One process at a time.
 */
export async function createEmbeddedPostingIndex(options: EmbeddedPostingIndexOptions): Promise<EmbeddedPostingIndex> {
  const { modelId, dimensions, tokenizer, cacheBytesMax = 64 * 1024 * 1024, scan } = options
  if (!(dimensions >= 1 && dimensions <= dimensionsMax))
    throw new RangeError(`an index holds vectors of 1 to ${dimensionsMax} dimensions, got ${dimensions}`)
  const file = await storeFile(options)
  const store = openStore(file, dimensions)
  const engine = createPostingEngine({ dimensions, scan })
  const vocabulary = createVocabulary()
  const cache = new LRUCache<string, IndexEntry>({ maxSize: cacheBytesMax })
  const outlines = createKeptOutlines(id => store.outline(id), outlinesKeptMax)
  for (const token of store.tokens()) vocabulary.add(token)
  const segmentFiles = file === null ? null : createSegmentFiles({ folder: segmentFolder(file), engine, store })
  const ids = store.ids()
  segmentFiles?.restore(ids)
  for (const number of Float64Array.from(ids.keys()).sort()) engine.add(store.row(number))
  options.onOpened?.({ saved: engine.size - ids.size, read: ids.size })

  const queue = createWriteQueue()
  let closed = false
  let saving: Promise<void> | null = null

  /** What could not be saved is tried again after the next write. */
  function saveSegments(all: boolean): Promise<void> {
    const save = async () => {
      try {
        await segmentFiles?.save(all)
      } catch (error) {
        process.emitWarning(`segments are not saved, the next start takes longer: ${(error as Error).message}`)
      }
      saving = null
    }
    saving ??= save()
    return saving
  }

  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    return closed ? Promise.reject(new Error('the posting index is closed')) : queue.run(write)
  }

  function prepare({ posting, facts, factsJson, vector, tokens }: IndexedPosting): Prepared {
    assertDimensions(posting.id, vector, dimensions)
    const texts = { posting: JSON.stringify(posting), facts: factsJson ?? JSON.stringify(facts) }
    const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
    return {
      ...texts,
      id: posting.id,
      revision: posting.revision,
      vector: quantise(vector),
      fields: postingFields(posting, facts),
      outline: encodeOutline(posting, facts),
      tokens: tokens ?? postingTokens(posting, tokenizer),
      digest: createHash('sha256').update(texts.posting).update(texts.facts).update(bytes).digest().subarray(0, 16)
    }
  }

  /** Commits, then brings the engine up to date: no search sees what is not on the disk. */
  function apply(write: () => Change[]): void {
    const known = vocabulary.size
    let changes: Change[]
    try {
      changes = store.transact(() => {
        const made = write()
        for (const [term, token] of vocabulary.since(known)) store.addToken(term, token)
        return made
      })
    } catch (error) {
      vocabulary.truncate(known)
      throw error
    }
    for (const change of changes) {
      if ('add' in change) {
        engine.add(change.add)
      } else {
        engine.remove(change.remove, change.counts)
        cache.delete(change.remove)
        outlines.forget(change.number)
      }
    }
    engine.compact(changes.length * movesPerWrite)
    void saveSegments(false)
  }

  function putOne({ tokens, digest, ...row }: Prepared, changes: Change[]): void {
    const stored = store.revisionOf(row.id)
    const known = stored?.revision ?? store.removedRevision(row.id) ?? row.revision
    if (row.revision < known) return
    if (stored?.revision === row.revision && Buffer.compare(stored.digest, digest) === 0) return
    if (stored !== undefined) changes.push({ remove: row.id, ...store.contentOf(row.id) })
    const add: NewRow = { ...row, counts: vocabulary.count(tokens) }
    changes.push({ add: { ...add, number: store.put(add, digest) } })
  }

  function removeOne(id: string, revision: number | null, changes: Change[]): void {
    const stored = store.revisionOf(id)?.revision
    const known = stored ?? store.removedRevision(id)
    if (known !== undefined && revision !== null && revision < known) return
    if (stored !== undefined) changes.push({ remove: id, ...store.contentOf(id) })
    const left = Math.max(known ?? 0, revision ?? 0)
    // an id that was never seen and is removed without a revision leaves nothing to remember
    if (stored !== undefined || (revision !== null && revision !== known)) store.remove(id, left)
  }

  function read(id: string): IndexEntry | undefined {
    const cached = cache.get(id)
    if (cached !== undefined || !engine.has(id)) return cached
    const texts = store.texts(id)
    if (texts === undefined) return undefined
    const posting: Posting = JSON.parse(texts.posting)
    const facts: PostingFacts = JSON.parse(texts.facts)
    const entry = { posting, facts, traits: readTraits(posting, facts) }
    cache.set(id, entry, { size: texts.posting.length + texts.facts.length })
    return entry
  }

  function open(): void {
    if (closed) throw new Error('the posting index is closed')
  }

  function search({ vector, terms, filters, enough, limit }: PostingStepsQuery) {
    open()
    const filter = filters.at(-1)
    if (filter === undefined) throw new RangeError('a search needs a filter')
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= hitsMax))
      throw new RangeError(`limit must be a whole number from 1 to ${hitsMax}, got ${limit}`)
    if (vector !== null && vector.length !== dimensions)
      throw new RangeError(`a query vector of ${vector.length} dimensions, the index holds ${dimensions}`)
    const numbers = terms.size === 0 ? null : vocabulary.lookUp(terms)
    const { excludeIds } = filter
    const found = engine.search({
      vector,
      terms: numbers,
      filter,
      stricter: filters.slice(0, -1),
      enough,
      excludeIds,
      limit
    })
    return { generation: store.generation, ...found }
  }

  return {
    modelId,
    dimensions,
    identity: store.identity,
    upsert: postings =>
      inOrder(async () => {
        const prepared: Prepared[] = []
        const slice = createSlices()
        for (const posting of postings) {
          prepared.push(prepare(posting))
          await slice()
        }
        apply(() => {
          const changes: Change[] = []
          for (const row of prepared) putOne(row, changes)
          return changes
        })
      }),
    remove: removals =>
      inOrder(async () =>
        apply(() => {
          const changes: Change[] = []
          for (const removal of removals) {
            if (typeof removal === 'string') removeOne(removal, null, changes)
            else removeOne(removal.id, removal.revision, changes)
          }
          return changes
        })
      ),
    async search({ filter, ...query }) {
      const { generation, hits, passing } = search({ ...query, filters: [filter], enough: 0 })
      return {
        generation,
        hits: hits.ids.map((id, n) => ({
          id,
          similarity: hits.similarities[n] as number,
          lexical: hits.lexicals[n] as number
        })),
        passing
      }
    },
    async searchSteps(query) {
      const { hits, ...found } = search(query)
      const outlined = hits.ids.map((id, n) => ({
        id,
        similarity: hits.similarities[n] as number,
        lexical: hits.lexicals[n] as number,
        outline: outlines.of(id, hits.numbers[n] as number)
      }))
      return { ...found, hits: outlined }
    },
    async get(ids) {
      open()
      const found = new Map<string, IndexEntry>()
      for (const id of ids) {
        const entry = read(id)
        if (entry !== undefined) found.set(id, entry)
      }
      return found
    },
    contentAt(nowMs) {
      open()
      // Within a generation the valid postings only grow fewer with time: as many, the same.
      return `${store.generation}-${engine.count({ nowMs })}`
    },
    async count() {
      open()
      return engine.size
    },
    async close() {
      if (closed) return
      closed = true
      await queue.idle()
      await saving
      await saveSegments(true)
      await engine.close()
      store.close()
    }
  }
}

type IndexEntry = Pick<IndexedPosting, 'posting' | 'facts'> & { readonly traits: PostingTraits }
type Prepared = Omit<NewRow, 'counts'> & { readonly tokens: PostingTokens; readonly digest: Uint8Array }
