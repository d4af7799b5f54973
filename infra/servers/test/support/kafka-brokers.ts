import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import kafkajs from 'kafkajs'
import type { Test } from 'tap'
import { cacheDirectory } from '../../src/cache.ts'
import { newClusterId, startKafka } from '../../src/kafka.ts'
import { freePort, killServer, stopServer } from '../../src/server-process.ts'
import type { Issued } from './certificates.ts'

const stopTimeoutMs = 20_000

export interface Cluster {
  /** `host:port` of each, comma-separated. */
  readonly brokers: string
  start(broker: number): Promise<void>
  /** SIGKILL. */
  kill(broker: number): Promise<void>
}

/** Brokers in one KRaft quorum that replicate every topic to all of them and acknowledge what all but one hold. */
export async function startCluster(t: Test, directory: string, size: number): Promise<Cluster> {
  const nodes: { id: number; port: number; controllerPort: number; directory: string }[] = []
  for (let id = 1; id <= size; id++)
    nodes.push({
      id,
      port: await freePort(),
      controllerPort: await freePort(),
      directory: join(directory, `broker${id}`)
    })
  const clusterId = newClusterId()
  const voters = nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(',')
  const start = async ({ id, port, controllerPort, directory }: (typeof nodes)[number]) => {
    const settings = {
      'node.id': id,
      listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
      'controller.quorum.voters': voters,
      'default.replication.factor': size,
      'min.insync.replicas': size - 1,
      'offsets.topic.replication.factor': size,
      'transaction.state.log.replication.factor': size,
      'transaction.state.log.min.isr': size - 1
    }
    await startKafka({ cache: cacheDirectory(), directory, port, settings, clusterId, heapMb: 256 })
  }
  t.teardown(() => Promise.all(nodes.map(node => stopServer(node.directory, stopTimeoutMs))))
  await Promise.all(nodes.map(start))
  const nodeOf = (broker: number) => nodes[broker] as (typeof nodes)[number]
  return {
    brokers: nodes.map(({ port }) => `127.0.0.1:${port}`).join(','),
    start: broker => start(nodeOf(broker)),
    async kill(broker) {
      await killServer(nodeOf(broker).directory)
    }
  }
}

export interface SecuredBroker {
  /** TLS and a login: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512. */
  readonly login: string
  /** TLS with client certificates, no login. */
  readonly mutual: string
  /** Plain TCP; nobody has rights on it. */
  readonly open: string
}

export interface SecuredBrokerOptions {
  readonly directory: string
  readonly ca: string
  /** Its common name may do everything. */
  readonly server: Issued
  readonly user: string
  readonly password: string
}

/** One broker that grants nothing without an access control list. */
export async function startSecuredBroker(t: Test, options: SecuredBrokerOptions): Promise<SecuredBroker> {
  const { directory, ca, server, user, password } = options
  const [port, mutual, open, controller] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const address = (name: string, port: number) => `${name}://127.0.0.1:${port}`
  const listeners = [address('LOGIN', port), address('MUTUAL', mutual), address('OPEN', open)].join(',')
  const module = 'org.apache.kafka.common.security'
  const settings = {
    listeners: `${listeners},${address('CONTROLLER', controller)}`,
    'advertised.listeners': listeners,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'listener.security.protocol.map': 'LOGIN:SASL_SSL,MUTUAL:SSL,OPEN:PLAINTEXT,CONTROLLER:SSL',
    'inter.broker.listener.name': 'MUTUAL',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': server.both,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca,
    'listener.name.mutual.ssl.client.auth': 'required',
    'listener.name.controller.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/,DEFAULT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.login.plain.sasl.jaas.config': `${module}.plain.PlainLoginModule required user_${user}="${password}";`,
    'listener.name.login.scram-sha-256.sasl.jaas.config': `${module}.scram.ScramLoginModule required;`,
    'listener.name.login.scram-sha-512.sasl.jaas.config': `${module}.scram.ScramLoginModule required;`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:admin'
  }
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap(mechanism => [
    '--add-scram',
    `${mechanism}=[name=${user},password=${password}]`
  ])
  t.teardown(() => stopServer(directory, stopTimeoutMs))
  await startKafka({ cache: cacheDirectory(), directory, port, settings, format: scram, tls: true })
  return { login: `127.0.0.1:${port}`, mutual: `127.0.0.1:${mutual}`, open: `127.0.0.1:${open}` }
}

/** Grants a user the rights that docs/OPERATIONS.md names, on one prefix. `admin` is a certificate of a super user. */
export async function grant(broker: string, ca: string, admin: Issued, user: string, prefix: string): Promise<void> {
  const [caText, cert, key] = await Promise.all([ca, admin.cert, admin.key].map(file => readFile(file, 'utf8')))
  const ssl = { ca: caText as string, cert: cert as string, key: key as string }
  const client = new kafkajs.Kafka({ brokers: [broker], ssl, logLevel: kafkajs.logLevel.NOTHING }).admin()
  const { AclResourceTypes, AclOperationTypes } = kafkajs
  const { DESCRIBE, READ, WRITE, CREATE } = AclOperationTypes
  const common = {
    resourceName: prefix,
    resourcePatternType: kafkajs.ResourcePatternTypes.PREFIXED,
    principal: `User:${user}`,
    host: '*',
    permissionType: kafkajs.AclPermissionTypes.ALLOW
  }
  await client.connect()
  await client.createAcls({
    acl: [
      ...[DESCRIBE, READ, WRITE, CREATE].map(operation => ({
        ...common,
        operation,
        resourceType: AclResourceTypes.TOPIC
      })),
      ...[DESCRIBE, READ].map(operation => ({ ...common, operation, resourceType: AclResourceTypes.GROUP }))
    ]
  })
  await client.disconnect()
}
