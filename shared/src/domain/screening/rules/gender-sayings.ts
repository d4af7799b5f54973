import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isServed } from '../guards.ts'
import type { Judgement, Rule, RuleMatch } from '../rule.ts'
import { itemStart, list, preferredAfter } from '../words.ts'
import { both, limit, otherSexNear, person, role } from './gender-words.ts'

/** Kin and comrades who can be of one sex only. */
const men =
  '(?:哥们儿?|哥儿们|弟兄(?!姊妹|姐妹)们?|兄弟(?!姐妹)们?|爷们儿?|老爷们|男娃|男丁|老少爷们|大老爷们|汉子|小伙(?!伴)子?|大小伙子|大老粗)'
const women =
  '(?:姐们儿?|(?<!兄弟)姐妹们?|姐姐们?|大姐小妹们?|大姐|小妹|大嫂|嫂子|婆娘|妇女|老妹|妹妹们?|女娃|当妈的|做妈妈的|宝妈|媳妇儿?|大妈|婶子|小媳妇)'
const kinds = `(?:${men}|${women})`

/** Both sexes, customers or the team: no demand. */
function demanded(match: RuleMatch): Judgement {
  if (otherSexNear(match) || both.test(after(match, 6)) || isAudience(match) || isServed(match)) return false
  if (
    /兄弟(?:公司|单位|企业|院校|部门)|姐妹(?:花|店|篇)|妇女(?:节|权益|联合|儿童|干部|病)/.test(
      matched(match) + after(match, 3)
    )
  )
    return false
  return limit(match)
}

const bar = '(?:\\d{1,3}|[一二三四五六七八九十]{1,4})'

/** One sex meant by kin, beds, dress, marks of a form or two lines on a list. */
export const genderSayings: readonly Rule[] = [
  {
    id: 'gender.one-wanted',
    triggers: list(`
      面试女 面试男 收男 收女 收mm 收gg 收na生 招na 收nan 收nv 只na 限na 女士专 男士专 女生专 男生专 女性专 男性专 女专岗 男专岗 点名要 指名要 指定要 哥们 姐们 弟兄 兄弟 大姐 大嫂 小妹 嫂子 当妈 做妈 宝妈 异性 男工种 女工种 小伙 婆娘 女娃 男娃
    `),
    pattern: `(?:只|仅|单|就|专|统一|本(?:工种|岗位?|批|次|店)|这(?:岗|活|批))(?:面试?|收|招|见|约|看|用|要|录|选|挑|找|带)${person}(?:${role}|导购|营业员|店员)?|(?:只|仅|单|就)(?:面试?|收|招|要|限)(?:mm|gg|nan?生|nv生|nan|nv)(?![a-z])|${itemStart}男小伙子?|${person}专(?:岗|招(?!会)|属岗)|(?:老板娘?|客户|甲方|雇主|领导|总部|东家|这岗|家长)(?:点名|指名|指定|就|只)(?:要|用|找|招|想要)(?:个|一?位)?(?:${kinds}|${person})|(?:就|还是|照旧|继续|依旧|历来|一直|都|这回也?|这次也?)(?:都)?(?:是)?(?:由|找|招|用|要)${kinds}(?:来)?(?:把关|做|管|干|坐|负责|守|,|。|$)[^,。;\\n]{0,8}|${kinds}(?:[、,])?[^,。;\\n]{0,8}(?:先用|${preferredAfter})|(?:不放心|介意|不接受|不便|不方便|忌讳|怕)(?:与|和|有|用|招)?异性(?:同事|助理|司机|陪同)?|(?:只|仅)(?:和|与|带|跟)同性(?:出差|同住|搭档|合住)?`,
    judge: match => (describesTeam(match) && !/点名|指名|指定|只|仅/.test(matched(match)) ? false : demanded(match)),
    confidence: 0.82,
    examples: [
      '只面试男师傅',
      '本工种收女工',
      '女生专岗',
      '老板指名要弟兄',
      '收银台历来由大姐把关',
      '当妈的先用',
      '店长不放心异性同事'
    ],
    counterExamples: ['只收男女学员各一半', '兄弟公司历来由总部把关', '男装女装专场']
  },
  {
    id: 'gender.each-bar',
    triggers: list(
      '女不过 男不过 女不超 男不超 女不得 男不得 女不能 男不能 女的不 男的不 姐妹 哥们 女生录取 男生录取 女生笔试 男生笔试 女生面试 男生面试 女生通过 男生通过 女生分 男生分 女生须 男生须 女生要 男生要 女士要 男士要 女六 男六 女五 男五'
    ),
    pattern: `女(?:生|士|性|的|工)?(?:不(?:过|超过?|得超过?|能过)|限|到)${bar}(?:周?岁)?[,、;](?:而)?男(?:生|士|性|的|工)?(?:不(?:过|超过?|得超过?|能过)|限|到)${bar}(?:周?岁)?|男(?:生|士|性|的|工)?(?:不(?:过|超过?|得超过?|能过)|限|到)${bar}(?:周?岁)?[,、;](?:而)?女(?:生|士|性|的|工)?(?:不(?:过|超过?|得超过?|能过)|限|到)${bar}(?:周?岁)?|(?<m>${men}|男生|男士)[^,。;\\n]{0,3}?${bar}(?:周?岁)?(?:以[里内下]|往下)?[、,](?:${women}|女生|女士)[^,。;\\n]{0,3}?${bar}(?:周?岁)?(?:以[里内下]|往下)?|[男女](?:生|士|性)(?:的)?(?:通过|录取|笔试|面试|体测|及格|合格)?[^,。;\\n男女]{0,8}(?:分数线|线|分|名次)[^,。;\\n男女]{0,6}${bar}分?[,、;][男女](?:生|士|性)[^,。;\\n]{0,12}${bar}分?`,
    judge: match => !/身高|cm|厘米|公分/.test(matched(match)) && !isAudience(match),
    suggestion: '对男女设不同门槛即差别对待：改为对所有应聘者相同的条件。',
    confidence: 0.82,
    examples: ['男不过五十，女不过四十五', '哥们儿四十以里、姐妹三十五以里', '男生录取线60分，女生录取线75分'],
    counterExamples: ['女生身高160，男生身高170', '男生组10人，女生组10人']
  },
  {
    id: 'gender.bed-and-dress',
    triggers: list(
      '女生楼 男生楼 女寝 男寝 女生寝 男生寝 男娃宿 女娃宿 男舍 女舍 同住一间 同住一屋 同一间 一个房间 标间 旗袍 高跟 短裙 丝袜 抹胸 比基尼 男厕 女厕 男浴 女浴'
    ),
    pattern: `(?:能|可以?|得能|须能|要能)(?:进|住进?|出入|睡)[男女](?:生|娃|工|员工|士)?(?:宿舍|寝室?|楼|浴室|厕所|更衣室|病房|舍)|[男女](?:生|工|员工|士|娃)?(?:楼|宿舍|寝室?|舍)(?:已|都)?(?:满|住满|没床位|没位)[^。;\\n]{0,14}|(?:只?剩(?:下)?|仅剩|还剩)[男女](?:生|工|员工|士|娃)?(?:楼|宿舍|寝室?|床位)|(?:与|和|跟|同)(?:男|女)?(?:老板|领导|总监|老总|师傅|客户|同事)[^,。;\\n]{0,4}(?:同住|住)(?:一|同一)?[^,。;\\n]{0,3}(?:间|屋|房)|(?:旗袍|短裙|包臀裙|丝袜|抹胸)(?:[和、及加配,])?[^,。;\\n]{0,6}(?:高跟鞋?|丝袜)|[一二三五六七八十\\d]{1,2}(?:厘米|公分|cm)(?:的)?(?:高跟鞋?|细跟)`,
    judge: match =>
      !/设计|模特|服装|拍摄|陈列|店员|导购/.test(match.posting.title) &&
      !isAudience(match) &&
      !/不(?:强制|要求|用|必)|无需/.test(before(match, 6)),
    confidence: 0.8,
    examples: ['女生楼住满了，只剩男生楼', '得能进男寝', '和老板同住一间', '旗袍配高跟鞋上岗'],
    counterExamples: ['负责男生楼的宿管', '不要求穿旗袍和高跟鞋']
  }
]
