import { after, before, matched } from '../context.ts'
import { isNoDemand } from '../guards.ts'
import { article } from '../law.ts'
import type { RuleFamily } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore } from '../words.ts'

const letters = '汉回藏维彝壮苗满蒙侗瑶白傣黎羌'
const nation = `(?:(?:维吾尔|哈萨克|柯尔克孜|乌孜别克|塔吉克|朝鲜|土家|蒙古|傈僳|布依|哈尼|仡佬|拉祜|纳西|撒拉|锡伯|达斡尔|[${letters}])族?|[回维藏彝苗汉]民|回回)`
const fullNation = `(?:(?:维吾尔|哈萨克|柯尔克孜|乌孜别克|塔吉克|朝鲜|土家|蒙古|傈僳|布依|哈尼|仡佬|拉祜|纳西|撒拉|锡伯|达斡尔|[${letters}])族|[回维藏彝苗]民(?!宿|俗|间)|维吾尔(?!语|文))`
const several = `${nation}(?:[、,/+和及与或 \\-]{0,2}(?:以及)?${nation})*`
const minority = `(?:(?:[四五六七八]大|其[余他它]|部分|个别|特殊|有饮食禁忌的)?(?:少数民族|少民|民族(?!品|乐|舞|团|政|宗|地|特|医|文|工|风|歌|语|学|情|企|英|复))|外族|${fullNation}(?:[、,/+和及与或 \\-]{0,2}(?:以及)?${nation})*)`
const who = '(?:的|籍|同胞|人员|人士|人|员工|工人|朋友们?|者|应聘者|求职者|候选人|兄弟|同学|考生|身份|群众)*'
const han = '汉(?:族|民|人)(?!语|字|服|文|学|化|剧|歌|传统|服饰|建|中)'
/** A language is a skill; public policy posts may favour minorities. */
const lawful = /翻译|民语|双语|播音|蒙古?语|藏语|维语|预科|民族(?:学校|中学|大学|事务|宗教|团结)/
const work =
  /地区|自治|项目|文化|舞|服饰|乐器|音乐|医药|风情|特色|节日|语言|传统|村寨|习惯|习俗|历史|史|团结|政策|事务|品牌|工业|企业|复兴/

export const ethnicity: RuleFamily = {
  category: 'ethnicity',
  severity: 'block',
  name: '民族歧视',
  law: [
    article('就业促进法', '第二十八条'),
    article('劳动法', '第十二条'),
    article('民族团结进步促进法', '第五十九条')
  ],
  suggestion: '删除民族限定、偏好或排除（含以饮食禁忌变相排除）：各民族劳动者享有平等的劳动权利。',
  guard: match => isNoDemand(match) || work.test(match.text.slice(match.end, match.end + 3)),
  disguises: list(`
    汉族 限汉族 仅限汉族 汉族优先 少数民族 少数民族勿扰 不招少数民族 少数民族勿投 非汉族勿扰
  `),
  rules: [
    {
      id: 'ethnicity.refused',
      triggers: list(`
        少数民族 少民 民族 外族 回族 藏族 维族 维吾尔 彝族 壮族 苗族 满族 蒙族 蒙古族 朝鲜族 哈萨克 土家族 瑶族 侗族 白族 回民 藏民 维民
        彝民 苗民 少数民族勿扰 少数民族勿投 少数民族不要 不招少数民族 不要少数民族 少数民族除外 非汉族 非汉 非汉族勿扰 民 族
      `),
      pattern: `(?:${refusedBefore}|(?<!并)(?:不是|非|不能是|不得是|不属于)(?!遗))(?:任何)?(?:新疆|西藏|四川凉山|凉山|青海|宁夏|外地)?(?:的)?(?:${minority}${who}(?:${refusedAfter})?)|(?:新疆|西藏|四川凉山|凉山|青海|宁夏|云南|贵州|广西|内蒙古?)?(?:[、,和]?(?:新疆|西藏|四川凉山|凉山|青海|宁夏))?(?:籍)?(?:的)?(?:除${several}(?:外|以外|之外)的?)?${minority}(?:身份证)?${who}(?:无法录入[^,。;\\n]{0,4})?(?:[,。]?(?:因[^,。;]{0,8},)?(?:已满|满员|满了)?[,。]?(?:${refusedAfter}|已满|满员))|非汉(?:族|民|人)?${who}[,]?(?:${refusedAfter})`,
      judge: match => !lawful.test(match.posting.title) || !/优先/.test(matched(match)),
      confidence: 0.95,
      examples: [
        '不招少数民族',
        '少数民族勿投',
        '回族、藏族除外',
        '不招维族、藏族、彝族',
        '四川凉山彝族勿扰',
        '非汉族勿扰',
        '少数民族员工暂不接收',
        '不是回族，藏族，维吾尔族，彝族',
        '藏族、维吾尔族、回族已满',
        '其余民族请绕行'
      ],
      counterExamples: [
        '民族不限',
        '可接收四大民族',
        '少数民族优先',
        '讲授少数民族舞蹈',
        '民族品牌运营',
        '非物质文化遗产苗族银饰'
      ]
    },
    {
      id: 'ethnicity.letters',
      triggers: list('已满 不招 不要 不收 勿扰 勿投 除外 谢绝 不接收 暂停'),
      pattern: `(?:[回藏维彝](?:吾尔|族|民)?[、,/+和 ]{0,2})(?:[回藏维彝壮苗蒙](?:吾尔|族|民)?[、,/+和 ]{0,2}){1,6}(?:的|等|族)*[,]?(?:已满|满员|满)?[,]?(?:不招|不要|不收|勿扰|勿投|除外|谢绝|不接收|暂停招收|已满)`,
      confidence: 0.9,
      examples: ['回、藏、维、彝已满，不招', '维➕藏➕彝不要', '藏，回，维吾尔，彝族，已满，不招'],
      counterExamples: ['回收站已满', '收藏已满']
    },
    {
      id: 'ethnicity.reserved',
      triggers: list(`
        汉族 汉民 汉人 限汉 限汉族 仅限汉族 汉族优先 优先汉族 要求汉族 须为汉族 只招汉族
      `),
      pattern: `(?:${reservedBefore}|(?:民族)?(?:[急诚]?招(?:聘|收|募)?|录用|接受|考虑|限定|倾向(?:于)?))(?:录用|招收|有|的|为|是)*[ "']?${han}${who}|${han}${who}[^,。;\\n]{0,4}?${preferredAfter}|(?:只|仅|本岗位?|限)?面向汉族(?:应届生|人员|求职者|群众|毕业生|青年)?|限汉(?=[,。;、\\n)]|$)`,
      confidence: 0.95,
      examples: ['限汉族', '仅招汉族员工', '汉族优先', '须为汉族', '限汗族', '限氵又族', '要汉民', '优先录用汉族'],
      counterExamples: ['汉族传统服饰复原', '汉语翻译', '汉族与各民族应聘者一视同仁']
    },
    {
      id: 'ethnicity.nation-reserved',
      triggers: list(`
        回族 藏族 维族 维吾尔族 彝族 壮族 苗族 满族 蒙古族 朝鲜族 哈萨克族 土家族 瑶族 侗族 穆斯林
      `),
      pattern: `(?:(?<![不无])限(?:招|定|为)?|仅限?(?:招|收|接受|要)?|只(?:限|招|收|要|接受)|必须(?:是|为))[ ]?${fullNation}(?:[、,/和或]${fullNation})*${who}`,
      judge: match => !lawful.test(match.posting.title),
      confidence: 0.85,
      examples: ['仅限回族', '只招藏族员工'],
      counterExamples: ['不限回族汉族']
    },
    {
      id: 'ethnicity.label',
      triggers: list('民族 民族要求 民族一栏'),
      pattern: `(?:身份证)?民族(?:要求|限制|一栏|栏)?[: (]{0,2}(?:须|需|要求|应|必须)?(?:仅?限|为|是|要求)?[: ]?汉(?:族)?(?!语|服|[族]?[,、/和及]?(?:回|满|蒙|壮|均|皆|都|不限))`,
      confidence: 0.95,
      examples: ['民族：汉', '民族要求：汉族', '民族限汉', '身份证民族一栏为汉的'],
      counterExamples: ['民族：不限', '民族：汉、回均可', '民族汉语言']
    },
    {
      id: 'ethnicity.listed',
      triggers: list('汉族 汉民'),
      pattern: `(?:${itemStart}|(?<=[女男]|岁|以[上下内]|性))汉(?:族|民)${itemEnd}`,
      judge: match =>
        !/族[、,/和]$/.test(before(match, 3)) &&
        !/^[、,/和 ](?:[回满苗藏蒙壮]|维吾尔|朝鲜|各|少数|均)/.test(match.text.slice(match.end, match.end + 5)),
      confidence: 0.85,
      examples: ['18-45岁，汉族，能看懂地址'],
      counterExamples: ['调研苗族、汉族、侗族村寨', '汉族、回族均可']
    },
    {
      id: 'ethnicity.food',
      triggers: list(`
        猪肉 清真 饮食禁忌 忌口 民族禁忌 民族忌讳 禁忌 忌讳 五花肉 大肉 饮食习惯 清真餐
      `),
      pattern: `(?:(?:不能|不可|不|无法|不愿意?|不吃|拒绝)(?:够)?(?:吃|食用|接触|接受|碰|食)?(?:猪肉|大肉|五花肉)|(?:吃饭|饮食)?(?:有|对)?(?:特殊)?(?:猪肉|饮食|民族|吃饭|用餐|宗教)?(?:上)?(?:有)?(?:禁忌|忌讳|忌口)(?:的民族)?|(?:只|仅)?(?:吃|食用)?清真(?:饮食|习惯|餐|食品|食物)?)(?:的|者|民族|人员|应聘者|求职者|同胞)*[^,。;\\n]{0,6}[,]?(?:${refusedAfter})|(?:无|没有?)(?:任何|特殊)?(?:民族|饮食|猪肉|吃饭|宗教)(?:饮食)?(?:上)?(?:的)?(?:禁忌|忌讳|忌口)|(?:食堂|公司|单位|伙食|只有猪肉)[^,。;\\n]{0,6}(?:无|没有?|不(?:提供|设|供应)|只有猪肉)[^,。;\\n]{0,6}(?:清真)?[^,。;\\n]{0,6}[,]?[^,。;\\n]{0,8}(?:介意|忌口|民族|少数|${refusedAfter})[^,。;\\n]{0,6}|(?:须|需|必须|要|可以?|能够?)(?:正常)?(?:吃|食用|接受|接触)(?:大肉|猪肉)`,
      judge: match =>
        /猪|清真|禁忌|忌/.test(matched(match)) &&
        !/药物|配伍|用药|禁忌症|职业禁忌|孕/.test(matched(match) + after(match, 3) + before(match, 6)) &&
        !/养殖|屠宰/.test(match.posting.title),
      confidence: 0.85,
      suggestion: '以饮食禁忌拒人等于排除部分民族：删除，可如实说明食堂情况并给餐补。',
      examples: [
        '不能吃猪肉者请勿投',
        '无饮食禁忌',
        '清真饮食者无法安排，勿投',
        '吃饭有禁忌的民族不合适',
        '需试吃五花肉、肘子，有民族忌讳的别来'
      ],
      counterExamples: ['配备清真餐厅', '尊重少数民族饮食习惯', '掌握药物配伍禁忌', '无职业禁忌']
    },
    {
      id: 'ethnicity.proxy',
      triggers: list('双语文字 名字带点 两种文字 民族文字 名字里带 双语身份证 民族身份证 名字中有'),
      pattern: `(?:凡)?(?:身份证)?[^,。;\\n]{0,6}(?:有|带|是|印)?(?:双语|两种|少数民族|民族)(?:文字|身份证)[^,。;\\n]{0,4}(?:${refusedAfter})|(?:凡)?(?:名字|姓名)[^,。;\\n]{0,3}(?:带|有)[^,。;\\n]{0,3}点[^,。;\\n]{0,6}(?:${refusedAfter})`,
      confidence: 0.85,
      examples: ['身份证上有双语文字的暂不收', '凡名字带点的朋友请勿投'],
      counterExamples: ['双语文字编辑']
    }
  ]
}
