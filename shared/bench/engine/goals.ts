import type { FilterResult, PeerResult } from './measure.ts'
import { cellOf, digits, filterOf, recallOf, type SizeResult } from './report.ts'

export interface Goal {
  readonly text: string
  readonly isMet: boolean
  /** Missing it is a fault, not slowness. */
  readonly isExactness: boolean
}

const elasticsearchShareMax = 1 / 3
const limitTimesMax = 1.7
const writingTimesMax = 1.5
/** Where an embedded peer must not be cheaper. */
const selective = ['90 % filtered', '99 % filtered', '99.9 % filtered']

const isServer = ({ key }: PeerResult) => key.startsWith('es-')

/** What the figures are judged by; those on peers that were not measured are left out. */
export function goals(size: SizeResult, clients: readonly number[]): Goal[] {
  return (size.peers[0]?.filters ?? []).flatMap(own => [
    {
      text: `${own.name}: recall ${recallOf(own)} under every load, 1`,
      isMet: recallOf(own) === 1,
      isExactness: true
    },
    ...clients.flatMap(count => speedGoals(size, own, count))
  ])
}

function speedGoals({ limitMs, peers }: SizeResult, own: FilterResult, clients: number): Goal[] {
  const idle = cellOf(own, clients, false)
  if (idle === undefined) return []
  const { name } = own
  const others = peers.filter(({ key }) => !key.startsWith('zhipei'))
  const cheapest = (of: readonly PeerResult[]) => {
    const filters = of.flatMap(peer => filterOf(peer, name) ?? [])
    return Math.min(...filters.map(filter => cellOf(filter, clients, false)?.cpuMs ?? Infinity))
  }
  const goals: Goal[] = []
  const judge = (text: string, value: number, max: number) =>
    goals.push({
      text: `${name}, ${clients} clients: ${text} ${digits(value)}, at most ${digits(max)}`,
      isMet: value <= max,
      isExactness: false
    })
  const [server, embedded] = [cheapest(others.filter(isServer)), cheapest(others.filter(peer => !isServer(peer)))]
  const writing = cellOf(own, clients, true)
  if (server < Infinity) judge('CPU ÷ the better Elasticsearch', idle.cpuMs / server, elasticsearchShareMax)
  if (embedded < Infinity && selective.includes(name)) judge('CPU ÷ the best embedded peer', idle.cpuMs / embedded, 1)
  if (name === 'no filter') judge('CPU ÷ one read of all rows', idle.cpuMs / limitMs, limitTimesMax)
  if (writing !== undefined) judge('p99 under writes ÷ without', writing.p99Ms / idle.p99Ms, writingTimesMax)
  return goals
}
