import type { Profile } from '../../contracts/graduate.ts'
import type { Posting } from '../../contracts/posting.ts'
import { scrub } from './scrub.ts'

/** Rises with every change of the texts below: the model's manifest names the version it was trained for. */
export const textTemplate = 1

/** The text of a posting that is embedded. */
export function postingText(posting: Posting): string {
  const parts = [posting.title, posting.skills.join(' '), posting.majors.join(' '), posting.description]
  return [...parts, posting.requirements ?? ''].filter(part => part !== '').join('\n')
}

/** The text of a profile that is embedded: wishes first, protected traits cut out. School and assistance never rank. */
export function profileText(profile: Profile): string {
  const { intent = {}, major = '', skills = [], certificates = [], experience = '' } = profile
  const words = (values: readonly string[]) => values.map(scrub).filter(word => word !== '')
  const lists = [words(intent.titles ?? []), [major], words(skills), words(certificates)]
  return [...lists.map(list => list.join(' ')), scrub(experience)].filter(part => part !== '').join('\n')
}
