import { after, before, matched } from '../context.ts'
import type { RuleMatch } from '../rule.ts'
import { list } from '../words.ts'

/** Word classes of the fraud frames: sources of regular expressions without captures, over folded text. */

const numerals = '一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾'
/** A sum of money as fees are named: 88元, 三百, 一千八, 0.5万. */
export const feeSum = `(?:一共|总共|合计|共计|共|大约|约|每[人年]|一次性|收|只要|只需|最高|不低于|不少于|价值)?(?:(?:人民币|现金)?[¥￥]?(?:\\d{1,6}(?:[.]\\d{1,2})?(?:[-到至]\\d{1,6})?[多来余]?(?:万|千|百|[kw](?![a-z]))?(?![\\d年月日号天名人岁个%点:折成张份篇]|[.]\\d)|[${numerals}几半]{0,3}[百千万佰仟][${numerals}百千万佰仟零几]{0,5}[多来余]?(?![人名个家])|[${numerals}几半]{1,3}(?=元|块|圆|毛))(?:元钱?|块钱?|圆|rmb)?|\\d{1,2}%)`
/** Small change by another name: 一杯奶茶钱, 茶水费. */
export const smallChange =
  '(?:(?:一[杯包顿点条盒]|几包|两包)[^,。;\\n]{0,4}(?:钱|费)|(?:辛苦|茶水|茶|烟|奶茶|好处|跑腿|喝茶|饭|人情|打点|疏通|红包|小|意思|感谢|活动|操作|车马)(?:钱|费)|(?:(?:一|个|大|小){0,2}红包)|一?[点些]小?(?:钱|意思))'
/** When only an applicant is asked: before or on hiring. */
export const hiringTime =
  '(?:(?:办理?)?(?:入职|报到|到岗|上岗|面试|录用|签约|签(?:订|署)?(?:劳动)?(?:合同|协议)|体检|进厂|入厂|到厂|进场|进店|进组|进群|入群|上船|上车|出发|开工|接单|派单|派活|领(?:料|货|材料|工服|工牌|设备|单)|报名|培训|岗前|集训|试镜|试音|试岗|录取|入住|来(?:公司|店里|厂里)|通过面试|注册|做单|拿单)(?:通过|手续|成功|合格)?(?:之?前|时|当天|当日|后|即|就|的时候|需|须|要|先|者|的同学|的人)?|(?:第一|首)(?:天|次|个月)|首月|先|提前|预先|当场|现场|事先|到了?(?:先|就))'
export const duty =
  '(?:需要?|须|要|得|应|必须|务必|先|请|统一|自|另外?|均|都|还|每人|一次性|预先|自行|可|会|就|再|,){0,4}'
export const payVerb =
  '(?:上?[交缴](?:付|纳|存|齐|清|够|上|了|个|一下|一笔)?|支付|[收付](?:取|纸|清|齐|个|了|上|够|一笔)?|预[付缴交存收]|自[付交缴备费掏负担]|承担|出(?=\\d|[一二两三四五六七八九十百几]|这|钱)|垫[付上]?|转账?(?:给|来)?|汇|打(?:款|过来|来|给)?|扫码(?:支付|付款?|交|转)?|微信转|存(?:入|下)?|押|压|充值?|扣(?:除|下|掉|留|收)?|补[交缴]|先[交缴付押压]|掏|花|认购)'
export const person =
  '(?:带队|老师|中介|中间人|介绍人|推荐人|经办人|负责人|对接人|招聘(?:人员|专员|老师|官)|人事|hr|前台|财务|组长|队长|领队|领班|班长|主管|店长|经理|老板|我们|我这|我司|公司|平台|工厂|厂里|店里|群主|代办|驻厂|工头|包工头|辅导员|总部)'

const stems = list(`
  服装 工装 工服 制服 工作服 校服 衣服 工牌 胸牌 门禁卡 工具 工具箱 设备 电脑 平板 头盔 餐箱 保温箱 资料 材料 教材 书本 建档 档案 登记 报名
  激活 认证 信息 咨询 服务 中介 介绍 推荐 内推 职介 安置 安排 派遣 劳务 办证 证件 制证 考证 考试 考核 培训 岗前 实操 体检 检查 健康证
  背调 政审 面试 试镜 拍摄 模卡 化妆 造型 试音 保险 意外险 担保 名额 占位 占座 留位 锁位 排队 加急 手续 签证 护照 平台 软件
  会员 加盟 代理 管理 邮寄 快递 打印 复印 工本 公证 耗材 入职 入会 上岗 岗位 挂靠 合同 学徒 拜师 带教 建卡 办卡 开户 注册 开通 账号
  器械 仪器 背景核查 背景调查 床上用品 抵押 样品 妆造 定妆照 定妆 试妆 模特卡 写真 资料片 技术 学习 实训 形象照 戏服 管家 产品包 毛巾包 耗材包 工位 摊位 排练 入司 通行证 上岗证
  邮 仓储 首箱 首单 实习 跟岗 入群 入场 进场 审核 评估 测评 定制 押证 资格 解冻 保密 车辆 租车 派单 接单 床品 被褥 行李 宿舍 住宿 餐具 手续 出国 外派
`)
export const stem = `(?:${stems.join('|')})`
export const depositNoun =
  '(?:押[料货车卡衣房工]?[款钱]|押金|压金|保证金|风险金|抵押金|信誉金|诚意金|诚信金|担保金|质押金|履约金|入会金|入伙费|保障金|留位金|占位费|意向金|认筹金|立约金|诚信押金|定金|订金|预付款|股金|入股金|人头费)'
/** What an applicant is asked to pay for: 资料费, 工牌押金, 背调的钱. */
export const feeNoun = `(?:${stem}{0,3}(?<![约固指确特既规拟法])${depositNoun}|${stem}{1,3}(?:的)?(?:费用?|金(?!额|融|属|牌|奖)|钱|款|成本|开支))`
export const feeTriggers = [
  ...new Set(
    stems.flatMap(word => [`${word}费`, `${word}的费`, `${word}的钱`, `${word}款`, `${word}钱`, `${word}押金`])
  )
]

const clauseStop = /[,。;:!?\n()[\]]/
function clauseLeft(match: RuleMatch, units: number): string {
  return before(match, units).split(clauseStop).at(-1) ?? ''
}
function clauseRight(match: RuleMatch, units: number): string {
  return after(match, units).split(clauseStop)[0] ?? ''
}

const refusedLeft =
  /(?:不(?!同|少|断|仅|只|但)|未|无(?!论|责)|免|没有?|零|0|拒绝?|严禁|禁止|绝不|决不|从不|杜绝|概不|非|任何|谨防|警惕|凡是?|如遇|如有|若有|遇到?|防|抵制|举报|识别|治理|查处|提醒|退还?|返还|报销|补贴|补助|发放|借口|名义|理由|向您?索要|索取)[^,。;!\n]{0,14}$/
const refusedInside =
  /不(?:用|需|必|收|要(?!退|担心|怕|紧)|交|押|扣|压|出|付|会|得)|无需|无须|免(?!费试|费学|费培|费体)|未收|报销|补贴|补助|发放|退还客户/
const refusedRight =
  /^[^。;\n]{0,10}(?:全免|均免|免费|全?由?(?:公司|单位|企业|平台|工厂|我司|我们|店里|门店|老板|厂里|甲方|总部)(?:全额|统一|来|会|给|全部|为您?)?(?:承担|出(?!示|具)|付|买单|报销|负责|支付|补贴|配发|提供|发放)|报销|可报|[均都](?:是|为|属)(?:诈骗|骗|假)|请?举报|骗子|是骗|即骗|的(?:公司|中介|单位)?(?:都|均)(?:是|为))/
const warning =
  /谨防|警惕|提防|当心|谨慎|请注意|不要相信|切勿(?:相信|上当)|(?:均|都)(?:为|是|属于?)(?:诈骗|骗)|请(?:立即|及时)?(?:举报|报警)|骗子|上当受骗|冒充我|以我(?:司|公司)名义|非我(?:司|公司)/
/** Whose money the work handles. */
const others =
  /客户|顾客|用户|业主|租客|租户|房客|学员(?!自|本|个人|须|需|要|交|均)|学生|家长|会员(?!费|档案|卡|资格)|商户|商家|供应商|经销商|加盟商|乘客|旅客|游客|患者|病人|买家|卖家|消费者|投标|招标|中标|工程|农民工|期货|履约|质保|参会|参展|嘉宾|考生|车主|司机端|借款|房东|房租|租金|酒店|民宿|押一付|被保|投保|居民/
const ledger =
  /核算|对账|台账|催缴|收缴|统计|结算|到账|预算|减免|开票|报表|审核|管理制度|核对|账目|核销|明细|收退|缴退|退费|退款|测算|分摊|入账|登记(?!费|前|时|后|先)/

/** Nobody takes this money from the applicant: refused, warned of, paid by the firm, or the work's own matter. */
export function isNotTaken(match: RuleMatch, namesOthers = matched(match)): boolean {
  const left = clauseLeft(match, 26)
  const inside = matched(match)
  const right = after(match, 18)
  if (refusedLeft.test(left) || refusedInside.test(inside) || refusedRight.test(right)) return true
  if (warning.test(before(match, 40)) || warning.test(after(match, 40))) return true
  if (others.test(left.slice(-16) + namesOthers) || ledger.test(left + clauseRight(match, 8))) return true
  if (/(?:为|给|替|帮)[^,。]{0,8}$/.test(left) || /^[^,。;\n]{0,3}(?:[交付]给?|由)(?:[^,。;]{0,4}医院)/.test(right))
    return true
  return /(?:公司|单位|企业|工厂|平台|我司|店里|老板|我们)(?:全额|统一|来|会|给|全部|为您?|先)?(?:承担|出|付|买单|报销|负责|支付|补贴|配发|提供)/.test(
    left + inside
  )
}

const signs = new RegExp(
  `${hiringTime}|你|您|自己|本人|个人|自[理付费备负掏担缴交]|员工|新人|应聘|求职|学员|每人|才能?|方可|不退|离职|做满|干满|才给|才可|不予`
)
/** The sentence around the evidence names the applicant or a time of hiring. */
export function asksApplicant(match: RuleMatch): boolean {
  return signs.test(before(match, 18) + matched(match) + after(match, 14))
}
