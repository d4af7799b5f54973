import { before, matched } from '../context.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { list } from '../words.ts'
import { feeSum, hiringTime, isNotTaken } from './fraud-words.ts'

const hasSum = new RegExp(feeSum)
/** Paid by others, paid to the applicant, or the work's own money. */
const otherMoney =
  /工资(?!后|到手|卡|里)|薪资|薪水(?!里)|底薪|奖金|提成|补贴|津贴|报销|货款|营业款|客户|顾客|用户|业主|租客|游客|家长|会员|商家|供应商|公司(?:承担|出|付|报销|配|提供|统一)|免费|佣金|公积金|社保|个税|餐补/
function isTaken(match: RuleMatch): boolean {
  return !isNotTaken(match, '') && !otherMoney.test(before(match, 8) + matched(match)) && hasSum.test(matched(match))
}

const gear =
  '(?:床上用品|被[褥子]|行李|铺盖|工装|工服|工作服|制服|服装|衣服|头盔|箱子|餐箱|车子|电动车|工具箱?|工牌|胸牌|制证|建档|教材|资料(?:包)?|教程|课本|课程包?|软件|账号|仪器|器械|设备|样品|样机|耗材|产品包?|材料(?:包)?|端口|系统|会员|装备|美容箱|化妆箱|门禁卡|平板|手持机|道具|妆造)'
const gears = `${gear}(?:(?:[、和及与,]|还有|加上?)${gear}){0,3}`
const receiver =
  '(?:站长|校长|师傅|师父|教练|老板娘?|店长|主任|班主任|组长|班长|领班|领队|队长|工头|经理|财务|前台|人事|hr|中介|介绍人|推荐[人方]|带队(?:老师|的)?|劳务|宿管|群主|总部|公司|平台|学校|老师|负责人|我们|我这)'
const account = '(?:公户|账户|账号|账上|账|卡上|卡里|户头|钱包|平台|后台|对公|个人卡|指定账户|收款码)'
const moves = '(?:转|打|汇|存|充|缴|交|付)'
const now = '(?:当场|现场|当天|当日|当面|先|一次(?:性)?|自己|自行|自|个人|本人|报到时?|入职时?|来的?时候)'

/** Fees as they are told: what to bring, what to buy first, whose hand it goes into. */
export const feeSayings: readonly Rule[] = [
  {
    id: 'fraud-fee.gear',
    triggers: list(`
      床上用品 被褥 被子 铺盖 工装 工服 工作服 制服 头盔 箱子 工具箱 工具款 工具一套 工牌 制证 建档 教材 资料包 教程 课本 软件费 软件每 账号费 账号每 仪器 器械 设备款 设备一套 样品款 样机款 耗材 产品款 产品一套 产品包 材料包 端口每 端口费 装备款 道具 购买一套 购买一台 购买一份 购买两 买一套 买一份 买一台 买两
    `),
    pattern: `${gears}[^,。;\\n\\d]{0,6}?(?:一套|每套|一份|一共|共|合计|每人|每月|总共|全套|都|要|款|费|钱){0,3}${feeSum}[^,。;\\n]{0,3}?(?:${now}){1,2}(?:付|交|掏|出(?!行|差|具)|缴|充值|承担|付清|负担|理|备|垫)|${gears}[,]?(?:都|得|要|须|先|需){0,3}(?:拿|掏|交|给|付|塞)${feeSum}(?:给|到|在)${receiver}|(?:买|购买|购置|认购|拿)(?:一|两|三|个)?(?:份|套|个|本|台|盒)(?:价值|售价|价|定价)?${feeSum}(?:的)?${gear}|(?:${hiringTime}|先行|先|须|必须)[^,。;\\n]{0,4}(?:购买|买|购置)(?:一|两|1|2)(?:份|套|台|盒|件)${gear}[^,。;\\n]{0,2}(?:使用|自用|体验|体会|试用|感受)[^,。;\\n]{0,4}`,
    judge: match =>
      !isNotTaken(match, '') &&
      !otherMoney.test(before(match, 8) + matched(match)) &&
      !/采购|买手|导购|销售额/.test(match.posting.title) &&
      (hasSum.test(matched(match)) || /购|买/.test(matched(match))),
    confidence: 0.82,
    examples: [
      '被褥加工服一套三百八现场交',
      '样品款一千六百元自付',
      '头盔、箱子先交六百给站长',
      '先买一份价值299元的教程',
      '入职先购买一套产品体验'
    ],
    counterExamples: ['公司提供工装，价值300元', '客户购买一套设备', '采购教材一套两百元', '销售仪器，每台提成500']
  },
  {
    id: 'fraud-fee.bring-money',
    triggers: list(`
      带五百 带六百 带八百 带一千 带两千 带三百 带二百 带两百 带四百 带七百 带九百 带三千 带200 带300 带400 带500 带600 带800 带1000 带2000 备好 备齐 带足 带好 准备好 现金 备500 备300
    `),
    pattern: `(?<![包捎附自])(?:带|备|准备)(?:好|上|着|足|齐)?${feeSum}(?:的)?(?:现金|现钱|钱|块钱|备用)[^。;\\n]{0,16}|(?:费用?|款项?|钱)(?:请|自行|自己|,|务必|提前|先){0,3}(?:备好|备齐|带好|带足|准备好)[^。;\\n]{0,4}${feeSum}|${feeSum}(?:的)?(?:费用?|款|现金)(?:请|自行|自己|务必|提前|先){0,3}(?:备好|备齐|带好|带足|准备好)`,
    judge: isTaken,
    confidence: 0.8,
    examples: ['报到时带六百块钱现金，办卡用', '办证的费用请提前备好，一共四百五十元'],
    counterExamples: ['带500元现金给客户找零', '带好身份证来面试', '面试请准备好作品']
  },
  {
    id: 'fraud-fee.into-account',
    triggers: list(`
      公户 账户转 账户存 账户打 账户汇 账户里 账户缴 账户充 账上存 账上打 平台存 平台充 指定账户 钱包里 打到 转到 汇到 打给 转给 拿给 给站长 给师傅 给校长 给教练 给老板 给前台 给财务 给人事 给组长 给领队 给中介 给介绍 给推荐 作为酬谢 当酬谢 算诚意 算"诚意 表诚意
    `),
    pattern: `(?:向|往|到|在|给)[^,。;:\\n]{0,8}?${account}(?:里|中|上|内)?(?:先|预先|,)?${moves}(?:入|进|上|够|满|个|纳){0,2}${feeSum}[^,。;\\n]{0,6}|(?:先)?把${feeSum}[^,。;\\n]{0,4}?${moves}(?:到|给|进|入|在)[^,。;\\n]{0,4}(?:${account}|${receiver})[^,。;\\n]{0,6}|(?:先|得|要|须|需|都)(?:拿|交|给|付|塞|掏)${feeSum}(?:给|到|在)${receiver}|(?:工资|薪水)[^,。;\\n]{0,8}?(?:转|分|给|抽|上交|打|返|提)(?:出)?(?:一半|半数|[一二两三四五1-9](?:成|个点)|\\d{1,2}%|${feeSum})[^,。;\\n]{0,3}(?:给|作为|归|当)?[^,。;\\n]{0,3}(?:推荐|介绍|中介|劳务|引荐|带队|领路|牵线)[^,。;\\n]{0,6}`,
    judge: match => {
      if (isNotTaken(match, '')) return false
      const inside = matched(match)
      if (/推荐|介绍|中介|劳务|引荐|牵线/.test(inside) && /工资|薪水/.test(inside)) return true
      return isTaken(match) && !/奖励|红包|收入/.test(inside)
    },
    confidence: 0.82,
    examples: [
      '面试后往平台账户里存五百元',
      '先把两千块打到公户上',
      '进站得拿八百给站长',
      '第一个月的工资分三成给介绍人'
    ],
    counterExamples: ['把货款两千打到公户', '公司往员工账户里打500元补贴', '推荐成功奖500元给推荐人']
  }
]
