import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { PostingEngine } from '../../engine/posting-engine.ts'
import { segmentRows } from '../../engine/row-layout.ts'
import { decodeSegment, encodeSegment } from '../../engine/segment-image.ts'
import type { Segment } from '../../engine/segments.ts'
import { createSlices } from '../../platform/slices.ts'
import type { PostingIndexStore } from './store.ts'

/** A segment is saved again when so many rows came in since; those not yet saved are read from the store at a start. */
const unsavedRowsMax = 2048

/**
 * Images of the engine's segments, so that a start need not build them anew from the store. The store says which files
 * count and what their checksums are, which of their rows live and what these are called; so a file that is torn,
 * foreign, old or gone costs time, never a posting.
 */
export interface SegmentFiles {
  /** Brings the images into the empty engine; takes out of `ids` (by number) what they held. */
  restore(ids: Map<number, string>): void
  /** Saves what has grown by a file's worth; with `all` everything. */
  save(all: boolean): Promise<void>
}

export interface SegmentFilesParts {
  readonly folder: string
  readonly engine: PostingEngine
  readonly store: Pick<PostingIndexStore, 'segments' | 'replaceSegments' | 'transact'>
}

export function createSegmentFiles({ folder, engine, store }: SegmentFilesParts): SegmentFiles {
  const saved = new Map<Segment, { readonly name: string; readonly rows: number }>()
  mkdirSync(folder, { recursive: true })

  function read(name: string, checksum: number): Uint8Array | null {
    try {
      const bytes = readFileSync(join(folder, name))
      return crc32(bytes) === checksum ? bytes : null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  const unsaved = (segment: Segment) => segment.ids.length - (saved.get(segment)?.rows ?? 0)
  const isDue = (segment: Segment) =>
    unsaved(segment) >= unsavedRowsMax || (unsaved(segment) > 0 && segment.ids.length === segmentRows)

  /** Its rows never change once they are in; those that come meanwhile are for the next time. */
  async function saveOne(segment: Segment): Promise<void> {
    const rows = segment.ids.length
    const bytes = await encodeSegment(segment, createSlices())
    if (!engine.segments.includes(segment)) return
    const name = randomUUID()
    const file = await open(join(folder, name), 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    const former = saved.get(segment)
    saved.set(segment, { name, rows })
    await replace(former === undefined ? [] : [former.name], { name, checksum: crc32(bytes) })
  }

  async function replace(gone: readonly string[], added: { name: string; checksum: number } | null): Promise<void> {
    store.transact(() => store.replaceSegments(gone, added))
    for (const name of gone) await rm(join(folder, name), { force: true })
  }

  return {
    restore(ids) {
      const idOf = (number: number) => {
        const id = ids.get(number)
        ids.delete(number)
        return id
      }
      const unusable: string[] = []
      for (const { name, checksum } of store.segments()) {
        const bytes = read(name, checksum)
        const image = bytes === null ? null : decodeSegment(bytes)
        const segment = image === null ? null : engine.restore(image, idOf)
        if (image === null || segment === null) unusable.push(name)
        else saved.set(segment, { name, rows: image.rows })
      }
      if (unusable.length > 0) store.transact(() => store.replaceSegments(unusable, null))
      const used = new Set([...saved.values()].map(({ name }) => name))
      for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name))
    },
    async save(all) {
      const present = new Set(engine.segments)
      const emptied = [...saved].filter(([segment]) => !present.has(segment))
      for (const [segment] of emptied) saved.delete(segment)
      if (emptied.length > 0)
        await replace(
          emptied.map(([, { name }]) => name),
          null
        )
      // A segment may be emptied while another one is written, and its memory be another's.
      for (const segment of present)
        if (engine.segments.includes(segment) && (all ? unsaved(segment) > 0 : isDue(segment))) await saveOne(segment)
    }
  }
}
