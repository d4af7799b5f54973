import { setBit } from './bits.ts'
import { nearest } from './nearest.ts'
import { quantise, unit } from './quantise.ts'
import { type RowBlock, segmentRows } from './row-layout.ts'
import { createRowMemory } from './row-memory.ts'

/** Named vectors, searched exactly. */
export interface VectorSet {
  has(id: string): boolean
  /** Replaces the vector of that name. */
  set(id: string, vector: Float32Array): void
  delete(id: string): void
  /** Names of the `limit` vectors of the greatest cosine, best first, ties by name. */
  nearest(vector: Float32Array, limit: number): string[]
}

export function createVectorSet(dimensions: number): VectorSet {
  const memory = createRowMemory({ dimensions })
  const blocks: RowBlock[] = []
  const slots = new Map<string, number>()
  /** Names by slot; that of a free one means nothing. */
  const names: string[] = []
  const free: number[] = []

  function place(id: string): number {
    const slot = free.pop() ?? names.length
    if (slot === blocks.length * segmentRows) blocks.push(memory.allocate())
    names[slot] = id
    slots.set(id, slot)
    return slot
  }

  return {
    has: id => slots.has(id),
    set(id, vector) {
      const quantised = quantise(vector)
      const slot = slots.get(id) ?? place(id)
      const block = blocks[Math.floor(slot / segmentRows)] as RowBlock
      memory.write(block, slot % segmentRows, quantised)
      setBit(block.pass, slot % segmentRows)
    },
    delete(id) {
      const slot = slots.get(id)
      if (slot === undefined) return
      const { pass } = blocks[Math.floor(slot / segmentRows)] as RowBlock
      const word = (slot % segmentRows) >>> 5
      pass[word] = (pass[word] as number) & ~(1 << (slot & 31))
      slots.delete(id)
      free.push(slot)
    },
    nearest(vector, limit) {
      const before = (a: number, b: number) => (names[a] as string) < (names[b] as string)
      const segments = blocks.map(block => ({ block }))
      return Array.from(nearest(memory, segments, unit(vector), limit, before).slots, slot => names[slot] as string)
    }
  }
}
