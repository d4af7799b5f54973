import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKafkaEventBus, type KafkaEventBus } from '@zhipei/shared/adapters/kafka/event-bus'
import { readProcessConfig } from '@zhipei/shared/process/config'
import { kafkaFaultText, kafkaOptions } from '@zhipei/shared/process/servers'
import { interaction } from '@zhipei/shared/test/support/events'
import t, { type Test } from 'tap'
import Type from 'typebox'
import { createCertificates } from './support/certificates.ts'
import { grant, startSecuredBroker } from './support/kafka-brokers.ts'

const topic = 'interactions.recorded'
const user = 'zhipei'
const password = 'correct horse'
/** A broker that has just started is slow to answer. */
const patienceMs = 60_000
type Env = Record<string, string>

t.test('TLS and logins, by the documented settings alone', async t => {
  const directory = t.testdir()
  const authority = await createCertificates(directory, 'authority')
  const stranger = await createCertificates(directory, 'stranger')
  const admin = await authority.issue('admin')
  const client = await authority.issue(user)
  const { ca } = authority
  const broker = await startSecuredBroker(t, {
    directory: join(directory, 'broker'),
    ca,
    server: admin,
    user,
    password
  })
  await grant(broker.mutual, ca, admin, user, 'granted.')
  const file = async (name: string, text: string) => {
    await writeFile(join(directory, name), text)
    return join(directory, name)
  }
  const right = await file('password', `${password}\n`)
  const wrong = await file('wrong', 'guess\n')
  const login = (mechanism: string): Env => ({
    KAFKA_BROKERS: broker.login,
    KAFKA_CA_FILE: ca,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_USERNAME: user,
    KAFKA_PASSWORD_FILE: right
  })
  const mutual: Env = {
    KAFKA_BROKERS: broker.mutual,
    KAFKA_CA_FILE: ca,
    KAFKA_CERT_FILE: client.cert,
    KAFKA_KEY_FILE: client.key
  }

  const ways: [string, Env][] = [
    ...['plain', 'scram-sha-256', 'scram-sha-512'].map((mechanism): [string, Env] => [mechanism, login(mechanism)]),
    ['client certificate', mutual]
  ]
  for (const [name, env] of ways)
    await t.test(`${name}: events go round`, async t => {
      const bus = openBus({ ...env, KAFKA_PREFIX: `granted.${name.replace(' ', '-')}.` })
      t.equal(await bus.fault(patienceMs), undefined)
      await roundTrip(t, bus)
      await bus.close()
    })

  const scram = login('scram-sha-256')
  const { KAFKA_SASL_MECHANISM: _, KAFKA_USERNAME: __, KAFKA_PASSWORD_FILE: ___, ...noLogin } = scram
  const faults: [string, Env, RegExp][] = [
    ['a wrong password', { ...scram, KAFKA_PASSWORD_FILE: wrong }, /^KAFKA_PASSWORD_FILE：.*拒绝登录/],
    ['an unknown user', { ...scram, KAFKA_USERNAME: 'nobody' }, /^KAFKA_PASSWORD_FILE：.*KAFKA_USERNAME/],
    ['another authority', { ...scram, KAFKA_CA_FILE: stranger.ca }, /^KAFKA_CA_FILE：TLS 证书校验失败/],
    ['TLS to a plain port', { ...scram, KAFKA_BROKERS: broker.open }, /KAFKA_TLS/],
    ['no login where one is wanted', noLogin, /KAFKA_SASL_MECHANISM/],
    ['no TLS where it is wanted', { KAFKA_BROKERS: broker.login }, /KAFKA_TLS/],
    ['no client certificate', { KAFKA_BROKERS: broker.mutual, KAFKA_CA_FILE: ca }, /KAFKA_CERT_FILE/],
    ['a prefix without rights', { ...scram, KAFKA_PREFIX: 'other.' }, /^KAFKA_USERNAME：该用户权限不足/]
  ]
  for (const [name, env, sentence] of faults)
    await t.test(`${name}: a sentence that names the setting`, async t => {
      const bus = openBus({ KAFKA_PREFIX: 'granted.', ...env })
      const fault = await bus.fault(patienceMs)
      t.match(fault === undefined ? 'no fault' : kafkaFaultText(fault), sentence)
      await bus.close()
    })

  await t.test('a service ends at its start and says which setting is wrong', async t => {
    const env = { ...scram, KAFKA_PASSWORD_FILE: wrong, ZHIPEI_DATA_DIR: join(directory, 'data') }
    const main = fileURLToPath(new URL('../../../../services/profile/build/src/main.js', import.meta.url))
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    t.same(await once(child, 'close'), [2, null])
    t.match(errors, /^profile：KAFKA_PASSWORD_FILE：Kafka 拒绝登录/m)
    t.notMatch(errors, 'guess', 'never the password')
  })
})

function openBus(env: Env): KafkaEventBus {
  const config = readProcessConfig(Type.Object({}), { KAFKA_PARTITIONS: '2', KAFKA_REPLICAS: '1', ...env })
  const options = kafkaOptions(config, 'test')
  return createKafkaEventBus({ ...options, limits: { ...options.limits, closeTimeoutMs: 1_000 } })
}

async function roundTrip(t: Test, bus: KafkaEventBus): Promise<void> {
  const ids: string[] = []
  let done = () => undefined as undefined
  const complete = new Promise<void>(resolve => {
    done = () => void resolve()
  })
  await bus.subscribe({
    topic,
    group: 'reader',
    batchEventsMax: 10,
    async handle(batch) {
      ids.push(...batch.map(({ value }) => value?.id ?? ''))
      if (ids.length === 50) done()
    }
  })
  const numbers = Array.from({ length: 50 }, (_, n) => n)
  await bus.publish(
    topic,
    numbers.map(n => ({ key: 'k', value: interaction('g', n) }))
  )
  await complete
  t.same(
    ids,
    numbers.map(n => `g-${n}`)
  )
}
