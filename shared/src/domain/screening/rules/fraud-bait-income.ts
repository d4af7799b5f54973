import { type Amount, monthly, type Period, readAmount, sum } from '../amounts.ts'
import { after, before, matched, ofWhole } from '../context.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

/** CNY per month. Below these a slogan is no riches; the figures are those of ordinary ads in 112,000 real postings. */
const sloganMin = 8_000
const easyMin = 10_000
const sidelineMin = 6_500
const unskilledMin = 20_000
const effortMin = 50_000
/** CNY per day that no ordinary day's work pays. */
const dayMax = 2_000
const dayVerbMin = 480
/** As CNY per month: 300 an hour. */
const hourlyMin = 52_000

const dream =
  /不(?:再)?(?:是|只是)(?:一?[个场]?)?梦|梦想成真|不在话下|轻松实现|轻轻松松|轻松无比|完全可以实现|小意思|so ?easy|家常便饭|指日可待|很正常|不是问题|绝不是神话|不是传说|不是神话|分分钟|很常见|常有的事|轻而易举|唾手可得|易如反掌|稀松平常|洒洒水|毛毛雨|跟玩(?:儿)?(?:似的|一样)/
const easy =
  /轻松|轻轻松松|随便|随随便便|不费力|毫不费力|不累|无压力|简单|躺|坐(?:沙发|家里|着)上?就|稳赚|稳拿|动动|玩着|玩手机|妥妥|睡|稳稳|跑着玩|干着玩|跟玩|闭着眼|顺手/
const unskilled =
  /(?:无需|不需要?|不用|不要|不看|不限|无|零|0)(?:任何)?(?:工作)?(?:经验|技术|技能|基础|门槛|学历|投入|风险)|小白|什么都不会|啥也不会|会打字|有手机就|人人可做|人人都能|谁都能|学生宝妈|宝妈|只需开车|只要(?:有|会)|初中以上|(?:经验|学历)不限|(?:学历|经验)[、和]?(?:学历|经验)?(?:都|均)?(?:不要|不看)|包学会|包教包会|有手就行|会聊天|零基础|手机操作|无学历要求/
const sideline =
  /兼职|在家|居家|副业|业余|空闲|闲暇|碎片时间|每天[一两二三半1-4](?:个)?小时|(?<!智能)手机(?!销售|店|号|行业|配件|品牌|通讯|话费|电话)|聊天|聊聊天|打字|录入|看视频|刷视频|点赞|抄|标图|标注|试睡|试玩|线上任务|零投入|0投入|(?:每天|一天|每日)(?:只要?|仅|上班|工作|干|播|做|花|需)*[一两二三四半1-4](?:个)?(?:小时|钟头)|随时随地|时间自由|自由支配|日结|秒结|秒到账|马上到账|当天结|当日结|现结|做任务|挂机|一部手机|跟单|不用坐班|播\d小时/
/** What is said of a side income that asks for neither place nor time. */
const homework =
  /一部手机|手机操作|动动手指|在家(?:就能|即可|可做|办公|兼职|工作)|(?:每天|一天|每日)(?:只需?|仅需?)?(?:干|做|工作|花)?[一两二1-3]个?小时|副业|网络兼职/
const specialist =
  /运维|开发|程序|java|php|测试|前端|算法|会计|财务|教师|老师|家教|外教|瑜伽|翻译|口译|同传|讲师|教授|专家|医生|医师|律师|模特|演员|主持|摄影|顾问|总监|架构|飞行|机长|设计师|教练|监理|高级|资深|总经理|副总|合伙人|工程师|主任/
const sales = /销售|置业|经纪|房产|招商|保险|理财|业务|电销|顾问|信贷|证券|主播|经理|主管/
const lowSkill =
  /普工|操作工|保洁|文员|客服|服务员|保安|打字|录入|前台|收银|店员|搬运|包装|分拣|学徒|抄写|数据标注|点赞|推广员/

/** Nothing is asked and everyone gets it: no trade pays that. */
const noThreshold = /(?:零|无|没有?|0)(?:任何)?门槛/
const everyone =
  /人人|个个|谁都|都能|基本上都?能?|(?:学完|毕业|结业)[^,。]{0,6}(?:都|就)能?|零基础|新(?:人|手|号)|小白|宝妈/

const income = '(?:收入|薪水|薪资|工资|薪|入|赚|挣|进账|进|拿|均|收益|盈利|收|结)'
const modal =
  '(?:就|也|能|可以?|都|轻松|轻轻松松|随便|稳定|稳|至少|保底|保证|最少|最低|平均|基本|妥妥|到手|净|纯|一般|大概|约|可达|高达|达到?|突破|上|[:]|[ ]|拿|赚|挣|赚取|收入|入账|进账|有|是|为|流水|没有?低于|不低于|不少于|没少过|不会低于|冲到|做到|干到|飙到){0,4}'
const period =
  '(?:(?:每|一|单|首|当)?(?:个)?(?:日|天|周|星期|礼拜|月|年|晚|夜)|每?小?时(?=薪|\\d|[一二三四五六七八九])|每?小时|[一两三半]个?(?:月|年)(?:存下|攒下|赚到)?)'
const hypeBefore =
  '(?:(?:无需|不需要?|不用|不看|无|零|0)(?:任何)?(?:工作)?(?:经验|技术|基础|门槛|学历要求|学历|投入|风险)(?:[、,]?(?:零|0|无)(?:投入|风险|门槛))?|小白|轻松|轻轻松松|动动手指|什么都不会|每天[一两二三半1-4]个?小时|玩手机|手机操作|在家[^,。;\\n]{0,5}|坐办公室|会打字|会聊天)(?:就|即可|也)?(?:能|可|可以)?(?:拿|有|享)?[,、 ]?'
const hypeAfter =
  '(?:[,、 ]?(?:年[薪入]百万)?(?:绝对|都|真的|也|再也|完全|已)?(?:不(?:再)?是(?:一?[个场])?梦(?:想)?|轻松无比|轻轻松松|轻松实现|很正常|小意思|不在话下|so ?easy|现结|日结|工作轻松|轻松|保底))?'

function periodOf(text: string): Period {
  if (/时/.test(text)) return 'hour'
  if (/日|天|晚|夜/.test(text)) return 'day'
  if (/周|星期|礼拜/.test(text)) return 'week'
  return /年/.test(text) ? 'year' : 'month'
}

const paysCommission = (whole: string) => /提成|佣金|业绩|晋升/.test(whole)

/** The clause with its neighbours, where hype that belongs to the figure stands. */
function around(match: RuleMatch): string {
  return `${before(match, 22)}${matched(match)}${after(match, 22)}`
}

function amountOf(match: RuleMatch): { amount: Amount; day: Amount | null } | null {
  const read = readAmount(match.groups.a ?? '')
  if (read === null) return null
  const unit = periodOf(match.groups.p ?? '')
  if (unit === 'month' && read.high < 100) return null
  return { amount: monthly(read, unit), day: unit === 'day' ? read : null }
}

const refused =
  /(?:拒绝|杜绝|抵制|打击|审核|拦截|识别|举报|严禁|禁止|谨防|警惕|不是|并非|绝非|不能?保证|不承诺|不敢说|避免|远离)[^。;\n]{0,14}$/

/** Pay that cannot be true for what is asked, or a slogan of riches. */
function cannotBeTrue(match: RuleMatch): boolean {
  if (refused.test(before(match, 18))) return false
  const read = amountOf(match)
  if (read === null) return false
  const { amount, day } = read
  const text = around(match).replaceAll(/轻松(?:愉[快悦]|和谐|活泼|自由|自在|的|氛围|环境|友好|有爱)/g, '')
  const { title } = match.posting
  if (amount.high >= sloganMin && dream.test(matched(match) + after(match, 10))) return true
  if (day === null && /底薪/.test(text) && !/兼职|在家/.test(text) && amount.high < unskilledMin) return false
  const worker = specialist.test(title)
  const selling = sales.test(title)
  if (
    noThreshold.test(text) &&
    day === null &&
    amount.low >= sloganMin &&
    !worker &&
    periodOf(match.groups.p ?? '') !== 'hour'
  )
    return true
  if (
    (everyone.test(before(match, 8) + matched(match)) || /^[,、]?(?:小白|人人|谁都|新手)/.test(after(match, 6))) &&
    !/提成|佣金|主管|经理/.test(text) &&
    amount.low >= unskilledMin &&
    !worker
  )
    return true
  if (periodOf(match.groups.p ?? '') === 'hour') return amount.low >= hourlyMin && !worker
  if (day !== null) {
    const noBar = easy.test(text) && unskilled.test(text)
    if (selling && !noBar && !/赚|挣|入/.test(match.groups.v ?? '')) return day.low >= dayMax
    if (/赚|挣|入|进/.test(match.groups.v ?? '') && day.high >= dayVerbMin && !worker) return true
    if (day.low >= dayMax && !worker) return true
    if (unskilled.test(text) && day.low >= 500 && !worker) return true
    return (easy.test(text) || sideline.test(text + title)) && day.high >= 300 && (!worker || noBar) && !isShift(text)
  }
  if (easy.test(text) && amount.high >= easyMin && amount.low >= sloganMin) return true
  if (worker) return false
  if (unskilled.test(selling ? matched(match) : text) && amount.low >= unskilledMin) return true
  if (selling) return false
  if (sideline.test(text + title) && amount.low >= sidelineMin * 2) return true
  if (homework.test(text + title) && amount.low >= easyMin) return true
  return (
    (lowSkill.test(title) || /(?:普工|操作工|保洁|保安|服务员|搬运工|包装工|分拣员|收银员)$/.test(before(match, 4))) &&
    amount.low >= unskilledMin &&
    !ofWhole(match, paysCommission)
  )
}

/** Day work as such: hours, a place, a shift. */
function isShift(text: string): boolean {
  return /每天8小时|8小时|含餐|包餐|商场|展会|半天/.test(text) && !/轻松/.test(text)
}

/** Income promised for nothing, from 日入过千 to 三个月买车. */
export const incomeRules: readonly Rule[] = [
  {
    id: 'fraud-bait.income',
    triggers: list(`
      日入 日赚 日挣 日进 日薪 日结 日收 月入 月赚 月薪 月收入 月挣 周入 周薪 年入 年薪 年赚 一天 每天 一晚 每晚 一周 一个月 每月 月存
      年收入 小时薪 时薪 天轻松 月轻松 日均 个月赚 个月存 月拿 天赚 天挣 月收 时赚 月均 无责
    `),
    pattern: `(?:${hypeBefore})?(?:(?<p>${period})(?<v>${income}{1,2})?|(?:无责任?)(?:底薪|保底))${modal}(?:人民币)?(?<a>${sum})(?![ ]?(?:人|名|个|单|次|ip|用户|pv|uv|件|条|家|台|字|笔|运单|订单|供应|访问|流量|客户|数据|活跃|请求|曝光|亿|级|量|级别|行|并发))(?:[,、 -]{1,2}年[入薪]百万)?${hypeAfter}`,
    judge: cannotBeTrue,
    confidence: 0.85,
    examples: [
      '日入过千',
      '轻松一天500-800元',
      '无需经验月薪3万',
      '月入十万不是梦',
      '月薪过万轻松无比，年薪百万不是梦想',
      '小白月薪三万',
      '每天两小时，日赚800',
      '试睡员日薪2000',
      '一晚3000-8000元',
      '周入过万，不用技术，在家标图',
      '什么都不会，也能一个月拿四万',
      '轻轻松松月赚三万'
    ],
    counterExamples: [
      '底薪5000，提成25%-65%，优秀者月入两万',
      '日结200元，每天8小时，含餐',
      '轻松月入5500以上',
      '年薪80-150万，十年大客户资源',
      '月薪8000-12000元，双休',
      '拒绝“月入十万不是梦”式文案',
      '收入过万销售员工人数80%以上'
    ]
  },
  {
    id: 'fraud-bait.riches',
    triggers: list(
      `大钱 大财 买车 买房 换宝马 开宝马 换豪车 不是梦 日进斗金 暴富 财富自由 钞票 一夜 身家 躺着收 变一万 变十万`
    ),
    pattern: `(?:小白也能)?(?:[一两二三半六1-6]|几)个?月(?:内)?(?:就)?(?:能|可)?(?:买车|买房|换宝马|开宝马|换豪车|开奔驰|换奔驰|全款买[车房])(?:[,、]?[一两二三半1-3]年买房)?(?:[,、]?年入百万轻轻松松)?|(?:轻松|轻轻松松)[^,。;\\n]{0,6}(?:买车|买房)|买车买房(?:都)?不(?:再)?是梦|投资?${sum}[^,。;\\n]{0,8}(?:变|翻成|赚到?)${sum}|日进斗金|一夜暴富|(?:轻松|躺着)?(?:实现)?暴富|手机在手,?钞票我有|(?:轻松|快速|躺着|提前)(?:实现)?财[富务]自由|(?:轻松|轻轻松松|就能|都能|也能|带你|保证|让你|躺着|分分钟)[^,。;\\n]{0,4}(?:赚|挣|发)大[钱财]`,
    judge: match => !refused.test(before(match, 18)),
    confidence: 0.8,
    examples: ['三个月买车，一年买房', '小白也能三个月换宝马', '买车买房不是梦', '日进斗金'],
    counterExamples: ['为客户提供买车贷款', '你的未来不是梦', '月胖三斤不是梦']
  },
  {
    id: 'fraud-bait.tiers',
    triggers: ['全心做', '用心做', '拼命做', '努力做', '认真做', '勤奋做', '疯狂做', '玩着做', '随便做', '正常做'],
    pattern: `(?:全心|用心|拼命|努力|认真|勤奋|疯狂|玩着|随便|正常)做[:]?(?:月入)?(?<a>${sum})(?:左右)?`,
    judge: match => (readAmount(match.groups.a ?? '')?.low ?? 0) >= effortMin,
    confidence: 0.8,
    examples: ['全心做：58000～100000', '拼命做：月入10万'],
    counterExamples: ['正常做：8000～10000', '勤奋做：28000-50000', '认真做好每一件事']
  },
  {
    id: 'fraud-bait.passive',
    triggers: list(
      `躺 睡觉 睡后 稳赚 包赚 只赚不赔 零投入 0投入 零风险 挂机 看视频 聊天就 玩手机 动动手 刷视频 听歌 无本 坐着收 坐等收 收钱 自动赚 被动收入 走路 睡着 看广告`
    ),
    pattern:
      '(?:在家)?躺(?:[a-z]|着|平)?(?:就|也)?(?:能|可)?(?:赚|挣|赢|收|拿)(?:钱|收益|工资)?|睡(?:着觉?|觉)(?:时)?(?:也|都|就)(?:能|在)?(?:赚|挣)钱|(?:打造|获得)?睡后收入|(?:跟单|保证)?(?:稳赚(?:不赔|不亏)|包赚(?:不赔|不亏)|只赚不赔)(?:[,、]?日收益[^,。;\\n]{0,6})?|(?:零|0)投入[^,。;\\n]{0,4}(?:零风险|高回报|高收益|日入|月入)[^,。;\\n]{0,6}|挂机(?:就)?(?:有|能|可|赚|得|日入)[^。;\\n]{0,14}|(?:看广告|看视频|刷视频|聊天|聊聊天|玩手机|听歌|走路|玩游戏)(?:就|即|也)?(?:能|可|可以)?(?:赚(?:钱)?|挣钱|有钱|有收益|有收入)(?:[,、]?(?:一天|日结|一周)[^,。;\\n]{0,6})?|(?:坐|躺|睡)(?:着|等|在家)?(?:就|也)?(?:能|可)?收钱|(?:挂机|全?自动)(?:自动)?赚钱[^,。;\\n]{0,8}|动动手指?(?:就|即)?(?:能|可)?(?:赚|日赚|月入|挣|有)[^,。;\\n]{0,6}',
    judge: match =>
      !refused.test(before(match, 18)) &&
      !/游戏(?:设计|开发|系统)|挂机(?:测试|游戏|系统|玩法)/.test(matched(match) + after(match, 6)),
    confidence: 0.88,
    examples: [
      '在家躺赚',
      '睡着觉也能赚钱',
      '躺z赚',
      '跟单稳赚不赔',
      '挂机就有收益',
      '看视频就能赚钱',
      '动动手指日赚600',
      '躺着收钱'
    ],
    counterExamples: ['可以躺着午休', '拦截“躺赚”广告', '放置挂机类游戏策划']
  }
]
