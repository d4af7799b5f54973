import { after, before, matched } from '../context.ts'
import { closedToWomen } from '../exceptions.ts'
import { describesTeam, isAudience, isWorkOnAbuse, speaksOfLaw } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { Judgement, RuleFamily, RuleMatch } from '../rule.ts'
import { age, dash, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore, years } from '../words.ts'

const being =
  '(?:性(?:同胞|青年|朋友|人员|员工|候选人|求职者|应聘者|从业者|毕业生)?|士们?|生们?|孩子?|子|同志|同学|同胞|青年|员工|职员|职工|工人?|丁|仔|童鞋|人员?|娃|方|款|妹|程序员|程序猿)?'
/** What 男 or 女 also begins, and does not mean the applicant. */
const noPerson =
  '(?!装|鞋|包|科|足|篮|排球|乒|单|双打|团|裤|表|神|巫|权|红|娲|书|婴|童|频|主角|友|朋友|儿|婿|王|皇|帝|主播运营|性(?:向|健康|用品|护理|服|产|社|消费|用户|题材|私|客|时|内|美|医|会员|群体|市场|化|别|视角|话题|生殖|疾病|患|职业装|穿|朋友们?的|力量|成长|消费|情感|杂志|频道|品牌|泌尿|科|配饰|珠宝|香|瘦|塑)|士(?:服|香|护|西|理|内|衬|皮|腕|养|会所|发型|美|spa|健|用)|生宿舍|女|男|与女|和女|及女|、女|/女|,女均|,女不|与男|和男|、男|/男|or|或)'
const sex = `(?<![男女子儿孙侄甥妇歌舞仙妓])[男女]${noPerson}`
const person = `${sex}${being}`
const look =
  '(?:美女|帅哥|靓女|靓仔|美眉|妹子|妹纸|妹妹|小?萌妹子?|小姐姐|小哥哥|姐妹们?|小仙女|女神|男神|小鲜肉|(?:纯|真|糙)?爷们儿?|男子汉|女汉子|汉子|壮汉|猛男|壮丁|小伙子?们?|小伙儿|大小伙|大?姑娘|大哥|大叔|大姐|阿姨|辣妈|宝妈|御姐|萝莉|软妹|欧巴|小妹|小弟|嫂子|公主|熟女|暖男|美少女|单身狗女|娘子军|铁娘子|(?<!先)先生|女士|小姐(?!姐))'

function otherSexNear(match: RuleMatch): boolean {
  const own = matched(match)
  const other = own.includes('男') ? '女' : '男'
  const left = before(match, 6)
  const right = after(match, 8)
  if (own.includes('男') && own.includes('女'))
    return /不限|均可|都可|皆可|不拘|不论|兼收|都行|都要|都招|各/.test(own + right)
  return (
    new RegExp(`${other}(?:性|士|生|孩|的)?[、/,和或及与跟 (-]{0,2}$`).test(left) ||
    new RegExp(`^(?:性|士|生|孩|的)?[、/,和或及与跟 )-]{0,2}${other}(?!士优先|生优先|性优先|士勿|生勿|性勿)`).test(
      right
    )
  )
}

const both = /不限|均可|都可|皆可|不拘|不论|都行|通用|各(?:一|\d)|无要求|都要|都招|一视同仁|没要求|不作要求/

function limit(match: RuleMatch): Judgement {
  const own = matched(match)
  const wantsMen = /男|爷们|汉|小伙|帅哥|先生|壮|大叔|大哥/.test(own) !== /勿|免|不|拒|谢绝|非|止步|除外/.test(own)
  if (wantsMen && closedToWomen(match.posting.whole))
    return {
      severity: 'review',
      suggestion:
        '如确属《女职工劳动保护特别规定》附录一所列女职工禁忌作业，请写明工种与依据并提交复核；其他岗位不得限定性别。'
    }
  return true
}

function limitUnlessBoth(match: RuleMatch): Judgement {
  if (otherSexNear(match) || both.test(after(match, 6))) return false
  return limit(match)
}

const marker = '(?:^|[\\n,;。:()\\[\\]!、?"]|\\d[.、):,])\\s?'

/** A bare sex in a list is a demand where demands stand: at a list's start or beside age, height, schooling. */
function inRequirements(match: RuleMatch): Judgement {
  if (otherSexNear(match) || both.test(after(match, 8))) return false
  const around = before(match, 30) + after(match, 30)
  const line = match.text.slice(Math.max(0, match.start - 34), match.end + 34)
  const demand =
    /岁|身高|学历|经验|端正|形象|优先|应届|大专|本科|高中|健康|要求|条件|资格|对象|未婚|已婚|年龄|cm|吃苦|普通话|户口|熟练|能力/
  if (!demand.test(around) && !demand.test(line)) return false
  return limit(match)
}

/** 男30岁以下,女25岁以下: different bars; the same bar for both is no difference. */
function ageOfOneSex(match: RuleMatch): Judgement {
  if (both.test(after(match, 4))) return false
  const own = matched(match)
  const other = own.includes('男') ? '女' : '男'
  const rest = match.text.slice(0, match.start) + match.text.slice(match.end)
  const figures = (text: string) => text.replace(/[^\d]+/g, ' ').trim()
  const twin = new RegExp(
    `${other}(?:性|士|生|孩|工|员工)?[:,]?(?:年龄)?(?:在|为)?[:]?(\\d{2}(?:周?岁)?(?:[-一到至]\\d{2})?)`
  ).exec(rest)
  if (twin !== null && figures(twin[1] ?? '') === figures(own)) return false
  if (
    new RegExp(`[男女][、/,和或及与跟]?${own.charAt(0)}`).test(
      match.text.slice(Math.max(0, match.start - 3), match.start + 1)
    )
  )
    return false
  return limit(match)
}

const sexWords = ['男', '女']
const closed = ['男', '女'].flatMap(s => [
  `限${s}`,
  `限${s}性`,
  `限${s}生`,
  `限${s}士`,
  `招${s}`,
  `招${s}生`,
  `招${s}性`,
  `收${s}`,
  `要${s}`,
  `${s}性`,
  `${s}生`,
  `${s}士`,
  `${s}孩`,
  `${s}性优先`,
  `${s}生优先`,
  `${s}士优先`,
  `${s}优先`,
  `${s}生勿扰`,
  `${s}士勿扰`,
  `${s}性勿扰`,
  `${s}勿扰`,
  `${s}生勿投`,
  `${s}性勿投`,
  `非${s}勿扰`,
  `不要${s}`,
  `不招${s}`,
  `不收${s}`,
  `仅限${s}性`,
  `只招${s}生`,
  `性别${s}`,
  `优先${s}`
])
const looks = list(`
        美女 帅哥 靓女 靓仔 美眉 妹子 妹纸 妹妹 姐姐 哥哥 姐妹 仙女 鲜肉 爷们 汉 猛男 壮丁 小伙 姑娘 大哥
        大叔 大姐 阿姨 辣妈 宝妈 御姐 萝莉 软妹 小妹 小弟 嫂子 公主 娘子 先生 小姐
      `)

export const gender: RuleFamily = {
  category: 'gender',
  severity: 'block',
  name: '性别歧视',
  law: [
    article('就业促进法', '第二十七条'),
    article('妇女权益保障法', '第四十三条'),
    article('劳动法', '第十三条'),
    notices.women
  ],
  suggestion: '删除性别限定或偏好，改为“男女不限”，只写岗位真正需要的能力。',
  guard: match => speaksOfLaw(match) || isWorkOnAbuse(match),
  disguises: list(`
        限男 限女 限男性 限女性 限男生 限女生 限男士 限女士 男性优先 女性优先 男生优先 女生优先 男士优先
        女士优先 仅限男 仅限女 只限男 只限女 只招男 只招女 招男生 招女生 男士勿扰 女士勿扰 男生勿扰 女生勿扰
        男性勿扰 女性勿扰 女生勿投 男生勿投 性别男 性别女 不要女生 不要男生 不招女 不招男 非男勿扰 非女勿扰
        要男生 要女生 只要男 只要女 仅招男性 仅招女性 美女优先 帅哥优先 男优先 女优先 宝妈优先
      `),
  rules: [
    {
      id: 'gender.reserved',
      triggers: [...sexWords, ...closed],
      pattern: `(?:${reservedBefore}|(?:性别)?(?:[急诚特现另高薪直]?招(?:聘|收|募)?|诚邀|寻找?|找|聘(?:用|请)?|诚聘|接受|考虑|欢迎|限定|倾向(?:于)?|偏向?(?:于)?|偏好|适合))(?:有|的|大量|大批|若干|多名|数名|优秀|普通|年轻|未婚|已婚|应届|经验|健康|身体|身强力壮|名|位|一|两|几|个|\\d{1,3}|岁|-|以下|以内|左右|周)*[ :"']?${person}(?:[^,。;:!\\n男女]{0,10}?${preferredAfter})?`,
      judge: match => {
        if (otherSexNear(match) || both.test(after(match, 6))) return false
        if (
          /^(?:要|找|接受|考虑|欢迎|适合|需要?|就是|要求|需|是)/.test(matched(match)) &&
          (isAudience(match) || describesTeam(match))
        )
          return false
        return isAudience(match) ? false : limit(match)
      },
      confidence: 0.95,
      examples: ['仅限男性', '只招女生', '限男生报名', '招女文员2名', '要求男性', '限 男', '限*男*生', '诚聘女店员'],
      counterExamples: [
        '性别不限男女',
        '招男女普工',
        '招聘女装设计师',
        '不限男女',
        '招聘男科医生',
        '需要女性用户调研经验'
      ]
    },
    {
      id: 'gender.preferred',
      triggers: [...sexWords, ...closed],
      pattern: `${person}(?:[,]|(?:(?!年龄|身高|学历)[^,。;:!\\n男女]){0,12}?)${preferredAfter}|优先(?:考虑|录用|录取|选择)?${person}`,
      judge: limitUnlessBoth,
      confidence: 0.96,
      examples: ['男性优先', '女士优先考虑', '男生为佳', '女生更合适', '男女不限,女士优先'],
      counterExamples: ['男女同等条件下能力优先', '有女装经验者优先', '熟悉女性消费者优先']
    },
    {
      id: 'gender.refused',
      triggers: [...sexWords, ...closed],
      pattern: `(?:非${sex}${being}(?:者)?${refusedAfter}|${refusedBefore}${person}|${person}[,]?(?:求职者|应聘者|候选人|朋友|同志|请|者|们)?${refusedAfter})`,
      judge: match => {
        const twoSexes = matched(match).includes('非')
          ? false
          : /[男女](?:性|士|生)?[、/和或及与]$/.test(before(match, 4))
        return both.test(after(match, 4)) || twoSexes || isAudience(match) ? false : limit(match)
      },
      confidence: 0.96,
      examples: ['男勿扰', '女生勿投', '不招男生', '谢绝女性', '非女勿扰', '僅收男士，女士勿擾'],
      counterExamples: ['不限男女', '拒绝性别歧视', '不得拒绝女性']
    },
    {
      id: 'gender.label',
      triggers: ['性别'],
      pattern: `性别(?:要求|限制|限定)?[: (]{0,2}(?:仅?限|为|要求|须|需|是)?[: "]?(?:[男女])(?:性|士|生)?(?!女|男|[^,。;\\n]{0,3}(?:不限|均可|皆可|都可)|[性士生]?[、/,和或及与 -]{0,2}[男女])`,
      judge: limit,
      confidence: 0.97,
      examples: ['性别：男', '性别要求:女性', '性别 女'],
      counterExamples: ['性别：男女不限', '性别:不限', '性别：男/女', '性别男女均可']
    },
    {
      id: 'gender.listed',
      triggers: sexWords.concat(['男性', '女性', '男生', '女生', '男士', '女士']),
      pattern: `(?:${marker}|(?:要求|条件|资格|岁|对象|范围|以[上下内]|之间)[:]?\\s?)(?<e>(?:[男女](?:性(?!别|化|朋友)|士|生|孩子?|的)[:]?|[男女][:]?)(?=[,;。)、\\n!/( ]|$|年龄|身高|[1一]米|1\\.\\d|未婚|已婚|有[^,。]{0,8}(?:经验|证)|(?:大专|本科|高中|中专|初中)))`,
      judge: inRequirements,
      confidence: 0.9,
      examples: ['任职要求：1、男性，身高168cm以上', '1.女性,17-38岁', '岗位要求：女，形象好', '18-26岁女性'],
      counterExamples: ['内容涵盖母婴、女性、美食', '要求:男,女不限', '1、男、女均可']
    },
    {
      id: 'gender.age',
      triggers: sexWords,
      pattern: `(?<![男女][、/,和或及与]?)[男女](?:性|士|生|孩子?|的|工|员工|同志|青年)?[:, (]{0,2}(?:年龄|要求)?(?:在|为|须|需)?[:]?${age}${years}?(?:(?:${dash})${age})?${years}?(?:以[下内]|之间|之内)?(?!cm|厘米|公分|\\d|元|k|名|人|个|多)`,
      judge: match => (/岁|以[下内]|\d{2}-\d{2}|\d{2}[一到至]\d{2}/.test(matched(match)) ? ageOfOneSex(match) : false),
      confidence: 0.92,
      examples: ['男30岁以下，女25岁以下', '女：18-35周岁', '男18至45岁'],
      counterExamples: ['男女18-35岁', '男16-45岁，女16-45岁', '男女均可,20-40岁']
    },
    {
      id: 'gender.age-of',
      triggers: ['岁'],
      pattern: `${age}${years}(?:\\(含\\))?(?:以[下内上]|之间|左右|的|之内|及| )*(?:的)?${person}(?![用客群市]|顾客|[、/,]?(?:均|皆|都|不))`,
      judge: match => (otherSexNear(match) || isAudience(match) || both.test(after(match, 6)) ? false : limit(match)),
      confidence: 0.9,
      examples: ['年龄18-30岁的女性', '35岁以下男性'],
      counterExamples: ['25-35岁女性用户', '25—35岁通勤女装']
    },
    {
      id: 'gender.looks',
      triggers: looks,
      pattern: `(?:${reservedBefore}|(?:招|聘|急需|急招|寻|求|找|诚邀|诚聘|招募|征|来(?:一|几)?[个位名])(?:聘|收|募|找)?)(?:有|一|两|几|个|位|名|各路|各位|漂亮的?|可爱的?|帅气的?|年轻的?|单身|\\d{1,2}|的)*${look}(?!帅哥|美女|[、和/,](?:帅哥|美女|小哥哥|小姐姐))|(?<!美女|帅哥|[、和/,])${look}(?!帅哥|美女|[、和/,](?:帅哥|美女|小哥哥|小姐姐))(?:们|者|的)*[,]?(?:${preferredAfter}|${refusedAfter}|看过来|快来|就来|来吧|速来|请进|加入我们|来挑战)`,
      judge: match => (otherSexNear(match) || isAudience(match) || describesTeam(match) ? false : limit(match)),
      confidence: 0.85,
      examples: ['急需一位妹子来调和气氛', '招美女前台', '小姐姐优先', '只要小哥哥', '宝妈优先'],
      counterExamples: ['公司美女如云', '帅哥美女看过来', '同事都是小姐姐']
    },
    {
      id: 'gender.manly',
      triggers: list(`
        爷们 汉子 男儿 阳刚 女汉子 巾帼 娘子 男人 女人 女孩子 男孩子 女孩 男孩 女生 男生 女性 男性
      `),
      pattern: `(?:是(?:个)?(?:真|纯)?(?:爷们儿?|汉子|男人|男子汉)就?来?|(?:有|具备|具)(?:男子气概|阳刚之气)|(?:比较|更|较|最|只|仅)?适合(?:年轻|应届|文静|细心|吃苦耐劳)?的?${person}|${person}(?:比较|更|较|最)(?:适合|合适|有优势|容易上手)|(?:偏|倾向(?:于)?)${person}|${person}(?:细心|力气大)[^,。;]{0,4}(?:优先|佳))`,
      judge: match => (isAudience(match) ? false : limitUnlessBoth(match)),
      confidence: 0.8,
      examples: ['是爷们就来挑战', '更适合女生', '女孩子比较适合'],
      counterExamples: ['适合女性皮肤的产品', '适合男生女生']
    },
    {
      id: 'gender.dress',
      triggers: list(`
        短裙 高跟鞋 裙装 丝袜 旗袍 着裙 穿裙 包臀 礼服裙
      `),
      pattern: `(?:须|需|要|必须|应|统一|能|可|愿意?|适应|接受)?(?:接受)?(?:身)?(?:穿|着|配)(?:着|戴)?[^,。;\\n]{0,6}(?:短裙|高跟鞋|裙装|丝袜|旗袍|裙子|包臀裙)(?:[和及与、,]?(?:高跟鞋|丝袜|短裙|黑丝|裙装))*`,
      judge: match =>
        !/不(?:需|要|必|强制)|无需|禁止/.test(before(match, 6) + matched(match)) &&
        !isAudience(match) &&
        !/设计|模特|服装|销售.{0,4}裙|拍摄/.test(match.posting.title),
      confidence: 0.8,
      examples: ['在岗期间须穿短裙和高跟鞋', '能接受穿旗袍'],
      counterExamples: ['负责短裙、旗袍的版型设计', '不强制穿高跟鞋']
    },
    {
      id: 'gender.lodging',
      triggers: list(`
        男寝 女寝 男生宿舍 女生宿舍 男宿舍 女宿舍 男工宿舍 女工宿舍 男员工宿舍 女员工宿舍 男士宿舍 女士宿舍
        男性宿舍 女性宿舍 男生床位 女生床位 男床位 女床位
      `),
      pattern: `(?:只|仅|暂时?只?|目前只?|限|单)[^,。;\\n男女]{0,6}(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)|(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)(?:已?满|没有|暂无|紧张)|(?:没有?|无|不提供|暂无|不设|未设)[^,。;\\n男女]{0,4}(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)`,
      confidence: 0.8,
      examples: ['公司只有男寝', '不提供女生宿舍'],
      counterExamples: ['男女宿舍分开', '提供男生宿舍和女生宿舍']
    },
    {
      id: 'gender.pay',
      triggers: sexWords,
      pattern: `(?:男(?:性|士|生|工)?[:]?(?<m>\\d{3,5})(?:元|块|\\+)?(?:/月|每月)?[ ,、;/|]{0,2}女(?:性|士|生|工)?[:]?(?<w>\\d{3,5})|女(?:性|士|生|工)?[:]?(?<w2>\\d{3,5})(?:元|块|\\+)?(?:/月|每月)?[ ,、;/|]{0,2}男(?:性|士|生|工)?[:]?(?<m2>\\d{3,5}))`,
      judge: ({ groups }) => (groups.m ?? groups.m2) !== (groups.w ?? groups.w2),
      law: [article('妇女权益保障法', '第四十五条'), article('就业促进法', '第二十七条')],
      suggestion: '同岗同酬：删除按性别区分的薪资。',
      confidence: 0.9,
      examples: ['♂6500 ♀5500元/月', '男工6000,女工5000'],
      counterExamples: ['男6000 女6000']
    },
    {
      id: 'gender.reversed',
      triggers: list(`
        先优生男 先优生女 先优性男 先优性女 先优士女 先优士男 男限 女限 生男限 生女限 性男限 性女限 扰勿女
        扰勿男 扰勿生女 扰勿生男
      `),
      pattern:
        '先优[生性士][男女]|[生性士][男女](?:招)?(?:只|仅)|[生性士][男女]限(?:只|仅)?|扰勿[生性士]?[男女]|投勿[生性士]?[男女]',
      confidence: 0.9,
      examples: ['备注（从右往左看）：先优生男'],
      counterExamples: ['男女限额不设']
    }
  ]
}
