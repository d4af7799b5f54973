import { after, before, matched } from '../context.ts'
import { isAudience, isNoDemand } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { RuleFamily, RuleMatch } from '../rule.ts'
import {
  itemEnd,
  itemStart,
  list,
  place,
  placeLetter,
  preferredAfter,
  refusedAfter,
  refusedBefore,
  reservedBefore
} from '../words.ts'

const unnamed = '[一-龥]{1,3}?(?:市|省|县|区|镇|乡|村|街道|社区)'
const local =
  '(?:本地|当地|本市|本省|本区|本县|本镇|本乡|本村|本街道|本社区|本片区|市内|省内|市区|主城区|辖区内?|工作地|我市|我省|我县|全市|城区|城镇|城市|非农|同城)'
const outside = '(?:外地|外埠|外省|外市|外县|外区|外来|外乡|异地|非本地|非本市|非本省|非本区|农村|农业|乡下|港澳台)'
const home = `(?:${place}|${local})`
/** 郑州市金水区, 武汉三镇, 上海本地. */
const origin = `(?:${place}|${local}|${unnamed})[一-龥]{0,5}?`
/** 河南、安徽; 四川或重庆. */
const anywhere = `(?:${place}|${local}|${outside}|北方|南方|东北|咱?村里?|${unnamed})(?:省|市|县|本地|当地)?(?:[、/和或及与][一-龥]{2,5}?){0,4}`
const hukou =
  '(?:地区)?(?:常住|居民|城镇|农村|农业|非农业?)?(?:户口(?!本|名额|指标|档案)|户籍|籍(?:贯)?(?!律|员工可)|生源(?:地)?|土著|常住(?:人口|户口|居民))(?:人员|人士|人口|居民)?'
const person =
  '(?:人(?!力|事|均|才|员|群|脉|寿|气|工|流|民)|人(?:员|士)|居民|市民|村民|籍(?:人士|人员)?|老乡|妹子|姑娘|小伙|阿姨|保姆|同胞|的|娃|佬)'
const who = '(?:的|者|人士|人员|员工|应聘者|求职者|候选人|毕业生|人|朋友|同学)*'
const isOutside = new RegExp(outside)
/** Hukou as a benefit or as what the work deals with. */
function isHelp(match: RuleMatch): boolean {
  const left = before(match, 12)
  const right = after(match, 14)
  return (
    isAudience(match) ||
    /(?:解决|办理|落户|申请|协助|入户|迁移?|调|享受|积分入?|为|帮助?|服务|接待|获得?|转|可[入落])[^,。;:]{0,8}$/.test(
      left
    ) ||
    /^(?:[的者]|人员|员工|候选人|应聘者|人才|客户|子女|同学|居民){0,3}(?:[,:]?(?:我?们?公司|单位|我司)[^,。;:]{0,4}|[^,。;:]{0,4}?)(?:可|提供|能|会|将|给予|享|免费|报销|协助|帮|办|落|名额|指标|迁|待遇|政策|优惠|客户|贷款|买房|限购|补贴|登记)/.test(
      right
    ) ||
    /客户|户籍(?:民警|管理|业务)|落户|人才服务/.test(match.posting.title)
  )
}

export const region: RuleFamily = {
  category: 'region',
  severity: 'block',
  name: '户籍与地域歧视',
  law: [
    article('就业促进法', '第三条'),
    article('就业促进法', '第二十六条'),
    article('就业促进法', '第三十一条'),
    notices.platform
  ],
  suggestion: '删除户籍、籍贯、地域的限定、偏好或排除：招聘不得以户籍、地域设限，可写明工作地点与班次。',
  guard: isNoDemand,
  disguises: list(`
    本地户口 本市户口 本地户籍 本市户籍 限本地户口 限本市户口 外地人勿扰 外地勿扰 外地人不要 本地人优先 本地户口优先 本地人
    户口 户籍 河南人勿扰 不要河南人 不要东北人 东北人勿扰
  `),
  rules: [
    {
      id: 'region.hukou-reserved',
      triggers: list(`
        户口 户籍 籍贯 籍 生源 土著 常住 本地户口 本市户口 本地户籍 本市户籍 限本地户口 仅限本地户籍 限本市户口 本地户口优先
        本地户籍优先 本市户籍优先 沪籍 京籍 深户 沪户 京户 原籍
      `),
      pattern: `(?<demand>(?:${reservedBefore}|具有|具备|持有?|拥有|有|限定|招聘?|录用)(?:录用|招收|有|具有|是|为|持有?)*)?(?:(?:原籍|生源地?(?:为|在|是)?|籍贯(?:为|是|在)?)?(?:${origin})(?:及|或|和|、|,|/)?(?:正式|长期|周边)?(?:${hukou}|(?<=${placeLetter})[籍户]|籍)|${placeLetter}[籍户](?=[,。;、优者的人\\n]|$)|(?:原籍|生源地|籍贯)(?:为|在|是)?[一-龥]{2,6}?)(?:(?:或|、|及|和)[一-龥]{0,6}?(?:户口|户籍|籍|房产|居住证))?${who}(?:且[^,。;\\n]{0,8})?(?<post>[^,。;\\n]{0,4}?${preferredAfter})?`,
      judge: match => (match.groups.demand !== undefined || match.groups.post !== undefined) && !isHelp(match),
      confidence: 0.94,
      examples: [
        '限本地户口',
        '仅限郑州户籍',
        '仅限郑州市户籍',
        '本市户口优先',
        '具有本市常住户口',
        '要求上海户籍',
        '广东本地户口优先',
        '福建籍优先',
        '沪籍优先',
        '生源地为本县的毕业生优先',
        '限本区户籍'
      ],
      counterExamples: [
        '户籍不限',
        '解决北京户口',
        '非上海户籍员工可申请居住证积分',
        '可入深户或成都户口',
        '为本地户口和外地户口客户讲解限购政策',
        '不需要本地户口'
      ]
    },
    {
      id: 'region.hukou-listed',
      triggers: list('户口 户籍 籍贯 沪籍 京籍 深户 豫籍 籍 户口本 户口簿'),
      pattern: `(?:${itemStart}|(?<=[女男性]|岁|以[上下内]))有?(?:(?:${origin})(?:${hukou}|${placeLetter}籍)|${placeLetter}[籍户])(?:(?:或|、|及)[一-龥]{2,6}?(?:户口|户籍|籍))?${itemEnd}|(?:户口|户籍|籍贯|户口簿)(?:所在地)?(?:要求|限制|限)?[: ]{0,2}(?:须|需|必须|应|要求|限|仅限|最好)?(?:在|为|是|限|属)?[: ]?(?:${home}|[一-龥]{0,4}(?:三镇|辖区))(?:内|的|人|市|户口|户籍)*(?![^,。;\\n]{0,3}(?:不限|均可))`,
      judge: match =>
        !isHelp(match) &&
        !match.field.startsWith('benefits') &&
        !/福利|保障|待遇|补贴|公积金|年假|班车/.test(match.text.slice(Math.max(0, match.start - 30), match.start)) &&
        !/(?:性别|学历|专业)[、,/]$/.test(before(match, 4)) &&
        !/户口(?:在|迁)?.{0,4}(?:迁|落)/.test(matched(match)),
      confidence: 0.88,
      examples: [
        '本市户口',
        '1、上海户籍，财务专业',
        '户口须在武汉三镇',
        '户籍须在本县',
        '户籍：本市',
        '本省户籍',
        '籍贯：河南'
      ],
      counterExamples: ['户口：不限', '户籍：不限', '籍贯、民族、年龄发送短信', '档案、户口、落户']
    },
    {
      id: 'region.hukou-refused',
      triggers: list(`
        户口 户籍 籍贯 籍 豫籍 籍勿 外地户口 外地户籍 农村户口 豫籍勿投
      `),
      pattern: `${refusedBefore}(?:${outside}|${home}|${placeLetter})[一-龥、]{0,5}?(?:${hukou}|籍)${who}|(?:籍贯|户籍|户口)?(?:为|是|在|属)?(?:${outside}|${home}|${placeLetter}(?=籍|户))(?:[、/和或及与]?[一-龥]{2,5}?){0,3}?的?(?<kind>${hukou}|籍)?${who}[,]?${refusedAfter}`,
      judge: match =>
        /户|籍|生源/.test(matched(match)) &&
        !matched(match).includes('族') &&
        !isHelp(match) &&
        !/^不(?:需要|要求)/.test(matched(match)),
      confidence: 0.95,
      examples: ['外地户籍不予录用', '豫籍勿投', '籍贯河南周口的勿投', '新疆、西藏户籍者不予考虑', '农村户口不收'],
      counterExamples: ['外地户口、本地户口待遇一致', '外籍人士不受限制']
    },
    {
      id: 'region.locals',
      triggers: list(`
        本地 当地 本市人 本省人 本县人 本村 本镇 北方 南方 外地 外省 外来 人优先 土著 市民 村民 村里 居民 乡下 老乡 保姆优先
        阿姨优先 妹子优先 本地人 外地人 本地人优先 外地人优先 本地优先 外地优先 当地人优先
      `),
      pattern: `(?<demand>${reservedBefore}|专招|就招|最好(?:是|要|招)|优先(?:是|要|招|录用|考虑))?(?:招收|接受|录用|是|为|要|有)*(?:退伍军人(?:或|和|、))?${anywhere}(?:${person}|来的?人?)?${who}(?:(?:或|、|和|及)[^,。;\\n]{0,10}?)?(?<post>(?:${preferredAfter}|尤先)(?:录用|录取|考虑)?)?|三代(?:以内)?(?:均|都)?为?(?:本地|当地)人|土生土长的?[一-龥]{0,3}(?:人|娃|孩子)?|[一-龥]{2}土著`,
      judge: match => {
        const text = matched(match)
        const { demand, post } = match.groups
        if (demand === undefined && post === undefined && !/三代|土生土长|土著/.test(text)) return false
        if (post === undefined && !/人(?!才)|居民|村民|市民|老乡|同胞|土著|娃|来的/.test(text)) return false
        if (
          /经验|市场|资源|人脉|网络|渠道|客户|路况|菜|话|语|项目|出差|工作|驾照|居住|住|班|环境|地形|房产|牌照|车牌|本地化/.test(
            text
          )
        )
          return false
        if (/^(?:的)?(?:企业|公司|外资|单位|银行|项目|客户|市场)/.test(after(match, 5))) return false
        return !isHelp(match) && !/(?:熟悉|了解|会|有|精通|在)$/.test(before(match, 2))
      },
      confidence: 0.9,
      examples: [
        '本地人优先',
        '外地优先',
        '外地人优先录用',
        '四川、重庆人优先',
        '珠海本地人优先考虑',
        '只招本镇村民',
        '北方人优先',
        '杭州本地人或已定居杭州的新杭州人优先',
        '电子厂外地优先',
        '土生土长的当地娃'
      ],
      counterExamples: ['具有当地人脉网络者优先', '熟悉本地路况者优先', '有本地市场经验优先', '可接受外派者优先']
    },
    {
      id: 'region.refused',
      triggers: list(`
        勿 绕道 绕行 绕开 谢绝 免谈 免投 止步 除外 不要 不招 不收 不用 不录 不予 不考虑 不接收 不接受 不欢迎 拒 慎投 别来 别投 外地勿扰
        外地人勿扰 外地人不要 人勿扰 人不要 人勿投 老家 回避 暂不 非本地 非本市 非东北 非河南 北人
      `),
      pattern: `${refusedBefore}(?:${outside}(?:${person})?|(?:${home}|东北|[南北]方|${placeLetter}(?=籍))[一-龥、]{0,4}?(?:人(?!才|事|力|民币)|籍|的|老乡))${who}|非?(?:${anywhere}|${placeLetter}(?=籍))(?:省|市)?(?<who>${person}|老乡|户口|户籍)?${who}[,]?(?:一律|均|都|请|暂)?(?:${refusedAfter}|不用来|别来)|${itemStart}非(?:${place}|东北)(?:人|籍)${itemEnd}|老家(?:在|是)?[^,。;\\n]{2,8}${who}(?:${refusedAfter}|${preferredAfter})`,
      judge: match => {
        const text = matched(match)
        if (match.groups.who === undefined && !isOutside.test(text) && !/的|人|籍|老|非/.test(text)) return false
        return (
          !isHelp(match) &&
          !/^不(?:能|需要|要求)/.test(text) &&
          !/(?:不在|不能来|无法到)$/.test(before(match, 4)) &&
          !/^(?:出差|工作|驻|项目|客户|业务|市场|培训|学习)/.test(after(match, 4))
        )
      },
      confidence: 0.95,
      examples: [
        '河南人勿扰',
        '外地勿扰',
        '不要东北人',
        '外地人不要',
        '河南、安徽的不要',
        '外省人员请勿投递',
        '非本地户籍勿投',
        '不招本地人',
        '贵州、云南籍暂不招'
      ],
      counterExamples: ['中介勿扰', '外地应聘者提供免费住宿', '不要外地出差', '外地项目不接受']
    },
    {
      id: 'region.guarantee',
      triggers: list('担保 作保 保人'),
      pattern: `(?:(?:外地|外省|非本地|非本市|${place})(?:户口|户籍|人员|人)?(?:者|的)?)?(?:须|需|必须|要|应)?(?:提供|找|有|由)?(?:${local})?(?:户口|户籍|籍)?(?:居民|人员|人|的人|直系亲属|亲属|亲戚)*(?:提供)?(?:的)?(?:担保人?|作保|保人)(?:更好|优先|者)?`,
      judge: match =>
        /本|当地|户|外地|外省|籍/.test(matched(match)) &&
        !/贷款|融资|业务|信贷|银行|担保公司/.test(match.posting.title + before(match, 12)),
      confidence: 0.92,
      suggestion: '删除户籍担保要求：既属地域歧视，也违反不得要求劳动者提供担保的规定。',
      law: [article('劳动合同法', '第九条'), article('就业促进法', '第二十六条'), notices.platform],
      examples: ['外地户口需担保', '须本市户籍人员担保', '有本地担保人更好', '须本地人作保'],
      counterExamples: ['提供贷款担保服务', '无需担保']
    },
    {
      id: 'region.near',
      severity: 'advise',
      triggers: list('家住 住在 居住 常住 附近 就近 周边 离家 离公司 离店 离厂 住址 家在 住 公里'),
      pattern: `(?:家住|居住|现住|常住|住在|住址在|住于|家在|(?<![吃包入受记留站能可])住(?=学校|公司|附近|周边|厂|离|单位|项目|[一-龥]{2,6}(?:附近|周边|区|路|街道)))(?:在|于|地)?(?![宿房院得的建]|证|体验|环境)[^,。;:!\\n宿]{0,24}?(?:${preferredAfter})|(?:离家近|离(?:公司|店|厂|单位|项目|学校|家)[^,。;\\n]{0,8}|就近|附近|周边)(?:地区|居住|入职|上班|工作|住户|居民|的)*${who}[^,。;\\n]{0,2}(?:${preferredAfter})|(?:家|居)住(?:在)?[^,。;\\n宿的]{1,10}(?:附近|周边|周围|区)${itemEnd}`,
      judge: match =>
        !/住宿|住房|住院|居住(?:证|体验|环境|产品|类)|经验|提供|公寓|可以?住|能(?:在|够|住)|接受|包住|入住|住店|住家|为主|产品|设计|服务|设备|分配/.test(
          matched(match)
        ) && !/(?:包|提供|免费|安排|可)$/.test(before(match, 3)),
      confidence: 0.85,
      suggestion: '建议改为写明工作地点和通勤条件，由求职者自行判断，不按居住地设偏好。',
      examples: [
        '家住附近优先',
        '居住在光谷附近的优先',
        '就近居住优先',
        '家住松江优先考虑',
        '附近居住者优先',
        '离店三公里以内的优先考虑',
        '住学校周边者优先'
      ],
      counterExamples: ['可安排住宿，退伍军人优先', '能在单位住宿者优先', '附近有地铁', '居住产品经验优先']
    },
    {
      id: 'region.property',
      triggers: list('有房 有住房 房产证明 房产 自有住房 本地房 有车有房 购房 定居'),
      pattern: `(?:在)?(?:${home}[一-龥]{0,3}?)?(?:名下)?(?:已)?(?:有|拥有|自有|购买?)(?:车有|自有|自己的|固定|本地)*(?:房产|住房|房子|商品房|房)(?!地产|屋|产?(?:行业|销售|中介|经纪|经验|公司|估价|证|开发|从业|相关|市场|项目|工作|贷|补|类|业务|交易|知识|地|大数据))(?:者|的|且有车|人士)*(?:${preferredAfter})|(?:须|需|必须|要求)在?[一-龥]{2,6}?(?:有|拥有)(?:自有)?(?:住房|房产|房)|(?:须|需|必须|要)(?:提供|出示|有)[一-龥]{0,5}?(?:房产(?:证明?)?|房本|购房合同)|(?:长期|已)?定居在?[一-龥]{2,5}?(?:且[^,。;\\n]{0,14}|者|的)*(?:${preferredAfter}|户籍[^,。;\\n]{0,4})`,
      confidence: 0.85,
      examples: ['有房优先', '在本市有房产者优先', '有车有房者优先', '长期定居本市者优先'],
      counterExamples: ['有房产销售经验优先', '有房地产行业经验者优先', '有房补']
    },
    {
      id: 'region.documents',
      triggers: list('籍贯 户口本 户口簿 身份证 户籍证明 户籍 310 4101 开头 身份证号'),
      pattern: `(?:(?:面试|报到|入职|应聘)[^,。;\\n]{0,6})?(?:核实|查验|核查|核对|查看|(?<!调|审|检)查|(?<!经|检|实|试|体)验)[^,。;\\n]{0,6}(?:籍贯|户籍|户口|原籍|户口本|户口簿)(?!信息录入|业务)|(?:面试|应聘)[^,。;\\n]{0,6}(?:带|携带|出示|提供|附)[^,。;\\n或]{0,8}(?:户口本|户口簿|户籍证明)(?:原件)?(?:核实[^,。;\\n]{0,4})?|(?:须|需|必须|要)(?:有|持|提供|出示)?(?:本地|本市|本省|当地|[一-龥]{2,4}(?:市|省|区|县))(?:户口本|户口簿|户籍证明)|身份证(?:号码?)?(?:前[一二两三四五六\\d]位)?(?:必须|须|需|要|应|限)?(?:是|为|以)?[ ]?\\d{2,6}(?:\\d|x)*[ ]?(?:开头|打头|起头|起始|开始)(?:的)?(?:勿投|不要|优先|勿扰)?`,
      judge: match =>
        !/民警|户籍|档案|核验|背调|人口|客户/.test(match.posting.title) && !/协助|为客户|负责/.test(before(match, 8)),
      confidence: 0.88,
      examples: ['面试带户口本核实籍贯', '身份证4101开头', '身份证号以310开头', '面试请带户口本', '必须有本地户口本'],
      counterExamples: ['须带材料：身份证或户口本', '携带身份证原件', '核实客户户口信息']
    },
    {
      id: 'region.kin',
      triggers: list(
        '父母在本地 本地户籍 直系亲属 自己人 户籍亲属 父母 配偶 外来的 九头鸟 乡下 土著 限常住 人勿投 人勿扰'
      ),
      pattern: `(?:父母|直系亲属|配偶|家人|亲属)(?:均|都)?(?:在|为|是|有)(?:${home})[一-龥]{0,3}?(?:户口|户籍|人|有[^,。;\\n]{0,6}|工作|居住)|有?[一-龥]{2,5}?(?:户口|户籍)的?(?:直系)?亲属|九头鸟[^,。;\\n]{0,4}(?:${refusedAfter})|限常住[^,。;\\n]{0,6}(?:且[^,。;\\n]{0,6})?|[a-z]{2}人(?:${refusedAfter})\\([一-龥]{2,4}\\)|(?:讲|说|会)[^,。;\\n]{1,4}话的自己人|乡下(?:来)?的?(?:人)?(?:${refusedAfter})`,
      judge: match => !isHelp(match),
      confidence: 0.8,
      examples: ['父母在本地有稳定工作', '配偶为本地户籍', '乡下来的不要'],
      counterExamples: ['为员工父母提供体检']
    }
  ]
}
