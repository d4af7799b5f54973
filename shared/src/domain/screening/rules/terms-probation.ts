import { smallNumerals } from '../../normalise/numerals.ts'
import { readAmount } from '../amounts.ts'
import { after, before, matched, ofWhole } from '../context.ts'
import { article } from '../law.ts'
import type { Judgement, Rule, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

const trial =
  '(?:试用期?间?|试用期内|试用|试岗期?|试工期?|试做|试讲|试课|试营|跟岗|考察期?|考核期|适应期|学徒期?|见习期|考察|培训期|岗前培训期?|磨合期|观察期|前期|实训期|实习期|培训)'
const span =
  '(?:第?[前头首]?(?:[一二两三四五六七八九十半几\\d]{1,3}(?:-[\\d一二两三四五六]{1,2})?)(?:个)?(?:天|日|周|星期|月|年)|半年|首月|首周|头半年)'
const unpaid =
  '(?:(?:均|都|是|为|期间|一律|统统|没|之?内|里|也)*(?:无|没有?|不发|不给|不计|不算|不结算?|不付|不支付|不予|不享有?|零|0|不带)(?:任何)?(?:发放|支付|计发|结算)?(?:工资|薪资|薪水|薪酬|薪|底薪|报酬|钱|酬劳|待遇)(?!责)|义务(?:试工|工作|劳动)|免费(?:试岗|试工|试用|试做)|只(?:发|有|给)(?:基本)?生活(?:费|补贴|补助)|不予?结算(?=[,。;\\n]|$)|(?:一分钱?|分文)(?:没有|不给|不发)|白干|(?:只|仅)(?:管|包)(?:饭|吃住?|吃饭|餐)(?:[,、]?不发工资|[,、]没有?工资)?)'

function count(text: string): number {
  if (/^\d/.test(text)) return Number(text)
  if (text.startsWith('十') && text.length > 1) return 10 + (smallNumerals[text.charAt(1)] ?? 0)
  return smallNumerals[text.charAt(0)] ?? 0
}

/** Months in 6-12个月 (the longer), 半年, 一年. */
function months(text: string): number {
  let most = 0
  for (const [, low, high, unit] of text.matchAll(
    /([一二两三四五六七八九十半\d]{1,2})(?:[-到至]([一二两三四五六七八九十\d]{1,2}))?个?(月|年)/g
  )) {
    const scale = unit === '年' ? 12 : 1
    most = Math.max(most, count(low ?? '') * scale, count(high ?? '') * scale)
  }
  return most
}

const contractTerm =
  /(?:合同(?:期限?)?(?:为|是|签|:)?|签订?(?:的)?(?:劳动)?(?:合同)?)[^,，。；;\d一二两三四五六]{0,4}([一二两三四五六\d]{1,2})(?:年|周年)|([一二两三四五\d]{1,2})年期?(?:的)?(?:劳动|正式|聘用|固定期限)*合同/

/** Longest lawful probation for the contract that the posting states (劳动合同法 19). */
function probationMax(whole: string): number {
  const short = /签订?(?:的)?([一二两三四五六七八九十\d]{1,2})个月(?:的)?(?:劳动)?合同/.exec(whole)?.[1]
  if (short !== undefined) return count(short) < 3 ? 0 : 1
  const found = contractTerm.exec(whole)
  if (found === null) return 6
  const years = count(found[1] ?? found[2] ?? '')
  if (years >= 3 || years === 0) return 6
  return years >= 1 ? 2 : 1
}

function tooLong(match: RuleMatch): Judgement {
  if (/工资|薪|元|k/.test(match.groups.between ?? '') || /^[-\d]?[k千万]|^元/.test(after(match, 2))) return false
  const most = months(match.groups.n ?? '')
  return most > ofWhole(match, probationMax) || (most === 6 && /^及?以上/.test(after(match, 3)))
}

function underpaid(match: RuleMatch): Judgement {
  const { percent, tenth, half } = match.groups
  if (half !== undefined) return true
  const stated = percent === undefined ? tenths(tenth ?? '') : Number(percent)
  const share = /扣|少|降/.test(matched(match)) ? 100 - stated : stated
  const atMost = share === 80 && /%(?:及)?以[下内]/.test(matched(match) + after(match, 4))
  if ((share >= 80 && !atMost) || share < 5) return false
  if (
    /^(?:-|的?(?:提成|佣金|提点|分红|股)|\))/.test(after(match, 6)) ||
    /期(?:后|满|结束)|[+(]\d|无责/.test(matched(match))
  )
    return false
  return !/提成|佣金|绩效|社保|公积金|奖金/.test(matched(match).replace(/试用期|工资|薪资/g, ''))
}

function tenths(text: string): number {
  if (/^\d/.test(text))
    return Number(text.charAt(0)) * 10 + Number(text.charAt(text.length > 1 ? text.length - 1 : 9) || 0)
  const [tens, ones] = [...text]
  return (smallNumerals[tens ?? ''] ?? 0) * 10 + (smallNumerals[ones ?? ''] ?? 0)
}

function belowStated(match: RuleMatch): Judgement {
  const during = readAmount(match.groups.during ?? '')
  const later = readAmount(match.groups.later ?? '')
  if (during === null || later === null || during.low < 800 || later.low > 60_000) return false
  if (/综合|平均|提成|以上|最高|上不封顶|可达/.test(match.groups.between ?? '') || /提成|绩效|\+/.test(after(match, 4)))
    return false
  return during.high / later.low < 0.8
}

const law = [article('劳动合同法', '第二十条')]

/** Probation: how long, and what it pays. */
export const probation: readonly Rule[] = [
  {
    id: 'terms.probation-length',
    triggers: ['试用', '考察期', '考核期', '观察期'],
    pattern: `(?:签[^,。;\\n]{0,4}年(?:劳动)?合同[,、])?(?<n>(?:头|前)(?:半年|[一二两三四五六七八九十\\d]{1,2}个?(?:月|年))(?:都|均|全)?(?:算|是|为|按))?(?:试用期?|考察期|考核期|观察期)(?:限|时间|一般|通常|原则上)?(?:(?<between>[^,。;\\n]{0,4}?)(?:为|是|:|\\(|约|需|要)?[ ]?(?<n2>[一二两三四五六七八九十半\\d]{1,2}(?:[-到至][一二两三四五六七八九十\\d]{1,2})?[ ]?个?(?:月|年)|半年))?`,
    judge: match => {
      const n = match.groups.n ?? match.groups.n2
      if (n === undefined) return false
      return tooLong({ ...match, groups: { ...match.groups, n: n.replace('半年', '6个月').replace(/ /g, '') } })
    },
    law: [article('劳动合同法', '第十九条')],
    suggestion: '试用期最长六个月；合同一年以上不满三年的不超过二个月，不满一年的不超过一个月：按合同期限改写。',
    confidence: 0.9,
    examples: ['试用期一年', '试用期6-12个月', '考察期九个月', '合同期两年，试用期六个月', '签一年合同，试用期三个月'],
    counterExamples: [
      '试用期3个月',
      '试用期六个月，签四年劳动合同',
      '试用期半年',
      '试用期6-8k',
      '试用期2个月，合同三年'
    ]
  },
  {
    id: 'terms.probation-again',
    triggers: ['延长试用', '二次试用', '试用期可延', '重新试用', '试用期延长'],
    pattern: '[^,。;\\n]{0,12}(?:延长试用期?|二次试用|试用期可延长?|重新试用|试用期延长)[^,。;\\n]{0,8}',
    judge: match => !/不(?:得|能|会|可)/.test(matched(match)),
    law: [article('劳动合同法', '第十九条')],
    suggestion: '同一用人单位与同一劳动者只能约定一次试用期：删除延长或再次试用的内容。',
    confidence: 0.75,
    examples: ['考核不合格延长试用期两个月'],
    counterExamples: ['不得延长试用期']
  },
  {
    id: 'terms.unpaid',
    triggers: list(`
      没钱 分钱不 分钱没 分文
      无薪 无工资 没工资 没有工资 不发工资 不计工资 不计薪 不结工资 不算工资 零工资 无底薪 没有底薪 没底薪 不带薪 免费试 无偿试 一分钱没有 不结算
      白干 无报酬 没有报酬 有工资 不付工资 不给工资 没有薪 没薪 0工资 不发薪 不付薪 只管饭 不予结算 不支付工资 不结薪
      无任何工资 生活费 生活补贴 没有薪水 不享受工资 算工资 义务试 计算工资 开始计薪 起薪
    `),
    pattern: `${trial}[^。;\\n]{0,3}?(?:${span})?[^。;\\n]{0,8}?${unpaid}|${span}[^,。;\\n]{0,4}?(?:${trial}|算学习|学习|培训|不满[^,。;\\n]{0,6})[^。;\\n]{0,12}?${unpaid}|(?:无薪|不带薪|免费|无偿|义务)(?:的)?(?:试岗|试工|试用|培训|试做)(?:期)?(?:${span})?|(?:入职|上班|工作)?(?:(?:干|做|上|工作|入职|上班)?不(?:满|够|到)|未(?:满|干满|做满))[^,。;\\n]{0,10}[^。;\\n]{0,6}?(?:${unpaid}|按[^,。;\\n]{0,6}(?:\\d元|最低))|(?:入职|上班|工作|做|干)满[ ]?[一二三五七十\\d]{1,2}天(?:后|以上|才|起|开始|就)*(?:有|算|计|计算|给|发|结)(?:算|发)?(?:工资|薪)|满(?:一|1|半)个?月(?:后|才|以上)+(?:有|算|发|结)[^,。;\\n]{0,3}(?:试[工岗用]期?|培训期?)(?:工资|薪)|前${span}[^。;\\n]{0,8}?${unpaid}|(?:业绩|任务|指标)(?:不|未)(?:达标?|完成)[^。;\\n]{0,6}${unpaid}|(?:第[一二三四五六七八\\d]+天|[三五七\\d]天后)(?:才|开始|起|方)+(?:计算|算|计|有)(?:工资|薪)`,
    judge: match =>
      !/无责|无任务|工资照|照常|不打折|正常(?:发|计)|按\d+元计薪|补|试用装|无薪假|请假|病假|产假|实习证明/.test(
        matched(match)
      ) &&
      !/(?:不存在|没有|绝无|拒绝|无)[^,。;]{0,2}$/.test(before(match, 4)) &&
      !/^责|^(?:任务|压力|考核)|^假/.test(after(match, 3)),
    law,
    suggestion: '试用、试岗、培训期间均应支付工资，且不低于约定工资的80%和当地最低工资标准：写明期间工资。',
    confidence: 0.9,
    examples: [
      '试用期三个月无工资',
      '试岗七天不计薪',
      '试岗三天无薪',
      '试讲培训期一周不计工资',
      '入职满7天有工资',
      '前七天试工不满七天离职不结工资',
      '学徒半年没有工资',
      '干不满15天一分钱没有',
      '业绩不达标当月零工资',
      '试用期只管饭，不发工资'
    ],
    counterExamples: [
      '试用期无责底薪4000',
      '试岗一天，按150元计薪',
      '试用期工资全额',
      '无责任底薪5000',
      '培训期间工资照发',
      '试用期无任务底薪3000'
    ]
  },
  {
    id: 'terms.probation-share',
    triggers: list(`试用 转正 试岗 考察期 见习期 试工`),
    pattern: `${trial}[^。;\\n]{0,14}?(?:(?<percent>[1-9]\\d)[ ]?%|打?(?<tenth>[1-9](?:[.]?\\d)?|[一二三四五六七八九]{1,2})(?:折|成)|(?<half>一半|半薪))(?:[^,。;\\n]{0,3}(?:发放|支付|发))?`,
    judge: underpaid,
    law,
    suggestion: '试用期工资不得低于本单位相同岗位最低档工资或者约定工资的80%：改为不低于80%。',
    confidence: 0.92,
    examples: ['试用期工资按转正的60%发放', '试用期底薪打七折', '试用期薪资为转正的70%', '试用期工资七折'],
    counterExamples: ['试用期工资80%', '试用期工资九折', '试用期薪资100%', '试用期85折', '试用期工资打八折']
  },
  {
    id: 'terms.probation-figures',
    triggers: ['试用', '转正', '第一个月', '首月'],
    pattern:
      '(?:试用期?|第一个月|首月|头[一两三]个月)(?:[^。;\\d\\n]{0,8}?)[:]?(?<during>\\d{3,5}(?:-\\d{3,5})?|\\d(?:[.]\\d)?(?:-\\d(?:[.]\\d)?)?[k千])元?(?:/月|每月)?(?<between>[^。\\d\\n]{0,10}?(?:第二个月[^。\\d\\n]{0,3}\\d{3,5}元?[^。\\d\\n]{0,2})?(?:转正|第三个月|正式)[^。\\d\\n]{0,8}?)[:]?(?<later>\\d{3,5}(?:-\\d{3,5})?|\\d(?:[.]\\d)?(?:-\\d(?:[.]\\d)?)?[k千])元?',
    judge: belowStated,
    law,
    suggestion: '所写试用期工资低于转正工资的80%：提高试用期工资或写明两者的构成。',
    confidence: 0.75,
    examples: ['试用期3个月（固定工资）第一个月：2500元第二个月：3000元第三个月：3500元', '试用期3000元，转正后5000元'],
    counterExamples: ['试用期4000元，转正后5000元', '试用期底薪3000，转正后综合工资6000-8000']
  }
]
