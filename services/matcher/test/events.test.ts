import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createBigramEmbedder } from '@zhipei/shared/test/support/bigram-embedder'
import { posting, postingScreened } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { type MatcherSystem, openMatcherSystem } from './support/matcher-system.ts'
import { names, replay } from './support/samples.ts'

const graduate = { graduateId: 'g1', major: '软件工程', degree: '本科', skills: ['Java'] }
const at = '2026-11-24T10:00:00+08:00'
const profile = { skills: ['Java'] }

const shown = async (system: MatcherSystem) =>
  (await system.recommend({ profile, limit: 100 })).items.map(item => item.postingId).sort()

/** All values that a new reader of the topic is given. */
t.test('the index follows the postings; late events change nothing', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([posting('a', { revision: 5 }), posting('b'), posting('c')])
  t.same(await shown(system), ['a', 'b', 'c'])
  await system.screened([posting('a', { revision: 4, title: '旧标题' })])
  await system.screened([posting('a', { revision: 3 })], 'blocked')
  const { items } = await system.recommend({ profile, limit: 100 })
  t.match(items.find(item => item.postingId === 'a')?.posting.title, 'Java开发工程师')

  await system.screened([posting('a', { revision: 6 })], 'duplicate')
  await system.screened([posting('b', { revision: 2 })], 'review')
  await system.takenDown(['direct:c', 'direct:unknown'])
  t.same(await shown(system), [])
  await system.screened([posting('a', { revision: 5 }), posting('b', { revision: 1 })])
  t.same(await shown(system), [], 'a replayed older revision brings nothing back')
  await system.screened([posting('a', { revision: 7 }), posting('b', { revision: 2 })])
  t.same(await shown(system), ['a', 'b'], 'the same revision decided anew, and a newer one, do')

  const one = (revision: number, state: 'live' | 'blocked') => ({
    key: 'direct:d',
    value: postingScreened(posting('d', { revision }), state)
  })
  await system.bus.publish('postings.screened', [one(2, 'live'), one(1, 'blocked'), { key: 'direct:a', value: null }])
  await system.caughtUp()
  t.same(await shown(system), ['b', 'd'], 'within one batch too')
})

t.test('an event that cannot be embedded is given up, the others are not', async t => {
  const bigrams = createBigramEmbedder()
  const embed = async (texts: readonly string[], kind: 'query' | 'document') => {
    if (texts.some(text => text.includes('毒'))) throw new Error('the model fails on this text')
    return bigrams.embed(texts, kind)
  }
  const system = await openMatcherSystem({ embedder: { ...bigrams, embed } })
  t.teardown(system.close)
  await system.screened([...names('p', 5).map(id => posting(id)), posting('bad', { title: '毒' }), posting('last')])
  t.same(await shown(system), ['last', 'p0', 'p1', 'p2', 'p3', 'p4'])
  t.match(await system.bus.deadLetters('postings.screened', 10), [{ key: 'direct:bad' }])
})

t.test('an index made otherwise is filled anew from the log', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-matcher-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const first = await openMatcherSystem({ directory })
  await first.screened(names('p', 20).map(id => posting(id)))
  await first.takenDown(['direct:p0'])
  await first.changed(graduate)
  const before = await first.recommend({ graduateId: 'g1', limit: 100 })
  await first.close()
  t.equal(before.items.length, 19)

  const same = await openMatcherSystem({ directory })
  t.same(await same.recommend({ graduateId: 'g1', limit: 100 }), before, 'a restart changes no byte')
  await same.close()

  const other = await openMatcherSystem({ directory, embedder: createBigramEmbedder(32, 'bigrams-2') })
  await other.caughtUp()
  const after = await other.recommend({ graduateId: 'g1', limit: 100 })
  t.equal(after.items.length, 19, 'other vectors, from the log alone')
  t.equal(after.model.embedder, 'bigrams-2')
  await other.close()
})

t.test('what was served is in the log once, and goes with its graduate', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const secret = '独一无二的经历'
  const files = () =>
    readdirSync(system.directory, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  const holds = (text: string) => files().some(file => file.includes(text))
  await system.screened(names('p', 30).map(id => posting(id)))
  await system.changed({ ...graduate, graduateId: 'erased-one', experience: secret })
  await system.changed({ ...graduate, graduateId: 'stays' })
  const page = await system.recommend({ graduateId: 'erased-one', limit: 5, surface: 'fair' })
  await system.recommend({ graduateId: 'erased-one', limit: 5, surface: 'fair' })
  const next = await system.recommend({ graduateId: 'erased-one', limit: 5, cursor: page.nextCursor })
  const other = await system.recommend({ graduateId: 'stays' })
  const { requestId } = page
  for (const [graduateId, request] of [
    ['erased-one', page],
    ['stays', other]
  ] as const) {
    const body = { requestId: request.requestId, postingId: request.items[0]?.id, graduateId, type: 'dismiss', at }
    t.equal((await system.post('/v1/interactions', body)).statusCode, 202)
  }
  // They are written a moment after the answer; each read begins at the first of them.
  let served = await replay(system, 'recommendations.served')
  while (served.length < 3) served = await replay(system, 'recommendations.served')
  const mine = new Map(served.filter(({ data }) => data.requestId === requestId).map(event => [event.id, event.data]))
  t.equal(served.length, 3, 'the first page, however often, the second, and that of another')
  t.equal(mine.size, 2)
  t.match([...mine.values()][0], { graduateId: 'erased-one', surface: 'fair', personalised: true })
  t.same(
    [...mine.values()].map(({ items }) => items),
    [page, next].map(({ items }) => items.map(({ id, rank, score }) => ({ id, rank, score })))
  )

  t.ok(holds(secret) && holds('erased-one'))
  await system.erased('erased-one')
  t.equal((await system.post('/v1/recommendations', { graduateId: 'erased-one' })).statusCode, 404, 'at once')
  await system.caughtUp()
  t.notOk(holds(secret), 'no file holds the profile')
  const left = [
    ...(await replay(system, 'recommendations.served')).map(({ data }) => data.graduateId),
    ...(await replay(system, 'interactions.recorded')).map(({ data }) => data.graduateId)
  ]
  t.same(new Set(left), new Set(['stays']), 'readers hear of others only')
  const view = { requestId, postingId: page.items[1]?.id, graduateId: 'erased-one', type: 'view', at }
  t.equal((await system.post('/v1/interactions', view)).statusCode, 404, 'its rankings are gone')
  await system.changed({ ...graduate, graduateId: 'erased-one' })
  const back = await system.recommend({ graduateId: 'erased-one', limit: 30 })
  t.equal(back.items.length, 30, 'who comes back has dismissed nothing')
  t.equal((await system.recommend({ graduateId: 'stays', limit: 30 })).items.length, 29)
})

t.test('reverse match: who seeks, agreed, passes the gates and has not said no', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([
    posting('java', { headcount: 1 }),
    posting('ended', { validUntil: '2026-11-01T00:00:00+08:00' }),
    posting('empty', { title: '·', description: '·', skills: [] })
  ])
  const consent = (personalised: boolean) => ({ consent: { personalised, push: true } })
  const changes: readonly [string, object][] = [
    ['fits', { intent: { titles: ['Java开发工程师'], cities: ['郑州'] } }],
    ['any-city', { major: '会计学', skills: ['会计'] }],
    ['elsewhere', { intent: { cities: ['武汉'] } }],
    ['interns-only', { intent: { kinds: ['internship'] } }],
    ['wants-more', { intent: { salaryMin: 20_000 } }],
    ['lower-degree', { degree: '大专' }],
    ['no-consent', consent(false)],
    ['employed', { status: 'employed' }],
    ['said-no', {}]
  ]
  for (const [graduateId, change] of changes) await system.changed({ ...graduate, graduateId, ...change })
  const { requestId } = await system.recommend({ graduateId: 'said-no' })
  const no = { requestId, postingId: 'direct:java', graduateId: 'said-no', type: 'dismiss', at }
  t.equal((await system.post('/v1/interactions', no)).statusCode, 202)

  const ask = (id: string, query = '') =>
    system.app.inject({ method: 'GET', url: `/v1/postings/${encodeURIComponent(id)}/graduates${query}` })
  const answer = await ask('direct:java', '?limit=50')
  t.equal(answer.statusCode, 200, answer.body)
  const { items } = answer.json()
  t.match(items, [
    { graduateId: 'fits', rank: 1 },
    { graduateId: 'any-city', rank: 2 }
  ])
  t.equal(items.length, 2)
  t.ok(items[0].score > items[1].score)
  t.equal((await ask('direct:java', '?limit=1')).json().items.length, 1)
  t.same((await ask('java', '?limit=50')).json(), answer.json(), 'a posting without source by its bare id')
  t.equal((await ask('direct:empty', '?limit=50')).statusCode, 200)
  t.same((await ask('direct:ended')).json(), { items: [] }, 'expired: nobody')
  t.equal((await ask('direct:unknown')).statusCode, 404)
  for (const query of ['?limit=0', '?limit=x', '?limit=1000', '?page=2']) {
    const refused = await ask('direct:java', query)
    t.equal(refused.statusCode, 400, query)
  }
  const served = await system.recommend({ graduateId: 'fits' })
  const offer = { ...no, requestId: served.requestId, graduateId: 'fits', type: 'offer' }
  t.equal((await system.post('/v1/interactions', offer)).statusCode, 202)
  t.same((await ask('direct:java')).json(), { items: [] }, 'full: nobody')
})

t.test('kill -9: what was acknowledged is there, cursors go on', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-matcher-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const script = join(import.meta.dirname, 'support/matcher-child.js')
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const said = JSON.parse(line as string)

  const system = await openMatcherSystem({ directory })
  const second = await system.recommend({ graduateId: 'g1', limit: 5, cursor: said.cursor })
  t.same(second, said.second, 'the same page to the byte')
  const anew = await system.recommend({ graduateId: 'g1', limit: 100 })
  t.equal(anew.items.length, 29)
  t.notOk(anew.items.some(item => item.id === said.dismissed))
  t.equal((await system.app.inject('/health/ready')).statusCode, 200)
  await system.close()
})
