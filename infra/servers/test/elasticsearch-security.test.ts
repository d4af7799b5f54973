import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openMatcherSystem } from '@zhipei/matcher/test/support/matcher-system'
import { javaGraduate } from '@zhipei/matcher/test/support/samples'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import { ElasticsearchConfig, readProcessConfig } from '@zhipei/shared/process/config'
import { elasticsearchFaultText, elasticsearchSettings } from '@zhipei/shared/process/servers'
import { wordTokenizer } from '@zhipei/shared/test/ports/posting-index.oracle'
import { createBigramEmbedder } from '@zhipei/shared/test/support/bigram-embedder'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { createCertificates } from './support/certificates.ts'
import { brokersFromEnvironment } from './support/kafka-bus.ts'
import { startSecuredNode } from './support/secured-node.ts'

type Env = Record<string, string>
const brokers = brokersFromEnvironment()
const plain = process.env.ELASTICSEARCH_URL ?? ''
const missing = brokers === undefined || plain === ''

t.test(
  'TLS and API keys, by the documented settings alone',
  { skip: missing && 'KAFKA_BROKERS or ELASTICSEARCH_URL is not set' },
  async t => {
    const directory = t.testdir()
    const authority = await createCertificates(directory, 'authority')
    const stranger = await createCertificates(directory, 'stranger')
    const certificate = await authority.issue('node')
    const node = await startSecuredNode(t, authority.ca, certificate)
    const keyFile = async (name: string, text: string) => {
      await writeFile(join(directory, name), `${text}\n`)
      return join(directory, name)
    }
    const right = await node.createKey('matcher', rightsOf('granted-'))
    const env: Env = {
      ELASTICSEARCH_URL: node.url,
      ELASTICSEARCH_CA_FILE: authority.ca,
      ELASTICSEARCH_API_KEY_FILE: await keyFile('right', right.encoded),
      ELASTICSEARCH_PREFIX: 'granted-',
      ELASTICSEARCH_REPLICAS: '0'
    }

    await t.test('the rights that docs/OPERATIONS.md names suffice for everything the matcher does', async t => {
      t.match(await readFile(operations, 'utf8'), /key needs `read`, `write` and `manage` on `<prefix>\*`/)
      const embedder = createBigramEmbedder(32)
      const system = await openMatcherSystem({ elasticsearch: settings(env), embedder })
      await system.screened(Array.from({ length: 30 }, (_, n) => posting(`p${n}`)))
      await system.changed(javaGraduate)
      await system.changed({ ...javaGraduate, graduateId: 'leaves' })
      t.equal((await system.recommend({ graduateId: javaGraduate.graduateId, limit: 20 })).items.length, 20)
      await system.takenDown([posting('p1').id])
      await system.erased('leaves')
      await system.caughtUp()
      const matches = (await system.app.inject('/v1/postings/p2/graduates')).json() as { items: object[] }
      t.match(matches.items, [{ graduateId: javaGraduate.graduateId }])
      t.equal(matches.items.length, 1, 'who was erased is gone')
      const left = await system.recommend({ profile: { major: '软件工程' }, limit: 50 })
      t.equal(left.items.length, 29, 'what was taken down is gone')
      t.equal(await node.aliasOf('granted-postings'), 1, 'the alias is set')
      await system.close()
    })

    const wrongKey = await keyFile('wrong', Buffer.from('nobody:guess').toString('base64'))
    const readOnly = await node.createKey('reader', [{ names: ['granted-*'], privileges: ['read'] }])
    const { ELASTICSEARCH_API_KEY_FILE: _, ...noKey } = env
    const { ELASTICSEARCH_CA_FILE: __, ...noCa } = env
    const faults: [string, Env, RegExp][] = [
      ['a wrong key', { ...env, ELASTICSEARCH_API_KEY_FILE: wrongKey }, /^ELASTICSEARCH_API_KEY_FILE：.*密钥有误/],
      ['no key', noKey, /^ELASTICSEARCH_API_KEY_FILE：Elasticsearch 要求密钥/],
      ['another authority', { ...env, ELASTICSEARCH_CA_FILE: stranger.ca }, /^ELASTICSEARCH_CA_FILE：TLS 证书校验失败/],
      ['no authority', noCa, /^ELASTICSEARCH_CA_FILE：TLS 证书校验失败/],
      [
        'a host that the certificate does not name',
        { ...env, ELASTICSEARCH_URL: node.url.replace('127.0.0.1', 'localhost') },
        /^ELASTICSEARCH_CA_FILE：.*主机名/
      ],
      [
        'TLS to a plain port',
        { ...env, ELASTICSEARCH_URL: plain.replace('http:', 'https:') },
        /^ELASTICSEARCH_URL：.*TLS 端口/
      ],
      [
        'a prefix without rights',
        { ...env, ELASTICSEARCH_PREFIX: 'other-' },
        /^ELASTICSEARCH_API_KEY_FILE：.*权限不足/
      ],
      [
        'a key that may only read',
        { ...env, ELASTICSEARCH_API_KEY_FILE: await keyFile('reader', readOnly.encoded) },
        /^ELASTICSEARCH_API_KEY_FILE：.*权限不足/
      ]
    ]
    for (const [name, env, sentence] of faults)
      await t.test(`${name}: a sentence that names the setting`, async t => {
        const fault = await openIndex(env).then(
          async index => {
            await index.close()
            return 'no fault'
          },
          error => elasticsearchFaultText(error) ?? String(error)
        )
        t.match(fault, sentence)
      })

    await t.test('the matcher ends at its start and says which setting is wrong', async t => {
      const main = fileURLToPath(new URL('../../../../services/matcher/build/src/main.js', import.meta.url))
      const kafka = { KAFKA_BROKERS: brokers ?? '', KAFKA_PREFIX: `${randomUUID().slice(0, 8)}.`, KAFKA_REPLICAS: '1' }
      const wrong = { ...env, ELASTICSEARCH_API_KEY_FILE: wrongKey, ZHIPEI_DATA_DIR: join(directory, 'data') }
      const child = spawn(process.execPath, [main], {
        env: { ...process.env, ...kafka, ...wrong },
        stdio: ['ignore', 'ignore', 'pipe']
      })
      t.teardown(() => child.kill('SIGKILL'))
      let errors = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors += text
      })
      t.same(await once(child, 'close'), [2, null])
      t.match(errors, /^matcher：ELASTICSEARCH_API_KEY_FILE：/m)
      t.notMatch(errors, 'guess', 'never the key')
    })

    await t.test('a key that is revoked while the matcher runs: events wait, none is given up', async t => {
      const lost = await node.createKey('lost', rightsOf('lost-'))
      const file = await keyFile('lost', lost.encoded)
      const elasticsearch = settings({ ...env, ELASTICSEARCH_API_KEY_FILE: file, ELASTICSEARCH_PREFIX: 'lost-' })
      const index = await createElasticsearchPostingIndex({
        ...elasticsearch,
        modelId: 'model',
        dimensions: 8,
        tokenizer: wordTokenizer
      })
      await node.revokeKey(lost.id)
      const failed = await index.count().catch(error => error)
      t.match(failed, { retryable: true, fault: 'key' })
      t.match(await index.remove([{ id: 'a', revision: 1 }]).catch(error => error), { retryable: true })
      await index.close()
    })
  }
)

const operations = fileURLToPath(new URL('../../../../docs/OPERATIONS.md', import.meta.url))

function rightsOf(prefix: string) {
  return [{ names: [`${prefix}*`], privileges: ['read', 'write', 'manage'] }]
}

function settings(env: Env) {
  const found = elasticsearchSettings(readProcessConfig(ElasticsearchConfig, { KAFKA_BROKERS: 'unused:1', ...env }))
  if (found === undefined) throw new Error('ELASTICSEARCH_URL is not set')
  return found
}

function openIndex(env: Env) {
  const { connection, prefix, shards, replicas } = settings(env)
  const limits = { shards, replicas }
  const content = { modelId: 'model', dimensions: 8, tokenizer: wordTokenizer }
  return createElasticsearchPostingIndex({ ...content, connection, prefix, limits })
}
