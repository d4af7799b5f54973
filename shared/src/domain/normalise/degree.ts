import { degreeLevels } from '../../contracts/degree-levels.ts'
import type { DegreeLevel } from '../../contracts/posting.ts'
import { compact, fieldCharsMax } from './text.ts'

/** First match wins, so longer words stand before their parts. */
const words: readonly (readonly [RegExp, DegreeLevel])[] = [
  [/博士后?|ph\.?d|doctora(?:te|l)/g, '博士'],
  [/硕士|研究生|mba|emba|mpa|master'?s?/g, '硕士'],
  [/高职高专|大学专科|专科|大专|高职|高级技工|高技|associate/g, '大专'],
  [/大学本科|本科|学士|bachelor'?s?|undergraduate|大学/g, '本科'],
  [/中专|中技|中职|技校|技工|职高|职中|中等专业/g, '中专'],
  [/高中/g, '高中'],
  [/初中|小学/g, '初中']
]
const notAsked =
  /学历(?:要求)?不限|不限学历|(?:^|[,;、/|])(?:不限|不要求|无要求)(?:$|[,;、/|])|学历(?:无|不作|不做)要求|不要求学历|^any$|unlimited/

/** Rank of a level: its index in `degreeLevels`. */
export function degreeRank(level: DegreeLevel): number {
  return degreeLevels.indexOf(level)
}

/**
 * The lowest degree that is asked (`大专/本科` asks 大专; `本科，硕士优先` asks 本科), or of a graduate the degree named.
 * Levels under 中专 keep their own name; `高中以下` asks none. Null: no degree in the text.
 */
export function parseDegree(raw: string): DegreeLevel | null {
  if (raw.length > fieldCharsMax) return null
  const text = compact(raw)
    .replace(/[^,;、()]*优先/g, '')
    .replace(/专升本|本硕博?|大本/g, '本科')
    .replace(/硕博/g, '硕士')
  if (notAsked.test(text)) return 'none'
  if (/(?:高中|初中|中专|小学)(?:学历)?(?:及以下|或以下|以下)/.test(text)) return 'none'
  let rest = text
  let lowest: DegreeLevel | null = null
  for (const [pattern, level] of words) {
    const without = rest.replace(pattern, ' ')
    if (without === rest) continue
    rest = without
    if (lowest === null || degreeRank(level) < degreeRank(lowest)) lowest = level
  }
  // `本科以下` bounds from above only: what is asked at least is not said.
  return text.includes('以下') ? null : lowest
}
