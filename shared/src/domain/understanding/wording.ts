import { type FoldedTexts, type Mention, textFields } from './texts.ts'

/** Turns of phrase that change whom a posting suits. */
export interface Wording {
  /** Fresh graduates or people without experience are invited. */
  readonly graduates: Mention | null
  readonly internship: Mention | null
  /** Night or rotating shifts. */
  readonly shift: Mention | null
  /** Long or frequent travel, posting abroad. */
  readonly travel: Mention | null
  /** Sales targets, commissions, customer acquisition: sales work under whatever title. */
  readonly sales: Mention | null
  /** Bodily work that asks no training. */
  readonly labour: Mention | null
  /** Insurance or property agency, recruiting of sales teams under an office title. */
  readonly agency: Mention | null
  /** Experience is demanded without a number of years, or work that only the experienced do. */
  readonly experienced: Mention | null
  /** A training school or a change of trade under the title of a post. */
  readonly training: Mention | null
}

const patterns: Readonly<Record<Exclude<keyof Wording, 'experienced'>, RegExp>> = {
  graduates:
    /(?<![非不拒])(?:应届(?:毕业)?(?:大学|本科|专科)?(?:毕业)?生?|校招|校园招聘|(?:20)?[12]\d\s?(?:\/|、|和|\s)?\s?(?:(?:20)?[12]\d\s?)?届|往届|大学毕业生|欢迎.{0,6}毕业生|接受.{0,4}毕业生|毕业生[^，。；\n]{0,10}(?:可|考虑)|无(?:需)?(?:相关|工作|任何)*经验(?:者)?(?:亦可|也可|均可|可以?|要求|欢迎|带薪|者无须担心)|零基础|0基础|零经验|接受小白|小白(?:亦|也|均)?可|有无(?:工作|相关)?经验(?:均|都|皆|亦|也)可|经验不限|不限经验|不需要经验|无需(?:相关|工作)?经验|新手(?:亦|也)?可|可接收实习|管培生|管理培训生|培训生|fresh\s?graduates?|entry.level)/,
  internship:
    /实习生|实习岗|实习期间?\d|暑期实习|日常实习|每周(?:至少|到岗|出勤|实习)|在校(?:学生|生)|实习证明|\bintern(?:ship)?\b/,
  shift: /倒班|轮班|夜班|三班|两班|上[一二三四]休[一二三四]|做[一二三四]休[一二三四]|大小夜|值夜/,
  travel:
    /(?:长期|经常|频繁|能(?:够)?(?:适应|接受|承受)|可(?:接受)?|适应|接受|需要?|配合)[^，。；\n]{0,8}出差|驻场|外派|驻外|常驻(?:海外|国外|工地|项目)/,
  sales:
    /(?:开发|挖掘|拓展|寻找|开拓)(?:新|潜在|意向|目标)*(?:的)?客户|销售(?:任务|目标|业绩|指标|提成)|业绩(?:提成|指标|目标|考核)|完成(?:公司|个人|部门)?[^，。；\n]{0,6}(?:销售|业绩)|高提成|无责(?:任)?底薪|陌拜|促成(?:成交|签约|交易)|签单|电话(?:邀约|营销|销售)|成单/,
  labour: /搬运|装卸|流水线|体力|计件|打螺丝|站班|坐班两班|包吃包住.{0,20}普工|保洁工作|看守|巡逻/,
  agency:
    /房产(?:经纪|专员|顾问|销售|中介)|二手房|带看房|(?:保险|寿险)(?:代理|销售|公司|经纪|行业|产品|团队)|保险代理人|增员|置业|房源|股票(?:开户|推荐)|贷款(?:产品)?(?:销售|客户)|课程(?:销售|推广)|陌生拜访|期货|外汇|操盘手|炒股/,
  training:
    /转行|(?<!流)转(?:岗|平面|网页|设计|前端|it)|岗前(?:免费)?(?:培训|实训)|实训(?:期|生|基地)|先(?:培训|学习)后(?:上岗|就业)|(?:可|免费|带薪)内训|\d+k?大数据分析|零基础.{0,8}(?:学|培)|同事带|学员/
}
const noGraduates =
  /(?:非|不(?:招|要|接受|考虑|收)|拒绝|谢绝)[^，。；\n]{0,4}应届|应届[^，。；\n]{0,6}(?:勿扰|勿投|不考虑|除外|请绕)/

export function readWording(texts: FoldedTexts): Wording {
  const first = (pattern: RegExp): Mention | null => {
    for (const field of textFields) {
      const match = texts.first(pattern, field)
      if (match !== null) return { field, start: match.index, end: match.index + match[0].length }
    }
    return null
  }
  const refused = textFields.some(field => texts.first(noGraduates, field) !== null)
  return {
    graduates: refused ? null : first(patterns.graduates),
    internship: first(patterns.internship),
    shift: first(patterns.shift),
    travel: first(patterns.travel),
    sales: first(patterns.sales),
    labour: first(patterns.labour),
    agency: first(patterns.agency),
    experienced: readExperienced(texts),
    training: first(patterns.training)
  }
}

const experienceWord = /经验|经历|熟手|熟练工/
const demanded = /有|具备|需|须|要求|丰富|扎实/
const denied = /无|没|不|未|均可|优先/
const likedOnly =
  /^[^，,。；;\n]{0,8}(?:优先|更佳|为佳|者佳|优选|加分|最佳|不限|亦可|也可|均可|可放宽|交流|分享)|^者?[，,]?(?:优先|佳)/
const beforeCharsMax = 16
const afterCharsMax = 14
const stops = '，,。；;、\n！!?？:：'

/** Experience that is asked for in so many words, not merely liked. */
function readExperienced(texts: FoldedTexts): Mention | null {
  for (const field of textFields) {
    const text = texts[field]
    for (const { index, 0: word } of texts.all(experienceWord, field)) {
      let from = index
      while (from > 0 && index - from < beforeCharsMax && !stops.includes(text[from - 1] as string)) from--
      const before = text.slice(from, index)
      const end = index + word.length
      if (denied.test(before) || likedOnly.test(text.slice(end, end + afterCharsMax))) continue
      if (word.startsWith('熟') || demanded.test(before)) return { field, start: from, end }
    }
  }
  return null
}

/** What the reader looks for. */
export const wordingPatterns: readonly RegExp[] = [...Object.values(patterns), noGraduates, experienceWord]
