import type { Category, Finding, Severity } from '../../contracts/screening.ts'
import { textFields } from './context.ts'

/** What a list of forbidden words does: the yardstick that the rules have to beat. */
const words: Readonly<Record<string, readonly [Severity, string]>> = {
  gender: [
    'block',
    '限男|限女|男性优先|女性优先|男士优先|女士优先|男生优先|女生优先|仅限男|仅限女|女性|男性|美女|帅哥|性别'
  ],
  marital: ['block', '已婚|未婚|已育|未育|生育计划|孕检|单身'],
  ethnicity: ['block', '汉族|少数民族'],
  religion: ['block', '宗教|信教|教徒'],
  region: ['block', '本地户口|户籍|户口|本地人|外地|籍贯'],
  disability: ['block', '残疾|四肢健全|身体缺陷'],
  health: ['block', '乙肝|两对半|传染病|任何疾病'],
  criminal: ['review', '犯罪记录|前科|案底'],
  age: ['review', '岁以下|周岁|岁以内|90后|年轻|-\\d\\d岁|大龄'],
  school: ['review', '985|211|双一流|全日制|统招|名校|一本|二本|重点大学|第一学历'],
  appearance: ['advise', '形象|气质|五官|身高|体重|颜值|纹身|星座|血型|属相'],
  political: ['advise', '党员'],
  'fraud-fee': ['block', '押金|保证金|服装费|培训费|体检费|中介费|扣押'],
  'fraud-loan': ['block', '培训贷|贷款|分期|先培训后上岗'],
  'fraud-bait': ['review', '日入过千|轻松|月入|刷单|日结|躺赚|内部指标|包过|保录用'],
  'fraud-crime': ['block', '传销|拉人头|下线|博彩|缅北|柬埔寨|跑分|银行卡|资金盘'],
  terms: ['review', '无薪|不缴社保|放弃社保|违约金|无工资']
}

/** Findings of the bare word list; no context, no disguise, no exceptions. */
export function keywordBaseline(submission: Readonly<Record<string, unknown>>): Finding[] {
  return textFields(submission).flatMap(([field, text]) =>
    Object.entries(words).flatMap(([category, [severity, pattern]]) =>
      [...text.matchAll(new RegExp(pattern, 'g'))].map(match => ({
        category: category as Category,
        severity,
        field,
        start: match.index,
        end: match.index + match[0].length,
        quote: match[0],
        rule: `keyword.${category}`,
        law: [],
        suggestion: '',
        confidence: 0.5
      }))
    )
  )
}
