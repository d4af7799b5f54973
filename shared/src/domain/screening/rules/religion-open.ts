import { after, before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore } from '../words.ts'

const god =
  '(?:教(?!师|育|学|练|研|务|程|材|养|案|会)|佛|主(?![要题流管播动体营角打办])|神|耶稣|基督教?|天主教?|上帝|真主|安拉|伊斯兰教?|道教|回教|菩萨|观音)'
const believing = `(?:信仰?${god}|信奉[^,。;\\n]{1,6}|皈依(?:过|了|佛门)?|受(?:过)?(?:洗|戒|三皈五戒|五戒)|有皈依证|入(?:了|过)?教(?!育|学|室|师|职)|加入(?:过)?教会|拜佛|礼佛|念佛|吃斋(?:念佛)?|吃素(?:念佛|拜佛|信佛)|学佛|传教|封斋|守斋|把?斋月|守主日|做(?:五次)?礼拜|去教堂|(?:参加|从事)(?:过)?(?:宗教|教会)活动|有?(?:地下)?教会(?:背景|身份))`
const believers =
  '(?:教友|教众|信众|信徒|教徒|佛教徒|基督徒|天主教徒|穆斯林|居士|主内(?:肢体|弟兄|姊妹)|弟兄姊妹|同修|宗教信仰者|宗教人士|宗教信徒|佛门中人|出家人|僧尼|神职人员|传教士)'
const whom = '(?:的|者|人|之人|人士|人员|员工|阿姨|大姐|师兄|师姐|弟兄姊妹|朋友|同修|求职者|应聘者)*'
const trade = /宗教|教会|寺|佛|教堂|神学|牧师|道观|民族事务|导游|讲解|旅游|摄影|文博|考古/

/** The faith is the work's subject, or a customer's. */
function isWork(match: RuleMatch): boolean {
  return (
    trade.test(match.posting.title) ||
    isAudience(match) ||
    isServed(match) ||
    /(?:尊重|了解|熟悉|研究|讲解|参观|客户|老人|游客)[^,。;]{0,4}$/.test(before(match, 8)) ||
    /^(?:自由|文化|艺术|历史|音乐|用品|图书|题材)/.test(after(match, 3))
  )
}

/** Frames with open slots: whatever faith, told as wanted, unwanted, practised at work or asked for. */
export const religionOpenRules: readonly Rule[] = [
  {
    id: 'religion.believing',
    triggers: list(`
      信教 信佛 信主 信神 信耶稣 信基督 信天主 信上帝 信真主 信仰 信奉 皈依 受洗 受戒 三皈 五戒 入教 教会 拜佛 礼佛 念佛 吃斋 吃素 学佛 传教 封斋
      守斋 斋月 主日 礼拜 教堂 宗教活动 信伊斯兰 信观音 信菩萨 信道教 十字架
    `),
    pattern: `(?<demand>(?:${reservedBefore}|${refusedBefore}|招)(?:有|是|已|的|为|近期)*)?(?:已|曾|家里有人|家人|凡是?|需要?|要|每天|周末|周日|上班期间)*(?:${believing}|戴十字架|戴头巾)(?:[、,和或](?:${believing}))*${whom}(?<post>[^,。;:!\\n]{0,10}?[,]?(?:${preferredAfter}|${refusedAfter}))?`,
    judge: match => {
      const { demand, post } = match.groups
      return (
        (demand !== undefined || post !== undefined) &&
        !/^不(?:得|能|可)|民族|猪/.test(matched(match)) &&
        !isWork(match)
      )
    },
    confidence: 0.88,
    examples: [
      '信耶稣的不要',
      '做礼拜的排不开班，请勿投',
      '需要封斋的恕不接收',
      '有皈依证的优先',
      '信主的阿姨优先',
      '吃素拜佛的别来',
      '希望你学佛，最好皈依'
    ],
    counterExamples: ['信教自由', '不要求信教', '导览教堂、佛寺']
  },
  {
    id: 'religion.believers',
    triggers: list(`
      教友 教众 信众 信徒 教徒 基督徒 穆斯林 居士 主内 弟兄姊妹 同修 宗教信仰者 宗教人士 佛门中人 出家人 僧尼 神职人员 传教士
    `),
    pattern: `(?:${reservedBefore}|${refusedBefore}|希望(?:你|您)?(?:是|为)|[招聘找寻])(?:一位|一名|有|的|是|虔诚的?|真正的?|正信)*${believers}(?!族群|民族|群众)|(?:虔诚的?)?${believers}(?!族群|民族|群众)${whom}(?:[^,。;:!\\n]{0,6}?[,]?(?:${preferredAfter}|${refusedAfter}))`,
    judge: match => !isWork(match),
    confidence: 0.88,
    examples: ['教友优先', '主内肢体优先', '需为虔诚佛教徒', '希望你是基督徒', '不接收宗教信仰者'],
    counterExamples: ['为信众提供讲解服务', '尊重穆斯林饮食']
  },
  {
    id: 'religion.creedless',
    triggers: list('信仰 无神论 唯物主义 信神 信教 迷信 信鬼神'),
    pattern: `(?:要求|须|需|必须)?(?:无|没有?)(?:任何|其他)?信仰(?:者|的|人员)*(?:${preferredAfter})?${itemEnd}|(?:坚定的)?(?:无神论|唯物主义|唯物论)者(?:[^,。;\\n]{0,4}?${preferredAfter})|${itemStart}(?:不迷信[、,]?)?(?:最好)?(?:别|不)信(?:教|神|佛|鬼神)[^,。;\\n]{0,6}|(?:不欢迎|不要|禁止|别|不许|不能)[^,。;\\n]{0,4}(?:把|将)?(?:信仰|宗教)(?:带[进入到来])[^,。;\\n]{0,8}|(?:另有|其他|别的)(?:信仰|信奉)(?:的)?[^,。;\\n]{0,4}(?:融不进|不合适|${refusedAfter})`,
    judge: match => !isWork(match) && !/[?]|不限/.test(after(match, 3)),
    confidence: 0.85,
    examples: ['要求无任何信仰', '唯物主义者优先', '不信神不信教', '不欢迎把信仰带进办公室'],
    counterExamples: ['对公司有信仰', '信仰不限']
  },
  {
    id: 'religion.practised',
    triggers: list('礼拜 祷告 晨祷 祈祷 诵经 早课 上香 供佛 查经 基督信仰 佛教信仰 宗教信仰 奉教 素食'),
    pattern: `(?:须|需|要|必须|应|一起|共同|每[天日周][日天]?|全员|统一|参加)[^,。;\\n]{0,10}(?:(?<!个|两|一|几|提前|\\d)礼拜(?![一二三四五六天日])|祷告|晨祷|祈祷|诵经|早课|上香|供佛|查经(?![验历过理办营费]))(?!堂|寺)|(?:须|需|必须|要|应)?(?:认同|接受|遵从|信奉)(?:公司的?)?(?:基督|佛教?|天主|伊斯兰|道教?|宗教)(?:的)?(?:信仰|教义|文化理念)`,
    judge: match => !isWork(match) && !/不(?:需|用|要)|无需/.test(before(match, 4) + matched(match)),
    confidence: 0.8,
    examples: ['需参加公司每周日的礼拜', '必须认同基督信仰', '每天早上一起诵经'],
    counterExamples: ['每周日不需要参加礼拜', '教堂礼拜摄影', '须有事故调查经历']
  },
  {
    id: 'religion.asked',
    triggers: list('宗教信仰 是否信教 有无信仰 有无宗教 信仰情况 信仰状况'),
    pattern:
      '(?:请|须|需|应|务必|如实|简历)[^,。;\\n]{0,6}(?:注明|说明|填写|写明|告知|备注|登记)[^,。;\\n]{0,6}(?:宗教信仰|是否信教|有无(?:宗教)?信仰|宗教)|(?:宗教信仰|是否信教|有无(?:宗教)?信仰)(?:情况|状况)?[^,。;\\n]{0,4}(?:请|须|需|应|要|务必|如实)[^,。;\\n]{0,6}(?:注明|说明|填写|写明|告知|备注)',
    judge: match => !isWork(match) && !/(?:不|无需|无须)[^,。;]{0,4}$/.test(before(match, 5)),
    suggestion: '宗教信仰与工作无关，不应询问：删除该内容。',
    confidence: 0.8,
    examples: ['请注明宗教信仰', '是否信教须在简历注明'],
    counterExamples: ['无需注明宗教信仰']
  },
  {
    id: 'religion.objects',
    triggers: list(`
      念珠 佛珠 佛像 神像 供像 供着 十字架 经文 经书 菩萨 观音 打坐 念经 诵经 跪拜 烧香 上香 佛堂 神龛 圣像 信仰活动 受过洗 受过戒 信过教 信仰一栏 信仰栏
      信仰为 信仰填 与有信仰 信仰的人
    `),
    pattern: `(?:戴|挂|供|拜|摆|念|信|打|烧|上|跪|贴|盘)(?:着|个|过|串|有)?(?:念珠|佛珠|佛像|像|十字架?|经文?|经书|菩萨|佛|观音|神像|神龛|坐|香|圣像)(?:[、,和或]?(?:每天|进门)?(?:要)?(?:念|拜|打|供|戴|烧)(?:着)?(?:经|坐|菩萨|佛|观音|香)){0,2}(?:的)?(?:那种)?${whom}[^,。;\\n]{0,6}?[,]?(?:${refusedAfter})|(?:头像|朋友圈|车上|桌上|家里)[^,。;\\n]{0,8}(?:没有?|无|不(?:能|得|要)?有?|别有)[^,。;\\n]{0,4}(?:佛像|十字|经文|宗教|神像)|(?:凡)?(?:受过?洗|皈依过?|信过教|入过?教|受过?戒)(?:、(?:受过?洗|皈依过?|信过?教|受过?戒))*(?:的)?(?:老师|员工|师傅)?${whom}[^,。;\\n]{0,4}?[,]?(?:${refusedAfter})|不(?:与|和|跟|同)[^,。;\\n]{0,4}(?:信仰|信教|宗教)[^,。;\\n]{0,8}(?:共事|合作|来往|一起)|(?:宗教)?信仰(?:一?栏)?(?:须|需|要|应|必须)?(?:为|填|写|是|留)(?:空|无|没有)(?:白)?(?:的|者)*`,
    judge: match => !isWork(match) && !/(?:不|无需|尊重)[^,。;]{0,3}$/.test(before(match, 4)),
    confidence: 0.85,
    examples: [
      '手上戴念珠、进门拜菩萨的那种不要',
      '床头供着像、每天要念经打坐的就别来了',
      '家里挂十字架的请掂量',
      '凡受过洗、皈依过的老师，学校暂不聘任',
      '不与有任何信仰活动的人共事',
      '朋友圈里没有佛像、十字、经文这些内容',
      '宗教信仰一栏须填无'
    ],
    counterExamples: ['供着关公像的老店，招服务员', '讲解佛像与经文', '为客户定制念珠']
  }
]
