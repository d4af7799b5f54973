import { readTitleOccupations } from '../understanding/occupations.ts'
import { skillsOfText } from '../understanding/skills.ts'

/**
 * Words by which free text tells a protected trait: sex, ethnicity, origin, age, marriage, belief, health, politics, looks,
 * school. They are cut out before anything is read from the text, so that telling them changes no ranking.
 */
const han = '\\p{Script=Han}'
const ethnicities =
  '汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺'

const labels =
  '姓名|名字|性别|民族|年龄|出生(?:年月|日期|地)?|生日|户籍(?:所在地|地址)?|户口(?:所在地|性质)?|籍贯|生源地|家乡|家庭(?:住址|成员|情况)|婚姻(?:状况)?|婚育(?:状况)?|生育(?:状况)?|宗教(?:信仰)?|信仰|政治面貌|健康(?:状况)?|身体(?:状况|条件)|身高|体重|血型|星座|属相|身份证(?:号码?)?|毕业(?:院校|学校)|学校|院校|母校|联系(?:电话|方式)|电话|手机(?:号码?)?|邮箱|微信(?:号)?|qq'

const patterns: readonly RegExp[] = [
  // 姓名：张三 / 性别: 女 / 户籍 河南省周口市
  new RegExp(`(?:${labels})\\s*(?:[:：=]|是|为)\\s*[^，,。；;、\\n|｜]{1,30}`, 'giu'),
  /(?:姓名|性别|民族|年龄|户籍|户口|籍贯|生源地|婚姻状况|婚育状况|政治面貌|健康状况|身高|体重)[\s　]+[^\s，,。；;、\n]{1,20}/gu,
  /(?:我(?:的名字)?叫(?:做)?|本人(?:姓名)?叫|我是(?=[^，,。；;]{2,4}[，,。；;]))\s*[^，,。；;\n\s]{2,8}/gu,
  /\b(?:gender|sex|name|age|ethnicity|nationality|marital status)\s*[:：]\s*[^,，。；;\n]{1,40}/giu,
  /my name is [a-z ]{1,40}|i am a (?:male|female|man|woman|boy|girl)\b/giu,
  /(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*周?岁(?:的)?/gu,
  /(?:19|20)?\d{2}\s*年(?:\d{1,2}月(?:\d{1,2}日)?)?\s*(?:出生|生人|生(?![产活态意涯物命长源效成]))|(?:19|20)?\d{2}后(?![端台来续期勤])/gu,
  new RegExp(`(?:${ethnicities})族(?:人)?`, 'gu'),
  /(?:男|女)(?:性|生|士|孩|青年|同学|大学生)?(?=$|[\s，,。；;、.|｜/（）()的]|本科|大专|硕士|应届|党员|未婚|已婚)/gu,
  /(?:一名|一个|身为|作为|是)(?:男|女)(?:性|生|士|孩)?/gu,
  /(?:少数民族|(?:非)?农业户口|农村户口|城镇户口|城市户口|本地户口|外地户口|[^，,。；;\s]{1,8}(?:户口|户籍|籍贯|生源))/gu,
  new RegExp(`(?:来自|出生于|生于|老家(?:在|是)?|家住|祖籍|原籍|现居|居住(?:在|于))\\s*${han}{2,14}`, 'gu'),
  new RegExp(
    `${han}{2,6}(?<!机器|经纪|代理|负责|主持|创始|合伙|媒体|撰稿|制片|策展|监护|候选|鉴定|发言|联络|领导|持有|管理|继承|介绍|无)人(?=[，,。；;\\s]|$)`,
    'gu'
  ),
  /未婚(?:未育)?|已婚(?:已育|未育)?|离异|丧偶|单身|已育|未育|有(?:一|两|个)?孩子?|怀孕|备孕|哺乳期/gu,
  /(?:信仰)?(?:佛教|道教|基督教|天主教|伊斯兰教|回教|无宗教信仰)(?:徒|信徒|信仰)?|穆斯林/gu,
  /中共(?:预备)?党员|(?:预备|入党)?党员|共青团员|团员|群众(?=[，,。；;\s]|$)|民主党派|无党派/gu,
  /身体健康|健康状况良好|残疾(?:人|证)?|[一二三四]级(?:肢体|听力|视力|智力|精神)?残疾|肢体残疾|听力障碍|视力障碍|乙肝(?:携带(?:者)?|病毒携带者)?|色盲|色弱|糖尿病|抑郁症|癫痫|艾滋病?|hiv/giu,
  /身高\s*\d{3}\s*(?:cm|厘米)?|\d{3}\s*(?:cm|厘米)|体重\s*\d{2,3}\s*(?:kg|公斤|斤)?|\d{2,3}\s*(?:kg|公斤)/giu,
  /\d{15,18}x?|1[3-9]\d{9}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu,
  /(?:985|211|双一流|双非|一本|二本|三本|c9)(?:\/(?:985|211))?(?:院校|高校|大学|学校|毕业)?/giu,
  new RegExp(
    `(?:毕业于|就读于|考入|就读)?${han}{2,10}(?:大学|学院|职业技术学校|职院|高专|专科学校)(?:本科|毕业|在读|学生)?`,
    'gu'
  ),
  new RegExp(`(?:籍贯|生源地|户籍地?|户口|祖籍)${han}{1,9}(?=[，,。；;、\\s]|$)`, 'gu'),
  /汉族|(?:男|女)[，,、]\s*(?=\d)/gu
]

/** Longer texts are read up to here. */
export const freeTextCharsMax = 4000

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const doubleSurnames = '欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|东方|南宫|司徒|长孙|端木'
const bareName = new RegExp(`^(?:[${surnames}]${han}{1,2}|(?:${doubleSurnames})${han}{1,2})$`, 'u')

/** What is left of a clause once a trait was cut out of it says nothing of its own if it is as short as this. */
const leftoverCharsMax = 4
const cut = '\u0000'

/**
 * Free text without what tells a protected trait, clause by clause: telling leaves no trace. `prose`: of a text of several
 * clauses, where one that is nothing but a name is one; in a list of skills it may be a skill (陶艺).
 */
export function scrub(text: string, { prose = false } = {}): string {
  let rest = text.slice(0, freeTextCharsMax).replaceAll(cut, ' ')
  for (const pattern of patterns) rest = rest.replace(pattern, cut)
  const clauses = rest.split(/[\n\r，,。；;、|｜！!]+/)
  const toldOf = rest.includes(cut)
  return clauses
    .map(clause => {
      const kept = clause.replaceAll(cut, ' ').replace(/\s+/g, ' ').trim()
      if (!/[\p{L}\p{N}]/u.test(kept)) return ''
      if (clause.includes(cut) && kept.length <= leftoverCharsMax) return ''
      return (toldOf || prose) && isBareName(kept) ? '' : kept
    })
    .filter(clause => clause !== '')
    .join('，')
}

/** A name (`张伟，男，22岁`), unless it is a word of work (`金融`). */
function isBareName(clause: string): boolean {
  return bareName.test(clause) && skillsOfText(clause).length === 0 && readTitleOccupations(clause).length === 0
}
