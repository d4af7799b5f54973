import { LRUCache } from 'lru-cache'
import type { FirstPage, FirstPageQuery, PageMaker } from './pages.ts'

export interface KeptPagesOptions {
  /** Names all that pages depend on beside the query, as it is at a time; the same name, the same page. */
  readonly stateAt: (nowMs: number) => string
  /** Of lists and items; at least 1. */
  readonly bytesMax: number
}

export const pagesKeptMbDefault = 32

/** What a page takes beside its list and items. */
const overheadBytes = 1024

/**
 * First pages that were asked for lately are given again as long as nothing has changed: at a fair people ask again and again.
 * The first change forgets them all, so that an erased graduate's page goes with the others; nobody can ask for it.
 */
export function keepPages(pages: PageMaker, { stateAt, bytesMax }: KeptPagesOptions): PageMaker {
  const kept = new LRUCache<string, FirstPage>({ maxSize: bytesMax })
  let keptState = ''
  return {
    async first(query) {
      const state = stateAt(query.nowMs)
      if (state !== keptState) kept.clear()
      keptState = state
      const key = keyOf(query)
      const known = kept.get(key)
      if (known !== undefined) return { ...known, kept: true }
      const made = await pages.first(query)
      const size = made.list.byteLength + made.page.items.byteLength + overheadBytes
      // What changed while it was made may be in it or not.
      if (keptState === state && stateAt(query.nowMs) === state) kept.set(key, made, { size })
      return made
    },
    later: query => pages.later(query)
  }
}

function keyOf({ person, filters, limit, dismissed }: FirstPageQuery): string {
  return JSON.stringify([person, filters, limit, [...dismissed].sort()])
}
