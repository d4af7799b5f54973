import type { Graduate, GraduateRecord } from '@zhipei/shared/contracts/graduate'
import { readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { profileText } from '@zhipei/shared/domain/matching/texts'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import { retryable } from '@zhipei/shared/platform/retryable'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { GraduateIndex } from '@zhipei/shared/ports/graduate-index'

export const graduatesBatchMax = 256

/** `graduates.changed` → the graduate index. */
export function createGraduateIndexer(graduates: GraduateIndex, embedder: Embedder) {
  return async (batch: readonly Delivery<'graduates.changed'>[]): Promise<void> => {
    const erased = new Set<string>()
    const last = new Map<string, GraduateRecord>()
    for (const { key, value } of batch) {
      if (value === null) {
        erased.add(key)
        last.delete(key)
      } else if (value.data.revision >= (last.get(key)?.revision ?? 0)) last.set(key, value.data)
    }
    const records = [...last.values()]
    const vectors =
      records.length === 0
        ? []
        : await embedder.embed(
            records.map(({ graduate }) => embeddedText(graduate)),
            'query'
          )
    await retryable(async () => {
      if (erased.size > 0) await graduates.remove([...erased])
      await graduates.upsert(records.map((record, n) => ({ ...record, vector: vectors[n] as Float32Array })))
    })
  }
}

/**
 * What a recommendation would embed, free texts without protected traits. Nothing of who wants no personalised order is
 * worked on: an empty text has the zero vector.
 */
function embeddedText(graduate: Graduate): string {
  if (graduate.consent?.personalised === false) return ''
  return profileText(readProfileFacts(rankedTraits(graduate)).profile)
}
