import { createOutlineReader, type PostingOutline } from '../../domain/matching/outline.ts'

/** Parsed outlines that were asked for, some 2 KB each: all of them took most of a start and of the memory. */
export interface KeptOutlines {
  /** Of the posting's content of that number; undefined where the store has none. */
  of(id: string, number: number): PostingOutline | undefined
  /** The content is no more: else changes would fill the memory with what nobody asks for again. */
  forget(number: number): void
}

/** At most `keptMax`, each in the place of its content's number: one that is wanted there drives another out. */
export function createKeptOutlines(read: (id: string) => string | undefined, keptMax: number): KeptOutlines {
  const parse = createOutlineReader()
  const numbers = new Float64Array(keptMax).fill(-1)
  const kept = new Array<PostingOutline | undefined>(keptMax)
  return {
    of(id, number) {
      const place = number % keptMax
      if (numbers[place] === number) return kept[place]
      const text = read(id)
      if (text === undefined) return undefined
      const outline = parse(id, text)
      numbers[place] = number
      kept[place] = outline
      return outline
    },
    forget(number) {
      const place = number % keptMax
      if (numbers[place] !== number) return
      numbers[place] = -1
      kept[place] = undefined
    }
  }
}
