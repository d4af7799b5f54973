import { before, matched } from '../context.ts'
import { isNoDemand } from '../guards.ts'
import { article } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore } from '../words.ts'
import { religionOpenRules } from './religion-open.ts'
import { religionSayings } from './religion-sayings.ts'

const creed =
  '(?:佛教?|基督教?|天主教?|伊斯兰教?|道教|回教|犹太教|印度教|东正教|耶稣|上帝|真主|菩萨|鬼神|神佛|邪教|教派)'
const believer = `(?:(?:宗教|${creed})?(?:信徒|教徒|信众|教众)|基督徒|天主教徒|佛教徒|穆斯林|伊斯兰教徒|居士|宗教人士|(?:有|信仰?|信奉|带有|具有)(?:任何|其他|某种|着)?(?:宗教(?:信仰|背景|倾向)?|${creed}|教(?!师|育|学|练|研|务|程|材|养|案))(?:信仰|背景)?|信仰(?:\\([^)]{0,16}\\))?(?=者|的|人))`
const who = '(?:\\([^)]{0,16}\\))?(?:的|之|者|人员|人士|人|员工|朋友|应聘者|求职者|候选人|同学|家庭)*'
const trade = /宗教|教会|寺|佛|教堂|神学|牧师|道观|教务(?!处)|慈善基金|民族事务/

/** Work on religion as a subject. */
function isSubject(match: RuleMatch): boolean {
  return /^(?:的)?(?:自由|事务|管理|研究|历史|文化|改革|场所|题材|学(?!历)|音乐|艺术|建筑)/.test(
    match.text.slice(match.end, match.end + 3)
  )
}

export const religion: RuleFamily = {
  category: 'religion',
  severity: 'block',
  name: '宗教信仰歧视',
  law: [article('就业促进法', '第三条'), article('劳动法', '第十二条'), article('人力资源市场暂行条例', '第二十四条')],
  suggestion: '删除宗教信仰的限定、偏好或排除：劳动者就业不因宗教信仰不同而受歧视。',
  guard: match => isNoDemand(match) || isSubject(match),
  disguises: list(`
    宗教信仰 无宗教信仰 信教者勿扰 不招信教 不要信教 有宗教信仰 信教勿扰 宗教信仰者勿扰 信教
  `),
  rules: [
    {
      id: 'religion.none',
      triggers: list(`
        宗教信仰 宗教 无宗教信仰 信教 不信教 无信仰 无神论 宗教背景 教派 信仰宗教 无宗教 非教徒 非信徒
      `),
      pattern: `(?:本人(?:及|和)?(?:家属|家人|亲属)?(?:均|都)?)?(?:无|没有?|不得有|不能有|不可有|不允许有|不(?:带|具)?有|未有|非|不存在)(?:任何|其他|其它|特殊|相关)?(?:的)?宗教(?:信仰|背景|倾向|人士)?|宗教(?:信仰)?(?:要求|情况|状况)?[: ]{1,2}(?:无|没有|不信教|佛教|基督教|道教|天主教)|(?:本人(?:及|和)?(?:家属|家人|亲属)?(?:均|都)?)?(?:要求|须|需|必须)?不(?:得|能|可|准|允许)?(?:信仰?|参加|加入|信奉)(?:任何|其他)?(?:宗教|教)(?!师|育|学|练|研|务|程|材)|(?:必须|须|需|要求|应|只招|仅限|限)(?:是|为)?(?:坚定的)?(?:唯物主义|无神论)者?|非(?:宗教)?(?:教徒|信徒|信众|教众)|(?:无神论|唯物主义)者(?:${preferredAfter})?${itemEnd}|${itemStart}无(?:任何)?信仰(?:者)?(?:${preferredAfter})?${itemEnd}|宗教信仰[^,。;\\n]{0,4}(?:须|需|应|必须|要求)[^,。;\\n]{0,2}(?:填|为|是|写)无`,
      judge: match => !/不限|自由/.test(matched(match)) && !/宗教(?:研究|史)/.test(match.posting.title),
      confidence: 0.95,
      examples: [
        '无宗教信仰',
        '不得有宗教信仰',
        '要求不信仰任何宗教',
        '宗教信仰：无',
        '必须是无神论者',
        '無宗-教-信-仰',
        '本人及家属均不信教'
      ],
      counterExamples: ['宗教信仰不限', '不因宗教信仰而区别对待', '信仰开源精神', '无宗教信仰限制']
    },
    {
      id: 'religion.refused',
      triggers: list(`
        宗教信仰 宗教 信教 教徒 信徒 基督徒 佛教徒 穆斯林 信佛 信众 有信仰 居士 天主教 基督教 伊斯兰 信教者勿扰 不招信教 信教勿扰
        宗教信仰者 有宗教信仰
      `),
      pattern: `(?:${refusedBefore}|不(?:得|能|可|允许|准)(?:是|为))(?:任何|有)?${believer}${who}|(?:凡)?${believer}${who}[,]?(?:恕|请|暂|均|一律)*(?:${refusedAfter})`,
      confidence: 0.95,
      examples: [
        '有宗教信仰者请勿应聘',
        '不招信教人员',
        '教徒勿扰',
        '信教者勿投',
        '宗教人士谢绝应聘',
        '有信仰（基督教、伊斯兰教）者慎投'
      ],
      counterExamples: ['信仰不限', '不问信仰', '尊重员工宗教信仰']
    },
    {
      id: 'religion.reserved',
      triggers: list(`
        教徒 信徒 基督徒 佛教徒 穆斯林 信佛 信众 宗教信仰 信教 居士 皈依 受洗 信仰佛教 信仰基督 佛缘 天主教 基督教
      `),
      pattern: `(?:${reservedBefore}|(?:招|聘|诚招|诚聘|接受))(?:有|的|为|是)*${believer}${who}|${believer}${who}[^,。;\\n]{0,4}?${preferredAfter}|(?:须|需|必须|要求|应)(?:已)?(?:皈依|受洗|信佛|信主|信教)|(?:已)?(?:皈依|受洗)(?:者|的)?(?:${preferredAfter})|(?:信佛|信主|信教|有佛缘|与佛有缘|学佛)(?:之人|的人|者|的)?(?:${preferredAfter})`,
      judge: match => !/坚定|对/.test(before(match, 4)) && !/教堂|寺|法师|牧师/.test(match.posting.title),
      confidence: 0.9,
      examples: ['限佛教徒', '基督徒优先', '信佛之人优先', '仅接受天主教徒', '须皈依'],
      counterExamples: ['对未来有坚定信仰者优先', '熟悉佛教文化优先']
    },
    {
      id: 'religion.practice',
      triggers: list(`
        礼拜 清真寺 祷告 祈祷 教堂 圣经 读经 诵经 念佛 吃斋 供佛 神佛 教会 宗教饰物 宗教服饰 头巾 罩袍 十字架 烧香 拜佛 佛珠 做弥撒
      `),
      pattern: `(?:不|不得|不能|不可|禁止|未)(?:去|做|进|参加|供|拜|佩戴|戴|信|穿)?(?:礼拜|清真寺|祷告|教堂|教会活动|神佛|宗教饰物|宗教服饰|头巾|罩袍|十字架|做礼拜|进清真寺|诵经|念佛|烧香|拜佛)(?:[、,和或]?(?:不)?(?:去|做|进|参加|供)?(?:礼拜|清真寺|祷告|教堂|教会活动|神佛|宗教活动))*(?:的|者)?|[^,。;\\n]{0,8}(?:教堂|礼拜|祷告|吃斋|念佛|诵经|供佛|教会|宗教饰物|宗教服饰|头巾|十字架|罩袍|清真寺|佛珠)(?:念佛)?(?:的|者|人员)*(?:${refusedAfter})|(?:每天|每日|每周|随店|随公司|须|需|一起|一同|全员|参加|坚持)[^,。;\\n]{0,8}(?:祷告|祈祷|晨读圣经|读圣经|读经|诵经|念佛|做礼拜|吃斋|礼佛|圣经学习)`,
      judge: match =>
        !trade.test(match.posting.title) &&
        !/旅游|导游|讲解|摄影|设计|养老客户/.test(match.posting.title) &&
        !/客户|老人|游客/.test(before(match, 10)),
      confidence: 0.8,
      examples: [
        '不做礼拜、不进清真寺的',
        '周日要去教堂的不合适',
        '每天和我们一起祷告',
        '佩戴宗教饰物者不录',
        '吃斋念佛的免谈',
        '随店晨读圣经'
      ],
      counterExamples: ['讲解教堂、清真寺建筑历史', '位于教堂旁']
    },
    ...religionOpenRules,
    ...religionSayings
  ]
}
