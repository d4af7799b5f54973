import type { ProblemError } from '../../contracts/problem.ts'

/**
 * Traits that may never decide about a job, by the names apps use for them. Sources: 就业促进法 art. 3, 26–30
 * (ethnicity, sex, religion, disability, carriers of disease), 妇女权益保障法 art. 43 (marriage, childbearing),
 * 五部门通知 2026 (hukou, region); age by the platform's own contract.
 */
const traits: readonly { readonly trait: string; readonly names: RegExp }[] = [
  { trait: '性别', names: /^(gender|sex|性别)/ },
  { trait: '民族', names: /^(ethnic|nation(ality)?$|race$|民族|种族)/ },
  {
    trait: '年龄',
    names: /^(age$|age(group|range|limit)|birth(day|date|year|month)?$|dateofbirth|dob$|年龄|出生|生日)/
  },
  {
    trait: '户籍',
    names: /^(hukou|household|registeredresidence|native|birthplace|origin$|placeoforigin|户口|户籍|籍贯|生源地)/
  },
  { trait: '宗教信仰', names: /^(religio|faith$|宗教|信仰)/ },
  {
    trait: '婚育状况',
    names: /^(marital|marriage|married|ismarried|children$|haschildren|pregnan|childbearing|婚|生育|孕)/
  },
  {
    trait: '健康状况',
    names:
      /^(health(state|status|condition)?$|disab|isdisabled|handicap|medical(history|condition)|hbv|hiv|健康(状况|状态)?$|残疾|病史|乙肝)/
  },
  { trait: '身份证号', names: /^(idnumber|idcard|identity(number|card)?|身份证号?)$/ }
]

const depthMax = 8

/** Names of protected traits anywhere in a profile, as errors for a 400 that says why. */
export function protectedTraitErrors(profile: unknown): ProblemError[] {
  const errors: ProblemError[] = []
  visit(profile, '', 0, errors)
  return errors
}

function visit(value: unknown, path: string, depth: number, errors: ProblemError[]): void {
  if (value === null || typeof value !== 'object' || depth > depthMax) return
  for (const [name, child] of Object.entries(value)) {
    const childPath = `${path}/${name}`
    const plain = name.toLowerCase().replace(/[\s_-]/g, '')
    const found = Array.isArray(value) ? undefined : traits.find(({ names }) => names.test(plain))
    if (found !== undefined) {
      errors.push({
        path: childPath,
        message: `${found.trait}不得作为匹配依据（就业促进法、妇女权益保障法等禁止就业歧视），请删除此字段`
      })
    }
    visit(child, childPath, depth + 1, errors)
  }
}
