import { after, before, matched, ofWhole } from '../context.ts'
import { isNoDemand, isPostBeside } from '../guards.ts'
import { article } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import { list, refusedAfter, refusedBefore } from '../words.ts'

/** Kinds of jobs whose own rules ask for a clean record. */
const basis =
  /保安|安保|安全员(?=.*押)|护卫|押运|押钞|守护|门卫|教师|老师|教练|讲师|教员|助教|辅导|保育|幼[儿教师]|托[班育管]|园长|班主任|生活老师|宿管|校|网约车|出租车|的士|专车|快车|滴滴|顺风车|代驾|公交|客车|客运|大巴|巴士|班车|司机|驾驶员|地铁|列车|律师|公务员|选调|辅警|协警|民警|警务|警察|特警|消防|法院|检察|公安|书记员|事业单位|银行|证券|基金|信托|期货|金融|保险|信贷|柜员|柜台|投行|理财|征信|支付|枪|民爆|爆破|炸药|烟花|危化|弹药|育婴|月嫂|育儿|保姆|早教|儿童|医生|护士|安检/
const goods = /送货|货运|配送|货车|叉车|物流|快递|铲车|挖机|工程车|搬家/
const crime =
  '(?:犯罪(?!嫌疑)|违法(?:犯罪|违纪|乱纪)?|刑事(?:犯罪|处罚|案件)?|前科|案底|吸毒|涉毒|涉黑|劣迹|治安(?:处罚|拘留)?|刑事处罚|(?:刑事)?拘留|刑拘|刑罚|服刑|判刑|坐牢|黄赌毒)'
const record =
  '(?:或|和|及|、|等|记录|纪录|前科|案底|史|经历|行为|处罚|劣迹|证明|情况|污点|不良|历史|案件|刑事|犯罪|违法|违纪|吸毒|涉毒|治安|拘留|\\((?:原件|证明)\\))*'

const namesBasis = (whole: string) => /保安员证|教师资格证|网约车|押运/.test(whole)

function hasBasis(match: RuleMatch): boolean {
  const { title } = match.posting
  if (goods.test(title) && !/司机.{0,6}客/.test(title)) return false
  if (basis.test(title) || isPostBeside(match, basis)) return true
  return title === '' && ofWhole(match, namesBasis)
}

const subject = /打击|预防|侦查|嫌疑|心理矫|矫正|案件|辩护|司法鉴定|公安(?!系统|机关)|治理|防范|揭露|宣传/

/** No statutory basis, and a demand on the applicant. */
function judge(match: RuleMatch): boolean {
  return (
    !hasBasis(match) &&
    !/(?:无|不|免|不用)$/.test(before(match, 2)) &&
    !subject.test(before(match, 10)) &&
    !/嫌疑|心理|团伙|案件(?:的|当事)|当事人|帮扶/.test(after(match, 5)) &&
    !/背调|核实候选/.test(before(match, 12) + match.posting.title)
  )
}

export const criminal: RuleFamily = {
  category: 'criminal',
  severity: 'review',
  name: '犯罪记录限制',
  law: [article('监狱法', '第六十二条'), article('就业促进法', '第三条'), article('就业促进法', '第二十六条')],
  suggestion: '除法律明确规定的职业外，不宜以无犯罪记录为条件：删除，或写明所依据的法律条款由审核人员复核。',
  guard: isNoDemand,
  disguises: list('无犯罪记录 无犯罪前科 犯罪记录 无前科 无案底 案底 前科 无违法犯罪记录 刑满释放'),
  rules: [
    {
      id: 'criminal.none',
      triggers: list(`
        犯罪 前科 案底 治安 处罚记录 违法犯罪 犯罪记录 犯罪前科 刑事 劣迹 无前科 无案底 无犯罪记录 无犯罪前科 违法 涉黑 拘留 犯罪史 刑拘 查无案底 刑事处罚
      `),
      pattern: `(?:(?:三代|直系亲属|家庭成员|本人|政审合格)[^,。;\\n]{0,6}[,]?)?(?:(?:须|需|必须|要|应|能)?(?:提供|开具|出具|提交|办理|附)[^,。;\\n]{0,6})?(?:无|没有?|未有|不得有|不能有|不可有|从未|未曾|无过|非|未被|查无|未受过?|没受过?|没被|没)(?:(?:任何|其他|不良|过|重大|严重|个人|网络|相关|残疾|纹身|吸毒|传染病|不良嗜好|酗酒|赌博|明显|影响[^,。;]{0,4}的|[、,和及或 ])){0,4}(?:(?:纹身|传染(?:性)?疾?病|残疾|吸毒史?|不良嗜好|不良记录|烟疤|劳动纠纷|违纪|重大违纪)[、,和及或与 ]){0,3}${crime}${record}|(?:非|不要|不收|拒绝|谢绝)(?:有)?(?:案底|前科)(?:人员|者)?`,
      judge: match =>
        (/犯罪|前科|案底|刑|劣迹|坐牢|拘留|涉黑|黄赌毒/.test(matched(match)) ||
          /违法(?:记录|前科)/.test(matched(match))) &&
        judge(match),
      confidence: 0.9,
      examples: [
        '无犯罪记录',
        '无前科',
        '无案底',
        '无刑事犯罪记录',
        '没有犯罪记录',
        '无违法犯罪记录',
        '需开具无犯罪记录证明',
        '无犯罪、无吸毒史',
        '三代内无犯罪'
      ],
      counterExamples: ['无不良记录', '打击犯罪', '为犯罪嫌疑人辩护']
    },
    {
      id: 'criminal.drugs',
      triggers: list('吸毒 吸过毒 涉毒 毒品 尿检 毒检'),
      pattern:
        '(?:没|未|从未|不曾)吸过毒|(?:无|没有?|未有|不得有|从未|非|不得)(?:任何|过|犯罪[、和及]?|酗酒[、和及]?|赌博[、和及]?)*(?:吸毒|涉毒|吸食毒品|碰毒)(?:史|经历|记录|行为|前科|人员)*|(?:吸毒|涉毒)(?:史|者|人员)*(?:勿扰|勿投|不要|不招|除外|谢绝)|(?:尿检|毒检)(?:须|需|合格|阴性|呈阴性)',
      judge,
      law: [article('禁毒法', '第五十二条'), article('就业促进法', '第二十六条')],
      confidence: 0.85,
      examples: ['无吸毒史', '尿检阴性', '无涉毒经历'],
      counterExamples: ['为有吸毒史人员做团体辅导', '禁毒宣传']
    },
    {
      id: 'criminal.certificate',
      triggers: list('无犯罪 无犯罪记录证明 犯罪记录证明 无犯罪证明 犯罪记录 政审 案底 前科'),
      pattern:
        '(?:(?:须|需|必须|要|应|入职(?:时|前)?|报到时|能够?|可以?)[^,。;\\n]{0,6})?(?:提供|开具|出具|提交|办理|附上?|查验|持有?|有)[^,。;\\n]{0,10}(?:无(?:违法)?犯罪(?:记录)?(?:证明)?)|(?:入职前?|录用前?|需|须|会|要|统一)[^,。;\\n]{0,4}查(?:询|验)?(?:案底|前科|犯罪记录)|(?:核查|核实|核验|查询|联网查)[^,。;\\n]{0,4}(?:违法)?(?:犯罪记录|案底|前科)(?:,有(?:记录|案底|前科)(?:者|的)(?:不录|不予录用|不录用|勿投))?',
      judge: match =>
        judge(match) && !/无(?:需|须)|不(?:需|用|必)|免/.test(before(match, 4) + matched(match).slice(0, 4)),
      confidence: 0.9,
      examples: ['入职时提供派出所开具的无犯罪证明', '入职前查案底', '需提供无犯罪记录证明'],
      counterExamples: ['无需提供无犯罪记录证明']
    },
    {
      id: 'criminal.refused',
      triggers: list(`
        案底 前科 犯罪 刑满释放 劳改 两劳 坐过牢 进过局子 进过监狱 服过刑 服刑 判过刑 蹲过 有案底 有前科 进去过 犯过事 犯过罪 底子干净 身家清白 家世清白 犯罪记录 劳教
        释放人员
      `),
      pattern: `(?:${refusedBefore}|非)(?:有|任何)?(?:案底|前科|刑满释放|劳改|劳教|两劳|服刑|犯罪)(?:记录|人员|者|的|释放)*|(?:凡|如?有)?(?:案底|前科|犯罪(?:记录|前科)?|刑满释放|劳改|劳教|两劳|坐过牢|蹲过(?:监狱|大牢|牢|号子|局子)|服过刑|判过刑|刑事(?:处罚|记录))(?:记录|释放|人员|人|者|的|史)*[,]?(?:${refusedAfter})|(?:没有?|未|不曾|从未|无)(?:有)?(?:过)?(?:被)?(?:坐过?牢|坐过监|服过?刑|判过?刑|蹲过[^,。;]{0,4}|进去过|犯过(?:事|罪|法)|进过(?:监狱|局子|号子)|留过案底|被?(?:拘留|处罚)过)|(?:派出所)?(?:查得到)?底子干净|身家清白|家世清白|背景清白|身世清白`,
      judge: match => judge(match) && !/帮助|帮扶|服务/.test(before(match, 8)),
      confidence: 0.88,
      examples: ['有案底者勿扰', '刑满释放人员不要', '没有坐过牢', '没蹲过号子', '身家清白', '没进去过', '没有犯过事'],
      counterExamples: ['帮助刑满释放人员就业', '为有犯罪前科当事人辩护']
    }
  ]
}
