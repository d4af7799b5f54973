import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience } from '../guards.ts'
import { article } from '../law.ts'
import type { Rule } from '../rule.ts'
import { itemEnd, itemStart, list, preferredAfter, refusedAfter, reservedBefore } from '../words.ts'
import { limit, limitUnlessBoth, look, lookWords, otherSexNear, person, role, sex } from './gender-words.ts'

/** Roles, looks, dress, lodging, pay: a sex is meant without 限男 or 女士优先. */
export const genderImplicitRules: readonly Rule[] = [
  {
    id: 'gender.looks',
    triggers: lookWords,
    pattern: `(?:${reservedBefore}|(?:招|聘|急需|急招|寻|求|找|诚邀|诚聘|招募|征|(?:还|就|只|组)?缺|来(?:一|几)?[个位名])(?:聘|收|募|找|个|来)?)(?:有|一|两|几|个|位|名|各路|各位|漂亮的?|可爱的?|帅气的?|年轻的?|能干的?|单身|\\d{1,2}|的)*${look}(?!帅哥|美女|小哥哥|小姐姐|[、和/,](?:帅哥|美女|小哥哥|小姐姐))|(?<!美女|帅哥|小哥哥|小姐姐|[、和/])${look}(?!帅哥|美女|小哥哥|小姐姐|[、和/,](?:帅哥|美女|小哥哥|小姐姐))(?:们|者|的)*[,]?(?:${preferredAfter}|${refusedAfter}|看过来|快来|速来|就来|来吧|来(?=[,。!;\\n]|$)|请进|加入我们|来挑战)`,
    judge: match => {
      if (otherSexNear(match) || isAudience(match)) return false
      if (/^(?:小姐|先生|女士)/.test(matched(match)) && /(?:联系|咨询|人事|致电|招聘).{0,6}$/.test(before(match, 10)))
        return false
      if (/^美女多(?!多益善)/.test(matched(match))) return false
      if (/阿姨$/.test(matched(match)) && /保姆|家政|育婴|保洁|月嫂|护工|阿姨|钟点/.test(match.posting.title))
        return false
      if (/^(?:需|要|找|来|寻|求)/.test(matched(match)) && describesTeam(match) && !/想$/.test(before(match, 2)))
        return false
      return limit(match)
    },
    confidence: 0.85,
    examples: [
      '急需一位妹子来调和气氛',
      '招美女前台',
      '小姐姐优先',
      '只要小哥哥',
      '宝妈优先',
      '只欢迎纯爷们',
      '汉子们速来'
    ],
    counterExamples: [
      '公司美女如云',
      '帅哥美女看过来',
      '同事都是小姐姐',
      '诚邀小姐姐小哥哥',
      '请找人事李小姐，我们优先安排',
      '美女多发薪早'
    ]
  },
  {
    id: 'gender.wanted',
    triggers: list(`
      姑娘 女孩 男孩 她 女生 男生 妹子 女子 男子 女士 男士 女性 男性 男同胞 女同胞 女同事 男同事 小伙 大姐 阿姨 女助理 男助理
    `),
    pattern: `(?:需要|期待|希望|想要|渴望|寻找?|找|征|急求|求|欢迎|诚邀)(?:你是|您是|是|来|有|招|到|加入的)*(?:这样)?(?:一|两|几)?[位个名](?:[^,。;:\\n男女]{0,8}?的)?(?:${person}|姑娘|女子|小(?:姐姐|哥哥)|她(?!们|的))|(?:要|招|找|求|来)(?:个|位|名)?(?:阳光|大|温柔|文静|细心|活泼|开朗|可爱|帅气|年轻|元气){1,3}的?[男女](?:孩子?|生)${itemEnd}|${itemStart}(?:妹子|妹纸|萌妹子?|小姐姐|小哥哥|汉子|小伙子?|女生|男生|女孩子?|男孩子?)(?:一|两|几|\\d)[枚只个位名]|(?:需要|要求|招|招聘|找)[^,。;\\n男女]{1,14}的(?:${sex}(?:孩子?|生|性|士)|姑娘)(?=[,。;\\n!]|$)|(?:苗条|漂亮|温柔|文静|细心|年轻|活泼|开朗|靓丽|端庄|能干|勤快|耐劳|力壮|大方|可爱|贤惠)的(?:${sex}(?:孩子?|生|性|士)|姑娘|小伙)${itemEnd}|(?:${role}|厨房|店里|门店)(?:大姐|阿姨|大哥|小妹|小弟|姑娘|小伙)(?:[一二两三几\\d]+[名位个])`,
    judge: match => (isAudience(match) || describesTeam(match) ? false : limitUnlessBoth(match)),
    confidence: 0.85,
    examples: [
      '期待一位温婉的姑娘加入',
      '需要一位温柔知性的她陪同',
      '希望你是一位她',
      '需要身高165cm以上的女孩',
      '厨房大姐一名'
    ],
    counterExamples: ['需要有女装经验的设计师', '帮助每一位女性用户']
  },
  {
    id: 'gender.quota',
    triggers: list('占比 比例 男女 阳刚之气 阴盛阳衰 阳盛阴衰 男八 男七 男多'),
    pattern:
      '(?:男|女)(?:生|性|士|员工)?(?:占比|比例|名额|人数)(?:[^,。;\\n]{0,4})?(?:不(?:超过|低于|少于|高于)|控制在|限|为)[^,。;\\n]{1,6}|(?:录用|招收|招聘|录取|计划|名额)(?:比例)?[^,。;\\n]{0,4}(?:男[一二三四五六七八九\\d]+[名人]?[、,:]?女[一二三四五六七八九\\d]+|女[一二三四五六七八九\\d]+[名人]?[、,:]?男[一二三四五六七八九\\d]+|男女比例?[^,。;\\n]{0,2}\\d+[:比]\\d+)|(?:阴盛阳衰|阳盛阴衰)[,。!]?[^,。;\\n]{0,4}(?:求|招|找|需|缺|想)[^,。;\\n]{0,8}',
    judge: match => !describesTeam(match),
    confidence: 0.85,
    examples: ['女生占比不超过三成', '录用比例男八女二', '阴盛阳衰，急求阳刚之气'],
    counterExamples: ['男女比例1:1的团队', '女性用户占比不超过三成的产品改造']
  },
  {
    id: 'gender.bars',
    triggers: list('男生 男士 男性 女生 女士 女性'),
    pattern:
      '(?:[男女](?:生|性|士))(?:须|需|必须|要|应)[^,。;\\n男女]{1,14},[男女](?:生|性|士)[^,。;\\n男女]{1,14}(?:亦可|即可|可|直过|免|不限|无需|不用|就行)|[男女](?:生|性|士)(?:可|免|无需|直接)[^,。;\\n男女]{1,14},[男女](?:生|性|士)(?:须|需|必须|要|应)[^,。;\\n男女]{1,14}',
    confidence: 0.85,
    suggestion: '对男女设不同门槛即差别对待：改为对所有应聘者相同的条件。',
    examples: ['女士需有三年经验，男士无经验亦可', '女生需多轮面试，男生一轮直过'],
    counterExamples: ['女生宿舍三楼，男生宿舍五楼']
  },
  {
    id: 'gender.english',
    triggers: list('male female men women ladies lady girl boy mm gg man woman gentlemen n生 n性 v生'),
    pattern: `(?<![a-z])(?:fe)?males?(?![a-z])[ ]?(?:only|preferred|first|priority|is preferred|required|wanted|please|优先|勿扰|勿投|佳|限定)|(?<![a-z])(?:men|women|boys?|girls?|ladies|lady|gentlemen|mm|gg|man|woman)[ ]?(?:only|preferred|first|优先|勿扰|勿投|佳|为佳)|(?<![a-z])(?:only|prefer(?:ably|red)?|gender[: ]{0,2}|sex[: ]{0,2}|限|仅限|招)[ ]?(?:for )?(?:fe)?males?(?![a-z])|${itemStart}(?:fe)?male${itemEnd}|(?<![a-z\\d])(?:n|nv|nan)[ ]?[生性](?:优先|就好|就行|即可|勿[扰投]|佳|来(?=[,。;!\\n]|$))`,
    judge: match =>
      !/(?:male|female)[ ]?[/&,、]?[ ]?(?:or |and )?$/.test(before(match, 12)) &&
      !/^[ ]?[/&、]?[ ]?(?:or |and )?(?:fe)?male/.test(after(match, 12)),
    confidence: 0.9,
    examples: ['male only', 'Female preferred', 'MM优先', 'GG优先', 'Female，under 28'],
    counterExamples: ['male or female', 'Human resources']
  },
  {
    id: 'gender.manly',
    triggers: list(`
      爷们 汉子 男儿 阳刚 女汉子 巾帼 娘子 男人 女人 女孩子 男孩子 女孩 男孩 女生 男生 女性 男性
    `),
    pattern: `(?:是(?:个)?(?:真|纯)?(?:爷们儿?|汉子|男人|男子汉)就?来?|(?:有|具备|具)(?:男子气概|阳刚之气)|(?:比较|更|较|最|只|仅)?适合(?:年轻|应届|文静|细心|吃苦耐劳)?的?${person}|${person}(?:比较|更|较|最)(?:适合|合适|有优势|容易上手)|(?:偏|倾向(?:于)?)${person}|${person}(?:细心|力气大)[^,。;]{0,4}(?:优先|佳))`,
    judge: match => (isAudience(match) ? false : limitUnlessBoth(match)),
    confidence: 0.8,
    examples: ['是爷们就来挑战', '更适合女生', '女孩子比较适合'],
    counterExamples: ['适合女性皮肤的产品', '适合男生女生']
  },
  {
    id: 'gender.dress',
    triggers: list(`
      短裙 高跟鞋 裙装 丝袜 旗袍 着裙 穿裙 包臀 礼服裙 套裙 女仆装 jk制服 职业裙
    `),
    pattern: `(?:须|需|要|必须|应|统一|能|可|愿意?|适应|接受)?(?:接受)?(?:身)?(?:穿|着|配)(?:着|戴)?[^,。;\\n]{0,6}(?:短裙|高跟鞋|裙装|丝袜|旗袍|裙子|包臀裙|套裙|女仆装|jk制服|职业裙)(?:[和及与、,]?(?:高跟鞋|丝袜|短裙|黑丝|裙装))*`,
    judge: match =>
      !/不(?:需|要|必|强制)|无需|禁止/.test(before(match, 6) + matched(match)) &&
      !isAudience(match) &&
      !/设计|模特|服装|销售.{0,4}裙|拍摄/.test(match.posting.title),
    confidence: 0.8,
    examples: ['在岗期间须穿短裙和高跟鞋', '能接受穿旗袍'],
    counterExamples: ['负责短裙、旗袍的版型设计', '不强制穿高跟鞋']
  },
  {
    id: 'gender.lodging',
    triggers: list(`
      男寝 女寝 男生宿舍 女生宿舍 男宿舍 女宿舍 男工宿舍 女工宿舍 男员工宿舍 女员工宿舍 男士宿舍 女士宿舍
      男性宿舍 女性宿舍 男生床位 女生床位 男床位 女床位
    `),
    pattern: `(?:只|仅|暂时?只?|目前只?|限|单)[^,。;\\n男女]{0,6}(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)|(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)(?:已?满|没有|暂无|紧张)|(?:没有?|无|不提供|暂无|不设|未设)[^,。;\\n男女]{0,4}(?:男|女)(?:生|工|员工|士|性)?(?:寝(?:室)?|宿舍|床位)`,
    confidence: 0.8,
    examples: ['公司只有男寝', '不提供女生宿舍'],
    counterExamples: ['男女宿舍分开', '提供男生宿舍和女生宿舍']
  },
  {
    id: 'gender.pay',
    triggers: ['男', '女'],
    pattern:
      '(?:男(?:性|士|生|工)?[:]?(?<m>\\d{2,5}(?:\\.\\d)?)(?<unit>元|块|\\+)?(?:/(?:月|小时|时|天|h)|每月|一小时|一天)?[ ,、;/|]{0,2}女(?:性|士|生|工)?[:]?(?<w>\\d{2,5}(?:\\.\\d)?)(?:元|块)?(?:/(?:月|小时|时|天|h))?|女(?:性|士|生|工)?[:]?(?<w2>\\d{2,5}(?:\\.\\d)?)(?<unit2>元|块|\\+)?(?:/(?:月|小时|时|天|h)|每月)?[ ,、;/|]{0,2}男(?:性|士|生|工)?[:]?(?<m2>\\d{2,5}(?:\\.\\d)?)(?:元|块)?(?:/(?:月|小时|时|天|h))?)',
    judge: ({ groups, ...match }) => {
      const [m, w] = [groups.m ?? groups.m2, groups.w ?? groups.w2]
      const money = /元|块|\//.test(matched({ ...match, groups })) || (m?.length ?? 0) > 3
      return m !== w && money
    },
    law: [article('妇女权益保障法', '第四十五条'), article('就业促进法', '第二十七条')],
    suggestion: '同岗同酬：删除按性别区分的薪资。',
    confidence: 0.9,
    examples: ['♂6500 ♀5500元/月', '男工6000,女工5000', '男22元/小时，女20元/小时'],
    counterExamples: ['男6000 女6000', '身高：女165+ 男178+']
  },
  {
    id: 'gender.reversed',
    triggers: list(`
      先优生男 先优生女 先优性男 先优性女 先优士女 先优士男 男限 女限 生男限 生女限 性男限 性女限 扰勿女
      扰勿男 扰勿生女 扰勿生男
    `),
    pattern:
      '先优[生性士][男女]|[生性士][男女](?:招)?(?:只|仅)|[生性士][男女]限(?:只|仅)?|扰勿[生性士]?[男女]|投勿[生性士]?[男女]',
    confidence: 0.9,
    examples: ['备注（从右往左看）：先优生男'],
    counterExamples: ['男女限额不设']
  }
]
