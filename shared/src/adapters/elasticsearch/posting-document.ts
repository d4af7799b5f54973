import { createHash } from 'node:crypto'
import { postingFields } from '../../engine/posting-fields.ts'
import { postingTokens } from '../../engine/posting-tokens.ts'
import { unit } from '../../engine/quantise.ts'
import type { IndexedPosting } from '../../ports/posting-index.ts'
import type { Tokenizer } from '../../ports/tokenizer.ts'
import { assertDimensions } from '../vector-dimensions.ts'

/** Elasticsearch's own limit of `_id`. */
const documentIdBytesMax = 512

/** `_id` of a posting: its id, or where that is too long, a digest of it. */
export function documentId(id: string): string {
  return Buffer.byteLength(id) <= documentIdBytesMax ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`
}

/** @throws RangeError on a vector of another dimension or with a component that is not finite */
export function postingDocument(
  { posting, facts, vector, tokens }: IndexedPosting,
  dimensions: number,
  tokenizer: Tokenizer
): Record<string, unknown> {
  assertDimensions(posting.id, vector, dimensions)
  const row = Float32Array.from(unit(vector))
  const cut = tokens ?? postingTokens(posting, tokenizer)
  let length = 0
  const text: string[] = []
  for (const [at, token] of cut.tokens.split(' ').entries()) {
    const frequency = cut.frequencies[at] ?? 0
    length += frequency
    for (let i = 0; i < frequency; i++) text.push(token)
  }
  return {
    id: posting.id,
    live: true,
    revision: posting.revision,
    ...postingFields(posting, facts),
    tokens: text.join(' '),
    length,
    vector: base64(row),
    ...digest(posting, facts, row),
    posting,
    facts
  }
}

/** What stays of a removed posting, so that older events find its revision. */
export function removedDocument(id: string, revision: number): Record<string, unknown> {
  return { id, live: false, revision }
}

/** Big-endian float32: a quarter less to send and parse than numbers in JSON. */
export function base64(vector: Float32Array): string {
  const bytes = Buffer.allocUnsafe(vector.length * 4)
  for (const [i, value] of vector.entries()) bytes.writeFloatBE(value, i * 4)
  return bytes.toString('base64')
}

export function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatBE(i * 4))
}

/**
 * Two 26-bit numbers that name the content. The index's generation is their sums over all postings: sums do not depend on
 * order, and up to 2^27 postings a double holds them exactly.
 */
function digest(posting: unknown, facts: unknown, row: Float32Array): { digestHigh: number; digestLow: number } {
  const bytes = createHash('sha256')
    .update(JSON.stringify(posting))
    .update(JSON.stringify(facts))
    .update(new Uint8Array(row.buffer))
    .digest()
  return { digestHigh: bytes.readUInt32BE(0) >>> 6, digestLow: bytes.readUInt32BE(4) >>> 6 }
}
