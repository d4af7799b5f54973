import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pauseMs } from 'node:timers/promises'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import t, { type Test } from 'tap'

const bin = resolve(import.meta.dirname, '../../bin/zhipei.js')
const waitMsMax = 240_000
const pollMs = 20

interface Running {
  readonly child: ChildProcess
  readonly url: string
  /** What it has printed so far. */
  readonly lines: string[]
  kill(signal: NodeJS.Signals): Promise<number | null>
}

function launch(t: Test, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [bin, 'start', ...args], {
    env: { ...process.env, ZHIPEI_LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

/** Resolves when it has printed its last line, which starts with `until`. */
async function start(t: Test, args: readonly string[], until = '当前回答'): Promise<Running> {
  const child = launch(t, ['--port', '0', ...args])
  const lines: string[] = []
  let complaints = ''
  child.stderr?.on('data', chunk => {
    complaints += chunk
  })
  const kill = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit')
    child.kill(signal)
    return (await ended)[0] as number | null
  }
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    lines.push(line)
    if (!line.startsWith(until)) continue
    const url = /http:\/\/[\d.:]+/.exec(lines.join('\n'))?.[0] ?? ''
    return { child, url, lines, kill }
  }
  throw new Error(`it ended before it was ready: ${complaints}`)
}

/** Runs a start that must fail. */
async function refused(t: Test, args: readonly string[], env: Record<string, string> = {}) {
  const child = launch(t, args, env)
  let stderr = ''
  child.stderr?.on('data', chunk => {
    stderr += chunk
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, stderr }
}

async function call(url: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(url + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + waitMsMax; !(await holds()); ) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await pauseMs(pollMs)
  }
}

function posting(n: number, change: Partial<PostingSubmission> = {}): PostingSubmission {
  return {
    postingId: `n${n}`,
    source: 'e2e',
    title: `锅炉水质化验员${n}`,
    employer: { name: `豫北第${n}热力有限公司` },
    description: `负责第${n}号锅炉的水质取样、化验与记录，编写${n}号报表，维护化验仪器。`,
    city: '郑州',
    degree: '大专',
    experience: '应届',
    ...change
  }
}

const chemist = {
  major: '应用化工技术',
  degree: '大专',
  skills: ['水质化验'],
  intent: { titles: ['化验员'], cities: ['郑州'] }
}

async function recommend(url: string, request: object): Promise<RecommendationResponse> {
  const answer = await call(url, 'POST', '/v1/recommendations', request)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

const titles = (answer: RecommendationResponse) => answer.items.map(item => item.posting.title)

t.test(
  'a new folder gets a demo pool; a posting sent by HTTP is recommended with reasons; takedown; orderly end',
  async t => {
    const data = t.testdir()
    const { url, lines, kill } = await start(t, ['--data', data])
    t.match(
      lines.join('\n'),
      /示例数据：岗位 2000 条、毕业生 50 人.*职配已启动/s,
      'who can ask it is answered from all of it'
    )
    t.match(lines.join('\n'), /curl -s http.*\/v1\/recommendations/)

    const sent = await call(url, 'POST', '/v1/postings', posting(1))
    t.equal(sent.status, 202)
    const request = { profile: chemist, limit: 5 }
    await until('the posting is recommended', async () =>
      titles(await recommend(url, request)).includes('锅炉水质化验员1')
    )
    const answer = await recommend(url, request)
    t.same(await recommend(url, request), answer, 'same bytes for the same question')
    const item = answer.items.find(i => i.postingId === 'n1')
    t.ok(item !== undefined && item.reasons.length > 0, 'it says why')

    const unlawful = posting(2, { description: '负责水质化验，限男性，女生勿扰。' })
    t.equal((await call(url, 'POST', '/v1/postings', unlawful)).status, 202)
    await until('it is screened', async () => {
      const { body } = await call(url, 'GET', '/v1/postings/e2e:n2')
      return (body as { state: string }).state === 'blocked'
    })
    t.notOk(titles(await recommend(url, { profile: chemist, limit: 100 })).includes('锅炉水质化验员2'))

    await call(url, 'DELETE', '/v1/postings/e2e:n1')
    await until('the posting is gone', async () => !titles(await recommend(url, request)).includes('锅炉水质化验员1'))
    t.equal(await kill('SIGTERM'), 0)
  }
)

t.test('kill -9 loses nothing that was acknowledged, and the next start serves it', async t => {
  const data = t.testdir()
  const acknowledged: number[] = []
  let next = 0
  for (let round = 0; round < 3; round++) {
    const { url, kill } = await start(t, ['--empty', '--data', data])
    const send = async () => {
      for (;;) {
        const batch = Array.from({ length: 20 }, () => next++)
        const sent = await call(
          url,
          'POST',
          '/v1/postings',
          batch.map(n => posting(n))
        ).catch(() => undefined)
        if (sent?.status !== 202) return
        acknowledged.push(...batch)
      }
    }
    const goal = acknowledged.length + 200 + 170 * round
    const senders = [send(), send()]
    await until('some are acknowledged', async () => acknowledged.length >= goal)
    await kill('SIGKILL')
    await Promise.all(senders)
  }
  const { url, kill } = await start(t, ['--empty', '--data', data])
  // What was not yet screened when the process died is found again once it is.
  const missing = async () => {
    const lost: number[] = []
    for (const n of acknowledged) if ((await call(url, 'GET', `/v1/postings/e2e:n${n}`)).status !== 200) lost.push(n)
    return lost
  }
  await until('none is lost', async () => (await missing()).length === 0)
  t.pass(`none of ${acknowledged.length} is lost`)
  const last = acknowledged.at(-1) as number
  await until('the last one is recommendable', async () => {
    const intent = { titles: [`锅炉水质化验员${last}`] }
    const answer = await recommend(url, { profile: { ...chemist, intent }, limit: 100 })
    return titles(answer).includes(`锅炉水质化验员${last}`)
  })
  t.equal(await kill('SIGTERM'), 0)
})

t.test('what can not work is refused with a sentence that says what to do', async t => {
  const folders = t.testdir({ one: {}, other: {} })
  const data = join(folders, 'one')
  const { url, kill } = await start(t, ['--empty', '--data', data])
  const port = new URL(url).port
  const twice = await refused(t, ['--empty', '--data', data, '--port', '0'])
  t.equal(twice.code, 1)
  t.match(twice.stderr, /in use by another process/)
  const busy = await refused(t, ['--empty', '--data', join(folders, 'other'), '--port', port])
  t.equal(busy.code, 1)
  t.match(busy.stderr, /EADDRINUSE/)
  await kill('SIGTERM')

  const open = await refused(t, ['--empty', '--data', data], { ZHIPEI_HOST: '0.0.0.0' })
  t.equal(open.code, 2)
  t.match(open.stderr, /访问密钥/)
  const faulty = await refused(t, ['--port', 'eighty'])
  t.equal(faulty.code, 2)
  t.match(faulty.stderr, /--port/)
  t.equal((await refused(t, ['--no-such-option'])).code, 2)
  t.equal((await refused(t, ['--empty', '--data', data], { ZHIPEI_LOG_LEVEL: 'loud' })).code, 2)
})
