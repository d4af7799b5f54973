import { createHash } from 'node:crypto'
import type { Profile } from '@zhipei/shared/contracts/graduate'
import { type ProfileFacts, readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'

/** Whom a ranking is for. */
export interface Person {
  /** Null: anonymous. */
  readonly graduateId: string | null
  /** Null: not personalised, nothing of the person enters. */
  readonly facts: ProfileFacts | null
  /** Known for registered graduates. */
  readonly vector?: Float32Array
  /** Digest of all that ranking knows of the person. */
  readonly state: string
}

export function createPerson(graduateId: string | null, profile: Profile, vector?: Float32Array): Person {
  const facts = profile.consent?.personalised === false ? null : readProfileFacts(rankedTraits(profile))
  const state = digest([graduateId, facts?.profile ?? null])
  return { graduateId, facts, state, ...(facts !== null && vector !== undefined && { vector }) }
}

/** 128 bits of a digest over plain values and bytes; equal ones, equal digest. */
export function digest(value: unknown, bytes: Uint8Array = new Uint8Array()): string {
  return createHash('sha256').update(JSON.stringify(value)).update(bytes).digest('base64url').slice(0, 22)
}
