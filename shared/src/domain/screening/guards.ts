import { before, matched } from './context.ts'
import type { RuleMatch } from './rule.ts'

const bans =
  /(?:严禁|禁止|不得(?!有)|不准|杜绝|反对|消除|抵制|拒绝|防止|避免|清理|查处|打击|识别|举报|整治|严查|违反|涉及|包含|含有|出现|存在|不存在|没有任何|不设|不会|不因|无论|不论|不分|不问|不看)[^。;\n]{0,14}$/
const lawAfter =
  /^["'”]?[^,。;\n]{0,10}(?:歧视|违法|违规|平等|一视同仁|同等对待|等(?:违规|违法|虚假|歧视|不当|诈骗|敏感|字样|内容|词|信息|行为))/

/** The sentence speaks of the rule itself: 严禁性别歧视, 审核“仅限男性”等违规信息. */
export function speaksOfLaw(match: RuleMatch): boolean {
  return lawAfter.test(match.text.slice(match.end, match.end + 24)) || bans.test(before(match, 20))
}

const audienceBefore =
  /(?:客户|顾客|用户|会员|消费者|受众|粉丝|人群|服务对象|患者|病人|学员|学生|家长|老人|观众|读者|玩家|面向|针对|服务于?|定位|覆盖|聚焦|关注|帮助|吸引|适用于?|主打|目标)(?:的|为|是|群体|以|广大|全国|年轻|高端|对)*[^,。;:\n]{0,6}$/
const audienceAfter =
  /^(?:的|及其?|等)?(?:客户|顾客|用户|会员|消费者?|受众|粉丝|人群|群体|市场|患者|病人|学员|家庭|老人|观众|读者|玩家|皮肤|产品|服务|健康|时尚|服饰|服装|品牌|内容|项目|课程|题材|频道|社区|向|话题|文化|视角|业务|专区|系列)/

/** The words are about whom the work serves, not who does it. */
export function isAudience(match: RuleMatch): boolean {
  return audienceAfter.test(match.text.slice(match.end, match.end + 8)) || audienceBefore.test(before(match, 18))
}

const teamBefore =
  /(?:团队|同事|我们(?:的|都|是|全)?|公司(?:现|有|里|内|拥有|的)?|员工|成员|部门|小伙伴|工厂|创始人|平均|现有|师资|讲师|老师们|伙伴|身边|周围|办公室|俊男|老板|领导)[^,。;:\n]{0,8}$/

/** The words describe the team or firm as it is. */
export function describesTeam(match: RuleMatch): boolean {
  return teamBefore.test(before(match, 16))
}

const opening = '"\'('
/** The evidence stands in quotation marks, as something cited. */
export function isQuoted(match: RuleMatch): boolean {
  const quote = match.text.charAt(match.start - 1)
  return (quote === '"' || quote === "'") && opening.includes(quote) && match.text.indexOf('"', match.end) >= 0
}

const workOnAbuse = /审核|反诈|风控|合规|打击|法律|法务|律师|举报|识别|治理|网安|警|安全|违规|违法|反传销|宣传|记者/

/** A job that deals with such things: moderation, anti-fraud, law. */
export function isWorkOnAbuse(match: RuleMatch): boolean {
  if (!workOnAbuse.test(match.posting.title)) return false
  return (
    isQuoted(match) ||
    /审核|识别|违规|打击|反|案件|证据|受骗|防范|处置|治理|排查|举报|检测|预警|宣传|受害|涉/.test(
      before(match, 40) + matched(match) + match.text.slice(match.end, match.end + 24)
    )
  )
}
