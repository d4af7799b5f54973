import { after, before, matched, ofWhole } from '../context.ts'
import { isNoDemand, isPostBeside } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import { list, refusedAfter, refusedBefore } from '../words.ts'
import { healthOpenRules } from './health-open.ts'
import { healthSayings } from './health-sayings.ts'

const hepatitis =
  '(?:乙肝|乙型肝炎|hbv|hbsag|大小?三阳|小三阳|大[、和/]?小三阳|三阳|大3阳|小3阳|表面抗原|澳抗|甲肝|丙肝|戊肝|肝炎|肝病)'
const hiv = '(?:(?<![a-z])(?:hiv|aids)(?![a-z])|艾滋病?|梅毒|性病)'
const virus = `(?:${hepatitis}|${hiv})`
const panel =
  '(?:两对半|二对半|乙肝五项|乙肝[两二]对半|肝功(?:能)?(?:五项)?|输血[四五八]项|传染病[四五八]项|术前[四八]项|表面抗原|澳抗|三阳|hbsag|五项)'
const holder = '(?:表面抗原|病毒|抗原|抗体)?(?:阳性)?(?:病毒)?(?:携带|感染|患)?(?:者|人员|史|患者|病人|病史|人群)?'
const contagious = '(?:传染(?:性)?(?:类)?(?:疾病|病)|潜伏性疾病|传染性?(?:皮肤病|肝炎))(?:病)?(?:史|病史)?'
const illness =
  '(?:(?:重大|严重|慢性|遗传|家族|先天|先天性|既往|家族遗传|职业|精神|心脑血管|心血管|慢性|隐性|隐疾|基础|大|老)?(?:性|类)?(?:疾病史?|病史|病症|(?<=慢性|遗传|精神|家族遗传)病|毛病|隐疾)|高血压|心脏病|糖尿病|癫痫(?:病)?|哮喘|肺结核|结核病?|皮肤病|狐臭|腋臭|精神病)'
const named =
  '(?:高血压|心脏病|糖尿病|癫痫病?|哮喘|肺结核|皮肤病|精神病|精神疾病|抑郁症?|躁郁症|慢性病|肾病|甲亢|痛风|腰椎间盘突出|贫血|白癜风|牛皮癣|狐臭|新冠)'
const medical =
  /检验|护士|护理|医生|医师|药师|药剂|疫苗|体检|ivd|试剂|诊断|肝病|核保|理赔|注册|疾控|公益|临床|病理|传染科|感染科|医学|医药|化验|保险|防疫|采血|随访|生物|产品/
/** Posts in which a health certificate is lawful: food, childcare, health care. */
const certified =
  /厨|餐|食品|烘焙|西点|面点|蛋糕|奶茶|茶饮|咖啡|饮品|酒店服务|服务员|传菜|洗碗|切配|后厨|帮厨|食堂|熟食|生鲜|水产|肉|面包|甜品|火锅|外卖|送餐|配餐|营养师|幼|托班|托育|保育|育婴|育儿|月嫂|保姆|早教|园长|护士|护理|护工|医生|医师|药师|助产|导医|牙科|口腔|陪护|养老/
const foodWork =
  /食品车间|后厨岗|月嫂须|持健康证|直接接触(?:入口)?食品|食品(?:厂|生产|加工)|食品卫生|食品安全法|从事餐饮|托育|育婴|婴幼儿|幼儿园/
const isFoodWork = (whole: string) => foodWork.test(whole)

function isCertified(match: RuleMatch): boolean {
  return certified.test(match.posting.title) || isPostBeside(match, certified) || ofWhole(match, isFoodWork)
}

const hiring =
  /入职|体检|录用|应聘|面试|上岗|勿|须|需|必|不招|不予|不要|不收|无|非|查|报告|证明|合格|员工|阴性|提供|化验/

/** The infection is what the work treats, tests or insures. */
function isSubject(match: RuleMatch): boolean {
  const left = before(match, 16)
  if (/不(?:查|做|检|含|进行|要求|得|需|检测|检查|予?)(?:查|检测|体检|检查)?[^,。;]{0,8}$/.test(left)) return true
  if (/(?:不|免|取消|无需|禁止|严禁)(?:查|检测|检查|提供|做)/.test(matched(match))) return true
  if (/歧视|反对/.test(left + after(match, 6))) return true
  if (!medical.test(match.posting.title))
    return /患者|疫苗|试剂|病房|门诊|科室|防治|研究|诊疗|知识|产品/.test(after(match, 8).slice(0, 6))
  if (/^(?:无|非|没有|不得|体检[须需应含要])/.test(matched(match)) || /(?:体检|要求|本人)[^,。;\n]{0,6}$/.test(left))
    return false
  return !/入职|录用|应聘|求职|勿|不予|不招|不要|不收|本人|员工|必查|必检/.test(left + matched(match) + after(match, 8))
}

export const health: RuleFamily = {
  category: 'health',
  severity: 'block',
  name: '健康歧视',
  law: [article('就业促进法', '第三十条'), article('传染病防治法', '第十六条')],
  suggestion: '删除对疾病、病原携带者的排除：可写“体检合格、能胜任岗位”，法定行业可要求健康证明。',
  guard: isNoDemand,
  disguises: list(`
    乙肝 乙肝勿扰 乙肝携带者 乙肝五项 无乙肝 无传染病 无传染性疾病 传染病 两对半 无任何疾病 大小三阳
  `),
  rules: [
    {
      id: 'health.refused',
      triggers: list(`
        乙肝 乙型肝炎 hbv hbsag 三阳 大三阳 小三阳 大小三阳 表面抗原 肝炎 甲肝 丙肝 hiv 艾滋 aids 梅毒 性病 病毒携带 乙肝勿扰 乙肝携带
        携带者 大3阳 小3阳 病原携带
      `),
      pattern: `(?:本人)?(?:身体)?(?:无|没有?|非|不是|不得(?:有|患有?|为)|不能(?:有|患有?|是)|未(?:患|携带|感染)|未患有|没得过|不含|${refusedBefore})(?:任何|患有?|携带|为|是)*(?:过)?(?:(?:${virus}|病毒|病原体?)${holder}|携带者)(?:[、,和及或/](?:${virus}|传染病|肺结核|皮肤病)${holder})*(?:等)?(?:传染(?:性)?(?:疾病|病))?|(?:凡|有|患有?|如有|是)?(?:${virus}|病毒携带|病原携带)${holder}(?:[、,和及或/ ]?(?:${virus})${holder})*(?:等)?(?:病毒)?(?:携带者|患者|阳性)?(?:的|者)*[,]?(?:${refusedAfter}|不行|禁止)|(?:证明|确认)?无任何病毒携带`,
      judge: match => !isSubject(match),
      law: [article('就业促进法', '第三十条'), article('传染病防治法', '第十六条'), notices.hepatitisB],
      confidence: 0.96,
      examples: [
        '乙肝勿扰',
        '无乙肝',
        '乙肝携带者不予录用',
        '乙肝表面抗原阳性者勿投',
        '大小三阳不招',
        '无艾滋病、梅毒等',
        '乙月干勿扰',
        '非乙肝病毒携带者',
        '不是病毒携带者'
      ],
      counterExamples: ['对乙肝携带者一视同仁', '乙肝疫苗研发', '反对乙肝歧视', '体检不查乙肝']
    },
    {
      id: 'health.test',
      triggers: list(`
        两对半 二对半 乙肝五项 乙肝检查 乙肝 hbv hbsag hiv 艾滋 梅毒 肝功 表面抗原 澳抗 输血四项 输血八项 传染病四项 传染病八项 肝炎 三阳 五项 查乙肝
      `),
      pattern: `(?:(?:入职|录用前?|体检|上岗前?|面试|报到|应聘者)[^。;\\n]{0,10}?)?(?:须|需|必须|要|应|统一|另)*(?:查|做|检查|检测|筛查|化验|抽血|提供|含|包含|包括|加查|加做|必查|出具|进行|到[^,。;]{0,6}做|近[^,。;]{0,4}的?)(?:有|血|近[^,。;]{0,4}的?|医院)*(?:肝功能?[^,。;]{0,3})?(?:${panel}|${virus}(?:病毒|抗体|抗原)?)(?:[、,和及/](?:${panel}|${virus}))*(?:检查|检测|报告|化验单|筛查|体检|项目|证明|结果|单|指标)*(?:合格|正常|阴性)?|(?:(?:两|二)对半|乙肝五项|乙肝(?:表面抗原)?|hbsag|hbv|${hiv}|输血[四八]项|表面抗原|澳抗|肝功能?两对半)(?:检查|检测|筛查|化验|体检|指标|结果|均|都|须|需|必须|应|要|为|呈)*(?:必查|报告|化验单|合格|正常|全?阴性?|必检|检测)|(?:体检|检查)(?:项目|内容|套餐|标准|要求)?(?:为|含|包括|是)?[:]?[^。;\\n]{0,10}?(?:乙肝(?:两对半|五项|表面抗原)?|(?:两|二)对半|hbv|${hiv})|(?:肝功能?[^,。;\\n]{0,4}查?)(?:两对半|表面抗原)[^,。;\\n]{0,4}`,
      judge: match =>
        !isSubject(match) &&
        hiring.test(before(match, 12) + matched(match)) &&
        (/乙|澳抗|两对半|二对半|hbv|hiv|艾滋|梅毒|三阳|表面抗原|项|肝炎|hbsag/.test(matched(match))
          ? !/五项修炼|五项以上/.test(matched(match))
          : false) &&
        (!/^[^乙肝]*五项$/.test(matched(match)) || /肝/.test(matched(match))),
      law: [notices.hepatitisB, article('就业促进法', '第三十条'), article('传染病防治法', '第十六条')],
      suggestion: '入职体检不得检测乙肝、艾滋病等病原携带项目，也不得要求提供结果：删除该项目。',
      confidence: 0.93,
      examples: [
        '入职体检须查乙肝五项',
        '录用前体检，须含两对半',
        '需提供两对半检查报告',
        '入职检测HIV',
        'HIV检测阴性',
        '澳抗阴性',
        '两对半必查',
        '提供近半年肝炎化验单',
        '肝功能两对半均须正常'
      ],
      counterExamples: ['入职体检不查乙肝', '熟悉HIVE', '每日完成五项检查', '掌握肝功检测试剂原理']
    },
    {
      id: 'health.contagious',
      triggers: list('传染 传染病 传染性疾病 传染疾病 无传染病 病毒携带 潜伏性疾病'),
      pattern: `(?:身体|身心|健康|本人)?(?:无|没有?|不得有|不能有|不得患有?|未患|不患有?|没得过|无患|不带有?|不得携带)(?:(?:任何|各种|各类|其他|患有?|有|急慢性|重大|家族|乙肝等|肝炎等|法定|一切|相关|严重|可能|残疾|纹身|前科|案底|犯罪记录|不良嗜好|慢性病|疾病|皮肤病|甲乙肝|[、,和及或 ]))*(?:肝炎等)?${contagious}(?:[、,和及或](?:精神疾病|皮肤病|慢性病|遗传病|${illness}))*|(?:凡|患?有|患)?${contagious}(?:患者|病人|携带者|及|者|的|和|、)*(?:患者|携带者|的|者)?[,]?(?:${refusedAfter})|${refusedBefore}(?:有|患有?)*${contagious}(?:患者|者|的)*`,
      judge: match => !isCertified(match) && !isSubject(match),
      confidence: 0.92,
      examples: [
        '身体健康，无传染病',
        '无传染性疾病',
        '有传染病者勿扰',
        '不得患有任何传染性疾病',
        '無傳染病',
        '传染病患者恕不接收'
      ],
      counterExamples: ['传染病防治法宣传', '无传染病（食品厂操作工，持健康证，直接接触食品）', '传染病医院药师']
    },
    {
      id: 'health.illness',
      triggers: list(`
        疾病 病史 慢性病 遗传病 精神病 高血压 心脏病 糖尿病 癫痫 皮肤病 狐臭 既往 隐疾 无任何疾病 吃药 服药 结核 抑郁 躁郁 哮喘 甲亢 痛风 肾病 贫血 新冠 腰椎 白癜风 牛皮癣
      `),
      pattern: `(?:身体|身心|健康|本人)?(?:无|没有?|不得有|不能有|不得患有?|未患|不患有?|没得过)(?:(?:任何|各种|各类|其他|患有?|有|急慢性|一切|重大|严重|影响工作的|残疾|纹身|前科|案底|不良嗜好|[、,和及或 ]))*${illness}(?:[、,和及或/](?:${illness}|${contagious}))*(?:等)?(?:一切|各种|各类)?(?:的)?(?:慢性|重大|基础)?(?:疾病|病症|病史|病)?|(?:常年|长期)(?:吃药|服药|用药)(?:的|者)*(?:${refusedAfter})|(?:凡|患?有|患)(?:任何|${illness}|慢性病|疾病)(?:的|者|患者)*(?:${refusedAfter})|(?:凡|患?有|患)?${named}(?:[、,和及或]${named}){0,4}等?(?:患者|病人|病史|人群|的|者)*[,]?(?:${refusedAfter})|(?:未|没有?|从未|不曾)(?:感染|得|患|阳)过?(?:新冠|甲流)(?:病毒|肺炎)?`,
      judge: match =>
        !isSubject(match) &&
        !/禁忌|妨碍|高处|碍食品|不适(?:合|宜)|影响(?:本|工作|岗位|正常)/.test(
          matched(match) + after(match, 6) + before(match, 6)
        ) &&
        (/一切|任何/.test(matched(match)) ||
          !/高空|登高|高处|驾驶|司机|潜水|飞行|乘务|井下|电工/.test(match.posting.title)) &&
        (!isCertified(match) || !/精神|皮肤/.test(matched(match))) &&
        !/保险|保障|医疗|理赔|诊断|治疗|患者|软件/.test(before(match, 8) + after(match, 4)),
      confidence: 0.75,
      examples: [
        '无任何疾病',
        '无慢性病',
        '无既往病史',
        '无任何慢性病、遗传病',
        '无高血压、心脏病、糖尿病等一切疾病',
        '常年吃药的别来',
        '高血压、糖尿病患者勿扰'
      ],
      counterExamples: ['无职业禁忌症', '重大疾病保险', '无高血压等高处作业职业禁忌症', '身体健康']
    },
    ...healthOpenRules,
    ...healthSayings
  ]
}
