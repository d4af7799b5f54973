/**
 * Licences: what a posting calls them, what a certificate of a profile may be called, and the title words that imply them.
 * `hard` are those the law asks before one may do the work and that take long to get (医师法, 药品管理法, 律师法,
 * 护士条例, 注册建造师管理规定 …); without them the post is out of reach.
 */
export interface Licence {
  readonly name: string
  readonly hard: boolean
  readonly asked: RegExp
  readonly held: RegExp
  /** Majors that end with its examination: their graduates are as good as licensed (护士条例 art. 7, 教师资格条例 art. 8). */
  readonly study?: RegExp
  /** Titles that can't be filled without it, whatever the text says. */
  readonly title?: RegExp
}

export const licences: readonly Licence[] = [
  {
    name: '医师资格证',
    hard: true,
    asked: /(?:执业|助理)?医师(?:执业|资格)*证|执业(?:助理)?医师|医师资格|主治医师|医师执照/,
    held: /医师/,
    title: /医生(?!助理|助手|的)|医师(?!助理)|中医师|主治/
  },
  {
    name: '口腔类医师资格证',
    hard: true,
    asked: /口腔(?:执业|助理|类)*医师(?:资格)?证/,
    held: /口腔.*医师|牙医/,
    title: /(?:口腔|牙科?|正畸|种植)[^助理护士]{0,4}(?:医生|医师)(?!助理|助手)|^牙医(?!助理)/
  },
  {
    name: '中医类医师资格证',
    hard: true,
    asked: /(?:执业)?中医(?:执业|助理)*医?师(?:资格|执业)+证?/,
    held: /中医.*师|师.*中医/,
    title: /中医(?:生|师|医生|医师)(?!助理|助手)/
  },
  {
    name: '临床类医师资格证',
    hard: true,
    asked: /(?:皮肤|内|外|妇|儿|全|麻醉|急诊|眼)科?[^，。；\n]{0,4}医师(?:资格|执业)?证/,
    held: /^(?!.*(?:口腔|中医|牙)).*医师/,
    title: /(?:皮肤科|内科|外科|妇科|儿科|全科|麻醉|急诊|眼科|临床)[^助理护士]{0,4}(?:医生|医师)(?!助理|助手)/
  },
  {
    name: '执业药师',
    hard: true,
    asked: /执业药师|药师(?:资格)?证|中药师/,
    held: /药师/,
    title: /执业药师|^药师/
  },
  {
    name: '护士执业证',
    hard: true,
    asked: /护士(?:执业)?(?:资格)?证|护士执业|执业护士|护师(?:资格)?证|护士资格/,
    held: /护士|护师/,
    study: /护理|助产/,
    title: /护士(?!长助理|助理)|护师|^护理$/
  },
  {
    name: '法律职业资格证',
    hard: true,
    asked: /律师(?:执业|资格)*证|法律职业资格|司法(?:资格|考试)|(?<![a-z])a证|执业律师|司考|法考/,
    held: /律师|法律职业|司法|法考|a证/i,
    title: /(?<!实习)律师(?!助理|秘书)/
  },
  {
    name: '注册会计师',
    hard: true,
    asked: /注册会计师|cpa\b|注会/,
    held: /注册会计师|cpa|注会/i,
    title: /注册会计师/
  },
  {
    name: '中级会计师',
    hard: true,
    asked: /中级(?:会计|职称|以上职称)|会计(?:师)?中级|中级会计师/,
    held: /中级会计|会计.{0,4}中级|高级会计|注册会计师|cpa/i
  },
  {
    name: '初级会计证',
    hard: false,
    asked: /初级会计|会计从业|会计(?:资格|上岗)?证|会计初级|助理会计师/,
    held: /会计|cpa|acca/i
  },
  {
    name: '建造师',
    hard: true,
    asked: /[一二]级(?:注册)?建造师|[一二]建(?!议)|建造师(?:资格|执业)?证/,
    held: /建造师|[一二]建/,
    title: /建造师/
  },
  { name: '造价工程师', hard: true, asked: /(?:注册|[一二]级)造价(?:工程)?师|造价师证/, held: /造价(?:工程)?师/ },
  { name: '监理工程师', hard: true, asked: /(?:注册|国家)监理(?:工程)?师|监理工程师证|监理证/, held: /监理/ },
  { name: '注册安全工程师', hard: true, asked: /注册安全(?:工程)?师|注安/, held: /注册安全|注安/ },
  {
    name: '注册建筑师',
    hard: true,
    asked: /(?:一级|二级|国家)?注册(?:建筑|结构|规划|电气|公用设备)(?:工程)?师/,
    held: /注册(?:建筑|结构|规划|电气|公用)/
  },
  {
    name: '施工员证',
    hard: false,
    asked: /施工员证|五大员证|八大员证|资料员证|安全员证|材料员证|质检员证|安全员?[abc]证/,
    held: /施工员|资料员|安全员|材料员|八大员|五大员|质量员/
  },
  {
    name: '教师资格证',
    hard: false,
    asked: /教师(?:资格)?证|教师资格|幼师(?:资格)?证|教资/,
    held: /教师|教资|幼师/,
    study: /师范|教育|学前|托育/,
    title: /幼儿园教师/
  },
  {
    name: '驾驶证',
    hard: false,
    asked: /驾(?:驶)?(?:证|照|龄)|(?<![a-z])[abc][123]\s?(?:照|证|本|驾|及以上|以上)|会开车|驾驶(?:经验|技术|技能)/,
    held: /驾|(?:^|[^a-z])[abc][123]/i
  },
  {
    name: '职业司机驾照',
    hard: true,
    asked: /(?<![a-z])[ab][12]\s?(?:照|证|本|驾)|从业资格证.{0,6}(?:货运|客运|道路)/,
    held: /[ab][12]/i,
    title: /司机(?!管理|调度)|驾驶员(?!管理)|代驾/
  },
  {
    name: '电工证',
    hard: false,
    asked: /电工(?:操作|上岗|资格|作业|特种)*证|特种作业|低压(?:操作|电工)证|高压(?:操作|电工)?证|持证电工/,
    held: /电工|特种作业|低压|高压/
  },
  { name: '焊工证', hard: false, asked: /焊工(?:操作|资格|特种)*证/, held: /焊/ },
  { name: '叉车证', hard: false, asked: /叉车(?:操作|驾驶)?(?:证|本)/, held: /叉车/, title: /叉车|铲车/ },
  { name: '证券从业资格', hard: false, asked: /证券(?:从业|投资咨询|分析师)?(?:人员)?资格|证券从业/, held: /证券/ },
  { name: '基金从业资格', hard: false, asked: /基金(?:从业)?(?:人员)?资格|基金从业/, held: /基金/ },
  { name: '导游证', hard: false, asked: /导游(?:资格)?证/, held: /导游/, title: /导游(?!助理)/ },
  {
    name: '消防设施操作员证',
    hard: false,
    asked: /(?:消防|建构筑物)[^，。；]{0,8}证|消控证|消防证/,
    held: /消防/,
    title: /消防中控|消控/
  },
  { name: '心理咨询师证', hard: false, asked: /心理咨询师(?:资格|[二三]级)?证?书?/, held: /心理咨询/ },
  { name: '人力资源管理师', hard: false, asked: /人力资源(?:管理)?师/, held: /人力资源/ },
  { name: '执业兽医', hard: false, asked: /执业(?:助理)?兽医|兽医(?:师)?(?:资格|执业)?证/, held: /兽医/ },
  { name: '专利代理师', hard: true, asked: /专利代理(?:人|师)(?:资格|执业)?证/, held: /专利代理/ },
  {
    name: '育婴保育证',
    hard: false,
    asked: /(?:育婴|保育|母婴护理|月嫂)[员师]?(?:资格)?证/,
    held: /育婴|保育|幼儿教师|教师/
  },
  {
    name: '健身教练证',
    hard: false,
    asked: /(?:健身)?教练(?:资格)?证|救生员?证|游泳教练/,
    held: /教练|救生|健身|社会体育指导/,
    title: /游泳教练|救生员|私教/
  },
  {
    name: '康复治疗师证',
    hard: false,
    asked: /康复(?:治疗)?(?:师|士)(?:资格|执业)*证|康复治疗(?:师|士)资格/,
    held: /康复/
  },
  {
    name: '日语能力',
    hard: true,
    asked:
      /(?:精通|熟练|流利|会|懂)日(?:语|文)|日(?:语|文)\s?(?:[一二]级|n[123]|精通|流利|熟练|听说|能力|水平|口语|作为)/,
    held: /日(?:语|文)|n[12]|jlpt/i,
    title: /日语|日文/
  },
  {
    // what every student is taught (四级、读写) bars nobody; speech and the higher examinations do
    name: '英语能力',
    hard: false,
    asked:
      /(?:精通|流利|熟练)(?:的|掌握|运用|使用|应用)?(?:商务)?英(?:语|文)|英(?:语|文)(?:口语|听说|听、?说|对话|会话|沟通|交流|水平)?[^，。；、\n]{0,6}(?:精通|流利|流畅|工作语言)|英语(?:口语|听说)|(?:cet|英语|大学英语)[\s-]?[6六]|(?:英语)?专(?:业)?八(?:级)?|tem-?8/,
    held: /英(?:语|文)|cet|(?:^|大学)[四六]级|专[四八]|tem|雅思|托福|ielts|toefl|托业|toeic/i,
    // `日语或英语`: either will do
    title: /(?<!(?:日|韩|德|法|俄)(?:语|文).*)英(?:语|文)(?!.*(?:日|韩|德|法|俄)(?:语|文))/
  },
  {
    name: '韩语能力',
    hard: true,
    asked: /(?:精通|熟练|流利|会|懂)韩(?:语|文)|韩(?:语|文)(?:[四五六]级|\d级|精通|流利|熟练|听说|能力|水平|口语|作为)/,
    held: /韩(?:语|文)|朝鲜语|topik/i,
    title: /韩语|韩文|native\s?korean/
  },
  {
    name: '小语种能力',
    hard: true,
    asked: /(?:精通|熟练|流利|会|懂)(?:德|法|俄|西班牙|葡萄牙|阿拉伯|泰|越南)(?:语|文)/,
    held: /(?:德|法|俄|西班牙|葡萄牙|阿拉伯|泰|越南)(?:语|文)/,
    title: /(?:德语|法语|俄语|西班牙语|葡萄牙语|阿拉伯语|泰语|越南语|意大利语)/
  }
]
