import type { Profile } from '../../contracts/graduate.ts'

/**
 * What ranking may know of a person: the traits behind the tags, and nothing else of the profile. Always in the same
 * order, so that equal traits have equal JSON.
 */
export function rankedTraits(profile: Profile): Profile {
  const { major, degree, graduationYear, skills, certificates, experience, intent } = profile
  return defined({
    major,
    degree,
    graduationYear,
    skills,
    certificates,
    experience,
    intent:
      intent &&
      defined({
        titles: intent.titles,
        cities: intent.cities,
        salaryMin: intent.salaryMin,
        kinds: intent.kinds,
        industries: intent.industries
      })
  })
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
