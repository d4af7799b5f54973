import { after, before, clauseBefore, matched } from '../context.ts'
import { describesTeam, isCited, isWaived, isWorkOnAbuse } from '../guards.ts'
import { article } from '../law.ts'
import type { Judgement, RuleFamily, RuleMatch } from '../rule.ts'
import { age, dash, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore, years } from '../words.ts'
import { ageImplicitRules } from './age-implicit.ts'
import { ageOpenRules } from './age-open.ts'
import { ageSayings } from './age-sayings.ts'

const label =
  '(?:(?:年龄|岁数|年纪)(?:要求|范围|限制|段|条件|限定|层)?(?:一般|原则上|最好|须|需|应|必须|要求|限|控制|介于|大约|大概|约|均|不限,?)*(?:在|为|是|于)?[: (]{0,2})'
const included = '(?:\\([^()]{0,6}\\))?'
const below = '(?:(?:及|或|\\()?以[下内](?:\\))?|之[内下]|内|封顶|为限|止|为上限)'

/** Chinese numerals of an age as a number: 三十五 35, 卅五 35, 四十 40, 三五 35. */
export function ageNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const digits = '零一二三四五六七八九'
  const value = (character: string | undefined) => (character === '〇' ? 0 : digits.indexOf(character ?? ''))
  const expanded = text.replace('廿', '二十').replace('卅', '三十')
  const [tens, ones] = expanded.split('十')
  if (ones === undefined) return value(expanded[0]) * 10 + value(expanded[1])
  return (tens === '' ? 1 : value(tens)) * 10 + (ones === '' ? 0 : value(ones))
}

const otherAges =
  /平均|客群|授课|儿童|孩子|少儿|幼儿|宝宝|婴|小孩|学龄|学员|客户|顾客|用户|人群|患者|老人|消费者|受众|粉丝|家长|针对|面向|服务于?|创业|成立|店龄|工龄|司龄|教龄|驾龄|建厂|品牌|玩家|女装|男装|通勤|会员|目标|成员|队员|选手|参赛|会员|专为|为\d|\d+%|最年轻|退休|延迟|读者|观众|团队|同事|小伙伴/
const otherAgesAfter =
  /^(?:[^,。;\n]{0,4})?(?:儿童|孩子|少儿|幼儿|宝宝|婴|小孩|小朋友|学员|用户|客户|人群|女装|男装|通勤|老人|患者|家庭|学生|青少年|女性客|品牌|消费|玩家|受众|群体|时|那年|就|起步|青年人才|人才|的(?:儿童|孩子|客户|用户|人群|少年|学生|青少年|小朋友|消费))/

/** The age is that of customers, pupils, the team or the firm. */
function ofOthers(match: RuleMatch): boolean {
  if (/(?:年龄|岁数)(?:要求|限|须|在|:)/.test(matched(match)) && !/平均/.test(before(match, 6))) return false
  const left = before(match, 14)
  return (
    otherAges.test(clauseBefore(match, 14)) ||
    /(?:客群|受众|对象|用户|人群|客户|读者)(?:为|是|:)$/.test(left) ||
    otherAgesAfter.test(after(match, 10))
  )
}

/** 40岁以下均可, 18-50岁都行: open within the bound only. */
const withinBound = /^(?:男女)?(?:均|都|皆|即)(?:可|行|可以)/

const open = /^[^,。;\n]{0,3}(?:不限(?![年学经专地])|均可|不作要求|不是问题|也能来|也可|也行|也欢迎|同样欢迎|欢迎)/

function range(match: RuleMatch): Judgement {
  const low = ageNumber(match.groups.low ?? match.groups.low2 ?? '')
  const high = ageNumber(match.groups.high ?? match.groups.high2 ?? '')
  if (high <= 17 || low >= high || high > 75 || low < 14) return false
  return ofOthers(match) ? false : basis(match)
}

function upper(match: RuleMatch): Judgement {
  const limit = ageNumber(
    match.groups.n ?? match.groups.n2 ?? match.groups.n3 ?? match.groups.n4 ?? match.groups.n5 ?? ''
  )
  if (limit <= 18 || limit > 75) return false
  if (open.test(after(match, 6)) && !isBound(match)) return false
  return ofOthers(match) ? false : basis(match)
}

function isBound(match: RuleMatch): boolean {
  return withinBound.test(after(match, 6)) && !/不限|以上以下|以下以上/.test(before(match, 8) + matched(match))
}

/** 四十、五十岁也能来: open to them. */
function isOpen(match: RuleMatch): boolean {
  return /^(?:的|者|人|朋友|以上)*(?:也能|也可|也行|也欢迎|同样|照样|都能|都可)/.test(after(match, 8))
}

/** Police and civil service have age rules of their own: still for review, with a note. */
function basis(match: RuleMatch): Judgement {
  if (!/公务员|辅警|民警|警务|消防员|事业单位|参公|选调|入伍|征兵/.test(match.posting.title)) return true
  return { suggestion: '该类岗位可能有法定年龄条件：请写明所依据的招录规定，由审核人员复核。' }
}

const generation = '(?:[6-9][0零〇]|[6-9]5|0[05]|零零|[七八九零][零〇五])后'

export const ageFamily: RuleFamily = {
  category: 'age',
  severity: 'review',
  name: '年龄限制',
  law: [article('就业促进法', '第三条'), article('就业促进法', '第二十六条')],
  suggestion: '年龄上限与岗位能力无关且有就业歧视风险：删除年龄条件（可保留“年满16/18周岁”等法定下限）。',
  guard: match =>
    isWorkOnAbuse(match) ||
    (isWaived(match) && !isBound(match)) ||
    isCited(match) ||
    (isOpen(match) && !isBound(match)),
  disguises: list(`
        三十五岁以下 年龄不超过 周岁以下 岁以下 岁以内 年轻人优先 大龄勿扰
      `),
  rules: [
    {
      id: 'age.range',
      triggers: ['岁', '周岁'],
      pattern: `${label}?(?<low>${age})[ ]?${years}?${included}(?:${dash}|以上[,、;]?(?:至|到)?)(?<high>${age})[ ]?${years}${included}(?:之间|以[内下]|左右|为?(?:宜|佳)|优先)?`,
      judge: range,
      confidence: 0.95,
      examples: ['28-35岁', '年龄：27-35岁', '18至45周岁之间', '19~38周岁', '三十至四十岁', '年龄18---50周岁'],
      counterExamples: ['3-12岁儿童', '团队平均年龄25-30岁', '25—35岁通勤女装', '年满18岁']
    },
    {
      id: 'age.range-labelled',
      triggers: ['年龄', '年纪', '岁数'],
      pattern: `(?:年[龄纪]|岁数)(?:要求|范围|限制|段|条件|限)?[^\\d,。;\\n]{0,8}?(?<low>\\d{2}|[一二三四五六]十[一二三四五六七八九]?)[ ]?(?:-|一|到|至){1,2}[ ]?(?<high>\\d{2}|[二三四五六]十[一二三四五六七八九]?)(?!\\d|[ ]?周?岁|k|元|个|人|%|年)`,
      judge: range,
      confidence: 0.93,
      examples: ['年龄：23-35', '年龄18-35，'],
      counterExamples: ['平均年龄25-28', '年龄不限，10-15人']
    },
    {
      id: 'age.upper',
      triggers: list(`
        岁 周岁 岁以下 岁以内 周岁以下 不超过 超过
      `),
      pattern: `${label}?(?:${age}${years}?以上[,、至到和-]{0,2})?(?<n>${age})[ ]?${years}${included}${below}${included}(?:优先)?|${label}?(?:不(?:得|能|可|要|准|宜)?(?:超过|超|大于|高于|超出|满)|小于|低于|少于|<=?|≤|最(?:大|高)(?:不(?:得|要)?超过)?|上限(?:为|是)?|未满|限)[ ]?(?<n2>${age})[ ]?${years}(?:以[下内])?|${age}${years}?(?:以上)?[,、-](?<n3>${age})${years}以下`,
      judge: upper,
      confidence: 0.95,
      examples: [
        '35岁以下',
        '年龄不超过40周岁',
        '年龄须在45岁（含）以下',
        '卅五岁以内',
        '③⑤岁以下',
        '不超過35歲',
        '三十五岁以下',
        '18岁以上45岁以下',
        '40岁以下均可'
      ],
      counterExamples: ['未满18周岁请勿投递', '6岁以下儿童', '年龄不限，35岁以下以上均可', '不得低于18周岁']
    },
    {
      id: 'age.upper-labelled',
      triggers: ['年龄', '年纪', '岁数'],
      pattern: `(?:年[龄纪]|岁数)(?:要求|范围|限制|条件)?(?:一般|原则上|最好|须|需|应|必须|控制|要求)*(?:在|为|是)?[:]?(?:(?:(?:不|别|莫|勿)(?:得|能|可|要)?(?:超过|超|大于|高于|过)|<=?|≤|小于|低于|上限(?:为|是)?|最大)[ ]?(?<n>\\d{2}|${age})|(?<n2>\\d{2}|${age})${included}(?:(?:及|或)?以[下内]|之[内下]))(?!\\d)`,
      judge: upper,
      confidence: 0.92,
      examples: ['年龄35以下', '年龄不超过40', '年龄<35', '岁数别超四十'],
      counterExamples: ['年龄不限']
    },
    {
      id: 'age.around',
      triggers: ['岁左右', '岁上下', '岁', '左右'],
      pattern: `${label}(?<n>${age})${years}?(?:左右|上下)|(?:^|[,;。:、\\n(])(?<n2>${age})${years}(?:左右|上下)(?=[,;。)、\\n]|$)`,
      judge: upper,
      confidence: 0.85,
      examples: ['年龄20岁左右', '1、女,25岁左右,'],
      counterExamples: ['孩子6岁左右']
    },
    {
      id: 'age.older',
      triggers: ['岁', '周岁'],
      pattern: `(?:年龄)?(?:超过|大于|已?满|已过|过)?(?<n>${age})${years}${included}(?:以上|及以上|以后|以外|朝上|往上)?(?:的|者|人员|人士|求职者|应聘者|朋友|同学)*,?(?:就|均|都|一律|请|须|需|必须|要|应)*(?:${refusedAfter}|(?:须|需|必须|要|应当?)(?:有|具备|持)[^,。;\\n]{0,10})|${refusedBefore}(?:年龄)?(?:超过|年满|满|大于)?(?<n2>${age})${years}?(?:以上|往上|朝上)(?:的|者|人员|人)*`,
      judge: match =>
        !/欢迎|不限|均可|也可/.test(after(match, 6)) &&
        /勿|免|不|谢绝|除外|止步|慎|拒|须|需|要|应|别|莫|绕|另|淘汰|退/.test(matched(match)) &&
        upper(match),
      confidence: 0.85,
      examples: ['30岁以上须有销售经验', '不收40岁以上', '40岁以上勿扰', '超过35岁请绕道'],
      counterExamples: ['18岁以上必须有身份证', '未满18周岁勿扰']
    },
    {
      id: 'age.generation',
      triggers: list(`
        0后 5后 零后 五后 〇后
      `),
      pattern: `(?:${reservedBefore}|招(?:聘|收|募)?|欢迎|诚邀)(?:的|各位|一?[位名个])*(?:[6-9]0后?(?:、|/|和|,|-)?)?${generation}|${generation}(?:(?:、|/|和|,|-)?${generation})*(?:的|小伙伴|青年|人|同学)*(?:${preferredAfter}|${refusedAfter})|(?:^|[,;。:\\n]|\\d[.、)])${generation}(?:(?:、|/|和|,|-)?${generation})?(?=[,;。\\n]|$)`,
      judge: match =>
        !describesTeam(match) &&
        !match.field.startsWith('benefits') &&
        !/(?:一群|朝气|[678]0[,、/])[^。;]{0,6}$/.test(before(match, 12)) &&
        !matched(match).includes('为主') &&
        !/为主力|占|居多|创业/.test(after(match, 6)) &&
        !/(?:团队|都是|用户|客户|由|是|公司|同事)[^,。;]{0,6}$/.test(before(match, 10)),
      confidence: 0.85,
      examples: ['90后优先', '限95后', '00后勿投', '任职要求：1.90后，'],
      counterExamples: ['团队都是90后', '面向95后用户', '90后为主的年轻团队']
    },
    {
      id: 'age.birth',
      triggers: ['出生', '年生', '后生', '生于'],
      pattern:
        '(?:19[5-9]\\d|20[01]\\d|[5-9]\\d)年?(?:\\d{1,2}月)?(?:\\d{1,2}[日号])?(?:\\(含\\))?(?:及|或)?(?:之|以)?后(?:\\(含\\))?出?生(?:的|者|人员)?|(?:出生(?:日期|年月|时间|年份|年)?|生于)(?:须|需|应|要求|必须|要)?(?:在|为|于|是)?[:]?(?:不早于)?(?:19[5-9]\\d|20[01]\\d)年?(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:\\(含\\))?(?:(?:及|或)?(?:之|以)?后)?',
      judge: match => /后|不早于/.test(matched(match)) && !/用户|客户|儿童|孩子/.test(after(match, 8)),
      confidence: 0.92,
      examples: ['1996年1月1日以后出生', '出生日期不早于1990年'],
      counterExamples: ['2015年以后出生的孩子', '填写出生年月']
    },
    {
      id: 'age.young',
      triggers: list(`
        年轻 大龄 中年 老年 高龄 超龄 阿姨 大叔 大妈 大爷 叔叔 长辈 年纪 岁数 年龄小 年龄轻 年龄偏小 青年人 小年轻 30勿 35勿 40勿
        45勿 50勿
      `),
      pattern: `(?:年纪|年龄|岁数)(?:较|偏|比较|稍)?(?:轻|小)(?:些|点|一点)?(?:者|的|人)*(?:${preferredAfter})|年轻(?:人|者|化|男女|女性|男性|同志|同事|的|一点|些|力壮)*(?:${preferredAfter})|(?:${reservedBefore})(?:招)?年轻(?:人|化|的|男女)|(?:大龄|中年|中老年|高龄|超龄|(?:年纪|年龄|岁数)(?:太|偏|过|较)?大|叔叔|阿姨|大叔|大妈|大爷|大姐|长辈|老年人|[345][05]\\+?)(?:(?:、|和|/)?(?:阿姨|大叔|大妈|大爷|大姐|叔叔))*(?:辈|级别?|们|的|者|人员|人士|人|青年|求职者)*(?:一律|均|都|请)?${refusedAfter}|${refusedBefore}(?:大龄|中年人?|高龄|超龄|年纪大)`,
      judge: match => !describesTeam(match),
      confidence: 0.85,
      examples: ['年轻人优先', '大龄勿扰', '叔叔阿姨辈请勿打扰', '35+勿投', '要求年轻化'],
      counterExamples: ['团队年轻有活力', '35+求职者一视同仁', '年轻的团队']
    },
    ...ageImplicitRules,
    ...ageOpenRules,
    ...ageSayings
  ]
}
