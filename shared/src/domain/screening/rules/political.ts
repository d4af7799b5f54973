import { after, before, matched, ofWhole } from '../context.ts'
import { describesTeam, isAudience, isNoDemand, isPostBeside } from '../guards.ts'
import { article } from '../law.ts'
import type { RuleFamily } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, reservedBefore } from '../words.ts'

const member =
  '(?:(?:中共|共产党|共产|中国|优秀|正式|预备|入党|学生)?(?:预备|正式)?党员|(?:共青)?团员|党籍|民主党派)(?!工|活动|关系|干部|发展|之家|教育|管理|学习|大会|档案|组织|培训|身份信息|队伍)'
const members = `${member}(?:身份)?(?:[(]含?[^)]{0,10}[)]|[(]?含预备党员[)]?)?(?:(?:[、,/和及或]|或者|以及)(?:中共|共产党)?(?:${member}|入党积极分子|预备|退伍军人|复员(?:退伍)?军人|学生干部|学生会[^,。;]{0,3}))*`
/** Posts of the Party, the state and public institutions. */
const lawful =
  /党[务建委群校支总工办]|党组织|公务员|事业单位|事业编|选调|机关|政府|科学院|社科院|档案馆|图书馆|博物馆|文化馆|街道|社区|村官|大学生村|团委|共青团|纪检|纪委|巡察|组织部|宣传部|统战|大学(?!生)|学院|辅导员|思政|政工|干事|马克思|人大|政协|法院|检察|公安|辅警|民警|部队|军队|文职|三支一扶|西部计划|参公/
const lawfulWhole = /事业编制|事业单位(?:公开)?招聘|参照公务员|党务工作者|党建工作(?:经验|岗)|公务员招录|支部书记/
const isPublicPost = (whole: string) => lawfulWhole.test(whole)

export const political: RuleFamily = {
  category: 'political',
  severity: 'advise',
  name: '政治面貌要求',
  law: [article('就业促进法', '第三条'), article('就业促进法', '第二十六条')],
  suggestion: '普通企业岗位建议删除政治面貌要求；党务、公务员、事业单位岗位可保留并写明依据。',
  guard: match => isNoDemand(match) || isAudience(match) || describesTeam(match),
  disguises: list('中共党员 中共党员优先 党员优先 共产党员 预备党员'),
  rules: [
    {
      id: 'political.member',
      triggers: list(`
        党员 团员 党籍 中共党员 中共党员优先 党员优先 共产党员 预备党员 共青团员 中国党员 入党 党组织
      `),
      pattern: `(?:同等条件下?[,]?)?(?:${reservedBefore}|政治面貌[^,。;\\n]{0,6}?|招(?:聘)?|(?:要求|为|是|有|具有)*)(?:为|是|有|的|具有|要求)*${members}(?:的|者|身份)*(?:及?以上|[^,。;\\n]{0,12}?${preferredAfter})?|(?:已)?(?:入党|向党组织靠拢)(?:或已?入党)?(?:者|的)?(?:${preferredAfter})`,
      judge: match => {
        const text = matched(match)
        if (lawful.test(match.posting.title) || isPostBeside(match, lawful) || ofWhole(match, isPublicPost))
          return false
        if (/群众|非党员|不限/.test(text + after(match, 8))) return false
        if (/(?:发展|管理|培训|服务|联系|面向|转接?|接收|组织)[^,。;]{0,6}$/.test(before(match, 8))) return false
        const preferred =
          new RegExp(preferredAfter).test(text) || /政治面貌|限|须|需|必须|要求|只|仅|具有|有党|为中共|以上$/.test(text)
        if (preferred) return true
        const alone = new RegExp(`${itemStart}(?:具有|有|为|是)?${members}${itemEnd}`)
        return alone.test(match.text.slice(Math.max(0, match.start - 4), match.end + 4))
      },
      confidence: 0.9,
      examples: [
        '中共党员优先',
        '党员优先',
        '政治面貌：中共党员',
        '限中共党员',
        '本科及以上，中共党员，英语六级',
        '共青团员、党员优先',
        '黨員優先',
        '中共党员（含预备党员）',
        '党员佳',
        '有党籍加分'
      ],
      counterExamples: [
        '政治面貌不限，群众、党员均可',
        '负责党员发展、党费收缴',
        '党员活动中心讲解',
        '协助转接党员关系',
        '集团员工4000人'
      ]
    }
  ]
}
