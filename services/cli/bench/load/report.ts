import { cpus } from 'node:os'
import type { Scenario } from './scenarios.ts'
import { type MemorySample, memorySlope, type ServerSample } from './watch.ts'

/** What k6 hands to handleSummary, as far as the report reads it. */
export interface K6Summary {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>
      }
    >
  >
  readonly root_group: {
    readonly checks: readonly { readonly name: string; readonly passes: number; readonly fails: number }[]
  }
}

export interface LoadRun {
  readonly name: string
  readonly scenario: Scenario
  readonly postings: number
  readonly graduates: number
  readonly summary: K6Summary
  readonly samples: readonly ServerSample[]
  /** Empty where the memory in use is not watched. */
  readonly memory: readonly MemorySample[]
  /** Mean load of the machine just before the run: what others were doing. */
  readonly loadBefore: number
}

export interface Verdict {
  readonly text: string
  readonly ok: boolean
}

/** k6 keeps figures of a tag only where a threshold names it; this one judges nothing. */
const noThreshold = 'p(95)>=0'

const mega = 1024 * 1024
const residentSlope = (samples: readonly ServerSample[]) => memorySlope(samples, ({ rssMb }) => rssMb * mega)

/** Thresholds of k6 and the slope of memory: in use where the run has watched that, else resident. */
export function verdicts({ summary, samples, memory, scenario }: LoadRun): Verdict[] {
  const found = Object.entries(summary.metrics).flatMap(([metric, { thresholds = {} }]) =>
    Object.entries(thresholds)
      .filter(([threshold]) => threshold !== noThreshold)
      .map(([threshold, { ok }]) => ({ text: `${metric} ${threshold}`, ok }))
  )
  if (scenario.memorySlopeMax === null) return found
  const inUse = memory.length > 0
  const slope = inUse ? memorySlope(memory, ({ inUseBytes }) => inUseBytes) : residentSlope(samples)
  const text = `服务${inUse ? '在用' : '驻留'}内存每分钟增长 ${slope.toFixed(2)} MB，上限 ${scenario.memorySlopeMax} MB`
  return [...found, { text, ok: slope <= scenario.memorySlopeMax }]
}

const labels: Readonly<Record<string, string>> = {
  http_req_duration: '全部请求',
  'http_req_duration{name:recommend}': '推荐',
  'http_req_duration{scenario:calm}': '突发前',
  'http_req_duration{scenario:recovery}': '恢复后'
}

/** The run on one page, for people (Chinese Markdown). */
export function reportPage(run: LoadRun): string {
  const { scenario, summary, samples, postings, graduates } = run
  const value = (metric: string, statistic: string) => summary.metrics[metric]?.values[statistic]
  const judged = verdicts(run)
  const passed = judged.every(({ ok }) => ok)
  const rows = Object.entries(labels).flatMap(([metric, label]) => {
    const values = summary.metrics[metric]?.values
    if (values === undefined) return []
    return [`| ${label} | ${['med', 'p(95)', 'p(99)', 'max'].map(name => milliseconds(values[name])).join(' | ')} |`]
  })
  const checks = summary.root_group.checks.map(
    ({ name, passes, fails }) => `| ${name} | ${passes} | ${fails} | ${fails === 0 ? '通过' : '未通过'} |`
  )
  return `${[
    `# 压测报告：${scenario.title}（${run.name}）`,
    `结论：${passed ? '全部达标' : '未达标'}。岗位 ${postings} 条，毕业生 ${graduates} 人，到达率 ${scenario.rate} 次/秒，持续 ${scenario.seconds} 秒（开放式到达，不等待应答）。`,
    `机器：${cpus().length} 核，压测工具与服务同机；开始前系统负载 ${run.loadBefore.toFixed(1)}${run.loadBefore > 0.5 ? '（有其他任务在运行，延迟偏高，只作参考）' : ''}。`,
    '## 延迟',
    ['| 请求 | 中位数 | p95 | p99 | 最大 |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    '## 数量',
    [
      `- 请求 ${count(value('http_reqs', 'count'))} 次，${(value('http_reqs', 'rate') ?? 0).toFixed(1)} 次/秒；失败率 ${percent(value('http_req_failed', 'rate'))}；来不及发出 ${count(value('dropped_iterations', 'count'))} 次`,
      `- 推荐岗位 ${count(value('items_served', 'count'))} 条；列表填满率 ${percent(value('lists_filled', 'rate'))}；过载拒绝率 ${percent(value('shed', 'rate'))}`,
      serverLine(samples),
      ...memoryLine(run.memory),
      loopLine(samples.slice(1))
    ].join('\n'),
    '## 内容检查',
    ['| 检查 | 通过 | 未通过 | 结果 |', '| --- | --- | --- | --- |', ...checks].join('\n'),
    '## 门限',
    judged.map(({ text, ok }) => `- ${ok ? '达标' : '未达标'}：\`${text}\``).join('\n')
  ].join('\n\n')}\n`
}

function serverLine(samples: readonly ServerSample[]): string {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.seconds === first.seconds) return '- 服务进程：没有样本'
  const cores = (last.cpuSeconds - first.cpuSeconds) / (last.seconds - first.seconds)
  return `- 服务进程：平均占用 ${cores.toFixed(2)} 核；驻留内存 ${first.rssMb.toFixed(0)} → ${last.rssMb.toFixed(0)} MB，后半程每分钟 ${residentSlope(samples).toFixed(2)} MB`
}

function memoryLine(memory: readonly MemorySample[]): string[] {
  const [first, last] = [memory[0], memory.at(-1)]
  if (first === undefined || last === undefined) return []
  const megabytes = (pick: (sample: MemorySample) => number) =>
    `${(pick(first) / mega).toFixed(0)} → ${(pick(last) / mega).toFixed(0)} MB，后半程每分钟 ${memorySlope(memory, pick).toFixed(2)} MB`
  return [
    `- 在用内存（各线程回收后，驻留内存减去 V8 留着的空页）：${megabytes(({ inUseBytes }) => inUseBytes)}`,
    `- 其中 JS 堆：${megabytes(({ heapBytes }) => heapBytes)}`
  ]
}

function loopLine(samples: readonly ServerSample[]): string {
  const p99s = samples.map(({ loopP99Ms }) => loopP99Ms).sort((a, b) => a - b)
  const most = samples.reduce((max, { loopMaxMs }) => Math.max(max, loopMaxMs), 0)
  return `- 主线程事件循环延迟：每 2 秒的 p99 中位数 ${milliseconds(p99s[p99s.length >> 1])}，最大 ${milliseconds(most)}`
}

const milliseconds = (value: number | undefined) => (value === undefined ? '—' : `${value.toFixed(1)} 毫秒`)
const percent = (value: number | undefined) => (value === undefined ? '—' : `${(value * 100).toFixed(2)}%`)
const count = (value: number | undefined) => String(value ?? 0)
