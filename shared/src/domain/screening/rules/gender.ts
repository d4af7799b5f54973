import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isNoDemand } from '../guards.ts'
import { article, notices } from '../law.ts'
import type { RuleFamily } from '../rule.ts'
import { age, dash, list, preferredAfter, refusedAfter, refusedBefore, reservedBefore, years } from '../words.ts'
import { genderImplicitRules } from './gender-implicit.ts'
import { genderOpenRules } from './gender-open.ts'
import { genderRoleRules } from './gender-roles.ts'
import { genderSayings } from './gender-sayings.ts'
import {
  ageOfOneSex,
  being,
  both,
  inRequirements,
  limit,
  limitUnlessBoth,
  marker,
  otherSexNear,
  person,
  sex,
  sharesAge
} from './gender-words.ts'

const sexWords = ['男', '女']
const closed = ['男', '女'].flatMap(s => [
  `限${s}`,
  `限${s}性`,
  `限${s}生`,
  `限${s}士`,
  `招${s}`,
  `招${s}生`,
  `招${s}性`,
  `收${s}`,
  `要${s}`,
  `${s}性`,
  `${s}生`,
  `${s}士`,
  `${s}孩`,
  `${s}性优先`,
  `${s}生优先`,
  `${s}士优先`,
  `${s}优先`,
  `${s}生勿扰`,
  `${s}士勿扰`,
  `${s}性勿扰`,
  `${s}勿扰`,
  `${s}生勿投`,
  `${s}性勿投`,
  `非${s}勿扰`,
  `不要${s}`,
  `不招${s}`,
  `不收${s}`,
  `仅限${s}性`,
  `只招${s}生`,
  `性别${s}`,
  `优先${s}`
])
/** 男女不限, 招男女普工: the words of a demand, where both sexes are named in one breath. */
const bothSexes = /男[、,/ ]?女(?!(?:士|生|性)?优先)/

export const gender: RuleFamily = {
  category: 'gender',
  severity: 'block',
  name: '性别歧视',
  law: [
    article('就业促进法', '第二十七条'),
    article('妇女权益保障法', '第四十三条'),
    article('劳动法', '第十三条'),
    notices.women
  ],
  suggestion: '删除性别限定或偏好，改为“男女不限”，只写岗位真正需要的能力。',
  guard: isNoDemand,
  disguises: list(`
        限男 限女 限男性 限女性 限男生 限女生 限男士 限女士 男性优先 女性优先 男生优先 女生优先 男士优先
        女士优先 仅限男 仅限女 只限男 只限女 只招男 只招女 招男生 招女生 男士勿扰 女士勿扰 男生勿扰 女生勿扰
        男性勿扰 女性勿扰 女生勿投 男生勿投 性别男 性别女 不要女生 不要男生 不招女 不招男 非男勿扰 非女勿扰
        要男生 要女生 只要男 只要女 仅招男性 仅招女性 男性 女性 男生 女生 男士 女士 美女优先 帅哥优先 宝妈优先 女文员 女店员 女助理 女服务员
      `),
  isLawful: clause => bothSexes.test(clause),
  rules: [
    {
      id: 'gender.reserved',
      triggers: [...sexWords, ...closed],
      pattern: `(?:${reservedBefore}|(?:性别)?(?:[急诚特现另高薪直]?招(?:聘|收|募)?|诚邀|只补|补招|急缺|寻找?|找|聘(?:用|请)?|诚聘|接受|考虑|欢迎|补充|吸纳|增补|建议|限定|倾向(?:于)?|偏向?(?:于)?|偏好|适合|[希期]望(?:你|您)?(?:是|为|招|找)))(?:有|的|大量|大批|若干|多名|数名|优秀|普通|年轻|未婚|已婚|应届|经验|健康|身体|身强力壮|名|位|一|两|几|个|\\d{1,3}|岁|-|以下|以内|左右|周)*[ :"']?${person}(?:[^,。;:!\\n男女]{0,10}?${preferredAfter})?|(?<![不无])(?:仅|只|单|专|限|仅限|只限)[^,。;\\n男女]{0,4}(?:对|向|面向|供|由|让|为|给)${person}(?:开放|招聘|招募|招收|报名|投递|应聘|担任|承担|人士|使用|申请|胜任)`,
      judge: match => {
        if (otherSexNear(match) || both.test(after(match, 6)) || /(?:不是|并非)不$/.test(before(match, 6))) return false
        if (sharesAge(match)) return false
        if (
          /^(?:要|找|接受|考虑|欢迎|适合|需要?|就是|要求|需|是)/.test(matched(match)) &&
          (isAudience(match) || describesTeam(match))
        )
          return false
        return isAudience(match) && !/^(?:[急诚]?招|聘|仅|只|限)/.test(matched(match)) ? false : limit(match)
      },
      confidence: 0.95,
      examples: [
        '限女生，学历不限',
        '仅限男性',
        '只招女生',
        '限男生报名',
        '招女文员2名',
        '要求男性',
        '限 男',
        '限*男*生',
        '诚聘女店员',
        '仅对男性开放',
        '本次只补充女生'
      ],
      counterExamples: [
        '性别不限男女',
        '招男女普工',
        '招聘女装设计师',
        '不限男女',
        '要求：男20-40岁，女20-40岁',
        '招聘男科医生',
        '需要女性用户调研经验'
      ]
    },
    {
      id: 'gender.preferred',
      triggers: [...sexWords, ...closed],
      pattern: `${person}[ ]?only(?![a-z])|${person}(?:[,]|(?:(?!年龄|身高|学历)[^,。;:!\\n男女]){0,12}?)${preferredAfter}|优先(?:考虑|录用|录取|选择)?${person}`,
      judge: match =>
        (matched(match).endsWith('为主') && /客户|顾客|会员|用户|客群|读者|团队|员工|同事/.test(before(match, 18))) ||
        (/^女多(?!多益善)/.test(matched(match)) && before(match, 1) === '美')
          ? false
          : limitUnlessBoth(match),
      confidence: 0.96,
      examples: ['男性优先', '女士优先考虑', '男生为佳', '女生更合适', '男女不限,女士优先'],
      counterExamples: ['男女同等条件下能力优先', '有女装经验者优先', '熟悉女性消费者优先']
    },
    {
      id: 'gender.refused',
      triggers: [...sexWords, ...closed],
      pattern: `(?:非${sex}${being}(?:者)?${refusedAfter}|${refusedBefore}${person}|${person}[,]?(?:求职者|应聘者|候选人|朋友|同志|请|者|们)?${refusedAfter})`,
      judge: match => {
        if (/(?:不是|并非|没说)$/.test(before(match, 4))) return false
        if (/(?:备孕期?|哺乳期?|孕期|怀孕)的?$/.test(before(match, 5))) return false
        const twoSexes = matched(match).includes('非')
          ? false
          : /[男女](?:性|士|生)?[、/和或及与]$/.test(before(match, 4))
        return both.test(after(match, 4)) || twoSexes || isAudience(match) ? false : limit(match)
      },
      confidence: 0.96,
      examples: ['男勿扰', '女生勿投', '不招男生', '谢绝女性', '非女勿扰', '僅收男士，女士勿擾'],
      counterExamples: ['不限男女', '拒绝性别歧视', '不得拒绝女性']
    },
    {
      id: 'gender.label',
      triggers: ['性别'],
      pattern: `性别(?:要求|限制|限定|栏|一栏)?[: (]{0,2}(?:仅?限|仅|只招|只|为|要求|须|需|是|必须(?:是|为)?)?[: "]?(?:[男女])(?:性|士|生)?(?!女|男|[^,。;\\n]{0,3}(?:不限|均可|皆可|都可)|[性士生]?[、/,和或及与 -]{0,2}[男女])`,
      judge: limit,
      confidence: 0.97,
      examples: ['性别：男', '性别要求:女性', '性别 女'],
      counterExamples: ['性别：男女不限', '性别:不限', '性别：男/女', '性别男女均可']
    },
    {
      id: 'gender.listed',
      triggers: sexWords.concat(['男性', '女性', '男生', '女生', '男士', '女士']),
      pattern: `(?:${marker}(?:[已未][婚育]){0,2}|(?:要求|条件|资格|岁|对象|范围|以[上下内]|之间)[:]?\\s?)(?<e>(?:[男女](?:性(?!别|化|朋友)|士|生|孩子?|的|工)[:]?|[男女][:]?)(?=[,;。)、\\n!/( ]|$|年龄|身高|[1一]米|1\\.\\d|未婚|已婚|有[^,。]{0,8}(?:经验|证)|(?:大专|本科|高中|中专|初中)))`,
      judge: inRequirements,
      confidence: 0.9,
      examples: ['任职要求：1、男性，身高168cm以上', '1.女性,17-38岁', '岗位要求：女，形象好', '18-26岁女性'],
      counterExamples: ['内容涵盖母婴、女性、美食', '要求:男,女不限', '1、男、女均可', '联 系 人：王 女士']
    },
    {
      id: 'gender.age',
      triggers: sexWords,
      pattern: `(?<![男女][、/,和或及与]?)[男女](?:性|士|生|孩子?|的|工|员工|同志|青年)?[:, (]{0,2}(?:年龄|要求)?(?:在|为|须|需)?[:]?${age}${years}?(?:(?:${dash})${age})?${years}?(?:以[下内]|之间|之内)?(?!cm|厘米|公分|\\d|元|k|名|人|个|多)`,
      judge: match => (/岁|以[下内]|\d{2}-\d{2}|\d{2}[一到至]\d{2}/.test(matched(match)) ? ageOfOneSex(match) : false),
      confidence: 0.92,
      examples: ['男30岁以下，女25岁以下', '女：18-35周岁', '男18至45岁'],
      counterExamples: ['男女18-35岁', '男16-45岁，女16-45岁', '男女均可,20-40岁']
    },
    {
      id: 'gender.age-of',
      triggers: ['岁'],
      pattern: `${age}${years}(?:\\(含\\))?(?:以[下内上]|之间|左右|的|之内|及| )*(?:的)?${person}(?![用客群市]|顾客|[、/,]?(?:均|皆|都|不))`,
      judge: match => (otherSexNear(match) || isAudience(match) || both.test(after(match, 6)) ? false : limit(match)),
      confidence: 0.9,
      examples: ['年龄18-30岁的女性', '35岁以下男性'],
      counterExamples: ['25-35岁女性用户', '25—35岁通勤女装']
    },
    ...genderRoleRules,
    ...genderImplicitRules,
    ...genderOpenRules,
    ...genderSayings
  ]
}
