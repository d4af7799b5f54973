import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { platformId } from '@zhipei/shared/domain/identity'
import { generateGraduates } from '../../src/generate/graduates.ts'
import { generateLabelledPostings, type LabelledPosting } from '../../src/generate/postings.ts'
import { readMetrics, type SystemAddress } from './server.ts'

export interface LoadPool {
  readonly postings: number
  readonly graduates: number
  readonly seed: number
}

/** Postings that fan-outs go over; each is asked for once beforehand. */
const liveMax = 500
const submissionsMax = 1000
const parallelPuts = 16
const pollMs = 200

const barring = new Set(['review', 'block'])

/**
 * Disguised wording is left out: the checks of a load test judge the path, not the screening's recall. So are criminal
 * records: the generator asks for them at random, and in finance, schools and care they may be asked for.
 */
const isBarred = ({ label }: LabelledPosting): boolean =>
  label.findings.some(({ category, severity, evasion }) => barring.has(severity) && !evasion && category !== 'criminal')

/**
 * Writes what the k6 scripts read: graduates, postings that the system at `url` holds live, submissions to change, and
 * which postings are unlawful.
 */
export async function writePoolFiles(
  directory: string,
  url: string,
  { postings, graduates, seed }: LoadPool
): Promise<void> {
  await mkdir(directory, { recursive: true })
  const live: string[] = []
  const submissions: unknown[] = []
  let unlawful = ''
  for (const posting of generateLabelledPostings({ count: postings, seed })) {
    unlawful += isBarred(posting) ? '1' : '0'
    const { submission, label } = posting
    if (label.findings.length > 0 || label.duplicateOf !== null) continue
    if (live.length < liveMax) live.push(platformId(submission.source, submission.postingId))
    if (submissions.length < submissionsMax) submissions.push(submission)
  }
  const people = [...generateGraduates({ count: graduates, seed })].map(({ graduateId, consent }) => ({
    graduateId,
    personalised: consent?.personalised ?? true
  }))
  await writeFile(join(directory, 'graduates.json'), JSON.stringify(people))
  await writeFile(join(directory, 'live.json'), JSON.stringify(await liveOnly(url, live)))
  await writeFile(join(directory, 'submissions.json'), JSON.stringify(submissions))
  await writeFile(join(directory, 'unlawful.txt'), unlawful)
}

/** Sends the pool to a running system and waits until all of it is recommendable. */
export async function sendPool(system: SystemAddress, { postings, graduates, seed }: LoadPool): Promise<void> {
  const { url } = system
  let last = ''
  function* lines(): Generator<string> {
    for (const { submission } of generateLabelledPostings({ count: postings, seed })) {
      last = platformId(submission.source, submission.postingId)
      yield `${JSON.stringify(submission)}\n`
    }
  }
  const body = Readable.toWeb(Readable.from(blocks(lines()))) as ReadableStream
  const init = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body, duplex: 'half' } as const
  const { id } = await answerOf<{ id: string }>(fetch(`${url}/v1/postings:import?name=pool.ndjson`, init))
  const people = generateGraduates({ count: graduates, seed })
  await Promise.all(Array.from({ length: parallelPuts }, () => putAll(url, people)))
  await imported(url, id)
  await settled(system, last)
}

async function liveOnly(url: string, ids: readonly string[]): Promise<string[]> {
  const live: string[] = []
  for (const id of ids) if ((await stateOf(url, id)) === 'live') live.push(id)
  return live
}

const blockChars = 1 << 18

function* blocks(lines: Iterable<string>): Generator<string> {
  let block = ''
  for (const line of lines) {
    block += line
    if (block.length < blockChars) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

async function answerOf<T>(call: Promise<Response>): Promise<T> {
  const answer = await call
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Several of these share one iterator: each takes the next graduate. */
async function putAll(url: string, people: Iterator<{ readonly graduateId: string }>): Promise<void> {
  for (let next = people.next(); next.done !== true; next = people.next()) {
    const { value } = next
    await answerOf(
      fetch(`${url}/v1/graduates/${value.graduateId}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(value)
      })
    )
  }
}

interface Progress {
  readonly state: string
  readonly accepted: number
  readonly rejected: number
  readonly error: string | null
}

async function imported(url: string, id: string): Promise<void> {
  for (;;) {
    const { state, rejected, error } = await answerOf<Progress>(fetch(`${url}/v1/imports/${id}`))
    if (state === 'failed' || rejected > 0) throw new Error(`import ${id}: ${error ?? `${rejected} rows rejected`}`)
    if (state === 'done') return
    await setTimeout(pollMs)
  }
}

/** The last posting is screened, no reader lags, and the index has stopped growing. */
async function settled({ url, processes }: SystemAddress, lastPosting: string): Promise<void> {
  let before = -1
  for (;;) {
    const metrics = await readMetrics(...processes)
    const lags = [...metrics].filter(([name]) => /^zhipei_(ingestion|matcher)_lag_events/.test(name))
    const indexed = metrics.get('zhipei_matcher_indexed{kind="postings"}') ?? 0
    const isQuiet =
      ![undefined, 'pending'].includes(await stateOf(url, lastPosting)) && lags.every(([, lag]) => lag === 0)
    if (isQuiet && indexed === before) return
    before = isQuiet ? indexed : -1
    await setTimeout(pollMs)
  }
}

/** An imported posting is found as soon as it is screened. */
async function stateOf(url: string, id: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/v1/postings/${encodeURIComponent(id)}`)
  if (answer.status === 404) return undefined
  return (await answerOf<{ state: string }>(Promise.resolve(answer))).state
}
