import { after, before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import {
  itemEnd,
  itemStart,
  list,
  place,
  preferredAfter,
  refusedAfter,
  refusedBefore,
  reservedBefore,
  unnamed
} from '../words.ts'

const near =
  '(?:本地|当地|本市|本省|本区|本县|本镇|本乡|本村|自己(?:县|村|镇)里|我们(?:县|村|镇|这边)|咱们?(?:县|村|镇|这边))'
const far = '(?:外地|外省|外市|外县|外乡|外来(?:务工)?|异地|非本地|非本市|非本省|农村|乡下|郊县|郊区|山区|城镇)'
const home = `(?:${place}|${near}|${far}|南方|北方|东北|东三省|西北|${unnamed})`
const people =
  '(?:户口|户籍|籍(?!贯)|生源)?(?:的|籍)?(?:人(?!力|事|均|才|群|脉|气|工|流|民|寿)|人士|人员|居民|市民|村民|老乡|乡亲|阿姨|保姆|大姐|媳妇|姑娘|妹子|小伙子?|爷们|汉子|师傅|司机|员工|应届生|毕业生|学生|务工人员|工人|求职者|应聘者|同学|朋友)(?:们|的|者)*'
const work =
  /经验|市场|资源|人脉|网络|渠道|客户|路况|路线|话|语|项目|出差|工作经历|驾照|班|环境|地形|牌照|车牌|菜|办事处|分公司|门店|供应商|企业/

function isOthers(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    work.test(matched(match)) ||
    /(?:协助|帮助?|解决|办理|提供|报销|服务)[^,。;]{0,6}$/.test(before(match, 10)) ||
    /^[^,。;]{0,6}(?:报销|补贴|提供|住宿|子女|落户|客户|市场)/.test(after(match, 10))
  )
}

/** Frames with open slots: wherever someone comes from, told as wanted, unwanted, vouched for or settled. */
export const regionOpenRules: readonly Rule[] = [
  {
    id: 'region.people',
    triggers: list(`
      本地 当地 本市 本省 本县 本区 本镇 本村 外地 外省 外市 外来 异地 非本地 农村 乡下 郊县 郊区 城镇 南方 北方 东北 东三省 老乡 乡亲
      县里 村里 镇里 这边的 户口的 籍的 籍员 籍工 籍师
    `),
    pattern: `(?<demand>${reservedBefore}|${refusedBefore}|专招|就招|(?:招|聘|找)(?:聘|收)?(?=${near}))?(?:招收|接受|录用|是|为|要|有)*${home}(?:户口|户籍|籍)?${people}(?<post>[^,。;:!\\n]{0,8}?[,]?(?:${preferredAfter}|${refusedAfter}))?`,
    judge: match => {
      const { demand, post } = match.groups
      if (demand === undefined && post === undefined) return false
      return !isOthers(match) && !/^不(?:能|需要|要求)/.test(matched(match))
    },
    confidence: 0.86,
    examples: [
      '外地应届生不考虑',
      '郊县户口的师傅请先别联系',
      '本地媳妇优先',
      '南方人不适应，勿投',
      '东北爷们不要',
      '外来务工人员暂不招',
      '我们只用自己县里的人'
    ],
    counterExamples: ['帮助外来务工人员子女入学', '外地员工可报销路费', '本地居民客户服务']
  },
  {
    id: 'region.native',
    triggers: list(
      '本地人 当地人 本市人 本村的 本镇的 本县的 老乡 乡亲 祖籍 土著 自家人 自己人 口音 方言 地道 家乡话 老家 祖居 本地话 当地话'
    ),
    pattern: `(?:${itemStart}|(?<=岁|以上|女|男))(?:须|需|得|要|最好)?(?:是)?(?:${place}(?:市)?)?(?:本地|当地)人(?:士)?${itemEnd}|(?:只|仅|就)(?:要|招|收|用)(?:本村|本镇|本县|本市|本地|本乡|本区)的|祖籍(?:为|是|在)?[一-龥]{2,4}?(?:${preferredAfter}|${refusedAfter})|(?:讲|说|会(?:讲|说)?|操)[^,。;\\n]{0,4}?(?:本地|当地|地道|家乡)[^,。;\\n]{0,6}?(?:话|方言|口音)?的(?:自家人|自己人|本地人|当地人|老[一-龥]{2})|(?:只|仅|就|专)(?:用|要|招|收|找)(?:的是)?(?:乡里乡亲|乡亲|老乡|同乡|自己人|自家人)|听口音[^,。;\\n]{0,10}|口音(?:须|需|要|得)?(?:是|像)?(?:本地|当地|纯正)`,
    judge: match =>
      (!isOthers(match) || /自家人|自己人|老[一-龥]{2}$/.test(matched(match))) &&
      !/主播|配音|播音/.test(match.posting.title),
    confidence: 0.82,
    examples: ['郑州本地人，有亲戚在附近', '只要本村的', '祖籍福建优先', '讲本地话的自家人', '我们店里只用乡里乡亲'],
    counterExamples: ['会讲本地话优先', '当地人口调查']
  },
  {
    id: 'region.rooted',
    triggers: list('安家 落户 无房 有房 房产 有家庭 家在 娘家 婆家 家属 居住证 暂住证 在本地有 在本市有 父母在'),
    pattern: `在?${home}(?:已)?(?:安家(?:落户)?|落户|定居|成家|有(?:自己的)?家庭)(?:的|者)*(?:[^,。;\\n]{0,4}?${preferredAfter})|在?${near}(?:无|没有?)(?:自有)?(?:房产?|住房|房子)(?:的|者)*(?:[^,。;\\n]{0,4}?${refusedAfter})|(?:在)?${near}(?:有(?:自有)?(?:房产?|住房|房子)[、]?有车|有车[、]?有(?:房产?|住房))(?:[^,。;\\n]{0,4}?${preferredAfter})?${itemEnd}|(?:娘家|婆家|父母|老人|家人|家)(?:[、和]?(?:婆家|公婆|配偶|老人))?(?:都|均|也)?在(?:${near}|${unnamed}|县城|城里|市里|外地|外省)(?:住|居住|的)?(?:[^,。;\\n]{0,6}?[,]?(?:${preferredAfter}|${refusedAfter}|更稳))|(?:须|需|必须|要求|要)(?:持)?有?(?:本市|本地|当地|${place})?(?:居住证|暂住证)(?:满)?[^,。;\\n]{0,5}`,
    judge: match => !isOthers(match) && !/上班|工作地/.test(matched(match)),
    confidence: 0.8,
    examples: [
      '在郑州安家落户的优先',
      '本市无房者不考虑',
      '在本地有房有车',
      '娘家婆家都在县城的更稳',
      '须有居住证满三年'
    ],
    counterExamples: ['协助落户', '公司在本市有房产']
  },
  {
    id: 'region.vouched',
    triggers: list('担保 作保 保人 做保'),
    pattern: `(?:(?:${far}|${place}|非${near})(?:户口|户籍|籍|人|人员)*(?:的|者)?[^,。;\\n]{0,8})(?:须|需|必须|要|应|得)[^,。;\\n]{0,12}?(?:担保人?|作保|做保|保人)|(?:${near}|${place})(?:的)?(?:亲戚|亲属|房产|有房|户口|户籍|居民|人)[^,。;\\n]{0,6}?(?:的)?(?:做|作|当|为)?(?:担保人?|作保|做保|保人)`,
    judge: match => !/贷款|融资|信贷|银行|担保公司/.test(match.posting.title + before(match, 12)),
    suggestion: '删除户籍担保要求：既属地域歧视，也违反不得要求劳动者提供担保的规定。',
    law: [article('劳动合同法', '第九条'), article('就业促进法', '第二十六条'), notices.platform],
    confidence: 0.88,
    examples: [
      '外省户籍需提供居住证及暂住担保',
      '须能找到有本市房产的担保人',
      '本地亲戚做担保人',
      '外地户籍需交担保人信息'
    ],
    counterExamples: ['本地企业贷款担保业务']
  },
  {
    id: 'region.hukou-open',
    triggers: list('户籍 户口 生源地 籍贯 学籍 城镇户口 农村户口 城市户口'),
    pattern: `(?:(?:仅|只|专门?)?面向)(?:${home})[^,。;\\n]{0,4}?(?:户籍|户口|籍)(?:人员|居民|人士|的|毕业生|应届生)*(?:招聘|招收|招募|招录|开放|报名)|(?:生源地|籍贯|户籍|户口)(?:所在)?(?:地)?(?:要求|限制|限|范围)[: ]{0,2}(?:为|在)?(?:${place}|${near}|${unnamed})|(?<![不无])限[^,。;\\n]{1,8}?(?:户口|户籍)(?!类|制|不)`,
    judge: match => !isOthers(match) && !/不限|均可|限购/.test(matched(match) + after(match, 4)),
    confidence: 0.88,
    examples: ['面向本县户籍人员招聘', '生源地要求：河南', '限本校所在城市户口'],
    counterExamples: ['户籍限制已取消', '讲解限购政策与户籍']
  },
  {
    id: 'region.roots',
    triggers: list(`
      老家在 老家是 老家得 老家须 身份证前 身份证头 谁家的 哪个县 哪个镇 哪个村 哪县 口音 户口落 户口挂 户籍落 户口放 外头来 外面来的 外边来的 外乡 外路 乡里 街坊 知根知底 户口页 籍的请 籍请 籍须
    `),
    pattern: `老家(?:也|都)?(?:是|在|得是?|须在?)(?:我们|咱们?|本)?(?:${place}|[一-龥]{2,5}?(?:市|县|区|镇|乡|这边|本地|附近))[^,。;\\n]{0,6}?的?(?:同事|人|朋友|师傅|老乡|小伙伴|应聘者|司机|大姐|阿姨|同学)*[^,。;\\n]{0,6}?[,]?(?:${preferredAfter}|${refusedAfter})|(?:只|仅|就)(?:要|招|收|用|认|考虑|面向|接收|接受|录用|欢迎)[^,。;\\n]{0,4}老家(?:在|是)[^,。;\\n]{2,10}|(?:户口|户籍)(?:落|挂|迁|上|放)在(?:${place}|[一-龥]{2,5}?(?:市|县|区|镇))[^,。;\\n]{0,4}(?:${preferredAfter}|${refusedAfter})|身份证(?:号码?)?(?:前|头)[两二四六几][位个](?:数字?)?(?:得|须|必须|要|应)?(?:不是|非|不为|要是|是|为)[ ]?\\d{2,6}(?:的)?|(?:谁家的?(?:娃|孩子|人)|哪个?(?:县|镇|村|庄|乡)(?:的|人)*)[^。;\\n]{0,20}?(?:不必|${refusedAfter})|(?:口音)[^,。;\\n]{0,4}(?:不对路?|不像|不正|两样|生)[^。;\\n]{0,14}?(?:${refusedAfter}|不搭)|(?:外头|外面|外边|外乡|外路)来的(?:人|娃|朋友)*[^,。;\\n]{0,4}?[,]?(?:${refusedAfter})|(?:${place}|外省|外地|外市)籍(?:的|者|人员)*(?:请|须|需|要|得|应)[^,。;\\n]{0,14}(?:担保|作保|做保|保人|保证人)`,
    judge: match =>
      !isAudience(match) && !isServed(match) && !/配音|播音|客户/.test(match.posting.title + before(match, 6)),
    confidence: 0.82,
    examples: [
      '只考虑老家在洛阳的同事',
      '身份证前两位不是41的，系统里录不进去',
      '问您是哪个县、谁家的娃，听不出是自家人就不必再聊',
      '外头来的就别费力了',
      '外省籍的请提供两名本市在职人员作保',
      '老家在信阳的优先'
    ],
    counterExamples: ['老家在外地的同事可报销探亲路费', '身份证前六位识别算法', '外面来的电话请转接']
  }
]
