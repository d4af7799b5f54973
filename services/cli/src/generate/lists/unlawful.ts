import type { Category, Severity } from '@zhipei/shared/contracts/screening'

/** `missing` is a finding of the record, not of its wording. */
export type PlantedCategory = Exclude<Category, 'missing'>

export interface UnlawfulWording {
  readonly severity: Severity
  /** Requirements with the evidence in ⟦⟧. */
  readonly plain: readonly string[]
  /** The same disguised: homophones, pinyin, traditional or split characters, symbols, digits in Chinese. */
  readonly evasive: readonly string[]
}

/** Wording that the screening guide forbids, in the forms employers write it. Written for the generator. */
export const unlawfulWording: Readonly<Record<PlantedCategory, UnlawfulWording>> = {
  gender: {
    severity: 'block',
    plain: [
      '本岗位⟦限男性⟧',
      '⟦只招女生⟧，工作细致',
      '⟦女士优先⟧，熟练使用办公软件',
      '⟦仅限男⟧，能适应出差',
      '⟦性别：女⟧'
    ],
    evasive: ['本岗位⟦限nan性⟧', '⟦限铝性⟧，工作细致', '⟦限♀⟧，会办公软件', '⟦僅限男性⟧，能出差', '⟦🚺优先⟧']
  },
  marital: {
    severity: 'block',
    plain: [
      '⟦已婚已育优先⟧',
      '要求⟦未婚⟧，能住宿舍',
      '⟦两年内无生育计划⟧',
      '⟦单身优先⟧，能接受长期驻外',
      '面试时请⟦如实说明婚育情况⟧'
    ],
    evasive: ['⟦已hun已育优先⟧', '要求⟦未昏⟧，能住宿舍', '⟦已婚巳育优先⟧', '⟦單身優先⟧，能长期驻外']
  },
  ethnicity: {
    severity: 'block',
    plain: ['⟦限汉族⟧', '⟦汉族优先⟧，服从安排', '⟦不招少数民族⟧', '食堂单一，⟦少数民族勿投⟧'],
    evasive: ['⟦限han族⟧', '⟦限漢族⟧，服从安排', '⟦汉.族.优.先⟧']
  },
  religion: {
    severity: 'block',
    plain: ['要求⟦无宗教信仰⟧', '⟦不招信教人员⟧', '⟦有宗教信仰者勿投⟧'],
    evasive: ['要求⟦无宗*教*信*仰⟧', '要求⟦無宗教信仰⟧', '⟦不招信jiao人员⟧']
  },
  region: {
    severity: 'block',
    plain: ['⟦限本地户口⟧', '⟦本地人优先⟧，熟悉周边', '⟦仅限本市户籍⟧', '⟦外地人勿扰⟧', '⟦外地户口需本地人担保⟧'],
    evasive: ['⟦限本地戶口⟧', '⟦夲地人优先⟧，熟悉周边', '⟦限本di户籍⟧', '⟦外.地.勿.扰⟧']
  },
  disability: {
    severity: 'block',
    plain: ['⟦身体无残疾⟧，能胜任工作', '⟦残疾人勿扰⟧', '⟦四肢健全无残疾⟧'],
    evasive: ['⟦身体无can疾⟧', '⟦無殘疾⟧，能胜任工作', '⟦残_疾_勿_扰⟧']
  },
  health: {
    severity: 'block',
    plain: ['⟦乙肝携带者勿投⟧', '入职须⟦查乙肝五项⟧', '要求⟦无乙肝⟧', '体检须含⟦乙肝两对半⟧'],
    evasive: ['⟦乙gan勿投⟧', '入职须⟦查yi肝五项⟧', '体检须含⟦兩對半⟧']
  },
  criminal: {
    severity: 'review',
    plain: ['须提供⟦无犯罪记录证明⟧', '要求⟦无前科⟧', '⟦无案底⟧，为人踏实'],
    evasive: ['须提供⟦无fan罪记录⟧', '要求⟦無前科⟧', '⟦无·案·底⟧，为人踏实']
  },
  age: {
    severity: 'review',
    plain: [
      '⟦年龄35岁以下⟧',
      '⟦18-28岁⟧，动手能力强',
      '⟦年轻人优先⟧',
      '⟦年龄不超过30周岁⟧',
      '⟦95后优先⟧，团队氛围轻松'
    ],
    evasive: ['⟦三十五岁以下⟧', '⟦３０歲以下⟧，学习能力强', '⟦年龄35sui以下⟧', '⟦25~3O岁⟧']
  },
  school: {
    severity: 'review',
    plain: ['⟦限985、211院校⟧', '⟦双一流院校优先⟧', '要求⟦全日制统招本科⟧', '⟦第一学历须为一本⟧', '⟦名校毕业生优先⟧'],
    evasive: ['⟦限九八五、二一一院校⟧', '⟦雙一流優先⟧', '⟦双yi流院校优先⟧']
  },
  appearance: {
    severity: 'advise',
    plain: ['⟦形象气质佳⟧', '⟦五官端正⟧，表达流畅', '⟦身高165cm以上⟧', '⟦颜值高者优先⟧', '⟦无纹身⟧，着装整洁'],
    evasive: ['⟦形*象*气*质*佳⟧', '⟦身高一米六五以上⟧', '⟦颜zhi高者优先⟧']
  },
  political: {
    severity: 'advise',
    plain: ['⟦中共党员优先⟧', '⟦限中共党员⟧', '⟦党员优先⟧，写作能力强'],
    evasive: ['⟦中共黨員優先⟧', '⟦dang员优先⟧']
  },
  'fraud-fee': {
    severity: 'block',
    plain: [
      '入职需⟦缴纳服装费300元⟧',
      '⟦需交押金500元⟧，离职退还',
      '⟦培训费自理⟧，约1200元',
      '报到时⟦扣押身份证原件⟧',
      '录用后⟦交纳岗位保证金800元⟧'
    ],
    evasive: ['入职需⟦交fu装费三百⟧', '⟦需交押.金⟧，离职退还', '⟦缴納培訓費⟧后上岗']
  },
  'fraud-loan': {
    severity: 'block',
    plain: [
      '⟦先参加培训再上岗，学费可分期贷款⟧',
      '⟦零首付学费⟧，学成后推荐就业',
      '⟦培训费由机构垫付，入职后从工资扣还⟧'
    ],
    evasive: ['⟦先培训后上岗，学费可办daikuan⟧', '⟦學費分期貸款⟧，学成后推荐就业']
  },
  'fraud-bait': {
    severity: 'review',
    plain: [
      '⟦日结500-1000元，轻松无门槛⟧',
      '⟦在家躺赚⟧，时间自由',
      '⟦手机点赞刷单⟧，多劳多得',
      '⟦月入十万不是梦⟧',
      '交材料即可⟦保录用⟧'
    ],
    evasive: ['⟦曰入过仟⟧，时间自由', '⟦刷dan⟧兼职，多劳多得', '⟦躺.赚⟧项目，新手可做']
  },
  'fraud-crime': {
    severity: 'block',
    plain: ['⟦发展下线，按人头提成⟧', '负责⟦境外网络博彩推广⟧', '⟦出租银行卡⟧，按天结算', '⟦跑分⟧业务，佣金日结'],
    evasive: ['⟦fa展下线⟧，按人头提成', '负责⟦网络bo彩推广⟧', '⟦出 租 银 行 卡⟧，按天结算']
  },
  terms: {
    severity: 'review',
    plain: [
      '⟦试用期8个月⟧',
      '⟦试用期无工资⟧，表现好转正',
      '⟦社保转正后缴纳⟧',
      '⟦自愿放弃社保⟧，折现300元',
      '⟦试岗七天不计薪⟧',
      '未满一年离职须⟦支付违约金3000元⟧'
    ],
    evasive: ['⟦试用qi无工资⟧，表现好转正', '⟦自愿放弃社.保⟧', '⟦試用期八個月⟧']
  }
}

/** Wording that stands in a title. */
export const unlawfulTitles: readonly (readonly [PlantedCategory, string])[] = [
  ['gender', '（⟦限男⟧）'],
  ['gender', '（⟦女生优先⟧）'],
  ['age', '（⟦35岁以下⟧）'],
  ['school', '（⟦限211以上院校⟧）'],
  ['region', '（⟦限本地户口⟧）']
]

/** Lawful wording that looks like a breach: clean postings carry it, so that a keyword list would be wrong. */
export const lawfulLookalikes: readonly string[] = [
  '男女不限，凭能力录用',
  '性别、民族、户籍均不限',
  '招聘全程不收取任何费用，谨防诈骗',
  '提供免费岗前培训，培训期间带薪',
  '欢迎残疾人应聘，公司设有无障碍通道',
  '年满18周岁即可报名',
  '入职即缴纳五险一金',
  '试用期3个月，试用期工资与转正一致',
  '不要求工作经验，应届毕业生可投',
  '毕业院校不限，看重实际能力'
]
