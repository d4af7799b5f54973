import { after, before, clauseBefore, matched } from '../context.ts'
import { describesTeam, isAudience } from '../guards.ts'
import type { Rule } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter } from '../words.ts'

const two = '(?:[2-6]\\d|[二三四五六]十[一二三四五六七八九]?)'
/** A bare number is an age only where nothing else is counted. */
const counted = /人|规模|工龄|年限|经验|薪|元|分|节|课|%|款|套|公里|km|码|单|台|件|门店|号|温|度|吨|平|楼|层/

/** Ages without 岁: bare figures, idioms, generations, English. */
export const ageImplicitRules: readonly Rule[] = [
  {
    id: 'age.bare',
    triggers: list('以下 以内 之间 封顶 超过 左右 之内'),
    pattern: `(?:${itemStart}|(?<=[男女性龄]|别太大[,]))(?:${two}(?:以[下内]|之[内下]|封顶)|${two}(?:-|一|到|至|~)${two}之间)(?:\\(含\\))?${itemEnd}|(?:超过|大于|满|过)${two}(?:岁)?(?:以上)?(?:的|者)*(?:${refusedAfter})`,
    judge: match => !counted.test(`${clauseBefore(match, 8)}${after(match, 4).split(',')[0]}`) && !isAudience(match),
    confidence: 0.75,
    examples: ['45以下，会用电脑', '20至40之间，底薪4000', '岁数别太大，四十以内', '超过40不予考虑', '35↓'],
    counterExamples: ['团队规模50以下', '月薪20到40之间']
  },
  {
    id: 'age.bare-range',
    triggers: list('16 17 18 20 22 25'),
    pattern: '(?<![\\d.])(?:1[6-9]|2[0-5])(?:-|一|到|至|~){1,2}(?:2[4-9]|3\\d|4\\d|5[0-5])(?=[,。;、\\n!)]|$)',
    judge: match =>
      /(?:^|[\n,;。:、()!? /+女男性华]|\d[.、)])$/.test(match.text.slice(0, match.start)) &&
      match.field !== 'salaryText' &&
      match.field !== 'title' &&
      !/薪|资|元|人|k|时间|班|点|节|月|提成|收入|底|:$|天|%/.test(clauseBefore(match, 10) + before(match, 2)) &&
      !/[:]$/.test(before(match, 1)),
    confidence: 0.6,
    examples: ['16-45，两班倒'],
    counterExamples: ['薪资18-25，双休', '团队20-30人', '面议20-35K']
  },
  {
    id: 'age.about',
    triggers: list('来岁 多岁 几岁 年龄比较小 年龄小 年轻化 出头 岁数 岁出头'),
    pattern: `(?:最好|要求|限|要|希望|年龄(?:在)?)(?:是|在)?(?:[2-5]\\d|[二三四五]十)(?:来|多|几)?岁?(?:出头|左右)?(?=[,。;、\\n]|$)|${itemStart}(?:[2-4]\\d|[二三四]十)(?:来|多|几)岁(?:左右)?${itemEnd}|(?:只|仅)招(?:聘|收)?年龄(?:比较|偏|较)?小的|年龄(?:应|须|需|要)?(?:遵循|符合)?年轻化|(?:岁数|年纪|年龄)(?:别|不要|不能|不可|不宜)(?:太|过|偏)(?:大|老|高)`,
    judge: match => /岁|出头|大|老|高|小|年轻/.test(matched(match)) && !isAudience(match),
    confidence: 0.8,
    examples: ['最好30来岁，有经验', '岁数别太大'],
    counterExamples: ['三十来岁的客户']
  },
  {
    id: 'age.generations',
    triggers: list('0后 5后 零后 z世代 年龄段 世代'),
    pattern: `(?:[6-9][0零]|[6-9]5|0[05])后(?:(?:、|/|和|,|-)(?:[6-9][0零]|[6-9]5|0[05])后)*(?:均可|皆可|都可|都行)[,。;]?(?:其他|其余|别的)年龄(?:段)?[^,。;\\n]{0,4}(?:${refusedAfter})?|z世代(?:专属|优先|岗位|专场|招募)|(?:其他|其余)年龄(?:段)?(?:的)?(?:一律)?(?:${refusedAfter})`,
    judge: match => /后|世代|不|勿/.test(matched(match)) && /其他|其余|别的|世代/.test(matched(match)),
    confidence: 0.8,
    examples: ['85后、90后均可，其他年龄段不考虑', 'Z世代专属岗位'],
    counterExamples: ['95后、00后均可报名的公益课', '面向Z世代消费者']
  },
  {
    id: 'age.idiom',
    triggers: list(`
      奔三 奔四 奔五 妈妈辈 爸爸辈 爷爷辈 奶奶辈 叔叔辈 妈妈级 爸爸级 阿姨级 大叔级 老同志 花甲 而立 不惑 知天命 青春年华 年华 退休年龄 法定退休 老人家 老头 老太
      上了年纪 一把年纪 上年纪 年纪大 年龄大 岁数大 中年人
    `),
    pattern: `(?:正值青春年华[,]?)?奔[三四五](?:的|人|朋友|们|选手)*(?:请|就)?(?:${refusedAfter})|(?:妈妈|爸爸|爷爷|奶奶|叔叔|阿姨|大叔|大妈|长)(?:辈|级别?|级的)(?:的|们|人)*(?:${refusedAfter})|(?:老同志|老人家|老头|老太太?|(?:上了|一把|上)年纪|中年人|(?:年纪|岁数|年龄)(?:偏|太|过|较)?大)(?:的|们|者|人)*(?:请|就)?(?:${refusedAfter})|(?:未满|不到|未到|没到|不足)(?:花甲|而立|不惑|知天命|半百)(?:之年)?|(?:而立|不惑|花甲|知天命)(?:之年)?(?:以[内前下]|之前|以下)|距(?:离)?(?:法定)?退休(?:年龄)?(?:不少于|不低于|至少|还有|须有)[^,。;\\n]{1,6}年?|正值青春年华`,
    judge: match => !describesTeam(match) && !isAudience(match),
    confidence: 0.82,
    examples: [
      '奔三的就算了',
      '奔四的朋友对不起',
      '妈妈辈的就别来了',
      '老同志请勿投',
      '未满花甲',
      '而立之年以内',
      '不惑之前',
      '距法定退休不少于十五年'
    ],
    counterExamples: ['老同志活动中心服务', '照顾上年纪的老人']
  },
  {
    id: 'age.year',
    triggers: list('身份证年份 年份 出生 刚过二十 不到三十 年以后 年及以后'),
    pattern:
      '身份证[^,。;\\n]{0,6}(?:19[6-9]\\d|20[01]\\d)年?(?:及|或)?(?:之|以)后|(?:刚过|已过)(?:二十|三十|20|30)[,]?(?:不到|未满|没到)(?:三十|四十|30|40)|(?:不到|未满|没到)(?:三十|四十|30|40)(?=[,。;\\n]|$)',
    judge: match => !/工龄|经验|人|元|客户|家/.test(before(match, 6)),
    confidence: 0.82,
    examples: ['身份证年份2000及以后', '刚过二十不到三十'],
    counterExamples: ['公司自1998年以后']
  },
  {
    id: 'age.young-item',
    triggers: list('年轻 年轻点 年轻些 年轻人 小年轻 青年'),
    pattern: `(?:要|招|找|限|最好|希望|尽量)(?:是|个)?年轻(?:点|些|一点|一些|人|的)(?:的|人)*(?=[,。;、\\n]|$)|(?:只|仅|专)(?:招|要|限|收)(?:小)?(?:年轻|青年)(?:人)?|${itemStart}(?:年龄|年纪)?(?:偏|较|比较)年轻(?:化|些|点)?${itemEnd}|小年轻(?:${preferredAfter})|${itemStart}年轻${itemEnd}`,
    judge: match => {
      if (describesTeam(match) || isAudience(match)) return false
      if (matched(match) !== '年轻') return true
      const around = before(match, 16) + after(match, 16)
      return (
        /形象|外形|岁|会|吃苦|学历|要求|女|男|形象|漂亮|身高/.test(around) &&
        !/我们|团队|公司|氛围|平均|活力|时尚/.test(around)
      )
    },
    confidence: 0.75,
    examples: ['要年轻点的，手快', '年轻、外形佳、会调酒', '小年轻优先'],
    counterExamples: ['我们年轻、有活力', '找年轻的感觉']
  },
  {
    id: 'age.english',
    triggers: list('under below aged age years younger'),
    pattern:
      '(?<![a-z])(?:under|below|younger than|no older than|not over)[ ]?(?:the age of )?[2-5]\\d(?!\\d|%|k|,\\d|[ ]?(?:ms|seconds|minutes|min|people))|(?<![a-z])age[ds]?[: ]{0,2}(?:between )?[1-4]\\d[ ]?(?:-|to|and)[ ]?[2-5]\\d|[1-4]\\d[ ]?(?:-|to)[ ]?[2-5]\\d years old',
    judge: match =>
      /岁|years|age|female|male|fluent|old|english|,|。|$/.test(after(match, 12)) &&
      !/latency|load|cost|children|kids|users/.test(before(match, 16) + after(match, 12)),
    confidence: 0.8,
    examples: ['Female, under 28', 'age: 22-35', 'aged 20 to 30'],
    counterExamples: ['latency under 30ms', 'children aged 3-6']
  }
]
