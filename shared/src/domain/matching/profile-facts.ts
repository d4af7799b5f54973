import type { Profile } from '../../contracts/graduate.ts'
import { degreeLevels } from '../../contracts/posting.ts'
import { parseDegree } from '../normalise/degree.ts'
import { citiesOf } from '../normalise/place.ts'

/** What ranking knows of a person. Read once per request; holds no protected trait, school or assistance. */
export interface ProfileFacts {
  readonly profile: Profile
  /** Index into `degreeLevels`; null where not stated or not understood. */
  readonly degreeRank: number | null
  /** City codes (GB/T 2260) of the intent, or names where a place has no code. */
  readonly cities: readonly string[]
}

export function readProfileFacts(profile: Profile): ProfileFacts {
  const degree = profile.degree === undefined ? null : parseDegree(profile.degree)
  return {
    profile,
    degreeRank: degree === null ? null : degreeLevels.indexOf(degree),
    cities: (profile.intent?.cities ?? []).flatMap(cityFilterKeys)
  }
}

/** The keys by which the index filters cities; a province stands for its cities, an unknown place for its name. */
export function cityFilterKeys(name: string): string[] {
  const keys = citiesOf(name)
  return keys.length === 0 ? [name] : keys.map(key => key.cityCode)
}
