import type { Graduate, Intent, Tag } from '../../contracts/graduate.ts'

/**
 * The traits of a profile that take part in ranking, each of which its owner may see and delete
 * (互联网信息服务算法推荐管理规定 art. 17). School and assistance are no tags: they never rank.
 */
export function tagsOf(graduate: Graduate): Tag[] {
  const { intent = {} } = graduate
  const words = (kind: Tag['kind'], prefix: string, label: string, values: readonly string[] = []): Tag[] =>
    [...new Set(values)].map(value => ({ tag: `${prefix}:${value}`, kind, text: `${label}：${value}` }))
  return [
    ...words('major', 'major', '专业', present(graduate.major)),
    ...words('degree', 'degree', '学历', present(graduate.degree)),
    ...words('skill', 'skill', '技能', graduate.skills),
    ...words('certificate', 'certificate', '证书', graduate.certificates),
    ...(graduate.experience ? [{ tag: 'experience', kind: 'experience', text: '经历描述' } as const] : []),
    ...words('intent', 'intent-title', '意向岗位', intent.titles),
    ...words('intent', 'intent-city', '意向城市', intent.cities),
    ...words('intent', 'intent-kind', '意向类型', intent.kinds),
    ...words('intent', 'intent-industry', '意向行业', intent.industries),
    ...(intent.salaryMin === undefined
      ? []
      : [{ tag: 'intent-salary', kind: 'intent', text: `期望月薪不低于 ${intent.salaryMin} 元` } as const])
  ]
}

const present = (value: string | undefined): string[] => (value ? [value] : [])

/** The profile without the trait that the tag stands for; undefined where there is no such tag. */
export function withoutTag(graduate: Graduate, tag: string): Graduate | undefined {
  if (!tagsOf(graduate).some(t => t.tag === tag)) return undefined
  const colon = tag.indexOf(':')
  const [prefix, value] = colon < 0 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)]
  const drop = (values: readonly string[] = []): string[] => values.filter(v => v !== value)
  const { intent = {} } = graduate
  switch (prefix) {
    case 'major':
    case 'degree':
    case 'experience': {
      const { [prefix]: _dropped, ...rest } = graduate
      return rest
    }
    case 'skill':
      return { ...graduate, skills: drop(graduate.skills) }
    case 'certificate':
      return { ...graduate, certificates: drop(graduate.certificates) }
    case 'intent-salary': {
      const { salaryMin: _dropped, ...rest } = intent
      return { ...graduate, intent: rest }
    }
    default:
      return { ...graduate, intent: withoutIntentWord(intent, prefix, value) }
  }
}

function withoutIntentWord(intent: Intent, prefix: string, value: string): Intent {
  const drop = <T extends string>(values: readonly T[] = []): T[] => values.filter(v => v !== value)
  if (prefix === 'intent-title') return { ...intent, titles: drop(intent.titles) }
  if (prefix === 'intent-city') return { ...intent, cities: drop(intent.cities) }
  if (prefix === 'intent-kind') return { ...intent, kinds: drop(intent.kinds) }
  return { ...intent, industries: drop(intent.industries) }
}
