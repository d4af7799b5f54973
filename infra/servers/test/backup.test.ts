import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { createProcesses } from '../src/processes.ts'
import { brokersFromEnvironment, openKafkaBus } from './support/kafka-bus.ts'
import { untilAnswered } from './support/pool.ts'

const brokers = brokersFromEnvironment()
const zhipei = fileURLToPath(new URL('../../../../services/cli/bin/zhipei.js', import.meta.url))
const names = ['ingestion', 'profile'] as const

t.test(
  'docs/OPERATIONS.md, backup and restore: folders copied while the services run, lost, and brought back',
  { skip: brokers === undefined && 'KAFKA_BROKERS is not set' },
  async t => {
    const directory = t.testdir()
    const log = { brokers: brokers ?? '', prefix: `${randomUUID().slice(0, 8)}.` }
    const env = {
      KAFKA_BROKERS: log.brokers,
      KAFKA_PREFIX: log.prefix,
      KAFKA_REPLICAS: '1',
      KAFKA_PARTITIONS: '4',
      ZHIPEI_DATA_DIR: join(directory, 'data'),
      ZHIPEI_LOG_LEVEL: 'fatal'
    }
    const restore = (what: string) =>
      promisify(execFile)(process.execPath, [zhipei, 'restore', what], { env: { ...process.env, ...env } })
    const processes = await createProcesses(env, () => undefined)
    t.teardown(() => Promise.all(names.map(name => processes.kill(name))))
    for (const name of names) await processes.start(name)
    const bus = openKafkaBus(log)
    const postings = `${processes.url('ingestion')}/v1/postings`
    const graduates = `${processes.url('profile')}/v1/graduates`
    const submit = (from: number, to: number) => untilAnswered(postings, 'POST', postingsOf(from, to))
    const save = (id: string, major: string) => untilAnswered(`${graduates}/${id}`, 'PUT', { graduateId: id, major })
    const settled = async () => {
      while ((await bus.lag('postings.submitted', 'ingestion')) > 0) await sleep(50)
    }

    await submit(0, 100)
    await settled()
    await Promise.all(['stays', 'changes', 'goes'].map(id => save(id, '会计学')))
    const submitting = submit(100, 200)
    for (const name of names) {
      processes.pause(name)
      await cp(join(directory, 'data', name), join(directory, 'copy', name), { recursive: true })
      processes.resume(name)
    }
    await submitting
    await submit(200, 300)
    await untilAnswered(`${postings}/direct:p1`, 'DELETE', {})
    await save('changes', '软件工程')
    await save('comes', '护理学')
    await untilAnswered(`${graduates}/goes`, 'DELETE', {})
    await settled()
    const before = await postingStates()

    for (const name of names) await processes.kill(name)
    await rm(join(directory, 'data'), { recursive: true })
    await cp(join(directory, 'copy'), join(directory, 'data'), { recursive: true })
    await t.rejects(restore('graduates'), { message: /已有毕业生/ })
    await rm(join(directory, 'data/profile'), { recursive: true })
    t.match(await restore('graduates'), { stderr: /已恢复 3 位毕业生/ })
    t.match(await restore('postings'), { stderr: /岗位已重新提交/ })
    for (const name of names) await processes.start(name)
    await settled()

    t.same(await postingStates(), before, 'every posting has the state that it had')
    t.equal(before.filter(([, state]) => state === 'taken-down').length, 1)
    const found = await Promise.all(
      ['stays', 'changes', 'comes', 'goes'].map(async id => {
        const answer = await fetch(`${graduates}/${id}`)
        return answer.ok ? ((await answer.json()) as { major: string }).major : answer.status
      })
    )
    t.same(found, ['会计学', '软件工程', '护理学', 404], 'changes are back, who was erased is not')
    await bus.close()

    async function postingStates(): Promise<[string, string][]> {
      const states: [string, string][] = []
      for (let n = 0; n < 300; n++) {
        const answer = await fetch(`${postings}/direct:p${n}`)
        const { state } = (await answer.json()) as { state?: string }
        states.push([`p${n}`, state ?? String(answer.status)])
      }
      return states
    }
  }
)

/** Of an employer each: none is a copy of another. */
function postingsOf(from: number, to: number): unknown[] {
  return Array.from({ length: to - from }, (_, i) => {
    const employer = { name: `第${from + i}公司` }
    return { postingId: `p${from + i}`, title: '会计助理', description: '负责记账报税', city: '郑州', employer }
  })
}
