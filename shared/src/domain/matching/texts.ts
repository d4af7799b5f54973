import type { Profile } from '../../contracts/graduate.ts'
import type { Posting } from '../../contracts/posting.ts'
import { scrub } from './scrub.ts'

/** Rises with every change of the texts below: the model's manifest names the version it was trained for. */
export const textTemplate = 2

/**
 * Between the heading of a text (a posting's title, the titles that a graduate wishes for) and its body. Our own model
 * reads both apart and weighs them alike, however long the body is; to others it is a control character, which they drop.
 */
export const headingEnd = '\u001f'

/** The text of a posting that is embedded. */
export function postingText(posting: Posting): string {
  const parts = [posting.title + headingEnd, posting.skills.join(' '), posting.majors.join(' '), posting.description]
  return [...parts, posting.requirements ?? ''].filter(part => part !== '').join('\n')
}

/** The text of a profile that is embedded: wishes first, protected traits cut out. School and assistance never rank. */
export function profileText(profile: Profile): string {
  const { intent = {}, major = '', skills = [], certificates = [], experience = '' } = profile
  const words = (values: readonly string[]) => values.map(word => scrub(word)).filter(word => word !== '')
  const titles = words(intent.titles ?? []).join(' ')
  const lists = [[major], words(skills), words(certificates)].map(list => list.join(' '))
  const parts = [titles === '' ? '' : titles + headingEnd, ...lists, scrub(experience, { prose: true })]
  return parts.filter(part => part !== '').join('\n')
}
