import { after, before, matched } from './context.ts'
import type { RuleMatch } from './rule.ts'

const bans =
  /(?:严禁|禁止|不得(?!有|患|带|持|使用|佩戴|低于|少于|超过)|不准|杜绝|反对|消除|抵制|拒绝|防止|避免|清理|查处|打击|识别|举报|整治|严查|违反|涉及|包含|含有|不存在|没有任何|不设|不会|不因|不以|无论|不论|不分|不问|不看|不考察|不询问|不考虑.{0,6}的)[^,。;\n ]{0,16}$/
const lawWord =
  '(?:歧视|(?:违法|违规)(?!犯罪|记录|前科|经历)|平等|一视同仁|同等对待|差异|门槛|等(?:(?:违规|违法)(?!犯罪|记录|前科|经历)|虚假|歧视|不当|诈骗|敏感|字样|内容|词|信息|行为|因素|方面))'
const lawAfter = new RegExp(`^["'”]?[^,。;\\n]{0,10}${lawWord}`)
const listOfGrounds = new RegExp(`^[^,。;\\n]{0,24}${lawWord}|^[^。;\\n]{0,40}(?:歧视|差异|一视同仁|平等)`)
const grounds = /(?:性别|种族|民族|肤色|国籍|年龄|婚姻|宗教|残疾|性取向)[^,。;\n]{0,6}[、,和及与或/][^。;\n]{0,12}$/

/** The sentence speaks of the rule itself: 严禁性别歧视, 审核“仅限男性”等违规信息. */
export function speaksOfLaw(match: RuleMatch): boolean {
  const right = match.text.slice(match.end, match.end + 44)
  if (lawAfter.test(right) || bans.test(before(match, 20))) return true
  return grounds.test(before(match, 24)) && listOfGrounds.test(right)
}

const audienceBefore =
  /(?:客户|顾客|用户|会员|消费者|受众|粉丝|人群|服务对象|患者|病人|学员|学生|家长|老人|观众|读者|玩家|面向|针对|服务于?|定位|覆盖|聚焦|关注|帮助|吸引|适用于?|主打|目标)(?:的|为|是|群体|以|广大|全国|年轻|高端|对)*[^,。;:\n ]{0,6}$/
const audienceAfter =
  /^(?:的|及其?|等)?(?:客户|顾客|用户|会员|消费者?|受众|粉丝|人群|群体|市场|患者|病人|学员|家庭|老人|观众|读者|玩家|皮肤|产品|服务|健康|时尚|服饰|服装|品牌|内容|项目|课程|题材|频道|社区|向|话题|文化|视角|业务|专区|系列)/

/** 大客户经理(限男): the bracket is about the post, not about the customers in its name. */
const postBracket = /(?:员|师|经理|助理|岗位?|生|主管|工|顾问|主任|干事)\($/

/** The words are about whom the work serves, not who does it. */
export function isAudience(match: RuleMatch): boolean {
  const left = before(match, 18)
  if (audienceAfter.test(match.text.slice(match.end, match.end + 8))) return true
  return audienceBefore.test(left) && !postBracket.test(left)
}

const teamBefore =
  /(?:团队|同事|我们(?:的|都|是|全)?|公司(?:现|有|里|内|拥有|的)?|员工|成员|部门|小伙伴|工厂|创始人|平均|现有|师资|讲师|老师们|伙伴|身边|周围|办公室|俊男|老板|领导)[^,。;:\n ]{0,8}$/

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

const citing =
  /违规|歧视|不当|删除|审核|核查|识别|过滤|整改|条款|表述|字样|用语|一类|此类|举报|敏感词|话题|主题|策划|品牌|栏目|文案|鸡汤|警惕|拒绝/

/** Quoted as an example of something: a forbidden wording, a slogan of a campaign. */
export function isCited(match: RuleMatch): boolean {
  const left = match.text.slice(Math.max(0, match.start - 48), match.start)
  const open = left.lastIndexOf('"')
  if (open < 0 || /[。;\n]/.test(left.slice(open)) || !match.text.slice(match.end, match.end + 24).includes('"'))
    return false
  return (
    citing.test(
      left
        .slice(0, open)
        .split(/[。;\n]/)
        .at(-1) ?? ''
    ) || citing.test(after(match, 40))
  )
}

const waivedBefore =
  /(?:(?<!学历|经验|年龄|性别|专业|户籍|户口|学校|民族|身高|婚否|婚姻|地区|地域|资历|国籍|男女|届别)不限|不问|不看|不查|不论|无论|不分|不设|不考察|不询问|不要求|不介意|不歧视|不因|不计较|不强求|不作|不做|无须|无需|不拘|不需要?|不以|不按|并非|绝不|从不)[^,。;:!?\n ]{0,8}$/
const waivedAfter =
  /^(?:的|者|人士|人员|等|方面|要求|条件|身份)*(?:本岗位?|也|都|均|一概|一律|全部)?(?:不限(?![年学经专地人])|均可|皆可|都可|都行|都要|都收|不拘|不作要求|不做要求|无要求|没要求|没有要求|无限制|没有限制|没关系|不是问题|无所谓|一视同仁|同等|待遇一致|一样|也行|也可|也要|也收|亦可|不问|不作门槛|不作为|不影响|不强求|可放宽|不歧视|平等|不受限)/
/** 党员、群众均可; but 形象好、男女均可 waives only the sex. */
const alternatives =
  /^(?:[、/和或及与](?!男女|性别|学历|专业|经验|应届|有无|年龄|户籍|户口|城市|地点|全国|岗位|白班|夜班|民族)[^,。;:\n ]{1,8}){1,3}(?:也|都|均|皆|亦)(?:可|行|要|收|欢迎)|^(?:[、/和或及与][^,。;:\n ]{1,8}){1,3}(?:同等|一视同仁|待遇一致|一样)/

/** The trait is named to say that it does not matter. */
export function isWaived(match: RuleMatch): boolean {
  const right = match.text.slice(match.end, match.end + 18)
  if (/^[无没不]/.test(matched(match)) && /^(?:的|方面)?(?:限制|要求(?=[,。;、\n]|$)|歧视|门槛)/.test(right))
    return true
  if (/[不无免没非]$/.test(before(match, 2)) && /^[须需要限得必]/.test(matched(match))) return true
  return waivedAfter.test(right) || alternatives.test(right) || waivedBefore.test(before(match, 20))
}

const servedBefore =
  /(?:^|[,。;:\n]|[、.]|\d)(?:免费|主要|协助|负责|能|并|可)?(?:为|给|向|对|帮助?|协助|服务于?|面向|针对|陪伴|照顾|照护|关爱|走访|接待|组织|运营|管理|联络|采访|维护|关注|统计)[^,。;:\n]{0,14}$/
const servedAfter =
  /^[^,。;:\n]{0,14}(?:提供|制定|推荐|匹配|讲解|设计|授课|服务|办理|申报|申领|申请|核实|拍摄|派车|辩护|评估|做(?!到|过|事)|协调|就业帮扶|推介|配送|送餐|体检|咨询|客户|用户|群体|社群|家庭|信息|人口)/

/** Someone whom the work serves: 为残疾儿童做康复训练. */
export function isServed(match: RuleMatch): boolean {
  return servedBefore.test(before(match, 24)) && servedAfter.test(match.text.slice(match.end, match.end + 18))
}

/** What no family of discrimination takes for a demand. */
export function isNoDemand(match: RuleMatch): boolean {
  return speaksOfLaw(match) || isWaived(match) || isCited(match) || isWorkOnAbuse(match) || isServed(match)
}

const workOnAbuse =
  /普法|维权|避坑|审核|反诈|风控|合规|打击|法律|法务|律师|举报|识别|治理|网安|警|安全|违规|违法|反传销|宣传|记者/

/** A job that deals with such things: moderation, anti-fraud, law. */
export function isWorkOnAbuse(match: RuleMatch): boolean {
  if (!workOnAbuse.test(match.posting.title)) return false
  return (
    isQuoted(match) ||
    /陷阱|套路|避坑|曝光|拆解|揭露|审核|识别|违规|打击|反|案件|证据|受骗|防范|处置|治理|排查|举报|检测|预警|宣传|受害|涉/.test(
      ((before(match, 40) + matched(match)).split('\n').at(-1) ?? '') +
        (match.text.slice(match.end, match.end + 24).split('\n')[0] ?? '')
    )
  )
}

const clauseNear = /(?:^|[,、:([])([^,、:()[\]\n]{2,14})[,、:(\]](?:且|须|需|要|应|均)?$/
const clauseNext = /^[(,]([^,()\n]{2,12})(?=[,)]|$)/
const namesPost = /(?:员|师|工|生|嫂|士|人员|经理|司机|教练|保安|干事|助理|秘书|阿姨|保姆|岗)$/

/** The post that the sentence itself names beside the evidence, whatever the title: 保安员,无犯罪记录. */
export function isPostBeside(match: RuleMatch, posts: RegExp): boolean {
  const near = [clauseNear.exec(before(match, 20))?.[1], clauseNext.exec(after(match, 14))?.[1]]
  return near.some(clause => clause !== undefined && namesPost.test(clause) && posts.test(clause))
}

const plainlyAgainst =
  /(?:识别|揭露|揭秘|拆解|曝光|打击|杜绝|抵制|防范|防止|预防|警惕|谨防|别信|别碰|莫信|远离|反对?|治理|排查|查处|下架|拦截|叫停|举报|严禁|禁止|拒绝|从不|绝不|决不|不搞|不做|不沾|不碰|不存在|没有任何|劝返|劝阻|取缔|整治|清退|追踪|调查|屏蔽|封禁|不(?:涉及|参与|从事|接受))(?:[^,。;:!?\n]{0,26}|[^,。;!?\n]{0,14}(?:信息|陷阱|套路|骗局|话题|行为|问题|案例|内容|现象):[^,。;!?\n]{0,40})$/
const workVerb =
  /(?:处理|分析|研究|审核|审查|检查|核查|核对|收集|回复|讲|抽查|稽核|抽听|是否存在|监测|检测|宣传|宣讲|讲解|普及|代理|梳理|清理|辩护|了解|熟悉|关注|协助|识别|拆解|案例|内容)[^,。;!?\n]{0,36}$/
const abuseAfter =
  /^["']?[^,。;\n]{0,28}(?:陷阱|骗局|套路|案例|案件|违法|违规|诈骗|链条|团伙|黑产|风险|受害|纠纷|争议|现象|乱象|问题|危害|黑名单|话题|举报|犯罪|存量|整改|维权|投诉|等行为|怎么骗|骗人|标准回复)/

/** The clause names an abuse to fight, judge or explain it; it neither offers nor demands it. */
export function speaksOfAbuse(match: RuleMatch): boolean {
  const left = before(match, 60)
  if (plainlyAgainst.test(left) || /^(?:不搞|不做|不存在|杜绝|绝不|绝无)/.test(matched(match))) return true
  if (/(?:不|从不|绝不)$/.test(before(match, 2)) && /^[做搞招收办签走碰推代拉发]/.test(matched(match))) return true
  const right = match.text.slice(match.end, match.end + 40)
  if (/^["']?[^,。;\n]{0,20}(?:均|都)(?:属于?|是|为)(?:诈骗|骗|违法|假)/.test(right)) return true
  return workVerb.test(left) && (abuseAfter.test(matched(match) + right) || workOnAbuse.test(match.posting.title))
}

/** The employer names the rule that asks for it: (民航安保规定), 依《律师法》, 监管要求. */
export const namedBasis =
  /^[^,。;\n(]{0,6}[(][^)\n]{0,16}(?:规定|准入|从业|监管|营运要求|政审|法\)|法律|条例|岗位\)|公告|必需|金融|校园|未成年|民航|持牌|要求\))|^[^。;\n]{0,10}(?:通行证|控制区|准入|(?:按|依|依据|根据)[^。;\n]{0,10}(?:法|条例|规定))/

const medicalPost = /医|护士|护理|药|检验|康复|体检中心|助残|残联|特教|手语|矫形|假肢|助听|器械|公卫|疾控|试剂|保险/

/** Bodies and illness are the work's subject, or somebody else's: 患者肝功能异常. */
export function isCare(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    medicalPost.test(match.posting.title) ||
    /客户|患者|病人|学员|儿童|孩子|老人|用户|宠物/.test(before(match, 8)) ||
    /不(?:查|做|问|验|检|要求|需)|无需/.test(before(match, 4))
  )
}
