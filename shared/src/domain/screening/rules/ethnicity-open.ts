import { after, before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule } from '../rule.ts'
import { list, refusedAfter, refusedBefore } from '../words.ts'

const letter = '[回维藏彝蒙壮苗哈]'
const who = '(?:的)?(?:民族)?(?:的)?(?:朋友|同志|教师|老师|人|师傅|同事|员工|阿姨|大姐|小伙伴|者|们)*'
/** A diet that keeps to something, said of whoever comes. */
const diet =
  '(?:有|带)?(?:什么|特殊|其他|个)?(?:忌口|忌荤腥?|(?:饭桌|吃饭|饮食|吃食|嘴|吃喝)上?有(?:什么|些)?讲究|要?另起炉灶|要?开小灶|不(?:吃|沾|碰|动|食)(?:猪肉?|大肉|荤油|猪油|荤腥|荤|这些|这个|这口|的))'

/** Frames with open slots: diets, groups and registers that stand for an ethnic group. */
export const ethnicityOpenRules: readonly Rule[] = [
  {
    id: 'ethnicity.diet',
    triggers: list(`
      忌口 忌荤 荤腥 另起炉灶 开小灶 饭桌上有 吃饭上有 饮食上有 吃食上有 嘴上有讲究 吃饭有讲究 饮食有讲究 不吃猪 不沾猪 不碰猪 不吃大肉 不沾大肉 不吃荤 不沾荤 不吃这 不吃的
    `),
    pattern: `${diet}(?:[、,和或]${diet}){0,2}(?:某类|之类)?${who}[^,。;:!\\n]{0,8}?[,]?(?:就|请|都)?(?:${refusedAfter}|没有(?:别的|其他)选择|(?:望|请)(?:理解|慎重)[^,。;]{0,4}投)`,
    judge: match =>
      !isAudience(match) &&
      !isServed(match) &&
      !/客人|顾客|宝宝|孩子|产妇|老人|病人|学生(?!餐)/.test(before(match, 10)) &&
      (/猪|荤|大肉|讲究|炉灶|忌口/.test(matched(match)) || /猪|大肉|红烧肉|五花|荤/.test(before(match, 40))),
    suggestion: '以饮食禁忌拒人等于排除部分民族：删除，可如实说明食堂情况并给餐补。',
    confidence: 0.8,
    examples: [
      '我们店卖猪头肉，员工餐也是这些，有忌口的就绕过吧',
      '食堂不设清真灶，有忌口的民族教师请另择良校',
      '饭桌上有讲究、要另起炉灶的，咱伺候不了',
      '天天红烧肉，不吃的请避开'
    ],
    counterExamples: ['客人有忌口的提前备注', '给产妇开小灶', '辣得不吃的别点']
  },
  {
    id: 'ethnicity.groups',
    triggers: list(
      '等民族 等少数民族 等少数 那个族 那些族 那几个族 这几个族 汉族班 都是汉族 全是汉族 编汉族 排汉族 配汉族 族别 族属'
    ),
    pattern: `${refusedBefore}${letter}(?:族)?(?:[、,和]?${letter}(?:族)?){0,5}等(?:少数)?民族(?:的)?${who}(?:应聘|求职|报名)?|${letter}(?:族)?(?:[、,和]?${letter}(?:族)?){0,5}等(?:少数)?民族${who}[^,。;:!\\n]{0,6}?[,]?(?:${refusedAfter})|[^,。;:\\n]{0,8}(?:那|这)(?:个|些|几个|种)(?:民)?族${who}[^,。;:!\\n]{0,4}?[,]?(?:${refusedAfter})|(?:只|仅|全|专)[^,。;\\n]{0,3}(?:编|排|配|用|招|收|安排)[^,。;\\n]{0,2}汉族(?:班组?|班次|员工|工人|人|同事|师傅)`,
    confidence: 0.85,
    examples: ['谢绝回维等民族应聘', '戴白帽子的那个族不招', '工段里只编汉族班组', '藏、彝等民族请勿投'],
    counterExamples: ['介绍苗等民族服饰', '服务回、藏等民族群众']
  },
  {
    id: 'ethnicity.register',
    triggers: list('性别右边 性别后面 性别旁边 民族那栏 民族那一栏 民族一项 民族那项 民族栏 民族这栏'),
    pattern:
      '(?:身份证)?(?:上)?(?:的)?(?:性别(?:的)?(?:右|后|旁)(?:边|面)|民族)(?:那|这)?(?:一)?(?:栏|项|格)[^。;\\n]{0,14}(?:给[^,。;]{0,4}看|看一?眼|核对?|查|一样|一致|相同|只能|必须|须|要|得)[^,。;\\n]{0,8}',
    judge: match => !/不(?:看|查|问|填|影响)|无需/.test(matched(match) + after(match, 4)),
    confidence: 0.75,
    examples: ['要把身份证上民族那一栏给人事看一眼', '民族栏必须和大家一样'],
    counterExamples: ['民族一栏不看']
  }
]
