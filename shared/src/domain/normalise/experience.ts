import type { Experience } from '../../contracts/posting.ts'
import { compact, fieldCharsMax } from './text.ts'

type Years = Omit<Experience, 'text'>
type Range = Pick<Years, 'minYears' | 'maxYears'>

const yearsMax = 50
const digits: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
  半: '0.5'
}
const filler = /工作|从业|相关|行业|经验|经历|要求|至少|需要?|具有|具备|有|的|限|:|experience|of|work/g
const anyone = /^(?:不|无要求|不作要求|不做要求|均可|不拘|any|unlimited)$/
const welcome =
  /^(?:可|可以|欢迎|接收|接受|可接收|可接受|含|包括|亦可|也可|或)*(?:在校生?|应届(?:毕业)?生?|毕业生|在读(?:学)?生?|学生|(?:20)?\d\d届(?:应届)?(?:毕业)?生?)(?:可|亦可|也可|均可|可投)?$/
const invited = /接收|接受|欢迎|可/

/**
 * Years of work asked. `2年` asks two years at least; several classes (`1-3年,3-5年`) span from the lowest to the highest.
 * `maxYears` 0 = fresh graduates only. Null where any part is no statement of experience (`5天/周 3个月`, a degree).
 */
export function parseExperience(raw: string): Years | null {
  if (raw.length > fieldCharsMax) return null
  const text = compact(raw).replace(
    /[一二两三四五六七八九十半](?=年|个月|[-~至到][一二两三四五六七八九十])/g,
    word => digits[word] ?? word
  )
  const parts = text.split(/[,，、;；/|()（）。]+/).filter(part => part !== '')
  if (parts.length === 0) return null
  const ranges: Range[] = []
  let graduate = false
  for (const part of parts) {
    if (welcome.test(part.replace(filler, ''))) {
      graduate = true
      if (!invited.test(part)) ranges.push({ minYears: 0, maxYears: 0 })
      continue
    }
    if (/^(?:应?往届|往届)/.test(part)) {
      graduate ||= part.startsWith('应')
      ranges.push({ minYears: 0, maxYears: null })
      continue
    }
    if (/^(?:实习生?|见习生?|entrylevel|freshgraduates?)$/.test(part)) {
      graduate = true
      ranges.push({ minYears: 0, maxYears: 0 })
      continue
    }
    const range = readRange(part)
    if (range === null) return null
    ranges.push(range)
  }
  if (ranges.length === 0) return { minYears: 0, maxYears: null, graduate }
  const open = ranges.some(range => range.maxYears === null)
  return {
    minYears: Math.min(...ranges.map(range => range.minYears ?? 0)),
    maxYears: open ? null : Math.max(...ranges.map(range => range.maxYears ?? 0)),
    graduate
  }
}

function readRange(part: string): Range | null {
  if (/^(?:无|零|0)(?:需|须)?(?:工作)?经验(?:要求)?$|^无经验(?:可|亦可|也可)$|^noexperience$/.test(part))
    return { minYears: 0, maxYears: null }
  const text = part.replace(filler, '')
  if (anyone.test(text)) return { minYears: 0, maxYears: null }
  const span = /^(\d+(?:\.\d+)?)年?[-–—~至到](\d+(?:\.\d+)?)(?:年|years?|yrs?)$/.exec(text)
  if (span !== null) return bounded(Number(span[1]), Number(span[2]))
  const single =
    /^(?:满|不少于|不低于|≥|>=?|大于)?(\d+(?:\.\d+)?)\+?(年|个月|years?|yrs?)\+?(以上|及以上|或以上|起|\+|以下|以内|及以下|内)?$/.exec(
      text
    )
  if (single === null) return null
  const years = Number(single[1]) / (single[2] === '个月' ? 12 : 1)
  if (/下|内/.test(single[3] ?? '')) return bounded(0, years)
  return years > yearsMax ? null : { minYears: years, maxYears: null }
}

function bounded(minYears: number, maxYears: number): Range | null {
  return minYears <= maxYears && maxYears <= yearsMax ? { minYears, maxYears } : null
}
