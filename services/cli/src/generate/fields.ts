import type { DegreeLevel, PostingKind } from '@zhipei/shared/contracts/posting'
import type { City, District } from './places.ts'
import type { Random } from './random.ts'

/** Notes that a field was written in a form other than the plain one. */
export type NoteForm = (field: string, form: string) => void

const dayMs = 86_400_000
const offsetMs = 8 * 3_600_000

export const wide = (text: string): string =>
  text.replace(/[!-~]/g, character => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

interface PayFields {
  readonly salary?: { readonly min: number; readonly max: number; readonly months?: number }
  readonly salaryText?: string
}

/** Pay as feeds write it: figures in fields for two fifths, in words for the others. */
export function payFields(min: number, max: number, kind: PostingKind, random: Random, note: NoteForm): PayFields {
  const text = (form: string, salaryText: string): PayFields => {
    note('salaryText', form)
    return { salaryText }
  }
  const months = random.pick([12, 13, 13, 14, 15])
  const thousands = `${Math.round(min / 1000)}-${Math.max(Math.round(max / 1000), Math.round(min / 1000) + 1)}K`
  const roll = random.below(100)
  if (roll < 36) return { salary: { min, max } }
  if (roll < 42) return { salary: { min, max, months } }
  if (roll < 52) return text('yuan-month', `${min}-${max}元/月`)
  if (roll < 56) return text('bare', `${min}-${max}`)
  if (roll < 62) return text('negotiable', random.pick(['面议', '薪资面议', '面议']))
  if (roll < 65) return text('full-width', wide(`${min}-${max}元/月`))
  if (roll < 68) return text('at-least', `${min}元以上`)
  if (roll < 69) return text('unreadable', random.pick(['按国家规定执行', '薪资优厚', '同岗同酬']))
  if (roll < 72) return {}
  if (kind !== 'job') return text('yuan-month', `${min}元/月`)
  if (roll < 80) return text('thousands', thousands)
  if (roll < 88) return text('thousands-months', `${thousands}·${months}薪`)
  if (roll < 92) return text('ten-thousands', `${(min / 10_000).toFixed(1)}-${(max / 10_000).toFixed(1)}万/月`)
  if (roll < 96) return text('year', `${((min * 12) / 10_000).toFixed(0)}-${Math.ceil((max * 12) / 10_000)}万/年`)
  return text('thousands-words', `${Math.floor(min / 1000)}千-${Math.ceil(max / 1000) + 1}千/月`)
}

/** City and district, or the city field of a feed that has both in one. */
export function placeFields(city: City, district: District | null, random: Random, note: NoteForm) {
  const roll = random.below(100)
  if (district !== null && roll < 6) {
    note('city', 'with-district')
    return { city: `${city.short}-${district.name}` }
  }
  if (district !== null && roll < 10) {
    note('city', 'whole-address')
    return { city: `${city.province}${city.name}${district.name}` }
  }
  let name = city.short
  if (roll >= 60) {
    const form = roll < 85 ? 'full-name' : roll < 95 ? 'with-province' : 'with-dot'
    note('city', form)
    name =
      form === 'full-name'
        ? city.name
        : form === 'with-province'
          ? `${city.province}${city.name}`
          : `${city.province.slice(0, -1)}·${city.short}`
  }
  if (district === null || random.chance(0.15)) return { city: name }
  return { city: name, district: random.chance(0.85) || district.short.endsWith('族') ? district.name : district.short }
}

export function degreeText(degree: DegreeLevel, random: Random, note: NoteForm): string | undefined {
  const roll = random.below(100)
  if (roll < 55) return degree
  if (roll < 62) return undefined
  const form = roll < 82 ? 'and-above' : roll < 88 ? 'spaced' : roll < 94 ? 'named' : 'sentence'
  note('degree', form)
  if (form === 'and-above') return `${degree}及以上`
  if (form === 'spaced') return [...degree].join(' ')
  return form === 'named' ? `${degree}学历` : `要求${degree}以上学历`
}

export function experienceText(random: Random, graduateOnly: boolean, note: NoteForm): string | undefined {
  if (graduateOnly) return random.pick(['应届生', '应届毕业生', undefined])
  const roll = random.below(100)
  if (roll < 20) return undefined
  if (roll < 70) return random.pick(['不限', '经验不限', '应届生', '无需经验'])
  note('experience', 'words')
  return random.pick([
    '1-3年',
    '1年以上',
    '在校/应届',
    '一年以上',
    '1年以内',
    '应届毕业生可投',
    '３年以上',
    '1-3年工作经验'
  ])
}

export function headcount(count: number, random: Random, note: NoteForm): number | string | undefined {
  const roll = random.below(100)
  if (roll < 70) return count
  if (roll < 80) return undefined
  note('headcount', roll < 95 ? 'words' : 'open')
  return roll < 95 ? random.pick([`${count}人`, `${count}名`, `招${count}人`]) : '若干'
}

/** Words as a list, or joined as feeds do. */
export function words(field: string, list: readonly string[], random: Random, note: NoteForm) {
  if (list.length === 0 || random.chance(0.12)) return undefined
  if (random.chance(0.8)) return [...list]
  note(field, 'joined')
  return list.join(random.pick(['、', ',', '，', ' ', '/', '；']))
}

export function publishedAt(atMs: number, random: Random, note: NoteForm): string | undefined {
  const published = new Date(atMs - random.below(60) * dayMs - random.below(86_400) * 1000 + offsetMs)
  const [date = '', time = ''] = published.toISOString().slice(0, 19).split('T')
  const roll = random.below(100)
  if (roll < 12) return undefined
  if (roll < 50) return `${date}T${time}+08:00`
  const form = roll < 75 ? 'date' : roll < 85 ? 'slashes' : roll < 94 ? 'chinese' : 'epoch'
  note('publishedAt', form)
  const [year, month, day] = date.split('-').map(Number)
  if (form === 'date') return random.chance(0.5) ? date : `${date} ${time}`
  if (form === 'slashes') return `${year}/${month}/${day}`
  return form === 'chinese' ? `${year}年${month}月${day}日` : String(published.getTime() - offsetMs)
}

/** Without a time that the pool is made for (`expires` false) no posting ever runs out. */
export function validUntil(atMs: number, expires: boolean, random: Random): string | undefined {
  const roll = random.below(100)
  if (roll < 45) return undefined
  if (roll < 65) return random.pick(['长期有效', '招满为止'])
  if (!expires) return '2099-12-31'
  return new Date(atMs + random.between(30, 180) * dayMs + offsetMs).toISOString().slice(0, 10)
}

const kindWords: Readonly<Record<PostingKind, readonly string[]>> = {
  job: ['全职', '校园招聘', '市场岗位'],
  internship: ['就业见习', '见习', '实习'],
  policy: ['政策性岗位', '政策岗位'],
  'public-welfare': ['公益性岗位', '公益岗']
}

export function kindText(kind: PostingKind, random: Random, note: NoteForm): string | undefined {
  const roll = random.below(100)
  if (kind === 'job' && roll < 30) return undefined
  if (roll < 80) return kind
  note('kind', 'words')
  return random.pick(kindWords[kind])
}
