import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isServed } from '../guards.ts'
import type { Judgement, Rule, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list } from '../words.ts'
import { both, limit, person, role } from './gender-words.ts'

const some = '(?:若干|数名|多名|[一二两三四五六七八九十]{1,2}[名位个人]|\\d{1,3}[名位个人])'

/** A job of one sex is advertised, not one that happens to be named: 女员工放假半天. */
function advertised(match: RuleMatch): Judgement {
  const asked = /^(?:要求|需要|[补缺招找差聘])/.test(matched(match))
  if (isAudience(match) || isServed(match) || (!asked && describesTeam(match))) return false
  if (/^(?:的?搭档|的?助[理播]|运营|经纪|团队)/.test(after(match, 4))) return false
  if (!asked && /(?:有|现有|已有)$/.test(before(match, 3))) return false
  if (/[男女](?:性|士|生)?[、/或和与及]?$/.test(before(match, 3)) || /^[、/或和与及]?[男女]/.test(after(match, 2))) {
    // 男教练两名,女教练一名 names two quotas; 男/女司机 names none.
    if (!/[名位个人]|若干/.test(matched(match))) return false
  }
  if (both.test(after(match, 8)) || /一样|也要|也行|同样|也可|均可/.test(after(match, 8))) return false
  return limit(match)
}

/** 女文员, 服务员(女), 两名男士. */
export const genderRoleRules: readonly Rule[] = [
  {
    id: 'gender.role',
    triggers: ['男', '女'],
    pattern: `(?:(?:${itemStart}|[补缺招找差聘]|要求|需要)(?:${some})?(?<![男女])[男女](?:性|士|生)?${role}(?:${some}|${itemEnd}))|${some}(?:的)?(?<![男女])[男女](?:性|士|生)?${role}|(?<![男女])[男女](?:性|士|生)?${role}${some}|(?<title>(?<![男女子])[男女](?:性|士|生)?${role})|(?:补充|需要?|招收|招聘)大量(?<![男女])[男女](?:工|员工)|${itemStart}[男女](?:足疗|推拿|美容|美发|按摩|养生|spa)[^,。;\\n]{0,6}(?:师|员)(?:${some})?`,
    judge: match => (match.groups.title !== undefined && match.field !== 'title' ? false : advertised(match)),
    confidence: 0.88,
    examples: [
      '男工8名',
      '底薪高，女技师，提成四成',
      '两个男洗车工',
      '男教练两名，女教练一名',
      '本次只补男安检员',
      '老板娘要求男助理'
    ],
    counterExamples: ['男司机女司机一样派单', '女员工生日福利', '男女司机', '女职工劳动保护', '女焊工也要']
  },
  {
    id: 'gender.role-marked',
    triggers: list('(男 (女 员女 员男 工男 工女 菜男 菜女 台女 台男 师男 师女 男) 女)'),
    pattern: `${role}(?:\\([男女](?:性|士|生)?\\)|[:]?(?<![男女])[男女](?:性|士|生)?(?=${some}))(?:${some})?`,
    judge: match => (match.groups.title !== undefined && match.field !== 'title' ? false : advertised(match)),
    confidence: 0.88,
    examples: ['服务员（女）若干', '招聘：服务员女3名，配菜男1名', '文员（女）'],
    counterExamples: ['服务员（男女不限）']
  },
  {
    id: 'gender.counted',
    triggers: ['男', '女'],
    pattern: `(?<!每|第|任何|哪)${some}(?:的)?${person}${itemEnd}|(?:[1一]男[1一]女|[一二两三\\d]男[一二两三\\d]女|[一二两三\\d]女[一二两三\\d]男)`,
    judge: match => (/(?:是|做|像|成为|为)$/.test(before(match, 3)) ? false : advertised(match)),
    confidence: 0.82,
    examples: ['两名男士，英语流利', '①男①女'],
    counterExamples: ['为3位女士客户服务', '团队有三名女生']
  }
]
