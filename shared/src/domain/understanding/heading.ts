import type { Match } from './lexicon.ts'

/** What ends a heading: where the text proper begins. */
const begins =
  /[\n【［[]|(?:岗位|工作|职位|任职|招聘|主要|应聘)(?:职责|描述|要求|内容|资格|条件|时间|地点|待遇|详情|概述)|职责描述|技能要求|福利待遇|薪资(?:待遇|福利|范围|[:：])|公司(?:简介|介绍)|(?:职责|要求|职位|待遇)[:：]|有意者|(?<!\d)[1一][、.．)）]/
/** Names the title again before it says it. */
const label = /^[\s*★☆●【]*(?:(?:招聘)?(?:岗位|职位)(?:名称|职能)?|职位|岗位)\s*[:：]\s*/
/** A sentence, not a heading. */
const prose = /[。；;:：]|^(?:负责|协助|具有|具备|熟悉|熟练|根据|参与|完成|本|我们|公司|如果|因|为|此|该)/

const headingCharsMin = 2
const headingCharsMax = 30

/**
 * The line that many texts open with before they say 岗位职责: what the post is really called, where the title is but the
 * portal's category (`餐饮管理` over `团餐食品安全经理`). `text` must be folded; null where it opens otherwise.
 */
export function findHeading(text: string): Match<string> | null {
  const lead = label.exec(text)?.[0].length ?? text.length - text.trimStart().length
  const end = text.slice(lead, lead + headingCharsMax + 8).search(begins)
  const heading = end < 0 ? '' : text.slice(lead, lead + end).trimEnd()
  if (heading.length < headingCharsMin || heading.length > headingCharsMax || prose.test(heading)) return null
  return { start: lead, end: lead + heading.length, value: heading }
}
