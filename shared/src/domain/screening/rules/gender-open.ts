import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isServed } from '../guards.ts'
import { article } from '../law.ts'
import type { Judgement, Rule, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, refusedAfter } from '../words.ts'
import { both, inRequirements, limit, look, lookWords, otherSexNear, person, role, sex } from './gender-words.ts'

const count = '(?:[一二两三四五六七八九十几\\d]{1,2}[名位个枚只]|若干|数名|多名)'
const kindly =
  '(?:[零〇九八七][零〇五]后|[0789][05]后|高挑|苗条|清秀|甜美|阳光|大方|温柔|文静|细心|活泼|开朗|可爱|帅气?|年轻|元气|爱美|漂亮|能干|勤快|老实|踏实|稳重|壮实?|健壮|本地|外地|应届|单身|未婚|已婚|优秀|普通|[\\d一二三四五]{2}多?(?:-\\d{2})?岁?(?:以[下内]|左右|上下)?的?)'
/** Up to two words or one phrase of description: 会做饭的, 细心的年轻. */
const described = `(?:[^,。;:!?、\\n男女]{1,8}的|${kindly}){1,3}`
const anyone = `(?:${person}|${look})`
const wanting =
  '(?:[招聘找缺求征寻收](?:聘|收|募|用|个|名|位)?|急需|急求|需要?|要(?:个|有|的是)?|最好(?:是|来|找|要)个?|希望(?:你|您)?(?:是|找|招|来|有)?|期待|想要|想找|首选|优选|安排|接收|适合|倾向于?|偏向于?|(?:招聘|招收|应聘|面向|适合|录用)?对象(?:为|是|:)?|名额(?:留给|给))'
const done =
  '(?=[,。;!、)\\n]|$|[一二两三几\\d]{1,2}[名位个枚]|若干|来|去|做|管|帮|带|负责|担任|入住|加入|报名|应聘|就|即|优先)'

const familyTrade = /保姆|家政|育婴|月嫂|护工|钟点|陪护|育儿|家庭/

/** Both sexes, the customer, or the team: no demand. */
function demanded(match: RuleMatch): Judgement {
  const rest = after(match, 8)
  if (otherSexNear(match) || both.test(rest.split(/[,、]/)[0] ?? '') || /^,?(?:性别|男女)?不限/.test(rest)) return false
  if (isAudience(match) || isServed(match)) return false
  if (/阿姨|大姐/.test(matched(match)) && familyTrade.test(match.posting.title)) return false
  if (/(?:有|现有|都是|和|与|跟|向|对|帮|由|认识|已有)$/.test(before(match, 3))) return false
  return limit(match)
}

const gentler =
  /须|需|必须|要|应|加试|加做|多|少|才|至少|不低于|免|直接|直过|优先|放宽|可|不限|经验|学历|考|面试|试用|排|证|底薪|提成|补贴/
const ofPlaces =
  /宿舍|浴|厕|卫生间|更衣|[男女]装|款|假|会员|客|衣|鞋|码|座|身高|cm|厘米|公分|[1一]米|岁|尺|寝|楼|间|\d{3}(?:以上|左右|,|$)/

/** Frames with open slots: whoever is wanted, in whatever words they are described. */
export const genderOpenRules: readonly Rule[] = [
  {
    id: 'gender.described',
    triggers: ['男', '女', ...lookWords],
    pattern: `(?:${wanting})(?:有|[一二两三几\\d]{0,2}[名位个])?(?:${described})(?:${sex}(?:性|士|生|孩子?|子|同志|同学|青年|员工|工|的)|(?<![男女])[男女]${role}|${look})${done}`,
    judge: match =>
      (describesTeam(match) && !/^(?:招|聘|缺|需|最好|希望|对象)/.test(matched(match))) ||
      /(?:不|需求)[^,。;]{0,2}$/.test(before(match, 3))
        ? false
        : demanded(match),
    confidence: 0.82,
    examples: ['缺一个细心的女孩管账', '希望你是爱美的妹子', '我们缺会做饭的大嫂', '招聘对象：应届女生'],
    counterExamples: ['需要面向年轻女性的设计', '招有女装经验的店长', '满足年轻女性需求']
  },
  {
    id: 'gender.sufficient',
    triggers: ['男', '女', ...lookWords],
    pattern: `(?:是|为)?${anyone}(?:的)?(?:就行|就可以?(?=[,。;!)\\n]|$)|即可|就好(?!像)|就成(?!为)|便可|足矣|才行|才可以?(?=[,。;!)\\n]|$)|不可(?=[,。;!)\\n]|$)|来(?:就好|就行))|非${sex}(?:性|生|士|的)?(?:不可|不行|莫属)`,
    judge: demanded,
    confidence: 0.85,
    examples: ['男的就行', '女生即可', '非男性不可'],
    counterExamples: ['男女即可', '男生女生就行', '女装即可发货']
  },
  {
    id: 'gender.headcount',
    triggers: lookWords,
    pattern: `(?:${itemStart}|[招聘找缺])[^,。;:!?、\\n男女一二两三\\d]{0,5}(?:大姐|阿姨|大妈|大嫂|嫂子|小妹|妹子|小伙子?|小弟|大哥|大叔|姑娘|小姐姐|小哥哥|美女|帅哥)(?:${count})`,
    judge: demanded,
    confidence: 0.8,
    examples: ['洗碗阿姨两名', '传菜小妹3名', '招保洁大姐一位'],
    counterExamples: ['照顾阿姨一位老人']
  },
  {
    id: 'gender.calling',
    triggers: lookWords,
    pattern: `${itemStart}(?:有意的?|想来的?|各位|广大|优秀的?)?${look}(?:们)?[,]?(?:看过来|看这里|欢迎(?:来|加入|报名|挑战|你|联系)|快来|速来|冲鸭?|来(?:挑战|撩|就好)|请(?:联系|进|报名))|(?:适合|首选|欢迎)(?:各位|广大)?(?:${described})?${look}(?:们)?${done}|(?:活|岗位|工作)[^,。;\\n男女]{0,4}(?:适合|交给)${anyone}`,
    judge: match => (/[、和与]/.test(before(match, 1)) ? false : demanded(match)),
    confidence: 0.78,
    examples: ['帅小伙看这里', '女汉子欢迎来挑战', '本岗位适合妹子'],
    counterExamples: ['适合女性皮肤', '帅哥美女看过来']
  },
  {
    id: 'gender.places',
    triggers: list('名额 指标 编制'),
    pattern: `[男女](?:生|性|士|工|员工)?(?:的)?(?:名额|指标)(?:只|仅|还|已|不|有限|少|满|为|:)[^,。;\\n男女]{0,6}`,
    judge: match => !/男女$/.test(before(match, 2) + matched(match).charAt(0)),
    confidence: 0.82,
    examples: ['女生名额只剩一个', '女工名额有限'],
    counterExamples: ['男女名额不限']
  },
  {
    id: 'gender.differs',
    triggers: ['男', '女'],
    pattern: `(?<![女男])男(?:生|性|士|工|员工|的)[:]?(?<a>[^,。;:!?\\n男女]{2,14})[,; ](?:而|但)?女(?:生|性|士|工|员工|的)[:]?(?<b>[^,。;:!?\\n男女]{2,14})|(?<![女男])女(?:生|性|士|工|员工|的)[:]?(?<c>[^,。;:!?\\n男女]{2,14})[,; ](?:而|但)?男(?:生|性|士|工|员工|的)[:]?(?<d>[^,。;:!?\\n男女]{2,14})`,
    judge: match => {
      const one = match.groups.a ?? match.groups.c ?? ''
      const two = match.groups.b ?? match.groups.d ?? ''
      if (one === two || ofPlaces.test(one + two) || isAudience(match) || describesTeam(match)) return false
      return gentler.test(one) || gentler.test(two) || /[元块百千万]|\d{3}/.test(one + two)
    },
    suggestion: '对男女设不同条件或待遇即差别对待：改为对所有应聘者相同。',
    confidence: 0.8,
    examples: ['女生面试需加试体能，男生免测', '男工一天三百，女工一天二百四', '男生直接上岗，女生需要排队'],
    counterExamples: [
      '男生宿舍四人间，女生宿舍两人间',
      '男性客户由张经理对接，女性客户由李经理对接',
      '男生女生都要会开车'
    ]
  },
  {
    id: 'gender.lesser',
    triggers: ['男', '女'],
    pattern:
      '[男女](?:生|性|士|工|员工|的)(?:的)?(?:工资|薪资|底薪|日薪|时薪|待遇)?(?:比|较)[男女](?:生|性|士|工|员工|的)?[^,。;\\n]{0,8}[多少高低减加][^,。;\\n]{0,6}|[男女](?:生|性|士|工|员工|的)(?:的)?(?:工资|薪资|底薪|日薪|时薪|待遇|工价|试用期)(?:略|稍|要|会|则|每月|每天|均)*(?:低|少|减|下调|打[一二三四五六七八九]|延长|多|高|按\\d|扣)[^,。;\\n]{0,6}|[男女](?:生|性|士|工|员工|的)(?:每月|每天|每小时|底薪|工资)*(?:另)?(?:多|少|加|减)(?:给|发|拿|付)?[一二两三四五六七八九十\\d]{1,5}(?:元|块|百|千)',
    judge: match => !/客户|会员|团队|用户/.test(before(match, 8)),
    law: [article('妇女权益保障法', '第四十五条'), article('就业促进法', '第二十七条')],
    suggestion: '同岗同酬：删除按性别区分的薪资与试用期。',
    confidence: 0.85,
    examples: ['女工工资比男工少500', '女生底薪低三百', '男的每天多给五十块'],
    counterExamples: ['女性会员比男性多']
  },
  {
    id: 'gender.period',
    triggers: list('生理期 例假 姨妈 月经'),
    pattern:
      '(?:不(?:得|能|可|准|会)?(?:以|因|用)?|不允许)(?:女性)?(?:生理期|例假|大姨妈|月经)[^,。;\\n]{0,4}(?:请假|为由|影响|缺勤)[^,。;\\n]{0,4}|(?:生理期|例假|大姨妈|月经)[^,。;\\n]{0,6}(?:不(?:得|能|可|准|给|批)?(?:请假|影响|缺勤|批假)|照常上班)',
    judge: match => !/产品|护理|用品/.test(match.posting.title),
    confidence: 0.75,
    examples: ['不得以生理期为由请假', '例假不给批假'],
    counterExamples: ['生理期可带薪休假一天']
  },
  {
    id: 'gender.facility',
    triggers: list('宿舍 男寝 女寝 卫生间 厕所 更衣室 浴室 澡堂 住宿 入住'),
    pattern:
      '(?:只|仅|目前)(?:有|设|配|配备|建)[^,。;:\\n男女]{0,6}[男女](?:生|士|性|工)?(?:卫生间|厕所?|更衣室|浴室|澡堂)|(?:没有?|无|暂无|未设)[^,。;:\\n男女]{0,4}[男女](?:生|士|性|工)?(?:卫生间|厕所?|更衣室|浴室|澡堂)|(?:宿舍|住宿|寝室)[^,。;:\\n男女]{0,6}(?:只|仅)(?:能|可|限|供|接收|提供|安排|住)*(?:给)?[男女](?:生|工|员工|士|性|的)?(?:入住|居住|住|使用)?|(?:只|仅)(?:能|可)?(?:提供|安排|接收)[男女](?:生|工|员工|士|性)?(?:住宿|入住|宿舍)',
    judge: match => !/[男女]女/.test(matched(match)),
    confidence: 0.8,
    examples: ['宿舍只能安排男生入住', '厂里只有男更衣室', '工地没有女厕所'],
    counterExamples: ['提供男女更衣室', '宿舍男女分开']
  },
  {
    id: 'gender.stands-alone',
    triggers: list('男工 女工 男♂ 女♀ 阿姨 小伙 大姐 男同志 女同志 男员工 女员工 师傅男 女孩 男孩'),
    pattern: `(?:${itemStart})(?:长期|短期|大量)?(?<e>(?:男工|女工|小伙子|男同志|女同志|女孩子?|男孩子?|男♂?男|女女))(?=[,。;)\\n]|$|日结|月结|做事|年龄|稳重|勤快|\\d{2}岁)`,
    judge: match => inRequirements(match),
    confidence: 0.78,
    examples: ['210元/天，男工日结', '常跑长途，小伙子稳重些更好'],
    counterExamples: ['女工宿舍']
  },
  {
    id: 'gender.ayi',
    triggers: ['阿姨', '大姐', '大嫂'],
    pattern: '(?:招|聘|找|寻|求)[^,。;:\\n男女]{0,5}(?:阿姨|大姐|大嫂)(?=[,。;!)\\n]|$|[一二两三\\d]+[名位个])',
    judge: match => (familyTrade.test(match.posting.title) || isAudience(match) ? false : limit(match)),
    confidence: 0.75,
    examples: ['招保洁阿姨', '食堂找个大姐'],
    counterExamples: ['协助阿姨做饭']
  },
  {
    id: 'gender.left-for',
    triggers: list(`
      给男 给女 男的先 女的先 男生先 女生先 往后排 排到下 排后面 等下一批 男司机来 女司机来 男师傅来 女师傅来 男老师来 女老师来 男教练来 女教练来 男翻译 女翻译 姐姐共用 大姐共用 姐妹共用 兄弟们这 兄弟们的
      大通铺 通铺 更衣室 澡堂 女病房 男病房 女浴室 男浴室 女澡堂 男澡堂
    `),
    pattern: `(?:岗位?|活儿?|名额|位[置子]|差事|机会|班)?(?:是|都|就|只|专门|特意)?(?:给|留给)${person}(?:留|准备|预备|设|安排)(?:的|着|好)|[男女](?:性|士|生|的)?(?:${role}|翻译)?(?:先|优先)(?:走|上岗?|谈|安排|录)(?:[,、]?[男女](?:性|士|生|的)?(?:排|放|等)(?:到|在)?(?:下一?批|后面|最后|后头))?|[男女](?:性|士|生|的)(?:统一|都|就)?(?:往后排|(?:排|放)(?:到|在)(?:下|后|最)[^,。;\\n]{0,3}|等下一批)|[男女](?:${role})(?:来|上)(?=[,。;!)\\n]|$)|(?:更衣室|大?通铺|澡堂|宿舍|值班室|房间)[^。;!\\n]{0,18}(?:姐姐|大姐|姐妹|阿姨|兄弟|弟兄|哥们儿?|大哥|老?爷们儿?|男同事|女同事)们?[^,。;\\n]{0,4}?(?:共用|合住|同住|挤|一起住|这种环境|的环境|住一[起间屋])|(?:能|方便|可以?|要)(?:进|出入)[男女](?:病房|浴室|厕所?|更衣室|澡堂|宿舍)`,
    judge: match => (/礼|福利|补|房|设施|活动/.test(after(match, 8)) ? false : demanded(match)),
    confidence: 0.8,
    examples: [
      '男的坐不住，这岗位给女同志留的',
      '男翻译先走，女的排到下一批',
      '夜里不安全，男司机来',
      '只有一间更衣室，和两位姐姐共用',
      '大通铺加公共澡堂，住得惯兄弟们这种环境',
      '要能进女病房过夜'
    ],
    counterExamples: ['给女员工准备的节日礼物', '男女更衣室分开', '男司机女司机都来']
  },
  {
    id: 'gender.post',
    triggers: list(`
      男岗 女岗 由男 由女 对男 对女 向男 向女 男性简历 女性简历 男生简历 女生简历 男名额 女名额 男生名额 女生名额 男性名额 女性名额 为男性 为女性 是男的 是女的 为男士 为女士 填男 填女 填"男 填"女
      男学徒 女学徒 男徒弟 女徒弟 男网管 男帮工 女帮工 男队员 女队员 男职员 女职员 女营业员 女店员 男保安 女针车 男师傅
    `),
    pattern: `(?:属性|岗位|性质)[: ]?[男女]岗|(?:须|需|应|必须|最好)?由${person}(?:来)?(?:担任|出任|轮值|负责|承担|做|干)|不(?:对|向|面向)${person}(?:开放|招聘?|招生?)|(?:剔除|筛掉|筛除|过滤|排除|不看|不收)${person}(?:的)?简历|${person}(?:的)?简历[^,。;\\n]{0,6}?(?:${refusedAfter})|${person}名额[: ]?[\\d一二三四五六七八九十]+个?|(?:人员|本人|性别一?栏|司机|候选人|应聘者|投递者)(?:须|需|应|必须|要求|限)?(?:为|是|填)["']?${person}${itemEnd}|(?:[收进用缺差]|店|厂|房|吧|馆|队)(?:的是|个|名|一名)?(?<![男女])[男女](?:性)?(?:学徒工?|徒弟|网管|帮工|队员|职员|营业员|店员|保安|师傅)(?:[一二两三几\\d]+[名位个]|急招|[,。;!)\\n]|$)`,
    judge: demanded,
    confidence: 0.82,
    examples: [
      '岗位属性：男岗',
      '总经理秘书须由女性出任',
      '此岗不对女性开放',
      '女性简历将直接筛除',
      '男生名额5个，女生名额1个',
      '甲方要求派驻人员为男性',
      '理发店收男学徒',
      '柜台缺个女营业员'
    ],
    counterExamples: ['由男女双方共同承担', '店内男女员工各半', '会员为男性用户']
  }
]
