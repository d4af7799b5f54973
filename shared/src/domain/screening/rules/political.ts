import { after, before, matched, ofWhole } from '../context.ts'
import { describesTeam, isAudience, isNoDemand, isPostBeside, namedBasis } from '../guards.ts'
import { article } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore } from '../words.ts'

const member =
  '(?:(?:中国共产党|中共|共产党|共产|中国|优秀|正式|预备|入党|学生){0,2}(?:预备|正式)?党员|(?:共青)?团员|党团员|党籍|民主党派|入党积极分子)(?!工|活动|关系|干部|发展|之家|教育|管理|学习|大会|档案|组织|培训|身份信息|队伍)'
const members = `${member}(?:身份)?(?:[(]含?[^)]{0,10}[)]|[(]?含预备党员[)]?)?(?:(?:[、,/和及或]|或者|以及)(?:中共|共产党)?(?:${member}|入党积极分子|预备|退伍军人|复员(?:退伍)?军人|学生干部|学生会[^,。;]{0,3}))*`
/** Posts of the Party, the state and public institutions. */
const lawful =
  /党[务建委群校支总工办]|党组织|公务员|事业单位|事业编|选调|机关|政府|科学院|社科院|档案馆|(?<!民办|民营|私立|私人)(?:图书馆|博物馆)|文化馆|街道|社区(?!店|团购|运营|电商|门店|超市|健身|药|电话)|村官|大学生村|团委|共青团|纪检|纪委|巡察|组织部|宣传部|统战|大学(?!生)|学院|辅导员|思政|政工|干事|马克思|人大|政协|法院|检察|公安|辅警|民警|部队|军队|文职|三支一扶|西部计划|参公/
const lawfulWhole =
  /事业编制|事业单位(?:公开)?招聘|参照公务员|党务工作者|党建工作(?:经验|岗)|公务员招录|(?<!学生|曾任|任过|团|担任)支部书记/
const isPublicPost = (whole: string) => lawfulWhole.test(whole)

/** The post or the posting names a basis for asking. */
function isPartyPost(match: RuleMatch): boolean {
  if (lawful.test(match.posting.title) || isPostBeside(match, lawful) || ofWhole(match, isPublicPost)) return true
  return namedBasis.test(after(match, 22))
}

export const political: RuleFamily = {
  category: 'political',
  severity: 'advise',
  name: '政治面貌要求',
  law: [article('就业促进法', '第三条'), article('就业促进法', '第二十六条')],
  suggestion: '普通企业岗位建议删除政治面貌要求；党务、公务员、事业单位岗位可保留并写明依据。',
  guard: match =>
    isNoDemand(match) ||
    isAudience(match) ||
    (describesTeam(match) && !/希望|最好|要求/.test(matched(match) + after(match, 20))),
  disguises: list('入党积极分子 共青团员 党员 中共党员 中共党员优先 党员优先 共产党员 预备党员'),
  rules: [
    {
      id: 'political.member',
      triggers: list(`
        党员 团员 党籍 中共党员 中共党员优先 党员优先 共产党员 预备党员 共青团员 中国党员 入党 党组织
      `),
      pattern: `(?:同等条件下?[,]?)?(?:${reservedBefore}|政治面貌[^,。;\\n]{0,6}?|招(?:聘)?|(?:要求|为|是|有|具有)*)(?:为|是|有|的|具有|要求)*(?:(?:退伍|退役|复员)军[人官](?:或者?|、|和|及))?${members}(?:的|者|身份)*(?:及?以上|[^,。;\\n]{0,12}?${preferredAfter})?|(?:已)?(?:入党|向党组织靠拢)(?:或已?入党)?(?:者|的)?(?:${preferredAfter})`,
      judge: match => {
        const text = matched(match)
        if (isPartyPost(match)) return false
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
        '限中国共产党党员',
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
    },
    {
      id: 'political.history',
      triggers: list(`
        入党 入了党 加入党 党龄 积极分子 发展对象 支部书记 党支部 团支书 组织关系 组织上的人 组织的人 政治面貌 政治身份 党员家庭 出过党员 递交过 同事多是党员 都是党员 均为党员 全是党员 党团员 党团关系 党团
      `),
      pattern: `(?:在校期间|大学期间|学生时代|已经?|早已|曾经?|最好|必须|需|要)?[^,。;\\n]{0,2}(?:已经?入(?:了)?党|入(?:了)?党|加入(?:中国共产党|党组织|共产党)|递交过?入党申请(?:书)?|(?:有|满)?党龄[^,。;\\n]{0,4}|(?:入党)?积极分子|发展对象|(?:学生)?(?:党|团)?支部书记|团支书|组织关系在[^,。;\\n]{0,6}|组织(?:上)?的人)(?:的|者|经历|身份|同学|人|朋友|候选人|求职者|等|、|或|及|和)*[^,。;\\n]{0,10}?(?:${preferredAfter}|优先|加分|更佳|先看|先约|脱颖而出|印象分|高看|为佳|方可|才(?:能|可)|占便宜|有利)|(?:家里|家中|父母|亲属|直系)[^,。;\\n]{0,4}(?:出过|有|是)?(?:党员|干部)[^,。;\\n]{0,6}(?:优先|加|佳|好|先)[^,。;\\n]{0,4}|政治(?:面貌|身份)[^,。;\\n]{0,4}(?:一致|相同|先进|好|达标|须|必须|应为|不能是|不得为)[^,。;\\n]{0,10}|(?:同事|团队|全员|公司|部门|我们)[^,。;\\n]{0,4}(?:多|都|均|全)(?:是|为)党员[^。;\\n]{0,16}(?:希望|期待|欢迎|最好|也要|你也)[^,。;\\n]{0,6}|党团(?:员|关系|身份)[^,。;\\n]{0,4}(?:清晰者?)?(?:${preferredAfter}|优先)[^,。;\\n]{0,10}`,
      judge: match => !isPartyPost(match) && !/发展|培养|管理|负责|转接/.test(before(match, 6)),
      confidence: 0.78,
      examples: [
        '在校期间已入党的同学简历优先看',
        '入党积极分子优先',
        '家里出过党员的加印象分',
        '同事多是党员,希望你也在队伍里',
        '曾任学生支部书记者优先'
      ],
      counterExamples: ['负责发展党员、入党积极分子培养', '入党不作要求', '党支部书记岗位职责']
    },
    {
      id: 'political.applied',
      triggers: list(`
        入党申请 党内同志 党内的同志 组织里的人 组织里的同志 组织上的同志 交党费 党费 党徽 党员证 预备党员 发展对象 积极分子 入党志愿
      `),
      pattern: `(?:须|需|应|必须|要求|要|最好|希望|优先)?(?:是|已|为)?(?:已|曾|正式)?(?:递|交|写|提)(?:交|过|了)*(?:过)?入党(?:申请|志愿)书?(?:[、或](?:者)?(?:已)?(?:是|为)?(?:预备党员|积极分子|党员))?(?:的|者|同志|同学|人)*(?<post>[^,。;\\n]{0,8}?[,]?(?:${preferredAfter}))?|(?:党内|组织(?:上|里|内)的?)(?:同志|人)(?:的|者)*[^,。;\\n]{0,4}?[,]?(?<post2>${preferredAfter})|(?:按[月时]|每月)[^,。;\\n]{0,3}交[^,。;\\n]{0,3}党费[^。;\\n]{0,10}?(?<post3>${preferredAfter})|(?:胸前|衣襟|平时)[^,。;\\n]{0,4}(?:戴|别|佩)[^,。;\\n]{0,4}党徽[^。;\\n]{0,10}?(?<post4>${preferredAfter})`,
      judge: match => {
        const { post, post2, post3, post4 } = match.groups
        if (isPartyPost(match) || /管理|收缴|核算|培养|指导|审核|负责/.test(before(match, 8))) return false
        return (
          (post ?? post2 ?? post3 ?? post4) !== undefined ||
          /^(?:须|需|应|必须|要求|要|最好|希望|优先)/.test(matched(match))
        )
      },
      confidence: 0.82,
      examples: [
        '须递交过入党申请书或已为预备党员',
        '是党员或者递过入党申请书的先派',
        '党内同志优先',
        '按月交党费的优先'
      ],
      counterExamples: ['负责党费收缴', '指导学生写入党申请书']
    },
    {
      id: 'political.outsiders',
      triggers: list('群众 非党员 民主党派 无党派 不是党员 没入党 未入党 不信党'),
      pattern: `(?:政治面貌(?:是|为)?)?(?:群众(?:身份)?|非(?:中共)?党员|民主党派(?:人士)?|无党派(?:人士)?|不是党员|没入党|未入党)(?:的|者|人士|及|和|、|或|群众)*[^,。;\\n]{0,3}?${refusedAfter}|${refusedBefore}(?:群众(?:身份)?|非党员|民主党派|无党派)(?:的|者|人士)?(?=[,。;、\\n]|$)`,
      judge: match => !isPartyPost(match) && !/服务|联系|发动|组织|广大|人民|基层/.test(before(match, 6)),
      confidence: 0.82,
      examples: ['群众身份的暂不考虑', '民主党派人士及群众请勿投', '非党员勿投'],
      counterExamples: ['群众、党员均可', '服务群众不推诿', '接待群众来访']
    },
    {
      id: 'political.badge',
      triggers: list('镰刀 锤头 党徽 入了党 入过党 入党了 组织里的人 组织内的人 红色身份'),
      pattern: `[^,。;\\n]{0,6}?(?:镰刀[^,。;\\n]{0,2}锤(?:头|子)?|党徽)(?:的)?(?:徽章)?(?:的|者|同志|同学|人|朋友|在[^,。;\\n]{0,6}){0,3}(?:我们)?(?:更)?(?:${preferredAfter}|受青睐)|(?:最好|须|要|希望|得|必须)?(?:是|有)?(?:已)?入(?:了|过)党(?:了)?(?:的)?(?:同志|人|同学|伙伴)?(?:${preferredAfter})?|(?:最好|须|要|希望|得|必须)(?:是)?组织[里内]的人`,
      judge: match => {
        if (isPartyPost(match)) return false
        return !/入/.test(matched(match)) || /最好|须|要|希望|得|优先|佳|先/.test(matched(match))
      },
      confidence: 0.8,
      examples: ['胸口别着镰刀锤头徽章的更受青睐', '最好是入过党的同志', '须是组织里的人'],
      counterExamples: ['设计党徽展板', '是否入过党不影响录用']
    }
  ]
}
