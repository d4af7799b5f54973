import { monthly, readAmount, sum } from '../amounts.ts'
import { after, before, matched } from '../context.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

/** CNY that no easy work pays: by the day, by the month. */
const dayMin = 500
const monthMin = 15_000
/** CNY per month that nobody is paid at once without a trade. */
const beginnerMin = 20_000

const refused =
  /(?:拒绝|杜绝|严禁|禁止|谨防|警惕|不是|并非|绝非|绝不|从不|不(?:能|会|敢)?(?:承诺|保证|吹|画)|没有|远离|不存在)[^。;,\n]{0,14}$/
const ofOthers = /客户|顾客|用户|业主|剧情|角色|主角|选题|奖品|抽奖|年会|文案|品牌|视频标题/
const expert = /总监|资深|高级|专家|架构|算法|医生|医师|律师|合伙人|飞行|船长|博士|首席/
const selling = /销售|置业|经纪|房产|保险|招商|主播|业务|顾问|理财|客户经理/

function isHonest(match: RuleMatch): boolean {
  return refused.test(before(match, 18)) || ofOthers.test(before(match, 12) + matched(match))
}

const ease =
  '(?:随便(?:干|做|弄|跑|搞|混)[干做弄跑搞混]?|(?:干|做|跑)着玩|轻轻松松|清闲|(?:活|事|工作)(?:很|特别)?闲|活(?:不|又)?(?:重|少|轻)|不(?:累|费劲|费力|费脑)|没(?:啥|什么)(?:事|活)|喝(?:喝)?着?茶|吹着?空调|聊聊天|动动(?:嘴|手|笔|鼠标)|跟玩儿?(?:似的|一样)|像玩一样|半天(?:的)?活|(?:一|每)?(?:个?月|周|礼拜)(?:只|就|才)?(?:跑|干|去|上|出)[一二两三]{1,2}[趟天次回]|[坐躺]着|闭着眼|摸鱼|混着)'
const paid =
  '(?:一?天|每天|日|一个?月|每月|月底|月|一周|到手|到账|进账|拿|挣|赚|入|给|一趟|一单|一晚|净落|落袋)[^,。;\\n]{0,6}?'

/** What the sentence says of the time that a sum is for. */
function perMonth(match: RuleMatch, text: string): number {
  const read = readAmount(match.groups.a ?? match.groups.b ?? '')
  if (read === null) return 0
  if (/天|日|晚|趟/.test(text.replace(/\d天内|半天活?/g, ''))) return read.low >= dayMin ? Number.POSITIVE_INFINITY : 0
  return monthly(read, /周|礼拜/.test(text) ? 'week' : 'month').low
}

const trifle =
  '(?:[看点刷框抄转贴拍扫填选拖划听写念录数]一[看点刷框抄转贴拍扫填选拖划听写念录数]|点点(?:手机|鼠标|屏幕)|刷刷视频|抄抄写写|写写画画|贴贴标签|转转链接|看看(?:视频|广告|直播)|发发(?:圈|图|广告|朋友圈)|拍拍照)'

const figure = '(?:\\d{1,5}(?:[.]\\d)?|[一二两三四五六七八九十百千万]{1,5})'
const piece = '[条单份个张件篇户组台]'

/** Promises as they are told across a counter: little work and much money, everyone rich, the test as a formality. */
export const baitSayings: readonly Rule[] = [
  {
    id: 'fraud-bait.leisure',
    triggers: list(`
      随便干 随便做 随便弄 随便跑 随便混 干着玩 做着玩 轻轻松松 清闲 很闲 特别闲 不累 不费劲 不费力 不费脑 没啥事 没什么事 喝茶 喝着茶 空调 聊聊天 动动嘴 动动手 动动笔 动动鼠标 跟玩 像玩 半天活 半天的活
      跑一趟 跑两趟 跑一两 去一趟 去两趟 干两天 干一两天 上两天 坐着 躺着 闭着眼 摸鱼 混着 一天八百 一天一千 全天钱
    `),
    pattern: `${ease}[^。;\\n]{0,16}?${paid}(?<a>${sum})(?![ ]?(?:行|字|人|名|次|件|个|步|米|公里|单))[^,。;\\n]{0,4}|(?:${paid})(?<b>${sum})(?![ +]{0,2}(?:行|字|人|名|次|件|个|步|米|公里|单))[,、]?[^,。;\\n]{0,6}?${ease}[^,。;\\n]{0,4}|(?:半天|一两个?小时|两三个?小时|几个小时)(?:的)?活[,]?(?:拿|给|算|领|按)?(?:全天|一天|整天)(?:的)?(?:工)?钱`,
    judge: match => {
      if (isHonest(match) || expert.test(match.posting.title)) return false
      const inside = matched(match)
      if (/全天|整天/.test(inside)) return true
      if (/提成|佣金|业绩|奖金/.test(inside) || selling.test(match.posting.title)) return false
      return perMonth(match, inside) >= (/闲|玩|躺|摸鱼|随便|趟|茶/.test(inside) ? 9_000 : monthMin)
    },
    confidence: 0.78,
    examples: ['随便做做一天六百', '活儿清闲，每月到手两万', '一个月去两趟，到手一万五', '半天的活拿全天钱'],
    counterExamples: ['坐着办公，月薪六千', '吹空调上班，月薪4500', '工作不累，一天180', '轻轻松松的氛围，月薪九千']
  },
  {
    id: 'fraud-bait.pieces',
    triggers: list('一条 一单 一份 一张 一篇 每条 每单 每份 每张 每篇'),
    pattern: `(?:一|每)${piece}(?:给|得|提|挣|赚|奖|算|结|就是|有)?(?<rate>${figure})(?:元|块|块钱)?[,、](?:一|每|个){1,2}(?<p>天|月)(?:轻轻松松|轻松|随便|随随便便|闭着眼|能|可以?|做|干|接|跑|搞|写|抄|就|少说|至少|也|个|有|刷|发){0,4}(?<n>${figure})(?:[-到]\\d{1,4})?${piece}[^,。;\\n]{0,8}`,
    judge: match => {
      if (isHonest(match)) return false
      const [rate, pieces] = [match.groups.rate, match.groups.n].map(text => readAmount(text ?? '')?.high ?? 0)
      const earned = (rate ?? 0) * (pieces ?? 0)
      if (!/轻|随|闭着眼|玩|少说/.test(matched(match) + after(match, 8))) return false
      return match.groups.p === '天' ? earned >= dayMin : earned >= monthMin * 2
    },
    confidence: 0.75,
    examples: ['每份三十，一天轻松做二十份', '一单提八千，一个月随随便便十单'],
    counterExamples: ['每件一块二，一天做两百件', '一单5元，一天轻松50单']
  },
  {
    id: 'fraud-bait.trifle',
    triggers: list(`
      看一看 点一点 刷一刷 框一框 抄一抄 转一转 贴一贴 拍一拍 扫一扫 填一填 选一选 拖一拖 划一划 听一听 写一写 念一念 点点手机 点点鼠标 点点屏幕 刷刷视频 抄抄写写 贴贴标签 转转链接 看看视频 看看广告 看看直播 发发圈 发发图 发发广告 发发朋友圈 拍拍照
      刷视频 看视频 看广告 刷抖音 天回本 月回本 天翻倍 天赚回
    `),
    pattern: `${trifle}[^。;\\n]{0,18}?(?:月底|月|一天|每天|日|到账|到手|进账|拿|挣|赚)[^,。;\\n]{0,5}?(?<a>${sum})[^,。;\\n]{0,6}|(?:刷视频|看视频|看广告|刷抖音)[,]?[^。;\\n]{0,8}(?:天|周|月|年)(?:内|就|能)?(?:回本|赚|挣|回|进账|到账|净赚)[^,。;\\n]{0,3}${sum}`,
    judge: match => !isHonest(match) && (match.groups.a === undefined || perMonth(match, matched(match)) >= monthMin),
    confidence: 0.78,
    examples: ['跟着抄一抄，月底到账一万八', '刷刷视频每天六百', '在家看广告，十天回本八千'],
    counterExamples: ['看一看产品，月薪五千', '扫一扫二维码投递，月薪6000']
  },
  {
    id: 'fraud-bait.beginner',
    triggers: list(`
      刚毕业 刚出校 没做过 没干过 没摸过 没碰过 没学过 没接触过 没上过班 一天没干 外行 啥也不懂 啥都不懂 什么都不懂 首月即 首月就 首月付 首月给 首月拿 首月发 首月到手 首月保底 首月工资 第一个月就 第一个月给 第一个月拿 头一个月就 头一个月给 头个月 入职当月 保底三万 保底两万 保底四万 保底五万
    `),
    pattern: `(?:刚(?:毕业|出校门?)|没(?:做|干|摸|碰|学|接触|上)过[^,。;\\n]{0,6}|一天没干过|外行|(?:啥|什么)[也都]?不懂)(?:的)?[,]?(?:也|就|照样|一样|都|同样|直接|,){0,3}(?:给|开|发|拿|能拿|有|付|领){0,2}[^,。;\\n]{0,3}?(?:月薪|月|底薪|保底|到手|薪水|工资)?[^,。;\\n]{0,2}?(?<a>${sum})|(?:首月|第一个月|头一?个月|入职当月)(?:起|的)?(?:就|即|便|也|可)?(?:付|给|拿|发|到手|保底|开|领|工资|入账)(?:你|您|到|足|出)?[^,。;\\n\\d]{0,3}?(?<b>${sum})`,
    judge: match => {
      if (isHonest(match) || expert.test(match.posting.title)) return false
      if (/提成|佣金|业绩|年薪/.test(matched(match) + after(match, 6))) return false
      return (readAmount(match.groups.a ?? match.groups.b ?? '')?.low ?? 0) >= beginnerMin
    },
    confidence: 0.75,
    examples: ['没做过设计的也给月薪两万八', '首月就发三万元', '外行照样拿四万'],
    counterExamples: ['刚毕业也给五千', '首月即付六千', '第一个月拿综合8000']
  },
  {
    id: 'fraud-bait.good-life',
    triggers: list(`
      富翁 富豪 有钱人 人生赢家 人上人 大款 开上好 开好车 开豪车 住别墅 住上别墅 住洋房 好车 豪车 着进账 着有钱 也有进账 就有进账 都有进账 数钱 数米 数钞票 来钱 收租 提前退休 早日退休 考虑退休 就能退休 可以退休 就退休 退休了 不用上班 不用打工 不用再上班 不用再打工 换了辆 换了台 换了新 提了车 提了辆 提车 换车 提新车
    `),
    pattern: `(?:人人|个个|谁都|大家都?|你也|咱都?|每个人)(?:都|也)?(?:能|可以?|会|有机会|将|要)?(?:当上?|成为?|做|变成?)(?:上|个)?(?:百万|千万|亿万)?(?:富翁|富豪|有钱人|大款|土豪|人生赢家|人上人)|(?:人人|个个|谁都|大家都?|每个人)[^,。;\\n]{0,5}(?:开|住|买|换)(?:上|了|得起|进)?(?:一?[辆台套])?(?:好车|豪车|新车|小轿车|洋房|别墅|大房子|豪宅)|[躺睡坐玩](?:着|在[^,。;\\n]{1,4})(?:也|都|就|照样)?(?:能|会|可以?)?(?:有)?(?:进账|数(?:钱|米|钞票)|进钱|来钱|收米)|(?:[\\d一二两三四五六几半]{1,2}个?(?:月|年)(?:后|内|就|以后|之后)?)[^,。;\\n]{0,6}(?:考虑|可以?|就能?|能|实现|安心)(?:提前|早日)?退休|(?:从此|以后|往后)?再也不用(?:上班|打工|看老板脸色|朝九晚五)|(?:新人|新来的|刚来的|同事|首月|当月|应届|宝妈|学员|前辈|室友|小伙伴)[^。;\\n]{0,14}?(?:提|换|买)(?:了|上)?(?:一?[辆台部])?(?:新|豪|好|大)?车(?!间|贴|险|补|床|型|位|票|次|辆|主|牌)[^,。;\\n]{0,6}`,
    judge: match => {
      const inside = matched(match)
      if (isHonest(match) || /退休(?:返聘|人员|金|教师|年龄)|医保/.test(inside + after(match, 4))) return false
      return !/车$|车/.test(inside) || !/汽车|二手车|4s|车险|试驾|交车|租车/.test(match.posting.title + inside)
    },
    confidence: 0.78,
    examples: [
      '跟着干，个个都能成富翁',
      '我们这里人人开上豪车',
      '睡着也有进账',
      '做上两年就可以提前退休',
      '从此再也不用打工',
      '新来的第二个月就换了辆新车'
    ],
    counterExamples: ['招收退休人员', '带新人熟悉交车流程', '用户坐着数钱的游戏文案', '学员买车险咨询']
  },
  {
    id: 'fraud-bait.test-for-show',
    triggers: list(`
      答案 题目提前 考题 题提前 试题 跟你姓 跟您姓 走过场 走个过场 走形式 走个形式 免笔试 无须参加 无需参加 不用参加 不必参加 无须笔试 无需笔试 不用考 不考试 就能进 即可进 均可进 都能进 确保进 保证进 进不去 考不上 录不上 进入名单 进名单 报了名就 报名就 报名即 有材料就 交材料就 交了材料
    `),
    pattern: `(?:笔试|面试|考试|考)(?:的)?(?:题|题目|答案|试题|题库|卷子)[^,。;\\n]{0,3}(?:提前|先|事先|考前)(?:一天)?(?:给|发|拿|看|知道|透露|到手)[^,。;\\n]{0,4}|(?:进|考|录|过|上)不(?:了|去|上|过|中)[^,。;\\n]{0,4}(?:跟[你您]姓|赔[你您]|我(?:负责|包赔|赔)|双倍退)|(?:笔试|面试|考试|考核)(?:就|都|只|也|不过)?(?:是|只是|就是)?走(?:个|一下|一?个)?(?:过场|形式)|(?:凡|凡是|只要)[^,。;\\n]{0,4}(?:递交?|交|报(?:了?名)?|填|提交)[^,。;\\n]{0,6}?(?:者|的|了)?[,]?(?:都|均|就|便|一律)?(?:能|可|会)?(?:以)?(?:确保|保证|直接)(?:进|录|入|上|安排)[^,。;\\n]{0,6}|(?:确保|保证|直接|就能|即可)(?:进入?|列入|录入|入)(?:录用|录取|入编|拟录)?名单[,]?(?:无[须需]|不用|免)(?:参加)?(?:笔试|面试|考)[^,。;\\n]{0,4}`,
    judge: match => !isHonest(match) && !/学员|考生|家长|教研|命题|题库建设/.test(before(match, 12) + matched(match)),
    suggestion: '不得承诺保证录用或者以内部名额招揽：写明公开的招聘条件和程序。',
    confidence: 0.8,
    examples: ['考试的题目提前发给你', '考不上我赔你', '面试就是走个过场', '只要报了名就保证录用'],
    counterExamples: ['负责面试题库建设', '面试不走过场，按真实水平', '提交简历后进入筛选']
  }
]
