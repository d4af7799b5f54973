import { after, before, matched } from '../context.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'
import {
  asksApplicant,
  duty,
  feeNoun,
  feeSum,
  feeTriggers,
  hiringTime,
  isNotTaken,
  payVerb,
  person,
  smallChange
} from './fraud-words.ts'

/** 管理费, 服务费 and the like are also prices of what the firm sells: only a sign of hiring makes them the applicant's. */
const ambiguous =
  /^[^,。]{0,8}(?:管理|服务|会员|加盟|代理|保险|快递|邮寄|设备|平台|软件|信息|咨询|认证|账号|合同|车辆|材料|材料|审核|评估|定制|考核|安装|推荐|介绍|劳务|派遣)(?:的)?(?:费|款|钱|成本|开支)/
const hasSum = new RegExp(feeSum)
const bears = /自[理付费备负掏担缴交]|[你您]|自己|本人|个人/

const plainlyTaken = new RegExp(`[收交缴押扣]取?${feeSum}|${feeSum}[^,。]{0,4}不退`)
const credit = /贷|分[^,。]{0,3}期|白条|花呗|借呗|有钱花|垫|月供|抵扣|工资[^,。]{0,4}扣|后(?:再|慢慢)?还/
/** Bought to enter a pyramid, not to be hired. */
const joins = /再[^,。]{0,3}(?:找|介绍|拉|推荐|发展)|成为|伙伴|下级|下线|层级|联创|返利|回本/
const leaving = /(?:离职|辞职|走人|离开|违约|解约|中途)[^,。;]{0,6}$/

function isDue(match: RuleMatch): boolean {
  const inside = matched(match)
  // Lent or deducted later it is fraud-loan; due on leaving, terms.
  if (
    /(?:培训|学|实训|课程|集训|训练|考证)[^,。]{0,4}[费款钱]/.test(inside) &&
    credit.test(before(match, 16) + inside + after(match, 24))
  )
    return false
  if (leaving.test(before(match, 10))) return false
  if (isNotTaken(match)) return false
  if (/工资|薪资|薪酬/.test(after(match, 3)) || /(?:住宿|宿舍|出国|行李)(?:的)?(?:费|钱|款)/.test(inside)) return false
  if (
    /(?:补|奖|津)贴?/.test(inside) ||
    /^(?:[/每](?:天|小时|场|课|节|次)|(?:的)?(?:收入|业务|产品|标准|政策|项目|工作))/.test(after(match, 4))
  )
    return false
  const signed = asksApplicant(match)
  if (ambiguous.test(inside) && !signed && !plainlyTaken.test(inside)) return false
  return signed || hasSum.test(inside)
}

const sumVerbs = [...'交缴押压垫充']
const sumTriggers = sumVerbs.flatMap(verb =>
  [...'123456789一二两三四五六七八九十几百千'].map(digit => `${verb}${digit}`)
)
const taken = `(?:由|从|得|要|需|都|全|先|均|,|请|可|就|也|是|这些|这笔)*(?:你|您|自己|本人|个人|新人|员工(?:本人|自己|个人)|应聘者|求职者|候选人|面试者|入职者)(?:先|自己|来|去|自行|们|要|得|全|得先|先行)*(?:出(?!示|具|勤)|掏|付|承担|担|负担|垫|交|解决|搞定|花|拿|想办法|买单|结|负责)`

/** Money taken from the applicant, by frame: who pays what to whom, when, under which name. */
export const feeFrames: readonly Rule[] = [
  {
    id: 'fraud-fee.due',
    triggers: [
      ...feeTriggers,
      ...list(
        '压金 押金 保证金 风险金 诚意金 诚信金 定金 订金 留位金 占位费 入伙费 股金 意向金 认筹金 立约金 人头费 履约金 质押金 担保金 保障金 入会金 信誉金 押料钱 押货款 押货钱 押车钱 押卡钱 仓储金 邮费'
      )
    ],
    pattern: `(?:${hiringTime})?${duty}${payVerb}(?:了|一定|少量|部分|相关|相应|同价|等额|同额|等值|全额|足额|的|个|一笔|${feeSum}){0,3}${feeNoun}(?:[、和及与]${feeNoun}){0,3}(?:[ :=为是(约]{0,2}${feeSum})?|${feeNoun}(?:[、和及与]${feeNoun}){0,3}(?:[ :=为是(约每人只仅共计收要另需一次性]{0,6}${feeSum}(?:元|块)?(?:[/每](?:套|人|位|件|次))?(?:自[理付费备负掏担缴]|${taken})?|${taken}|${duty}(?:自[理付费备负掏担缴]|${payVerb}))|${feeSum}的?${feeNoun}`,
    judge: isDue,
    confidence: 0.88,
    examples: [
      '入职前缴纳建档费88元',
      '工具押金四百',
      '手续费只收380',
      '报名费=50，交完进群',
      '压金100寄材料',
      '背调的钱你先出',
      '工牌费自付20元',
      '三十块的工本费'
    ],
    counterExamples: [
      '公司承担体检费',
      '谨防收取资料费',
      '核算服务费收入',
      '管理费率低于行业',
      '负责会员费的催缴',
      '报销体检费',
      '服务费用的结算'
    ]
  },
  {
    id: 'fraud-fee.borne',
    triggers: list(`
      你先出 你出 自己出 你自己出 自己掏 自掏 你掏 自己付 自己花 本人出 个人出 自己解决 自己垫 你垫 您先 个人先 本人先 自己先 自掏腰包 掏钱 花钱买 自己搞定 自己承担 你承担 本人承担 自己买 自己交 自理 自付 自费 自负 自担 自购 自行充 自己充
    `),
    pattern: `(?:体检|检查|培训|学习|考证|办证|健康证|证件|制服|工服|工装|服装|衣服|被褥|工具|材料|原料|背调|保险|拍(?:摄|照|模卡)|模卡|试镜|化妆|设备|头盔|电动车|签证|护照|机票|来回路|进货|备货|上岗证|从业证|审核|开户|注册|登记)[^,。;\\n]{0,6}(?:的)?(?:费用?|钱|款|成本|开销|花销)?[,]?${taken}(?:一?部?分|[^,。;\\n]{0,4}钱)?|(?:自掏腰包|自己(?:先)?掏钱|先掏钱|掏钱(?:才|就|买))[^,。;\\n]{0,8}|(?:体检|培训|办证|健康证|制服|工服|工装|服装|衣服|被褥|工具|材料|背调|模卡|考证|路费|车费|妆造|定妆照|形象照|写真|资料片|耗材|产品包|毛巾包)[^,。;\\n]{0,2}${feeSum}[^,。;\\n]{0,3}[,(]?(?:自[理付费备负掏担]|自己|你出|本人)[^,。;\\n]{0,3}|(?:端口|账号|系统|软件|平台|话费|流量|油费|物料)[^,。;\\n]{0,6}${feeSum}[,]?(?:自行|自己|个人|本人)(?:充值?|承担|支付|付|出|掏|负担)|(?:产品|毛巾|工具|耗材|服装|工装|制服|被褥|教材|设备|材料)[^,。;\\n]{0,4}自[购买费][^,。;\\n]{0,2}${feeSum}`,
    judge: match =>
      !isNotTaken(match) &&
      !/不用|无需|公司/.test(before(match, 6)) &&
      !/(?:公司|店里|学校|我们|单位)[^,]{0,4}(?:替|帮|给)[你您]/.test(matched(match)),
    confidence: 0.82,
    examples: ['进场要做背调，背调的钱你先出', '健康证自己掏钱办', '制服的钱得新人自己出'],
    counterExamples: ['体检费不用你出', '培训的费用公司承担']
  },
  {
    id: 'fraud-fee.handed-over',
    triggers: list(`
      交给带队 交给老师 交给中介 交给公司 交给我们 交给前台 交给财务 交给经办 交给介绍 转给 打给 交到 打到 转到 汇到 打进 打款 转账 扫码 收款码 对公账 公司账 个人账 微信转 支付宝转 转过来 打过来 账上 账户 交钱 交费 缴费 付款 付钱 红包 奶茶钱 茶水费 辛苦费 好处费 打点 人情费 感谢费 跑腿费 茶水钱 烟钱 操作费 现金交 现交 先交 先付 先打 先转 先缴 先存 预存 预交 预付 先充
    `),
    pattern: `(?:费用?|钱|款)?${feeSum}[^,。;\\n]{0,6}(?:现场|当场|当面|直接|统一|先|微信|扫码|现金|,){0,3}(?:[交转付打汇缴](?:给|到|至|入|进)|给)${person}[^,。;\\n]{0,6}|(?:${hiringTime}|需|要|须|得)[^。;\\n]{0,8}?(?:打|转账?|汇|存|充|扫码付?|微信转|支付宝转|预存|预交|预付)[^,。;\\n]{0,4}${feeSum}[^,。;\\n]{0,8}(?:到|进|给|至|入)?[^,。;\\n]{0,6}(?:账|卡|码|平台|担保|抵押|保证|占|锁|留|名额|资格|激活|${person})[^,。;\\n]{0,6}|(?:[转付交发打给塞包])[^,。;\\n]{0,3}(?:${feeSum}|${smallChange})[^,。;\\n]{0,4}(?:给${person}|占(?:个)?(?:名额|位|坑)|锁(?:定|住)?(?:名额|岗位|位)|留(?:名额|岗|位)|保留(?:岗位|名额|资格)|定(?:岗|位)|表示|意思|打点|疏通)[^,。;\\n]{0,6}|(?:给|付|塞|包|送)${person}[^,。;\\n]{0,4}(?:${feeSum}(?:的)?(?:${smallChange}|费|钱|好处)|${smallChange})|(?:先|需|要|须|得)[交缴付打转充](?:个|了|上)?${feeSum}(?:[^,。;\\n]{0,4}[,]?(?:再|才|后|就)(?:能|可|给|安排|办|上|进|入|派|发|签)[^,。;\\n]{0,6})?`,
    judge: match => {
      if (isNotTaken(match)) return false
      const inside = matched(match)
      if (/工资|薪|奖金|提成|佣金|补贴|客|发放|结算|报价|单价|货款/.test(inside)) return false
      return asksApplicant(match) || /名额|占|锁|留/.test(inside)
    },
    confidence: 0.82,
    examples: [
      '检查费420元现场交给带队老师',
      '签合同当天先打八千到公司账上作为用车担保',
      '转账一杯奶茶钱占名额',
      '先交200再安排面试',
      '入职成功给介绍人包个红包'
    ],
    counterExamples: ['货款2000元转给财务', '负责把现金交到银行', '先交后付流程设计', '面试路费200元打给你']
  },
  {
    id: 'fraud-fee.sum-due',
    triggers: [...sumTriggers, ...list('交个 交纳1 交纳2 交纳3 交纳5 缴纳1 缴纳2 缴纳3 缴纳5 交师 交给师傅 给师傅交')],
    pattern: `(?:${hiringTime}|[一-龥]{2,4}前|每人|需要?|要|须|得|必须|先|只需?)[^,。;\\n]{0,8}?(?<![提递成外公移性社杂转上])(?:[交缴押压垫充](?:纳|个|了|上|够|满|出)?)${feeSum}(?:的?[^,。;\\n]{1,5}[费金款钱])?(?:[,]?[^,。;\\n]{0,6}(?:退|返|还))?`,
    judge: match => {
      const inside = matched(match)
      if (isNotTaken(match) || /压[一二两三半1-3](?![百千万\d])/.test(inside)) return false
      if (/(?:[/]|每)(?:天|月|小时|场|课|节)|工资|薪|社保|公积金|个税|^[份篇张项次条周页幅]/.test(after(match, 4)))
        return false
      return /[百千万元块圆]|\d{2}/.test(inside) && !/税|社保|公积金|险|作业|报告|稿|房租|水电|工资/.test(inside)
    },
    confidence: 0.8,
    examples: ['每人交80', '跑车前要押一万块', '拜师要给师傅交五千', '入群要缴38元群费'],
    counterExamples: ['每周提交3篇稿件', '每月需交付20个模型', '不用交一分钱', '要交50份报告']
  },
  {
    id: 'fraud-fee.withheld',
    triggers: list(`
      押一点 压一点 押点钱 压点钱 押钱 压钱 押些 压些 押个 压个 先押 先压 需押 需压 要押 要压 押在 压在 押给 押三 押五 押两 押一百 压三 压五 压两 押1 押2 押3 押5 压1 压2 压3 压5 押八 当押 做押 抵押在 扣着 暂扣 扣下 代扣 扣除 扣掉 里扣 中扣 扣200 扣300 扣500 扣两百 扣三百 扣五百 工资扣 首月扣 第一个月扣
    `),
    pattern: `(?:${hiringTime}|需要?|要|得|须|先|会|都){0,3}[^,。;\\n]{0,4}(?:押|(?<![抗承耐减解])压)(?:了|上|个|下)?(?:一?[点些](?:儿)?钱?|${feeSum})(?:钱|元|块)?(?:[^,。;\\n]{0,4}(?:在|给)?(?:这里|这儿|${person}|手里|账上))?[^,。;\\n]{0,4}|(?:首月|头一?个?月|第一个月|前[一二两三]个月|每月|工资|薪水|薪资|发工资)(?:里|中|工资|的时候|时|薪水|薪资|会|先|要|统一|都|直接|内)*(?:代?扣(?:除|下|掉|留)?|暂扣|留下?)${feeSum}(?:元|块)?(?:作为?|当|做|抵|[(,、])?[^,。;\\n]{0,4}(?:押|服装|工装|工服|制服|工具|中介|介绍|培训|管理|保证|入职|衣服|办证|体检|担保|住宿押)[^,。;\\n]{0,5}`,
    judge: match =>
      !isNotTaken(match) &&
      !/货款|价格|利润|压价|压力|低|房|押[一二1]付|车辆抵押|贷|工期|库存/.test(matched(match) + after(match, 3)),
    confidence: 0.82,
    examples: ['领材料需要压一点钱在这里', '进厂先押五百', '首月工资里扣300当工服押金'],
    counterExamples: ['租房押一付一', '不押一分钱', '按规定代扣个税', '4、诚实，抗压5、有冲劲']
  },
  {
    id: 'fraud-fee.membership',
    triggers: list('会员 vip 代理 账号 资格 权限 合伙人 店主 团长 激活 解锁 名额 接单 席位 学徒 入股 股东'),
    pattern: `(?:先|需|要|须|得|只要|只需|必须)?(?:[交缴付充花掏出](?:个|了|纳|费|值)?|认购|投资?|入股)(?:${feeSum})[^,。;\\n]{0,5}?(?:就|即|可|能|才|来|成为?|升级|办理?|开通|激活|解锁|做|当|买|换|拿|入|的){1,3}[^,。;\\n]{0,4}(?:会员|vip|代理|账号|资格|权限|合伙人|店主|团长|接单|席位|名额|学徒|股东)[^,。;\\n]{0,4}`,
    judge: match => !isNotTaken(match, ''),
    confidence: 0.85,
    examples: ['交三千九成会员', '充199元激活账号才派单', '缴1280元就能拿到接单资格'],
    counterExamples: ['客户充500元成为会员']
  },
  {
    id: 'fraud-fee.must-buy',
    triggers: list(`
      自己买 自行买 自费买 须买 需买 必须买 先买 买一套 买两套 买三套 买套 买公司 买够 买满 购买公司 购买一套 购买两套 购买本公司 从公司买 公司处 订购 认购 进货 拿货 备货 囤货 压货 首批货 首单 买设备 买装备 买课 自购 自备车款 购买产品 购买设备 购买装备 购买会员 购买工具
    `),
    pattern: `(?:${hiringTime}|必须|需要?|须|要|得|先|统一)[^,。;\\n]{0,4}(?:自费|自己|自行|出钱|花${feeSum})?(?:在|从|向|找|跟)?(?:公司|我们|店里|平台|我司|总部|这里|指定[^,。;\\n]{0,5})?(?:处|那)?(?:购买|买|购置|认购|订购|拿|进)(?:够|满|下)?(?:一|两|三|几|本|公司|我们|总部|全|${feeSum}|\\d)*(?:套|份|批|个|盒|箱|件|台|部)?(?:的|元|价值)*[^,。;\\n]{0,4}(?:产品|套装|套餐|制服|工装|工服|服装|工具箱?|教材|会员|课程?|货|箱包|床品|被褥|电动车|餐箱|礼包|材料包|原料|机器|设备|装备|保险|份额|卡)(?:[^。;\\n]{0,6}(?:才|方|后|再|${feeSum})[^,。;\\n]{0,6})?`,
    judge: match => {
      const inside = matched(match)
      if (joins.test(inside + after(match, 20)) || credit.test(inside + after(match, 12))) return false
      if (isNotTaken(match) || /采购|买手|销售|导购|理财|保险/.test(match.posting.title)) return false
      return (
        /才|方可?|后|再|自费|自己出|出钱|花\d/.test(inside) ||
        (hasSum.test(inside) && bears.test(inside)) ||
        /(?:先|必须)[^,。]{0,6}(?:买|拿|进|购)/.test(inside)
      )
    },
    confidence: 0.78,
    examples: ['先买三套产品再上岗', '必须从公司购买设备才派单', '必须先买够三套产品'],
    counterExamples: ['负责向供应商购买设备', '先买单后用餐流程', '需要为员工购买保险']
  },
  {
    id: 'fraud-fee.debt-note',
    triggers: ['借条', '欠条', '房产证', '抵押', '房本', '行驶证'],
    pattern: `(?:签|写|打|出具|立)(?:下|一?[张份个])?[^,。;\\n]{0,6}(?:借条|欠条)[^,。;\\n]{0,6}|(?:${hiringTime}|需要?|要|须|得|用|拿|提供)[^,。;\\n]{0,6}(?:房产证?|房本|车本|行驶证|车辆|财物)(?:原件)?[^,。;\\n]{0,4}(?:抵押|质押|做抵|担保|押)[^,。;\\n]{0,4}`,
    judge: match =>
      !isNotTaken(match) &&
      !/贷|信贷|典当|抵押[权物登]|催收|评估/.test(match.posting.title + matched(match) + after(match, 4)),
    confidence: 0.8,
    suggestion: '不得要求劳动者提供担保：删除该内容。',
    examples: ['入职需写一张借条', '要拿房产证做抵押'],
    counterExamples: ['办理房产抵押贷款', '审查欠条证据', '不用写借条']
  },
  {
    id: 'fraud-fee.initials',
    triggers: ['yj', 'bzj', 'fzf', 'fwf', 'pxf', 'tjf', 'zjf', 'bmf', 'zlf', 'gzf'],
    pattern: `(?<![a-z])(?:[交收缴付]|入职|服装|工服)?(?:yj|bzj|fzf|fwf|pxf|tjf|zjf|bmf|zlf|gzf)[ :=为是]?${feeSum}(?:[(][^)]{1,5}[)])?|(?:[交收缴付押]|入职)(?:${feeSum})?(?:的)?(?:yj|bzj|fzf|fwf|pxf|tjf|zjf|bmf|zlf|gzf)(?![a-z])`,
    judge: match => !isNotTaken(match),
    confidence: 0.8,
    examples: ['bzj300元', '入职交yj500', 'fwf300元(服装费)'],
    counterExamples: ['yj表型分析']
  },
  {
    id: 'fraud-fee.left-there',
    triggers: list('先放 先存 先搁 先撂 先留 账上放 账上存 账上打 柜上放 卡上放 放在柜 在柜上 在老板 一点诚意 点诚意'),
    pattern: `(?:${hiringTime}|得|要|须|需|先){0,3}[^,。;\\n]{0,6}?(?:放|存|搁|撂|压|留)(?:个|下|上)?${feeSum}(?:在|到|给)?(?:柜上|账上|老板|店里|公司|这里|这儿|我们|我这|工头|组长|前台|档口)[^,。;\\n]{0,4}|往[^,。;\\n]{0,6}(?:账上|卡上|柜上|公司)(?:放|打|存|转)(?:个|上)?${feeSum}`,
    judge: match => !isNotTaken(match) && !/客户|货款|营业款/.test(before(match, 10) + matched(match)),
    confidence: 0.82,
    examples: [
      '进店先放两千块在柜上，学成走人再退',
      '领工具先放六百在老板这儿',
      '入职头一天先往档口账上放三千，算你的一点诚意'
    ],
    counterExamples: ['营业款先存在店里', '客户先存500到账上']
  }
]
