import { before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { bearers, list, partedAfter } from '../words.ts'

const creed = '(?:佛|道|基督|天主|伊斯兰|穆斯林|回教|耶稣|主|菩萨|教|啥教|什么教|任何教|神|上帝)'
const rite =
  '(?:做礼拜|礼拜堂|教堂|教会(?!ai|[a-z]|别|他|她|大|同|新|客|孩|学|用|机|模|家|人|你|我|如|怎|使|操)|清真寺|寺里|庙里|道观|佛堂|祷告|祈祷|念经|诵经|拜佛|烧香|上香|打坐|斋戒|封斋|吃斋)'

function isOthers(match: RuleMatch): boolean {
  return isAudience(match) || isServed(match) || /宗教|文物|导游|寺|佛教用品|香烛/.test(match.posting.title)
}

/** Belief told by what is done on which day, and by what the shop itself worships. */
export const religionSayings: readonly Rule[] = [
  {
    id: 'religion.rites',
    triggers: list(
      '信啥教 信什么教 信教 信佛 信主 皈依 礼拜堂 教堂 教会 清真寺 寺里 做礼拜 祷告 祈祷 念经 诵经 上香 烧香 拜佛 供着 财神 关公 宗教团体 宗教组织 宗教活动 斋戒 封斋 吃斋 居士 受洗 洗礼'
    ),
    pattern: `信(?:了)?(?:啥|什么|任何|哪(?:个|种))?${creed}?教?${bearers}${partedAfter}|(?:周[五日天末]|礼拜[五天日])?[^,。;\\n]{0,6}?(?:要|须|得|需)?(?:去|上|进|到|做|有)?[^,。;\\n]{0,3}?${rite}[^,。;\\n]{0,4}?(?:习惯|需要|安排)?${bearers}${partedAfter}|(?:不便|没法|无法|不能|不方便)(?:给|为)?[^,。;\\n]{0,8}?${rite}[^。;\\n]{0,20}|(?:得|须|需|必须|要|最好)(?:是)?(?:皈依|受洗|信佛|信主|信教)(?:了|过)?(?:的)?(?:居士|信徒|教友|弟子|同修)?|(?:不|拒绝|不愿|不肯)(?:肯|愿意?|能)?(?:上香|拜|磕头|烧香|敬香)${bearers}${partedAfter}|(?:本人|家人|全家|家庭成员|直系亲属|亲属)[^,。;\\n]{0,10}?(?:均|都|皆)?(?:未|没有?|不得|不)(?:参加|加入|信仰|信)[^,。;\\n]{0,4}?(?:宗教|教会|教派|教)[^,。;\\n]{0,6}`,
    judge: match =>
      !isOthers(match) && !/欢迎|均可|不限/.test(matched(match)) && !/客户|游客|香客/.test(before(match, 8)),
    confidence: 0.82,
    examples: [
      '信什么教的都请绕道',
      '周日要上教堂的同事恐怕难同步',
      '不便给人留祷告的地方',
      '须是皈依的居士',
      '不肯上香的就别来了',
      '本人及家人均未加入任何宗教组织'
    ],
    counterExamples: [
      '为信教群众服务',
      '带游客去清真寺参观',
      '信教与否均可',
      '并教会AI理解行业术语',
      '教会别人理解制度'
    ]
  }
]
