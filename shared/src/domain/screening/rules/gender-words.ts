import { after, before, matched, ofWhole } from '../context.ts'
import { closedToWomen } from '../exceptions.ts'
import { describesTeam, isAudience } from '../guards.ts'
import type { Judgement, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

export const being =
  '(?:性(?:同胞|青年|朋友|人员|员工|候选人|求职者|应聘者|从业者|毕业生)?|士们?|生们?|孩子?|子|同志|同学|同胞|青年|员工|职员|职工|工人?|丁|仔|童鞋|人员?|娃|方|款|妹|程序员|程序猿)?'
/** What 男 or 女 also begins, and does not mean the applicant. */
const noPerson =
  '(?!装|鞋|包|科|足|篮|排球|乒|单|双打|团|裤|表|神|巫|权|红|娲|书|婴|童|频|主角|友|朋友|儿|婿|王|皇|帝|主播运营|性(?:向|健康|用品|护理|服|产|社|消费|用户|题材|私|客|时|内|美|医|会员|群体|市场|化|别|视角|话题|生殖|疾病|患|职业装|穿|朋友们?的|力量|成长|消费|情感|杂志|频道|品牌|泌尿|科|配饰|珠宝|香|瘦|塑)|士(?:服|香|护|西|理|内|衬|皮|腕|养|会所|发型|美|spa|健|用)|生宿舍|女|男|与女|和女|及女|、女|/女|,女均|,女不|与男|和男|、男|/男|or|或)'
export const sex = `(?<![男女子儿孙侄甥妇歌舞仙妓处才少妖])[男女]${noPerson}`
export const person = `${sex}${being}`
/** Jobs as 男 and 女 are put before or after them: 女文员, 服务员(女). */
export const role =
  '(?:工(?!资|作|程|种|厂|时|艺|会|具|装|业|人权)|员工|职员|销售(?:员|人员|代表|顾问|经理)?|技师|教练|司机|驾驶员|助理|文员|文秘|秘书|主管|经理|导购|服务员|服务生|收银员?|保安|安检员?|营业员|业务员|客服|教师|护士|护工|普工|质检员?|操作工|厨师|厨工|店员|店长|领班|迎宾|前台|保洁员?|搬运工|装卸工|洗碗工|洗车工|配菜|传菜员?|仓管员?|库管|学徒工?|程序员|设计师|工程师|讲师|同事|帮工|小工|焊工|电工|杂工|分拣员?|打包员?|会计|出纳|家教|管家|公关|礼仪|接待|主持人?|主播|按摩师|美容师|美发师|足疗师|理货员|收费员|押运员|骑手|送餐员|快递员|志愿者)'
/** Words that name the women or the men of an age and kind. */
const kinds = list(`
  美女 靓女 靓妹 辣妹 美眉 妹子 妹纸 萌妹子 萌妹 妹妹 小妹 小姐姐 姐姐们 姐妹 小仙女 女神 姑娘 大姑娘 小姑娘 丫头 小丫头
  闺女 媳妇 大嫂 嫂子 大姐 阿姨 辣妈 宝妈 妈妈 熟女 御姐 萝莉 软妹 公主 美少女 娘子军 铁娘子 女汉子 女将 巾帼 佳人
  学姐 学妹 帅哥 靓仔 小帅哥 小哥哥 哥哥们 男神 小鲜肉 爷们 纯爷们 真爷们 糙爷们 老爷们 男子汉 汉子 壮汉 大汉 猛男 型男
  硬汉 壮丁 小伙 大小伙 帅小伙 壮小伙 大哥 大叔 欧巴 小弟 暖男 弟兄 学弟 先生 小姐 女士
`)
/** What must not stand beside a word, or may end it. */
const forms: Readonly<Record<string, string>> = {
  姑娘: '姑娘家?',
  姐妹: '(?<!兄弟)姐妹们?(?!花|篇|公司|企业)',
  小伙: '小伙(?!伴)(?:子们?|儿)?',
  大小伙: '大小伙(?!伴)(?:子们?|儿)?',
  帅小伙: '帅小伙(?!伴)(?:子们?|儿)?',
  壮小伙: '壮小伙(?!伴)(?:子们?|儿)?',
  爷们: '爷们儿?(?:的活儿?)?',
  妈妈: '(?:陪读|全职|二胎)妈妈',
  公主: '公主(?!岭|坟)',
  媳妇: '(?<!儿)小?媳妇',
  弟兄: '弟兄们?',
  小弟: '小弟(?!弟)',
  先生: '(?<!先)先生',
  小姐: '小姐(?!姐)'
}
export const lookWords: readonly string[] = kinds
export const look = `(?:${[...kinds]
  .sort((a, b) => b.length - a.length)
  .map(word => forms[word] ?? word)
  .join('|')})`

const paired = {
  男: {
    before: /男(?:性|士|生|孩|的)?[、/,和或及与跟 (-]{0,2}$/,
    after: /^(?:性|士|生|孩|的)?[、/,和或及与跟 )-]{0,2}男(?!士优先|生优先|性优先|士勿|生勿|性勿)/
  },
  女: {
    before: /女(?:性|士|生|孩|的)?[、/,和或及与跟 (-]{0,2}$/,
    after: /^(?:性|士|生|孩|的)?[、/,和或及与跟 )-]{0,2}女(?!士优先|生优先|性优先|士勿|生勿|性勿)/
  }
} as const

/** Both sexes are named together: 男、女均可. */
export function otherSexNear(match: RuleMatch): boolean {
  const own = matched(match)
  if (own.includes('男') && own.includes('女'))
    return /不限|均可|都可|皆可|不拘|不论|兼收|都行|都要|都招|各/.test(own + after(match, 8))
  const other = paired[own.includes('男') ? '女' : '男']
  return other.before.test(before(match, 6)) || other.after.test(after(match, 8))
}

export const both =
  /(?<!学历|学位|户籍|户口|籍贯|专业|经验|经历|地区|地域|民族|年龄|身高|婚否|资历)(?:不限|均可|都可|皆可|不拘|不论|无要求|没要求|不作要求)|都行|通用|各(?:一|\d)|都要|都招|一视同仁/

export function limit(match: RuleMatch): Judgement {
  const own = matched(match)
  const wantsMen = /男|爷们|汉|小伙|帅哥|先生|壮|大叔|大哥/.test(own) !== /勿|免|不|拒|谢绝|非|止步|除外/.test(own)
  if (wantsMen && ofWhole(match, closedToWomen))
    return {
      severity: 'review',
      suggestion:
        '如确属《女职工劳动保护特别规定》附录一所列女职工禁忌作业，请写明工种与依据并提交复核；其他岗位不得限定性别。'
    }
  return true
}

export function limitUnlessBoth(match: RuleMatch): Judgement {
  if (otherSexNear(match) || both.test(after(match, 6))) return false
  return limit(match)
}

export const marker = '(?:^|[\\n,;。:()\\[\\]!、?"]|\\d[.、):,]|(?<=[\\n,;。:])\\d(?=[男女]))\\s?'

const demand =
  /岁|身高|学历|经验|端正|形象|优先|应届|大专|本科|高中|健康|要求|条件|资格|对象|未婚|已婚|年龄|cm|吃苦|普通话|户口|熟练|能力/
const contact = /联系|电话|咨询|邮箱|微信|手机|人事|经理|主管|hr|致电|\d{4}/
const heights =
  /男(?:性|士|生)?(?:身高)?[: ]?1[.\d米]\d[^女]{0,14}女|女(?:性|士|生)?(?:身高)?[: ]?1[.\d米]\d[^男]{0,14}男/

/** A bare sex as an item is a demand, save among other nouns (母婴、女性、美食) or as one of two bars of height. */
export function inRequirements(match: RuleMatch): Judgement {
  if (otherSexNear(match) || both.test(after(match, 8)) || isAudience(match) || describesTeam(match)) return false
  if (/(?:客群|人群|用户|受众|(?<!招聘|应聘|招收|录用)对象)(?:为|是|:)[^。;\n]{0,10}$/.test(before(match, 16)))
    return false
  if (
    /[男女]士/.test(matched(match)) &&
    contact.test(match.text.slice(Math.max(0, match.start - 20), match.start).replaceAll(' ', ''))
  )
    return false
  const line = match.text.slice(Math.max(0, match.start - 34), match.end + 34)
  if (/^(?:身高|1[.\d米]\d)/.test(after(match, 4)) && heights.test(line)) return false
  const listed =
    /(?:^|\D)、$/.test(match.text.slice(Math.max(0, match.start - 2), match.start)) ||
    match.text.charAt(match.end) === '、'
  if (listed && match.field !== 'title' && !demand.test(before(match, 30) + after(match, 30))) return false
  return limit(match)
}

const ageBar = {
  男: /男(?:性|士|生|孩|工|员工)?[:,]?(?:年龄)?(?:在|为)?[:]?(\d{2}(?:周?岁)?(?:[-一到至]\d{2})?)/,
  女: /女(?:性|士|生|孩|工|员工)?[:,]?(?:年龄)?(?:在|为)?[:]?(\d{2}(?:周?岁)?(?:[-一到至]\d{2})?)/
} as const
const ageNext = /^[:,]?(?:年龄)?(?:在|为)?(\d{2}(?:周?岁)?(?:[-一到至]\d{2})?)/
const figures = (text: string) => text.replace(/[^\d]+/g, ' ').trim()

/** 男30岁以下,女25岁以下: different bars; the same bar for both is no difference. */
export function ageOfOneSex(match: RuleMatch): Judgement {
  if (both.test(after(match, 4))) return false
  const own = matched(match)
  const rest = match.text.slice(0, match.start) + match.text.slice(match.end)
  const twin = ageBar[own.includes('男') ? '女' : '男'].exec(rest)
  if (twin !== null && figures(twin[1] ?? '') === figures(own)) return false
  if (/[男女][、/,和或及与跟]?[男女]$/.test(match.text.slice(Math.max(0, match.start - 3), match.start + 1)))
    return false
  return limit(match)
}

/** 男18-45岁,女18-45岁: both are named, with one bar for both. */
export function sharesAge(match: RuleMatch): boolean {
  const own = ageNext.exec(after(match, 14))?.[1]
  const twin = ageBar[matched(match).includes('男') ? '女' : '男'].exec(after(match, 34))?.[1]
  return own !== undefined && twin !== undefined && figures(own) === figures(twin)
}
