import type { DegreeLevel, PostingKind } from '@zhipei/shared/contracts/posting'
import type { Employer } from './employers.ts'
import { type NoteForm, wide } from './fields.ts'
import { fill, type Slots } from './fill.ts'
import * as phrases from './lists/phrases.ts'
import { lawfulLookalikes } from './lists/unlawful.ts'
import type { Occupation } from './occupations.ts'
import type { City, District } from './places.ts'
import type { Random } from './random.ts'

/** Everything that the sentences of one posting speak of. */
export interface Scene {
  readonly random: Random
  readonly occupation: Occupation
  readonly employer: Employer
  readonly city: City
  readonly district: District | null
  readonly kind: PostingKind
  readonly degree: DegreeLevel
  readonly majors: readonly string[]
  readonly benefits: readonly string[]
  readonly count: number
  readonly year: number
}

/** Share of postings with lawful wording that looks like a breach. */
const lookalikeShare = 0.06

type Bullets = (at: number) => string
const bullets: readonly Bullets[] = [
  at => `${at + 1}、`,
  at => `${at + 1}. `,
  at => `${at + 1}．`,
  at => `（${at + 1}）`,
  at => String.fromCharCode(0x2460 + at),
  () => '- ',
  () => '• ',
  () => ''
]

/** Goes round the elements in random order, so that one sentence never names one thing twice. */
function inTurn(list: readonly string[], random: Random): () => string {
  const order = random.sample(list, list.length)
  let next = 0
  return () => order[next++ % order.length] ?? ''
}

function slotsOf(scene: Scene): Slots {
  const { random, occupation, employer, city, district } = scene
  const skill = inTurn(occupation.skills, random)
  const topic = inTurn(occupation.topics, random)
  const number = (min: number, max: number) => () => String(random.between(min, max))
  const place = `${city.name}${district?.name ?? ''}`
  return {
    t: topic,
    u: topic,
    d: inTurn(occupation.duties, random),
    s: skill,
    r: skill,
    cycle: phrases.cycles,
    peer: phrases.peers,
    tail: inTurn(phrases.tails, random),
    degree: scene.degree,
    majors: scene.majors.join('、'),
    year: String(scene.year),
    n: number(2, 12),
    h: number(8, 9),
    e: number(17, 18),
    m: () => String(random.between(4, 9) * 10),
    rest: number(4, 8),
    benefit: inTurn(phrases.benefitWords, random),
    name: employer.name,
    founded: String(employer.founded),
    product: employer.product,
    staff: String(employer.staff),
    served: phrases.servedClients,
    team: number(4, 40),
    groups: number(2, 6),
    place,
    count: String(scene.count),
    rounds: number(1, 3),
    days: number(2, 10),
    weeks: number(1, 4),
    walk: number(3, 18),
    years: number(2, 3),
    stop: phrases.stops,
    address: () => `${place}${random.pick(phrases.roads)}${random.between(1, 298)}号${site(random)}`
  }
}

function site(random: Random): string {
  const part = random.pick(['', 'A座', 'B座', `${random.between(1, 12)}栋`, `${random.between(2, 26)}层`])
  return `${random.pick(phrases.sites)}${part}`
}

/** Sentences of different patterns, each made afresh. */
function sentences(patterns: readonly string[], count: number, { random }: Scene, slots: Slots): string[] {
  return random.sample(patterns, count).map(pattern => fill(pattern, slots, random))
}

function requirements(scene: Scene, slots: Slots): string[] {
  const { random, occupation, kind } = scene
  const items: string[] = []
  if (scene.majors.length > 0) items.push(...sentences(phrases.majorPatterns, 1, scene, slots))
  items.push(...sentences(phrases.skillPatterns, random.between(1, 3), scene, slots))
  if (occupation.certificates.length > 0 && random.chance(0.6)) items.push(certificateText(occupation, random))
  if (kind === 'job' || kind === 'internship') items.push(...sentences(phrases.graduatePatterns, 1, scene, slots))
  items.push(...random.sample(phrases.softRequirements, random.between(1, 3)))
  if (random.chance(lookalikeShare)) items.push(random.pick(lawfulLookalikes))
  return items
}

function certificateText({ certificates }: Occupation, random: Random): string {
  const certificate = random.pick(certificates)
  return random.pick([`持有${certificate}`, `取得${certificate}者优先`, `具有${certificate}，或承诺入职一年内取得`])
}

function terms(scene: Scene, slots: Slots): string[] {
  const { random, kind } = scene
  if (kind === 'internship') return sentences(phrases.internshipTerms, random.between(1, 3), scene, slots)
  if (kind === 'policy') return sentences(phrases.policyTerms, random.between(2, 4), scene, slots)
  if (kind === 'public-welfare') return sentences(phrases.welfareTerms, random.between(2, 4), scene, slots)
  const offered = scene.benefits.length > 0 && random.chance(0.4) ? [`福利：${scene.benefits.join('、')}`] : []
  return [...sentences(phrases.schedules, 1, scene, slots), ...sentences(phrases.offers, 1, scene, slots), ...offered]
}

function list(items: readonly string[], random: Random): string {
  const bullet = random.pick(bullets)
  const end = random.pick(['；', '。', ''])
  const lines = items.map((item, at) => `${bullet(at)}${item}${end}`)
  return random.chance(0.85) ? lines.join('\n') : lines.join(end === '' ? '；' : '')
}

function heading(words: readonly string[], ordinal: string, random: Random): string {
  const word = random.pick(words)
  return random.pick([`${word}：\n`, `【${word}】\n`, `${word}:\n`, `${word}\n`, `${ordinal}、${word}\n`, `${word}：`])
}

/**
 * Description and, where the feed keeps them apart, requirements. Evidence stays in ⟦⟧: `marked` sentences are put among
 * the requirements.
 */
export function writeTexts(scene: Scene, marked: readonly string[], note: NoteForm) {
  const { random } = scene
  const slots = slotsOf(scene)
  const asked = requirements(scene, slots)
  for (const sentence of marked) asked.splice(random.below(asked.length + 1), 0, sentence)
  const work =
    heading(phrases.dutyHeadings, '一', random) +
    list(sentences(phrases.dutyPatterns, random.between(3, 6), scene, slots), random)
  const needs = list(asked, random)
  const isApart = random.chance(0.35)
  const parts = [
    ...(random.chance(0.45) ? sentences(phrases.introPatterns, 1, scene, slots) : []),
    work,
    ...(isApart ? [] : [heading(phrases.requirementHeadings, '二', random) + needs]),
    ...terms(scene, slots).map(term => `${term}。`),
    ...(random.chance(0.6)
      ? sentences(phrases.closings, random.between(1, 2), scene, slots).map(line => `${line}。`)
      : [])
  ]
  return { description: dress(parts.join('\n'), random, note), requirements: isApart ? needs : undefined }
}

/** The forms that texts of feeds come in: plain for five sixths, HTML, full-width figures, runs of blanks. */
function dress(text: string, random: Random, note: NoteForm): string {
  const roll = random.below(100)
  if (roll < 84) return text
  if (roll < 92) {
    note('description', 'html')
    return random.chance(0.5)
      ? text
          .split('\n')
          .map(line => `<p>${line}</p>`)
          .join('')
      : `<div>${text.replaceAll('\n', '<br/>')}&nbsp;</div>`
  }
  if (roll < 96) {
    note('description', 'full-width')
    return text.replace(/⟦[^⟧]*⟧|\d+/g, piece => (piece.startsWith('⟦') ? piece : wide(piece)))
  }
  note('description', 'blanks')
  return text.replaceAll('\n', '\r\n\u3000\u3000')
}
