import { setBit } from './bits.ts'
import { type Asked, nearestMany } from './nearest.ts'
import { quantise } from './quantise.ts'
import { type RowBlock, segmentRows } from './row-layout.ts'
import { createRowMemory } from './row-memory.ts'

/** Named vectors, searched exactly. */
export interface VectorSet {
  has(id: string): boolean
  /** Replaces the vector of that name. */
  set(id: string, vector: Float32Array): void
  delete(id: string): void
  /** For each that is asked the names of the `limit` vectors of the greatest cosine, best first, ties by name. */
  nearestMany(asked: readonly Asked[]): string[][]
}

/** @param scalar do without WebAssembly SIMD */
export function createVectorSet(dimensions: number, scalar = false): VectorSet {
  const memory = createRowMemory({ dimensions, scalar })
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
    nearestMany(asked) {
      const before = (a: number, b: number) => (names[a] as string) < (names[b] as string)
      const segments = blocks.map(block => ({ block }))
      const answers = nearestMany(memory, segments, asked, before)
      return answers.map(({ slots }) => Array.from(slots, slot => names[slot] as string))
    }
  }
}
