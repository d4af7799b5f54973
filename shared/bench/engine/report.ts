import type { Cell, FilterResult, PeerResult } from './measure.ts'

/** All engines on one number of rows. */
export interface SizeResult {
  readonly rows: number
  /** Bytes a second that one thread reads, measured just before. */
  readonly bandwidth: number
  /** One read of all int8 rows at that rate. */
  readonly limitMs: number
  readonly peers: readonly PeerResult[]
}

export const digits = (value: number | undefined, places = 2) => (value === undefined ? '–' : value.toFixed(places))
const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')

export const cellOf = ({ cells }: FilterResult, clients: number, writing: boolean): Cell | undefined =>
  cells.find(cell => cell.clients === clients && (cell.upsertsPerSecond !== null) === writing)

export const filterOf = ({ filters }: PeerResult, name: string) => filters.find(filter => filter.name === name)
export const recallOf = ({ cells }: FilterResult) => Math.min(...cells.map(({ recall }) => recall))

/** Markdown: what each engine took to build, and each load on it. */
export function sizeTables({ rows, bandwidth, limitMs, peers }: SizeResult, clients: readonly number[]): string {
  const title = `${rows} rows; one thread reads ${digits(bandwidth / 1e9, 1)} GB/s, all int8 rows in ${digits(limitMs)} ms`
  const builds = peers.map(({ name, build, buildSeconds }) => [
    name,
    digits(buildSeconds, 1),
    digits(build.cpuSeconds, 1),
    digits(build.rssMB, 0)
  ])
  const [ours] = peers
  const heads = clients.map(count => [`${count} cl.: /s`, 'p50 ms', 'p99 ms', 'CPU ms', 'writing: p99 ms', '÷ without'])
  const loads = (ours?.filters ?? []).flatMap(({ name: filterName }) =>
    peers.flatMap(peer => {
      const filter = filterOf(peer, filterName)
      if (filter === undefined || ours === undefined) return []
      const first = cellOf(filter, clients[0] as number, false)
      const own = cellOf(filterOf(ours, filterName) as FilterResult, clients[0] as number, false)
      const perClients = clients.flatMap(count => {
        const [idle, writing] = [cellOf(filter, count, false), cellOf(filter, count, true)]
        const ratio = idle === undefined || writing === undefined ? undefined : writing.p99Ms / idle.p99Ms
        const figures = [idle?.p50Ms, idle?.p99Ms, idle?.cpuMs, writing?.p99Ms, ratio]
        return [digits(idle?.answersPerSecond, 0), ...figures.map(figure => digits(figure))]
      })
      const ratios = first === undefined || own === undefined ? [] : [first.cpuMs / own.cpuMs, first.cpuMs / limitMs]
      return [
        [filterName, peer.name, digits(recallOf(filter), 3), ...perClients, ...ratios.map(ratio => digits(ratio))]
      ]
    })
  )
  return [
    title,
    table(['engine', 'build, s', 'CPU s', 'MB'], builds),
    table(['filter', 'engine', 'recall@50', ...heads.flat(), 'CPU ÷ ours', '÷ one read'], loads)
  ].join('\n\n')
}
