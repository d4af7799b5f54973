import { LRUCache } from 'lru-cache'
import { readTraits } from '../../domain/matching/traits.ts'
import type { ReadPosting } from '../../ports/posting-index.ts'
import { assertAllRead, type ElasticsearchClient, request } from './elasticsearch-client.ts'
import { documentId } from './posting-document.ts'

export type StoredPosting = Pick<ReadPosting, 'posting' | 'facts'>

/** Reads postings by id, as last written. */
export type ReadPostings = (ids: readonly string[]) => Promise<ReadonlyMap<string, ReadPosting>>

interface Source extends StoredPosting {
  readonly live: boolean
}

interface Known {
  /** Names the write that made the document: no two writes of an index have the same. */
  readonly write: string
  /** Undefined: the posting was removed. */
  readonly posting: ReadPosting | undefined
}

interface Versioned {
  readonly _id: string
  readonly found?: boolean
  readonly _seq_no?: number
  readonly _primary_term?: number
}

/**
 * Keeps the postings read last and asks the node only which write made each document: a ranking reads hundreds of
 * candidates, mostly the same ones, whose texts would be most of its work.
 * @param keptMax postings kept; some 5 KB each
 */
export function createPostingReader(client: ElasticsearchClient, index: string, keptMax: number): ReadPostings {
  const kept = new LRUCache<string, Known>({ max: keptMax })

  async function writesOf(documents: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { docs = [] } = await request(() =>
      client.mget({
        index,
        ids: [...documents],
        _source: false,
        filter_path: ['docs._id', 'docs.found', 'docs.error.type', 'docs._seq_no', 'docs._primary_term']
      })
    )
    assertAllRead(docs)
    return new Map((docs as readonly Versioned[]).flatMap(doc => (doc.found ? [[doc._id, writeOf(doc)]] : [])))
  }

  async function fetchAll(documents: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const fetched = new Map<string, Known>()
    if (documents.length === 0) return fetched
    const { docs } = await request(() =>
      client.mget<Source>({ index, ids: [...documents], _source_includes: ['live', 'posting', 'facts'] })
    )
    assertAllRead(docs)
    for (const doc of docs) {
      if (!('found' in doc && doc.found) || doc._source === undefined) continue
      const { live, posting, facts } = doc._source
      const known = {
        write: writeOf(doc),
        posting: live ? { posting, facts, traits: readTraits(posting, facts) } : undefined
      }
      fetched.set(doc._id, known)
      kept.set(doc._id, known)
    }
    return fetched
  }

  return async ids => {
    const found = new Map<string, ReadPosting>()
    if (ids.length === 0) return found
    const documents = ids.map(documentId)
    const writes = await writesOf(documents)
    const known = new Map<string, Known>()
    for (const [document, write] of writes) {
      const entry = kept.get(document)
      if (entry?.write === write) known.set(document, entry)
    }
    const fetched = await fetchAll([...writes.keys()].filter(document => !known.has(document)))
    for (const [n, id] of ids.entries()) {
      const document = documents[n] as string
      const posting = (fetched.get(document) ?? known.get(document))?.posting
      if (posting !== undefined) found.set(id, posting)
    }
    return found
  }
}

function writeOf({ _seq_no, _primary_term }: Pick<Versioned, '_seq_no' | '_primary_term'>): string {
  return `${_primary_term}:${_seq_no}`
}
