import { monthly, readAmount, sum } from '../amounts.ts'
import { after, before, matched, ofWhole } from '../context.ts'
import { isQuoted, isWorkOnAbuse } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { Judgement, RuleFamily, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

const place =
  '(?:缅北|缅甸|缅东|妙瓦底|(?<![自信勇,、])果敢(?![,、坚])|佤邦|勐拉|木姐|老街市|大其力|东枝|仰光|泰缅边境|泰缅|柬埔寨|西哈努克|西港|金边|木牌|波贝|七星海|老挝|金三角|磨丁|万象|菲律宾|马尼拉|宿务|迪拜)'
const refused =
  /(?:不是|并非|绝非|绝不|拒绝|杜绝|严禁|禁止|抵制|打击|防范|防止|识别|谨防|警惕|远离|宣讲|无任何|不做|不搞|不涉及|没有|不存在|涉嫌|查处|反对?|揭露|治理|拦截|区别于|不得|严打|举报|调查|追踪|排查)[^,。;:\n]{0,12}$/
const abuseWork =
  /^[^。;\n]{0,10}(?:骗局|案件|案卷|团伙|危害|窝点|犯罪|识别|风险|行为的?(?:打击|识别|治理)|受害|陷阱|违规|骗术|研究|防控|治理|线索|检测|预警|等违法|等违规|等黑)/

/** Named as a crime to fight, research or refuse, not as the work. */
function isNamedOnly(match: RuleMatch): boolean {
  return refused.test(before(match, 20)) || abuseWork.test(after(match, 14)) || isQuoted(match)
}

const lawfulAbroad =
  /国企|央企|水电|电站|电厂|施工|土建|路桥|公路|铁路|矿山|造价|测量|监理|翻译|口译|使馆|领事|红十字|支教|汉语教师|国际学校|援外|项目部|EPC|epc|总承包|世行/
const noSkill =
  /打字|无经验|无需经验|不需要?经验|零经验|小白|会聊天|包机票|机票|包签|签证|护照|客服|推广|狗推|聊天|不需?英语|不限学历|手机操作|同学结伴|园区|急招|高薪|路费全包/

/** The place alone is no crime: unusual pay for no skill makes it one. */
function luresAbroad(match: RuleMatch): Judgement {
  if (isNamedOnly(match)) return false
  const { title } = match.posting
  const plainly = /缅北|妙瓦底|泰缅|金三角|(?<!自信)果敢|佤邦|勐拉/.test(matched(match))
  if ((lawfulAbroad.test(title) || ofWhole(match, isLawfulAbroad)) && !plainly) return false
  const near = before(match, 30) + matched(match) + after(match, 44) + title
  const high = /高薪|薪资翻倍|暴富|发财/.test(near) || ofWhole(match, offersHighPay)
  if (plainly) return high || noSkill.test(near)
  return high && (noSkill.test(title) || ofWhole(match, asksNoSkill))
}

const isLawfulAbroad = (whole: string) => lawfulAbroad.test(whole)
const asksNoSkill = (whole: string) => noSkill.test(whole)

const pay = new RegExp(
  `(月薪|底薪|月入|月收入|每?月|日薪|一天|工资|薪资)[^\\d,，。；;\\n一二两三四五六七八九十]{0,4}(${sum})`,
  'g'
)
const payUnitsMax = 4000
const highMonthlyMin = 15_000

function offersHighPay(whole: string): boolean {
  for (const [found, period = '', figure] of whole.slice(0, payUnitsMax).matchAll(pay)) {
    const amount = readAmount(figure ?? '')
    if (amount === null || /美元|美金|比索/.test(found)) continue
    const per = period === '日薪' || period === '一天' ? 'day' : 'month'
    if (monthly(amount, per).low >= highMonthlyMin) return true
  }
  return false
}

export const fraudCrime: RuleFamily = {
  category: 'fraud-crime',
  severity: 'block',
  name: '涉嫌传销、赌博、电信诈骗等犯罪',
  law: [article('人力资源市场暂行条例', '第二十七条'), notices.platform],
  suggestion: '该内容涉嫌违法犯罪活动，不得发布；平台应当停止发布并核实用人单位，必要时向公安机关报告。',
  guard: match => isWorkOnAbuse(match),
  disguises: list(`
        拉人头 发展下线 网络博彩 博彩 菠菜推广 跑分平台 跑分 资金盘 出租银行卡 杀猪盘 柬埔寨 网络赌博 刷流水 洗钱 传销
        收款码 四件套
      `),
  rules: [
    {
      id: 'fraud-crime.pyramid',
      triggers: list(`
        拉人头 下线 级差 三代 二代 五代 级分佣 级返利 级分销 拉人 人头费 1040 资本运作 连锁销售 出局
        静态收益 动态收益 首码 直推 间推 层级 传销 团队业绩 团队流水 介绍人 入伙 裂变 五级三阶 代收益 代提成 代理后再招
        会员级 下级
      `),
      pattern:
        '(?:靠|先)?拉(?:人头|人奖|人返|人入会|人加盟|亲友|亲戚|人提成|人就有)(?:奖励|返利|提成)?|(?:主要靠|可|就能|带队|不断)?(?:发展|招募|招收|开发|邀请|拥有|带|建立)(?:[一二三两多]级|会员|更多|新的?|自己的?|你的|无限)*下线[^。;\\n]{0,10}|(?<!线)下线(?:提成|返利|返佣|奖励|业绩|消费|人数|分红|裂变|会员)[^,。;\\n]{0,6}|[^,。;\\n]{0,8}(?:三|二|两|五|七|九|多|[2-9])(?:级|代|层)(?:以内)?(?:的)?(?:分佣|返利|返佣|提成|收益|佣金|分润|奖励|裂变)|(?:会员|代理|团队)?级差(?:制度?|奖|收益|返)[^。;\\n]{0,14}|下级(?:消费|充值|业绩|会员|进货)[^,。;\\n]{0,4}(?:返|提成|奖|分)[^,。;\\n]{0,6}|静态(?:收益|分红)[^。;\\n]{0,16}|动态(?:收益|奖|拉人)[^。;\\n]{0,8}|(?:人头费|五级三阶(?:制)?|1040(?:阳光)?工程|资本运作(?:项目|模式)?(?=[^。;\\n]{0,20}(?:考察|出局|份额|亲友|南宁|北海))|连锁(?:销售|经营)业(?=[^。;\\n]{0,16}(?:份额|出局|考察)))|[^。;\\n]{0,20}(?:推荐|介绍|招|拉|邀请)[^,。;\\n]{0,6}人[^,。;\\n]{0,4}(?:出局|升级|回本)[^。;\\n]{0,14}|(?:邀|拉|带|找|动员)(?:请)?(?:亲友|亲戚|熟人|亲朋好友|朋友)[^,。;\\n]{0,6}(?:入伙|入会|加盟|投资|加入)[^。;\\n]{0,10}|(?:加入|从事|诚招|招募|做)[^,。;\\n]{0,4}传销[^,。;\\n]{0,4}',
      judge: match =>
        !isNamedOnly(match) &&
        !/线上|上下线|车辆|整车|产品下线|版本|节目|活动|服务器|生产线|应用|功能|系统/.test(
          before(match, 8) + matched(match)
        ) &&
        !/分销系统|商城开发|开发工程师|前端|后端|java|php|产品经理|测试/.test(match.posting.title),
      law: [article('人力资源市场暂行条例', '第二十七条'), notices.pyramid, notices.platform],
      confidence: 0.88,
      examples: [
        '拉人头奖励800',
        '发展三级下线',
        '邀亲友入伙拿三代提成',
        '静态收益日返1%，动态拉人奖',
        '推荐三人出局拿回本',
        '会员级差制度，下级消费返你30%'
      ],
      counterExamples: [
        '新车下线检测',
        '打击拉人头、发展下线等传销行为',
        '线上线下一体化运营',
        '介绍朋友入职奖励500元',
        '三级分销商城系统'
      ]
    },
    {
      id: 'fraud-crime.gambling',
      triggers: list(`
        博彩 菠菜 bo彩 赌场 网赌 赌博 上下分 上分 荷官 盘口 打流水 时时彩 百家乐 六合彩 bc推广 bc行业 洗码 娱乐城 真人视讯
        外围投注 赌客 输赢 bc项目
      `),
      pattern:
        '(?:推广|做|从事|负责|代理|运营|接触)?(?:海外|境外|国外|线上|网络|大型|亚洲)?(?:网络|线上|在线|体育|电子)?(?:博彩|菠菜|bo彩)(?:平台|网站|行业|公司|项目|推广|客服|引流|盘口|代理|运营|彩票|业务|电话|游戏|产品)*(?:推广|引流|客服|代理|运营)?|(?:推广|运营|代理|做)?(?:线上|网络|在线|境外)?(?:网赌|网络赌博|线上赌场|赌博(?=平台|推广|网站|代理|app|软件|运营)|赌场(?=平台|推广|代理|荷官|公关|客服|发牌)|百家乐|时时彩|六合彩|娱乐城(?=推广|代理|客服|引流|平台)|真人视讯)(?:平台|推广|客服|网站|代理|荷官|引流|运营|项目)*|(?:棋牌|游戏|平台|娱乐)*(?:(?:上下分|上分下分)(?:客服|员|专员)?|(?:游戏|平台|娱乐|棋牌)上分(?:客服|员|专员)?|(?<![年以个线])上分客服)|(?:线上|真人|在线|美女|电投)*荷官(?:[,、]?(?:菲律宾|柬埔寨|缅甸|澳门))?|盘口(?:引流|推广|代理|客服)|[^,。;\\n]{0,8}打流水[^。;\\n]{0,14}|[^,。;\\n]{0,4}按输赢[^,。;\\n]{0,6}|bc(?:推广|行业|项目|公司)(?:\\([^()]{0,8}\\))?|洗码(?:返佣|佣金|仔)?|招揽赌客',
      judge: match =>
        !isNamedOnly(match) && !/研究|彩票站|体彩|福彩|高校|危害/.test(before(match, 10) + after(match, 10)),
      confidence: 0.9,
      examples: [
        '网络博彩平台推广',
        '菠菜推广',
        '棋牌游戏上下分客服',
        '线上真人荷官，菲律宾',
        'bc推广',
        '客户充值打流水，按输赢抽佣',
        '菠.菜盘口引流'
      ],
      counterExamples: ['识别网络博彩推广等违规内容', '网络博彩危害研究', '波菜炒蛋', '不涉及任何彩票博彩']
    },
    {
      id: 'fraud-crime.abroad',
      triggers: list(`
        缅北 缅甸 缅东 妙瓦底 果敢 佤邦 勐拉 大其力 泰缅 柬埔寨 西港 西哈努克 老挝 金三角 磨丁 菲律宾 马尼拉
        金边 迪拜 波贝 绵北 棉北 免北
      `),
      pattern: `${place}(?:首都|边境|省|特区|市|地区|的)?(?:[,、]?${place})?(?:特区|经济特区|园区|高薪|工作|上班)?(?:[^,。;\\n]{0,4}打字员)?(?:[,、]?(?:月薪|底薪|月入)[^,。;\\n]{0,8})?`,
      judge: luresAbroad,
      law: [article('人力资源市场暂行条例', '第二十七条'), notices.telecomFraud, notices.platform],
      confidence: 0.88,
      examples: [
        '缅北高薪，月入三五万，包机票包签证，会打字即可',
        '柬埔寨西港，月薪四万起，不需英语，公司包护照办理',
        '妙瓦底园区打字员，底薪2万，包接送'
      ],
      counterExamples: [
        '驻柬埔寨金边建筑项目，账务核算，英语，月薪12000',
        '缅甸语新闻编译',
        '调查缅北电诈窝点',
        '国企水电站项目，常驻柬埔寨上丁，月薪18000'
      ]
    },
    {
      id: 'fraud-crime.laundering',
      triggers: list(`
        跑分 pao分 银行卡 yhk 四件套 4件套 微信号 qq号 支付宝 收款码 收款转账 代收款 洗钱 usdt 承兑 搬砖 对公账户 对公卡
        挂名法人 做法人 法人代 goip 猫池 过账 走账 刷流水 手机卡 电话卡 卡商 实名账号 收钱 名下的卡 过流水 两卡 手机口
      `),
      pattern:
        '(?:收购|出租|出借|出售|租借|租用|买卖|高价收|长期收|回收|转让|收|租|借)(?:[、和/](?:收购|出租|出借|出售|租借))?(?:你|个人|自己|本人|闲置|您)?(?:的)?(?:名下)?(?:实名)?(?:的)?(?:银行卡|yhk|微信号?|qq号|支付宝(?:账号)?|收款码|对公账户|手机卡|电话卡|四件套|4件套|实名账号|抖音号)(?:[、和/,](?:银行卡|微信号|qq号|支付宝|手机卡|电话卡|四件套|高价))*(?:用[^,。;\\n]{0,6})?|(?:绑定)?(?:个人|自己|本人)?(?:银行卡|微信号|支付宝|手机卡|账号|收款码)(?:出租|出借|租赁|跑分|过账|走账|收钱转出|代收)[^,。;\\n]{0,6}|(?:做|接单|线上|兼职|熟手可兼做)?(?:跑分|pao分)(?:平台|接单|结算|项目|兼职|车队|员)?|(?:用|拿|提供|借)(?:自己|本人|个人|你)?(?:的)?(?:支付宝|微信|银行卡|收款码|账户|名下的卡)[^,。;\\n]{0,10}(?:收钱|收款|转出|转账|过账|走账|过流水|代收)[^,。;\\n]{0,8}|走你名下的卡|(?:帮|替|代)(?:忙|平台|客户|别人)?(?:收钱转出|收款转账|洗钱|过账|走账)|usdt(?:搬砖|承兑|买卖|兑换)[^。;\\n]{0,10}|(?:虚拟币|数字货币)(?:搬砖|承兑)|(?:做|当|担任|招)?[^,。;\\n]{0,4}挂名(?:法人|股东)[^。;\\n]{0,12}|(?:身份证|法人)[^。;\\n]{0,10}(?:对公账户|对公卡)[^,。;\\n]{0,8}|(?:配合)?(?:开|办|提供|出售)(?:立)?[^,。;\\n]{0,4}(?:对公账户|对公卡)(?:给|出租|使用|卖)?|(?:架设|安装|维护|操作|看管|放置)?[^,。;\\n]{0,4}(?:goip|猫池|手机口)(?:设备)?|(?:银行卡|手机|账户|店铺)?(?:刷|过)流水(?:兼职|日结|返佣)?',
      judge: match =>
        !isNamedOnly(match) &&
        !isBenignMoney(match) &&
        !/信用卡|激活|外呼|账单|代扣|开户行|本人有效|工资卡|携带|办理入职|需带|面试/.test(
          before(match, 12) + matched(match)
        ),
      law: [article('人力资源市场暂行条例', '第二十七条'), notices.telecomFraud, notices.platform],
      confidence: 0.88,
      examples: [
        '出租个人银行卡给平台周转',
        '跑分平台接单',
        '收购、出租银行卡',
        '用自己的支付宝帮平台收钱转出',
        'USDT搬砖，帮忙收款转账',
        '做公司挂名法人，配合开对公账户',
        '家中架设GOIP设备',
        '跑*分'
      ],
      counterExamples: [
        '手机跑分评测',
        '信用卡激活外呼',
        '需提供本人银行卡用于发放工资',
        '追踪GOIP、猫池团伙',
        '公司对公账户的开立与年检'
      ]
    },
    {
      id: 'fraud-crime.scam',
      triggers: list(`
        杀猪盘 冒充 狗推 聊天手 精聊 资金盘 注销校园贷 裸聊 引导转账 亏得越多 客户亏损 黑平台 诈骗 电诈 虚假平台 带客户入金
        庞氏 假冒 扮演 仿冒 传销币 空气币 喊单
      `),
      pattern:
        '杀猪盘[^,。;\\n]{0,8}|(?:冒充|假冒|扮演|自称|仿冒)[^,。;\\n]{0,8}(?:客服|公检法|警察|民警|银行|平台工作人员|白富美|高富帅|美女|女生|股票老师|投资专家)[^。;\\n]{0,14}|(?:自称[^。;\\n]{0,8})?注销校园贷[^。;\\n]{0,10}|(?:招)?(?<!搜)狗推|(?:精聊|聊天手|色聊)(?:员|手|客服|引流)?|裸聊(?:引流|客服|主播)?|(?:新)?资金盘(?!点|活|存|整|后)(?:新盘|首码|项目|推广|操盘|代理)*|引导(?:客户|用户|对方)?转账|[^。;\\n]{0,14}(?:客户)?亏(?:得|的)?(?:越多|损)[^,。;\\n]{0,4}(?:提成|佣金|分成)[^,。;\\n]{0,6}|(?:从事|参与|做|负责|推广)?(?:电信|网络)?(?:诈骗|电诈)(?:话务|客服|业务|团队|项目)|(?:推广|代理|运营)(?:庞氏|空气币|传销币|黑平台|虚假平台)[^,。;\\n]{0,6}',
      judge: match => !isNamedOnly(match) && !/角色|cos|剧本|演员/.test(before(match, 10) + match.posting.title),
      law: [article('人力资源市场暂行条例', '第二十七条'), notices.telecomFraud, notices.platform],
      confidence: 0.88,
      examples: [
        '杀猪盘聊天手',
        '冒充客服给用户打电话退款',
        '资金盘新盘首码',
        '自称某平台客服注销校园贷，引导转账',
        '客户亏得越多提成越高'
      ],
      counterExamples: ['宣讲刷单、杀猪盘、冒充公检法骗局', '识别资金盘风险', '月末资金盘点', '防范电信诈骗']
    }
  ]
}

const benchmark = /性能|评测|测评|手机|安兔兔|芯片|显卡|cpu|gpu|io|benchmark|geekbench|基准|模型|榜|启动|续航|模型|优化/
/** 跑分 of a benchmark, accounts that the firm itself keeps. */
function isBenignMoney(match: RuleMatch): boolean {
  const evidence = matched(match)
  const near = before(match, 20) + after(match, 20)
  if (/跑分/.test(evidence)) return benchmark.test(near + match.posting.title) && !/接单|提成|平台|银行/.test(near)
  if (/对公/.test(evidence) && !/身份证|法人|给|出租|卖/.test(evidence + near)) return true
  return (
    /会计|出纳|财务|核算|风控|反洗钱|合规|审核/.test(match.posting.title) && !/出租|跑分|自己|挂名|收购/.test(evidence)
  )
}
