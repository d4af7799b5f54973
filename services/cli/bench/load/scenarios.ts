/** What a load scenario is run with where the command line says nothing else. */
export interface Scenario {
  /** Iterations that arrive in a second. */
  readonly rate: number
  readonly seconds: number
  readonly postings: number
  readonly graduates: number
  /** Chinese, for the report. */
  readonly title: string
  readonly judgesLatency: boolean
  /** Growth of the server's memory that fails the run, MB a minute; null: not judged. */
  readonly memorySlopeMax: number | null
}

const pool = { postings: 200_000, graduates: 10_000, judgesLatency: true, memorySlopeMax: null }

export const scenarios: Readonly<Record<string, Scenario>> = {
  'fair-rush': { ...pool, rate: 500, seconds: 120, title: '招聘会入场高峰' },
  'push-fan-out': { ...pool, rate: 20, seconds: 60, title: '岗位推送（反向匹配）' },
  mixed: { ...pool, rate: 500, seconds: 60, title: '日常混合负载' },
  spike: { ...pool, rate: 500, seconds: 60, title: '突发流量与恢复' },
  soak: { ...pool, rate: 200, seconds: 600, title: '长时间稳定性', memorySlopeMax: 2 },
  smoke: {
    ...pool,
    postings: 2000,
    graduates: 240,
    rate: 20,
    seconds: 30,
    title: '冒烟检查',
    judgesLatency: false
  }
}

/** `90s`, `10m`; undefined where the text is no duration. */
export function parseSeconds(text: string): number | undefined {
  const found = /^(\d+)(s|m)$/.exec(text)
  if (found === null) return undefined
  const seconds = Number(found[1]) * (found[2] === 'm' ? 60 : 1)
  return seconds > 0 ? seconds : undefined
}
