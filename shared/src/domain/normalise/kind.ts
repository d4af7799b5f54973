import type { PostingKind } from '../../contracts/posting.ts'
import { compact, fieldCharsMax } from './text.ts'

/** First match wins: a policy post may also be called an internship (见习). */
const words: readonly (readonly [RegExp, PostingKind])[] = [
  [/公益性?岗位?|^公益$|^public-?welfare$/, 'public-welfare'],
  [/三支一扶|西部计划|特岗|大学生村官|选调生|志愿服务|科研助理|政策性?岗位?|^policy$|入伍|征兵/, 'policy'],
  [/见习|实习|^intern(?:ship)?s?$/, 'internship'],
  [/^(?:job|full-?time)$|全职|正式|社招|校招|校园招聘|社会招聘|市场化?岗位?|就业岗位?|普通岗位?|^岗位$|^招聘$/, 'job']
]

/** The kind that a field names. Null: none of the four. */
export function parseKind(raw: string): PostingKind | null {
  if (raw.length > fieldCharsMax) return null
  const text = compact(raw)
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

const inTitle: readonly (readonly [RegExp, PostingKind])[] = [
  [/公益性岗位|公益岗/, 'public-welfare'],
  [/三支一扶|西部计划|特岗教师|科研助理/, 'policy'],
  [
    /(?:实习|见习)(?:生|岗位?)(?!.{0,2}(?:管理|导师|辅导|培训|招聘|运营))|[(（【[](?:实习|见习)[)）】\]]|\bintern(?:ship)?\b/i,
    'internship'
  ]
]

/** The kind that a title states outright, for feeds without the field. Null: an ordinary job as far as is said. */
export function kindInTitle(title: string): PostingKind | null {
  if (title.length > fieldCharsMax) return null
  return inTitle.find(([pattern]) => pattern.test(title))?.[1] ?? null
}
