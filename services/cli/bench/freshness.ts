import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { defaultSource, platformId } from '@zhipei/shared/domain/identity'
import { generateGraduates } from '../src/generate/graduates.ts'
import { generatePostings } from '../src/generate/postings.ts'
import { integer } from '../src/usage.ts'
import { sendPool } from './load/pool.ts'
import { startServer, systemAddress } from './load/server.ts'

/**
 * `npm run bench:freshness -- [--postings N] [--probes N] [--rate N] [--url URL] [--processes URL,URL]`: from sending a posting until a recommendation
 * returns it, and from taking it down until none does, on an idle embedded process and under a mixed load of `rate`
 * requests a second. With `--url`, and `--processes` for each service's own address, of a system that runs already and is empty.
 */
const { values } = parseArgs({
  options: {
    postings: { type: 'string', default: '20000' },
    probes: { type: 'string', default: '200' },
    rate: { type: 'string', default: '50' },
    url: { type: 'string' },
    processes: { type: 'string' }
  }
})
const pool = { postings: integer(values.postings, 'postings', 1, 1_000_000), graduates: 1000, seed: 7 }
const probes = integer(values.probes, 'probes', 2, 100_000)
const rate = integer(values.rate, 'rate', 1, 10_000)
const pauseMs = 1
/** A probe that takes longer is a fault, not a figure. */
const waitMsMax = 60_000

interface Figures {
  readonly recommendable: readonly number[]
  readonly gone: readonly number[]
}

async function call(url: string, method: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return answer
}

const headers = { 'content-type': 'application/json' }

/** A lawful posting that alone belongs to a fair of its own, so that a recommendation for that fair tells of it. */
function probeOf(template: PostingSubmission, number: number): PostingSubmission & { readonly fairId: string } {
  const { title, city, requirements = null, skills = null, majors = null } = template
  const name = `probe-${process.pid}-${number}`
  const description = `${template.description}\n探测编号${number}。`
  const texts = { title, city, description, requirements, skills, majors }
  return { ...texts, employer: { name: `探测${number}单位` }, postingId: name, kind: 'job', fairId: name }
}

async function until(url: string, fairId: string, isThere: boolean, sinceMs: number): Promise<number> {
  const body = { profile: { degree: '博士' }, filters: { fairId }, limit: 1 }
  while (performance.now() - sinceMs < waitMsMax) {
    const answer = await call(`${url}/v1/recommendations`, 'POST', body)
    const { items } = (await answer.json()) as { items: readonly unknown[] }
    if (items.length > 0 === isThere) return performance.now() - sinceMs
    await setTimeout(pauseMs)
  }
  throw new Error(`${fairId}: not ${isThere ? 'recommendable' : 'gone'} within ${waitMsMax / 1000} s`)
}

async function probe(url: string, templates: readonly PostingSubmission[], from: number): Promise<Figures> {
  const recommendable: number[] = []
  const gone: number[] = []
  for (let number = from; number < from + probes; number++) {
    const posting = probeOf(templates[number % templates.length] as PostingSubmission, number)
    let sinceMs = performance.now()
    await call(`${url}/v1/postings`, 'POST', posting)
    recommendable.push(await until(url, posting.fairId, true, sinceMs))
    sinceMs = performance.now()
    const id = encodeURIComponent(platformId(defaultSource, posting.postingId))
    await call(`${url}/v1/postings/${id}`, 'DELETE')
    gone.push(await until(url, posting.fairId, false, sinceMs))
  }
  return { recommendable, gone }
}

/** Open arrivals: four in five ask for recommendations, one in five changes a posting. Stopping waits for the answers. */
function startLoad(url: string, templates: readonly PostingSubmission[]) {
  const people = [...generateGraduates({ count: pool.graduates, seed: pool.seed })]
  const running = new Set<Promise<unknown>>()
  let turn = 0
  let failed = 0
  const timer = setInterval(() => {
    turn++
    const graduateId = people[turn % people.length]?.graduateId
    const template = templates[turn % templates.length] as PostingSubmission
    const changed = { ...template, description: `${template.description}\n更新序号${turn}。` }
    const request =
      turn % 5 === 0
        ? call(`${url}/v1/postings`, 'POST', changed)
        : call(`${url}/v1/recommendations`, 'POST', { graduateId, limit: 10 })
    const settled = request
      .then(answer => answer.arrayBuffer())
      .catch(() => failed++)
      .finally(() => running.delete(settled))
    running.add(settled)
  }, 1000 / rate)
  return async () => {
    clearInterval(timer)
    await Promise.all(running)
    return { requests: turn, failed }
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function quantiles(figures: readonly number[]) {
  const sorted = [...figures].sort((a, b) => a - b)
  const at = (share: number) => Number(quantile(sorted, share).toFixed(1))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

function line(name: string, figures: readonly number[]): string {
  return `| ${name} | ${Object.values(quantiles(figures)).join(' | ')} |`
}

const directory = mkdtempSync(join(tmpdir(), 'zhipei-freshness-'))
const system = systemAddress(values.url, values.processes) ?? (await startServer(directory))
try {
  const { url } = system
  const [loadBefore = 0] = loadavg()
  console.error(`${pool.postings} postings to ${url}`)
  await sendPool(system, pool)
  const templates = [...generatePostings({ count: 1500, seed: pool.seed + 1 })]
  const lawful: PostingSubmission[] = []
  for (const template of templates) {
    // A licence that the law asks for is a gate, and the one who asks here holds none.
    if (!/运营|设计师|销售|采购|编辑|测试|前端|客服/.test(template.title)) continue
    const screened = await call(`${url}/v1/screenings`, 'POST', template)
    const { decision } = (await screened.json()) as { decision: string }
    if (decision === 'pass' || decision === 'advise') lawful.push(template)
  }
  const idle = await probe(url, lawful, 0)
  const stopLoad = startLoad(url, lawful)
  const loaded = await probe(url, lawful, probes).finally(stopLoad)
  const { requests, failed } = await stopLoad()
  console.log(`${pool.postings} postings, ${probes} probes each; machine: ${cpus().length} cores, load before ${loadBefore.toFixed(1)}

| ms | p50 | p95 | p99 | max |
|---|---|---|---|---|
${line('idle: sent → recommendable', idle.recommendable)}
${line('idle: taken down → gone', idle.gone)}
${line(`${rate} requests/s: sent → recommendable`, loaded.recommendable)}
${line(`${rate} requests/s: taken down → gone`, loaded.gone)}

requests of the load: ${requests}, ${failed} failed`)
  const figures = ({ recommendable, gone }: Figures) => ({
    recommendable: quantiles(recommendable),
    gone: quantiles(gone)
  })
  console.log(JSON.stringify({ pool, probes, rate, loadBefore, idle: figures(idle), loaded: figures(loaded) }))
} finally {
  await system.stop?.()
  rmSync(directory, { recursive: true, force: true })
}
