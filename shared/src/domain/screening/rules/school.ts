import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isNoDemand } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, refusedBefore } from '../words.ts'
import { schoolOpenRules } from './school-open.ts'
import { schoolSayings } from './school-sayings.ts'

const nine = '[9九玖][ ]?[8八捌][ ]?[5五伍]'
const two = '[2二两贰][ ]?[1一幺壹][ ]?[1一幺壹]'
const tier = `(?:(?:原)?(?:${nine}|${two})(?:工程|类)?|双[一1]流(?:a类)?|c9|双非)`
const tiers = `(?:${tier}(?:[、,/和或及与& +\\-|]{0,3}(?:或者?|以及)?(?:国内)?(?:${tier}|一本|名校|qs\\d*|重点(?:大学|院校)?))*)`
const level = '(?:本科|专科|大专|硕士|博士|研究生|大学|高校|院校|学历|学校|毕业生?|学位|院校毕业|教育|中专|高中|理工科)'
const more = `(?:[（(]?(?:及|或|含|含以)?以?上?[)）]?)`
const tail = `(?:(?:普通|高等|国家|正规|大学|全日制|统招|重点|的|类|理工|医学|师范|计算机|电气|法学|相关|专业|${level}|[、,/和或及]){0,6}(?:${more}以上)?(?:学历|学位|毕业(?:生)?|背景|者|院校)?)`
const codes = ['9', '九', '玖'].flatMap(a => ['8', '八', '捌'].flatMap(b => ['5', '五', '伍'].map(c => a + b + c)))
const codes2 = ['2', '二'].flatMap(a => ['1', '一', '幺'].flatMap(b => ['1', '一', '幺'].map(c => a + b + c)))

const subjectTitle = /招生|升学|志愿|留学(?!生)|考研|高考|就业指导|自考|函授|成教|成人教育|学历提升|统招|公交|食堂|书店/
const place = /(?:[路号楼栋室弄座幢层]|街道|大道|广场|房间)$/

/** Enrolment work, ranking data, a school's own software. */
function namesSubject(match: RuleMatch): boolean {
  const right = after(match, 12)
  if (
    /(?:面向|服务)$/.test(before(match, 2)) ||
    (/高校$/.test(matched(match)) && /^(?:师生|课题组|实验室|校园)/.test(right))
  )
    return true
  if (/排名/.test(matched(match)) && /^(?:数据|榜单)/.test(right)) return true
  if (
    /^(?:师生|课题组|实验室|图书馆|食堂|校园|旁|门口|学科|的?学校的?(?:教务|管理|运营|课程|系统)|就业(?:辅导|指导|帮扶))/.test(
      right
    )
  )
    return true
  return (
    /(?:招生|宣讲)[^。;\n]{0,12}$/.test(before(match, 18)) &&
    !/优先|要求|限|须|学历|以上|毕业/.test(matched(match) + right)
  )
}

/** Schools that the work deals with, the firm's partners or founders come from. */
function isOthers(match: RuleMatch): boolean {
  if (namesSubject(match)) return true
  const left = before(match, 18)
  const right = after(match, 12)
  if (/\d ?%[^。;\n]{0,8}$/.test(left)) return true
  if (isAudience(match) && !/毕业|优先|学历|本科|院校/.test(matched(match) + right)) return true
  if (
    describesTeam(match) ||
    /(?:团队|成员|创始人|导师|讲师|领导|同事|员工|专家|合伙人|教授|核心|均|来自|都是|校友|与|同|联合|共建|合作|依托|服务|走进|覆盖|对接|拜访)[^。;\n]{0,10}$/.test(
      left
    )
  )
    return (
      !/优先|要求|限|须|必须/.test(left.slice(-6) + matched(match)) || /来自|都是|(?<!本硕)均|团队/.test(left.slice(-8))
    )
  if (
    /(?:考研|升学|志愿|招生|录取(?![,。;]|$)|自主招生|真题|联合实验室|合作|签约|校招|宣讲|专家|教授|导师|团队)/.test(
      right.slice(0, 9)
    )
  )
    return true
  return (
    subjectTitle.test(match.posting.title) &&
    !/优先|学历|毕业|及以上|硕士|本科|博士/.test(matched(match) + right.slice(0, 6))
  )
}

export const school: RuleFamily = {
  category: 'school',
  severity: 'review',
  name: '毕业院校与培养方式限制',
  law: [article('职业教育法', '第五十三条'), article('就业促进法', '第二十六条'), notices.campus, notices.school],
  suggestion: '删除院校层次与培养方式限定：改写为“本科及以上”等学历层次和具体专业能力。',
  guard: isNoDemand,
  disguises: list('全日制本科 全日制大专 全日制 统招本科 统招 双一流 双一流院校 重点院校 第一学历 名校'),
  rules: [
    {
      id: 'school.tier',
      triggers: [...codes, ...codes2, ...list('双一流 双1流 双非 c9 985211 985优先 211优先 双一流优先')],
      pattern: `(?:(?<![不无])(?:仅?限|只招|要求|须|需|必须|最好|优先|毕业于|非|国内|国家|全国|全日制|统招|省重点|重点)[、,/为是]?){0,2}${tiers}(?:${tail})(?:[^,。;\\n、]{0,6}?(?:${preferredAfter}|${refusedAfter}|[勿慎]投)|(?:起|以上)|(?:底薪|每月|月薪|起薪)?[: ]?\\d{1,5}[k元]?(?:[、,;]?(?:${tier})(?:底薪|每月|月薪|起薪)?[: ]?\\d{1,5}[k元]?)*)?`,
      judge: match => {
        const text = matched(match)
        const left = before(match, 14)
        const right = after(match, 10)
        if (isOthers(match)) return false
        if (/^\d/.test(text) && /[\d.\-a-z¥￥]$/.test(left) && !/[.、)]$/.test(left)) return false
        if (
          /\d$/.test(text) &&
          /^(?:路|号|楼|室|栋|弄|公交|\d|万|元|人|个|家|天|人次|k|w|ms|kg|%|名|米|\+|年|平|分)/.test(right) &&
          !/双|c9/.test(text)
        )
          return false
        if (place.test(left) || /^(?:路|号|室)/.test(right)) return false
        if (/c9|双非/.test(text) && !/高校|大学|院校|联盟|毕业|优先|勿|慎|本科|硕|学|非/.test(text + right))
          return false
        if (/双|院校|高校|大学|本科|毕业|优先|硕|博|学|勿|慎|及以上|起|k|底薪|工程|限|要求|须/.test(text)) return true
        return (
          /(?:学历|院校|学校|毕业|本科|硕士|要求|高校|大学|限|仅|背景|专业|或|、|\/|学习)[^。;\n]{0,10}$/.test(left) ||
          /^[^。;\n]{0,8}(?:院校|高校|大学|毕业|本科|硕|博|学历|优先|专业|背景|学校|及以上|以上|类|重点)/.test(
            after(match, 16)
          ) ||
          /[、/]/.test(text) ||
          new RegExp(`${itemStart}${tiers}${itemEnd}`).test(
            match.text.slice(Math.max(0, match.start - 2), match.end + 2)
          )
        )
      },
      confidence: 0.93,
      examples: [
        '985/211优先',
        '限985、211院校',
        '985/211本科及以上学历',
        '限九八五、二幺幺',
        '双一流优先',
        '双非勿投',
        '非985、211勿投',
        '薪资：985每月15K，211每月13K',
        '985 或211 本科',
        '硕士211学校学历以上',
        '限⑨⑧⑤'
      ],
      counterExamples: [
        '地址：人民路211号',
        '985路公交车调度',
        '团队成员来自985高校',
        '985/211不作门槛',
        '讲解985、211高校招生政策',
        '与浙江大学等985高校合作'
      ]
    },
    {
      id: 'school.rank',
      triggers: list(`
        1本 2本 一本 二本 三本 本一 本二 壹本 重点大学 重点院校 重点高校 重点本科 重本 软科 泰晤士 arwu 名校 名牌大学 名牌 知名大学 知名院校 知名高校 一流大学 一流高校 著名大学 著名高校
        顶尖高校 顶尖大学 头部高校 qs top 常春藤 藤校 g5 五院四系 老八校 清北 华五 五道口 部属 第一批次 一批次 重点 目标院校 海外名校 公办 公立 民办 独立学院
        高等院校 部级重点 排名前 大学排名 高校排名 国内排名 全国排名 世界排名 国内前 全国前 全球前
      `),
      pattern: `(?:(?:毕业于|须|需|必须|要求|为|本硕均|最好|优先|国内外?|海外|国外|国\\(境\\)外|境外|全球|世界|全国|省级?|国家|普通|统招|全日制|师范类|须为|院校|本科|第|目标院校[:]?)[、,/]?){0,4}(?:[12](?=本(?:以上|及以上|院校|学历|大学))本|[一二三壹]本(?!书|正|账|通|万|部|小|电|教|资|护|手|杂)|本[一二三](?!十)|重点(?:类)?(?:大学|院校|高校|本科)|重本|名校|名牌(?:大学|院校|高校)|(?:知名|著名|一流|顶尖|顶级|头部|优秀)(?:的)?(?:理工科?)?(?:大学|院校|高校|学府|学校)(?:建设高校)?|qs(?:世界)?(?:排名)?(?:综合)?(?:top|前)?[ ]?\\d{2,3}|qs(?:世界)?排名(?:前)?\\d{0,3}|(?:(?:软科|泰晤士|arwu|us ?news|武书连)(?:世界|中国)?(?:大学)?(?:排名)?|(?:国内|全国|中国|世界|全球|国际|校友会)(?:大学|高校|综合)?排名)(?:前|top)?[ ]?(?:\\d{2,3}|[一二三五]?[百十]+)(?:名|强|位)?(?:以内|之内)?|top[ -]?\\d{1,3}(?:的)?(?:的)?(?:大学|院校|高校|学校)|(?:国内|全国|世界|全球|海外)top[ -]?\\d{1,3}|常春藤(?:盟校)?|藤校|英国g5|(?<![a-z])g5(?!\\d)|五院四系|老八校|清北(?:复交)?(?:浙)?|华东五校|华五|五道口|部属(?:院校|高校|重点)?|(?:本科)?(?:须|为)?第?一批次?(?:本科)?录取|(?:国内|全国|全球|世界)前[ ]?(?:\\d{2,3}|[一二三五]?[百十]+)(?:名|强|位)?的?(?=大学|院校|高校)|公[办立](?:本科|院校|大学|高校|全日制)|(?:国内|世界)一流大学建设高校|省级?重点(?:大学|院校)?|国家重点(?:大学|院校)?|省重点)(?:[、,/和或及与&( ]{0,2}(?:或者|以及)?(?:${tier}|[一二三]本|名校|海外名校|海外知名大学|国外知名院校|重点(?:院校|大学|高校)|知名(?:院校|大学|高校)|qs\\d{2,3}|g5|清华|北大|复交浙))*(?:${tail})(?:[^,。;\\n、]{0,6}?(?:${preferredAfter}|${refusedAfter}|绕道)|直通终面)?`,
      judge: match => {
        const text = matched(match)
        const right = after(match, 10)
        if (isOthers(match)) return false
        if (/公办/.test(text) && !/公办(?:本科|院校|大学|高校|全日制)/.test(text)) return false
        if (
          /^(?:实验室|项目|工程|客户|企业|医院|学科|课题|研发|岗位|城市|工作|中学|小学|园|系|大牛|团队|同事|精英)/.test(
            right
          )
        )
          return false
        if (/(?:省级?|国家)重点$/.test(text)) return /^[、,/]?\s?(?:985|211|大学|院校|高校|本科)/.test(right)
        if (/[一二三壹12]本|本[一二三]/.test(text))
          return (
            /院校|高校|大学|本科|毕业|学历|及以上|以上|统招|起|优先|录取|批|学校|硕|绕|勿|\)|不考虑|学生/.test(
              text + right.slice(0, 6)
            ) || /(?:学历|院校|全日制|统招|要求|本科|毕业|\()[^,。;]{0,6}$/.test(before(match, 8))
          )
        if (/^(?:g5|五道口|清北|华五|部属|藤校|top)/.test(text))
          return (
            /优先|毕业|背景|院校|高校|大学|本|硕|博|及|,|。|;|$/.test(right.slice(0, 4) + text) &&
            !/市场|地铁|路|号/.test(right.slice(0, 3))
          )
        if (/优秀/.test(text) && !/毕业|优先/.test(text)) return false
        return true
      },
      confidence: 0.9,
      examples: [
        '重点本科以上',
        '一本及以上',
        '二本以上院校',
        '毕业于名校',
        '海外QS100院校硕士',
        'QS排名前200',
        '国内重点大学或海外知名大学',
        '五院四系',
        '清北复交优先',
        '重点院校计算机专业硕士',
        '三本绕道',
        '目标院校：国内Top30',
        '公办本科院校'
      ],
      counterExamples: [
        '为学生申请QS前100名校提供规划',
        '省重点实验室项目申报',
        '“一本书店”招店员',
        '每人一本账',
        '我们与国内知名高校合作'
      ]
    },
    {
      id: 'school.mode',
      triggers: list(`
        全日制 统招 统本 全日制本科 统招本科 全日制大专 统招大专 非全日制 高考统一招生 统一招生 普通高招
      `),
      pattern: `(?:(?<![不无])(?:仅?限|只招|只接受|要求|须|需|必须|学历[:]?|第一学历[为:]?|起始学历[为:]?|毕业于|国家|国内|全国|正规|普通|重点|公办|四年制?|教育部|学信网[^,。;\\n]{0,8}|\\d年|大学|高校|高等院校|本科|专科|大专|硕士|研究生|及以上|以上)[、,/(]?){0,3}[([]?(?:非(?:全日制|统招|统本)${refusedOr()}|(?<!非)全日制(?:普通)?(?:高等)?(?:教育)?|统招|统本|高考统一招生录取|统一招生|普通高招)(?:[)\\]]|全日制|统招|普通|一本|二本|正规|公办|国民教育|高等教育|高等|高校|的|或以上){0,3}(?:${tail})(?:\\(不接受[^)]{0,12}\\))?(?:[^,。;\\n、]{0,6}?(?:${preferredAfter}|${refusedAfter}))?`,
      judge: match => {
        const text = matched(match)
        const right = after(match, 10)
        if (/学校的?$/.test(text) && /^(?:的)?(?:教务|管理|运营|课程|系统|流程|排课)/.test(right)) return false
        if (/非(?:全日制|统)/.test(text)) return new RegExp(refusedAfter).test(text)
        if (
          /^(?:劳动|用工|员工|工作|工时|班|复读|托管|培训|幼儿|坐班|岗位?|兼职|雇佣|上班|就业|劳务|教学|课程|办学|招生|合同|办老师|办公室|实习生?工资|技校|工时|学校|职位|招聘|到岗|驻场|值班|出勤|营|小学|中学|高中|民办学校|学生|陪|监护|照护|护理|工资|用人)/.test(
            right
          ) &&
          !/本科|大专|专科|硕士|学历/.test(text)
        )
          return false
        if (/(?:非|不限|不要求|或非|、)$/.test(before(match, 4)) && /均可|不限|都|同等|皆/.test(after(match, 14)))
          return false
        if (/(?:非)$/.test(before(match, 2))) return false
        if (
          /^[、/或和及]{0,2}(?:非全日制|自考|成教|在职|函授)[^,。;\n]{0,8}(?:均可|不限|皆可|都|同等|也可|亦可|可以)/.test(
            after(match, 20)
          )
        )
          return false
        return !isOthers(match) && !/统招(?:办|计划|分数)/.test(text + right)
      },
      confidence: 0.93,
      examples: [
        '全日制本科及以上学历',
        '统招专科以上',
        '全日制统招本科',
        '必须统招',
        '本科（统招）',
        '仅限全日制毕业生',
        '非全日制勿扰',
        '学历：统本',
        '全日制院校',
        'quan日制本科',
        '统招大专起'
      ],
      counterExamples: [
        '签订全日制劳动合同',
        '全日制、非全日制学历同等对待',
        '高考全日制复读班数学',
        '全日制托管老师',
        '学历形式不限，自考、函授、非全日制均可',
        '高校统招办公室招生宣传外包'
      ]
    },
    {
      id: 'school.origin',
      triggers: list(`
        第一学历 起始学历 民办 独立学院 自考 函授 成教 成人教育 专升本 网络教育 电大 高职 职高 专科起点 海归 普通院校 普通本科 普通高校 双证 非民办 三本 夜大 野鸡 二本
      `),
      pattern: `(?:第一学历|起始学历)(?:须|需|必须|要求|应|为|是|[: ])*(?:${tier}|全日制|统招|本科|一本|二本|师范类|重点|公办|[^,。;\\n]{0,4}?本科)(?:${tail})|(?:本科)?(?:第一学历|起始学历)(?:要求|须[^,。;\\n]{0,8})|(?:非|${refusedBefore})(?:普通二本(?:及|和))?(?:民办|独立学院|自考|函授|成教|成人教育|专升本|网络教育|电大|夜大|三本|二本|高职|职校|专科起点)(?:[、,/和及或](?:民办|独立学院|自考|函授|成教|成人教育|专升本|网络教育|电大|夜大|三本))*(?:院校|学历|学生|毕业生|大学|本科)*|(?:普通二本(?:及|和))?(?:民办|独立学院|自考|函授|成教|成人教育|专升本|网络教育|电大|夜大|三本|高职|职高|职校|专科起点(?:的)?(?:本科)?|二本)(?:院校|学历|学生|毕业生|大学|学院|本科|类)*(?:[、,/和及或](?:民办|独立学院|自考|函授|成教|成人教育|专升本|网络教育|电大|夜大|三本)(?:院校|学历|学生|毕业生|学院)*)*(?:等)?[,]?(?:${refusedAfter}|不算)|(?:普通|非重点|一般|双非)(?:院校|本科|高校|大学)(?:毕业生?)?[^,。;\\n]{0,4}(?:薪资|工资|底薪|起薪|薪酬)[^,。;\\n]{0,3}(?:下调|减|打折|低|少|扣)[^,。;\\n]{0,5}`,
      judge: match => !isOthers(match),
      confidence: 0.9,
      examples: [
        '第一学历为全日制本科',
        '第一学历211以上',
        '民办院校、独立学院不考虑',
        '专升本、成教、自考不要',
        '非民办院校',
        '专科起点的本科不算',
        '普通二本及民办院校学生暂不考虑'
      ],
      counterExamples: ['民办、公办一视同仁', '自考、函授均可', '民办学校招教师']
    },
    {
      id: 'school.named',
      triggers: list(
        '清华 北大 复旦 交大 浙大 北外 上外 武大 华科 中科大 人大 南大 复交 哈工大 同济 广外 清华大学 北京大学 武汉大学 厦大 中山大学 985'
      ),
      pattern: `(?:清华|北大|清华大学|北京大学|复旦(?:大学)?|(?:上海|西安)?交(?:通)?大(?:学)?|浙(?:江)?大(?:学)?|北外|上外|广外|武(?:汉)?大(?:学)?|华科|中科大|人大|南大|同济(?:大学)?|哈工大|厦大|中山大学|复交|郑大|河大)(?:[、,/和或及](?:清华|北大|清华大学|北京大学|复旦(?:大学)?|(?:上海|西安)?交(?:通)?大(?:学)?|浙(?:江)?大(?:学)?|北外|上外|广外|武(?:汉)?大(?:学)?|华科|中科大|人大|南大|同济(?:大学)?|哈工大|厦大|中山大学)|复旦|交大|复交浙?|浙)*(?:等)?(?:大学|名校|高校|院校|本科|硕士|博士|毕业|背景|的|学生|毕业生|校友)*(?:${preferredAfter}|(?<=毕业)(?=[,。;\\n]|$))`,
      judge: match => !isOthers(match),
      confidence: 0.9,
      examples: ['清华北大复旦交大优先', '北外、上外、广外毕业优先', '复交浙毕业'],
      counterExamples: ['与清华大学合作', '人大代表优先发言']
    },
    ...schoolOpenRules,
    ...schoolSayings
  ]
}

function refusedOr(): string {
  return `(?:学历|院校|毕业生|者|的|本科)*${refusedAfter}`
}
