import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAccess, localOperator } from '@zhipei/shared/platform/access'
import t, { type Test } from 'tap'
import { createGateway } from '../src/gateway.ts'

async function listen(t: Test, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers with its name, the method, the path and the length of the body. */
function echo(name: string): Server {
  return createServer(async (incoming, answer) => {
    let bytes = 0
    for await (const chunk of incoming) bytes += (chunk as Buffer).length
    answer.setHeader('x-of', name)
    answer.statusCode = incoming.url === '/health/ready' ? 200 : 203
    answer.end(JSON.stringify([name, incoming.method, incoming.url, bytes]))
  })
}

async function start(
  t: Test,
  findCaller = (_bearer: string | undefined) => localOperator as typeof localOperator | undefined
) {
  const names = ['ingestion', 'profile', 'matcher'] as const
  const servers = names.map(echo)
  const [ingestion, profile, matcher] = (await Promise.all(servers.map(server => listen(t, server)))) as [
    string,
    string,
    string
  ]
  return { url: await listen(t, createGateway({ ingestion, profile, matcher }, findCaller)), servers }
}

t.test('requests reach their service whole, answers come back whole', async t => {
  const { url } = await start(t)
  const cases: [string, string, string][] = [
    ['POST', '/v1/postings', 'ingestion'],
    ['POST', '/v1/postings:import?source=a', 'ingestion'],
    ['GET', '/v1/postings/direct:p1', 'ingestion'],
    ['GET', '/v1/postings/direct:p1/graduates', 'matcher'],
    ['GET', '/v1/imports/1', 'ingestion'],
    ['POST', '/v1/screenings:batch', 'ingestion'],
    ['DELETE', '/v1/graduates/g1', 'profile'],
    ['POST', '/v1/recommendations', 'matcher'],
    ['POST', '/v1/interactions', 'matcher']
  ]
  for (const [method, path, service] of cases) {
    const body = method === 'POST' ? 'x'.repeat(300_000) : null
    const answer = await fetch(url + path, { method, body })
    t.equal(answer.status, 203)
    t.equal(answer.headers.get('x-of'), service, path)
    t.same(await answer.json(), [service, method, path, body?.length ?? 0])
  }
})

t.test('unknown paths, unknown keys and absent services get problems', async t => {
  const { url, servers } = await start(t)
  for (const path of ['/', '/metrics', '/docs', '/v1/other', '/v1/graduates']) {
    const answer = await fetch(url + path)
    t.equal(answer.status, 404, path)
    t.match(await answer.json(), { status: 404, detail: '没有这个接口' })
  }
  t.match(await (await fetch(`${url}/health/ready`)).json(), { ready: true })
  servers[2]?.closeAllConnections()
  servers[2]?.close()
  const away = await fetch(`${url}/v1/recommendations`, { method: 'POST', body: '{}' })
  t.equal(away.status, 503)
  t.equal(away.headers.get('content-type'), 'application/problem+json')
  t.ok(Number(away.headers.get('retry-after')) > 0)
  const ready = await fetch(`${url}/health/ready`)
  t.equal(ready.status, 503)
  t.same(await ready.json(), { ready: false, waitingFor: { matcher: '无法连接' } })
})

t.test('with keys nobody gets through without one', async t => {
  const key = 'a-key-of-an-operator'
  const { url } = await start(t, createAccess([{ name: 'o', role: 'operator', key }]))
  t.equal((await fetch(`${url}/v1/imports/1`)).status, 401)
  t.equal((await fetch(`${url}/v1/imports/1`, { headers: { authorization: `Bearer ${key}x` } })).status, 401)
  t.equal((await fetch(`${url}/v1/imports/1`, { headers: { authorization: `Bearer ${key}` } })).status, 203)
  t.equal((await fetch(`${url}/health/live`)).status, 200)
})
