import { after, before, clauseBefore, matched } from '../context.ts'
import { describesTeam, isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore } from '../words.ts'

const tens = '(?:[2-6]\\d|[二三四五六]十[一二三四五六七八九]?)'
const people = '(?:的|者|人|朋友|师傅|同志|员工|大姐|大哥|前辈|求职者|应聘者|人员|人士|们)*'

/** Ages of customers, pupils or the team, of machines and of the firm. */
function ofOthers(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    describesTeam(match) ||
    /平均|成立|建厂|工龄|司龄|教龄|驾龄|经验|客群|产品|照顾|老人|孩子|儿童/.test(clauseBefore(match, 10)) ||
    /^(?:的)?(?:老人|儿童|孩子|客户|用户|顾客|学员|人群|市场|历史|经验|老店|品牌)/.test(after(match, 5))
  )
}

/** Frames with open slots: bounds said another way, generations, ages as a trait. */
export const ageOpenRules: readonly Rule[] = [
  {
    id: 'age.downward',
    triggers: list(
      '往下 朝下 以里 往上 朝上 打住 为界 封顶 红线 天花板 岁内 不到 未到 没到 没过 不过 别超过 别过 没出 上下 来岁 多岁 五六岁 七八岁'
    ),
    pattern: `(?:年龄|年纪|岁数)?(?:在)?${tens}(?:周?岁)?(?:往下|朝下|以里|打住|为界|封顶|为止)|(?:年龄|年纪|岁数)?${tens}周?岁(?:内(?!的)|是[^,。;\\n]{0,6}(?:红线|上限|底线|天花板))|(?:${itemStart}|年龄|年纪|岁数|人)(?:最好|一般|须|得|要)?(?:别|没|不要|不能|不)(?:超过|过|出|超)${tens}(?:周?岁)?(?:就行|即可|为宜|的)?${itemEnd}|${itemStart}(?:年龄)?(?:不到|未到|没到|不满)${tens}周?岁(?:的)?${itemEnd}|(?:只招|要|招|最好|找)(?:聘)?${tens}(?:周?岁)?(?:上下|左右|出头)(?:的)?|${itemStart}(?:年龄)?[二三四五][十]?[一二三四五六七八九]{2}岁(?:左右|上下)?(?:的)?${itemEnd}|(?:[2-5]0|[二三四五]十)多岁的(?:年轻)?(?:小伙子?|姑娘|女生|男生|人|大姐|大哥)${itemEnd}`,
    judge: match => !ofOthers(match) && !/人|元|公里|%|度|斤|台/.test(before(match, 2)),
    confidence: 0.85,
    examples: [
      '四十岁往下',
      '三十五岁是我们的红线',
      '男的更合适，别超过五十五就行',
      '不到40岁',
      '只招三十岁上下的',
      '二十五六岁左右',
      '35岁内'
    ],
    counterExamples: ['照顾七十多岁老人', '不到30分钟车程', '团队不到40人']
  },
  {
    id: 'age.older-open',
    triggers: list('岁以上 周岁 岁的 0以上 5以上 十以上 慎投'),
    pattern: `${refusedBefore}(?:年龄)?(?:超过|大于|年满|满)?${tens}(?:周?岁)?(?:以上|往上|\\+)${people}|(?:年龄)?(?:超过|大于|年满|满|过了)?${tens}(?:周?岁)?(?:以上|往上|\\+|(?<=岁))${people}[^,。;:!\\n]{0,6}?[,]?(?:一律|均|都|就)?(?:${refusedAfter}|不再(?:录用|招收|考虑))`,
    judge: match =>
      !ofOthers(match) &&
      !/(?:1[0-8]|十[一二三四五六七八]?)周?岁/.test(matched(match)) &&
      !/欢迎|不限|均可|也可/.test(after(match, 6)) &&
      !/^不(?:能|需要)/.test(matched(match)) &&
      /岁|年|\+|以上/.test(matched(match)) &&
      !/^[,]?[^,。;]{0,2}(?:人|元|公斤|斤|分|台|年)/.test(after(match, 3)),
    confidence: 0.85,
    examples: [
      '年满50周岁者不再录用',
      '45岁以上的师傅暂不考虑',
      '30+慎投',
      '不招40以上',
      '40岁以上的朋友请谅解，不考虑'
    ],
    counterExamples: ['35岁以上求职者同样欢迎']
  },
  {
    id: 'age.born',
    triggers: list('年以后 年之后 年后 年代 0后 5后 往后数 代出生'),
    pattern: `(?:19)?[5-9]\\d年(?:以后|之后|后)(?:出生)?(?:的)(?:人|者|朋友|同学|青年)*${itemEnd}|身份证[^,。;\\n]{0,6}(?:19)?\\d{2}年?(?:及|或)?(?:之|以)?后|(?:[6-9]0|[五六七八九]十)年代(?:出生)?(?:的)?${people}[^,。;:!\\n]{0,10}?(?:${refusedAfter}|建议|关注|顾问|请看|${preferredAfter})|(?:[6-9][05]|0[05])后(?:及|或)?(?:之|以|往)后(?:数)?|(?:只|仅)(?:收|要|招|看|限)(?:[6-9][05]|0[05])后|[5-9][05]后(?:(?:、|和)?[5-9][05]后)*(?:的)?(?:人|朋友|前辈|求职者)*[,]?(?:请看|请移步|请关注)[^,。;\\n]{0,8}`,
    judge: match => !ofOthers(match) && !/装修|建筑|老歌|音乐|风格|复古|房/.test(after(match, 5) + match.posting.title),
    confidence: 0.85,
    examples: [
      '95年之后的',
      '身份证显示1985年后',
      '80年代出生的前辈建议关注我们的顾问岗位',
      '85后往后数',
      '80后请看其他岗位'
    ],
    counterExamples: ['80年代的老房子翻新', '95后用户运营']
  },
  {
    id: 'age.trait',
    triggers: list(`
      年富力强 正当年 当打之年 青年优先 年轻小伙伴 小年轻 年轻人 年轻点 年轻些 同龄 代沟 上年纪 上了年纪 年纪大 年龄大 年龄偏大 岁数大 偏大 临近退休 快退休
      退休人员 退休者 退休 老年人 老头 老人勿 中年 大龄 银发 朝气蓬勃
    `),
    pattern: `(?:年富力强|正当年|当打之年|(?:正)?值(?:当打|青壮)之年)(?:者|的|人)*(?:${preferredAfter})?|(?<![\\u4e00-\\u9fa5])青年(?:人)?(?:${preferredAfter})|(?:只|仅|就|专)(?:要|招|收|找|考虑)[^,。;\\n]{0,4}(?:年轻|同龄)[^,。;\\n]{0,6}|${itemStart}(?:小年轻来?|年轻(?:点|些|一点|一些)的?|要年轻(?:点|些|的)?|年轻小伙(?:子)?)${itemEnd}|(?:代沟|年龄差)[^,。;\\n]{0,6}(?:玩不到|聊不来|不合适)|(?:上(?:了)?年纪|年[纪龄](?:偏|太|过|较)?大|年龄偏大|岁数(?:偏|太|较)?大|临近退休|快退休|已?退休(?:人员)?|中年(?:人)?|大龄(?:青年)?|银发族)${people}[^,。;:!\\n]{0,6}?[,]?(?:${refusedAfter})|距(?:离)?(?:法定)?退休(?:年龄)?(?:满|还有|至少|不少于|须有)[^,。;\\n]{1,6}年(?:以上)?|三十而立之前`,
    judge: match =>
      !ofOthers(match) && !/^(?:青年公寓|青年旅)/.test(matched(match)) && !/团队|氛围|我们是/.test(before(match, 6)),
    confidence: 0.8,
    examples: [
      '年富力强者优先',
      '正值当打之年',
      '青年优先',
      '只要同龄的年轻小伙伴',
      '上年纪的不太合适',
      '年龄偏大者不考虑',
      '临近退休者不要',
      '距退休满十年',
      '小年轻来'
    ],
    counterExamples: ['退休人员也欢迎', '我们是年轻的团队', '照顾上年纪的老人']
  },
  {
    id: 'age.plain-range',
    triggers: list('龄要求 年龄要求 要求 年龄段'),
    pattern:
      '(?:龄|要求|条件)(?:要求|段)?[: ]?(?:1[6-9]|2\\d)(?:-|一|到|至|~){1,2}(?:2[5-9]|3\\d|4\\d|5\\d)(?=[,。;、\\n!)]|$|周?岁)',
    judge: match => !/薪|资|元|经验|人数|时间|尺寸|身高|体重/.test(before(match, 6)),
    confidence: 0.75,
    examples: ['龄要求18～40', '要求20-30，身高165'],
    counterExamples: ['薪资要求20-30']
  }
]
