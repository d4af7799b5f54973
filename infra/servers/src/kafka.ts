import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { exists, verifyChecksums, withLock } from './cache.ts'
import { findJava } from './java.ts'
import { mavenDependency } from './maven.ts'
import { choosePort, freePort, readState, type ServerState, type StartOptions, spawnServer } from './server-process.ts'

const version = '4.3.1'
const sources = fileURLToPath(new URL('../../kafka/', import.meta.url))
const javaMin = 17
const startTimeoutMs = 600_000

/** Fetches the broker's jars with Maven, once, and checks each against `kafka/jars.sha256`. */
async function install(cache: string): Promise<string> {
  const libraries = join(cache, `kafka-${version}`)
  return withLock(join(cache, 'install-kafka'), async () => {
    if (await exists(libraries)) return libraries
    const fresh = await mkdtemp(join(cache, 'kafka-'))
    try {
      await mavenDependency(sources, 'copy-dependencies', { includeScope: 'runtime', outputDirectory: fresh })
      const jars = (await readdir(fresh)).map(name => join(fresh, name))
      await verifyChecksums(join(sources, 'jars.sha256'), jars)
      await rename(fresh, libraries)
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
    return libraries
  })
}

export interface BrokerOptions extends StartOptions {
  /** Instead of those of a development broker, or beyond them. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>
  /** Of the cluster that brokers share; else the broker gets one of its own. */
  readonly clusterId?: string
  /** Further arguments of the storage tool, at the first start: users with passwords, say. */
  readonly format?: readonly string[]
  readonly heapMb?: number
  /** Whether its port speaks TLS. */
  readonly tls?: boolean
}

/** One broker that is its own controller (KRaft), on loopback; its data stay over restarts. */
export async function startKafka(options: BrokerOptions): Promise<ServerState> {
  const { cache, directory, settings = {}, heapMb = 512, tls = false } = options
  const [libraries, java] = await Promise.all([install(cache), findJava(javaMin, 'Kafka')])
  const running = await readState(directory)
  if (running !== undefined && (await answers(running.port, tls))) return running
  await mkdir(directory, { recursive: true })
  const port = await choosePort(directory, options.port)
  const properties = join(directory, 'server.properties')
  const all = { ...developmentSettings(directory, port, await freePort()), ...settings }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(properties, lines.join(''))
  const command = `${java.home}/bin/java`
  const flags = ['-Xms64m', `-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
  flags.push('-Dorg.slf4j.simpleLogger.showDateTime=true', '-cp', `${libraries}/*`)
  const archive = `${libraries}-java${java.version}.jsa`
  if (!(await exists(join(directory, 'data/meta.properties')))) {
    const id = options.clusterId ?? newClusterId()
    const format = ['kafka.tools.StorageTool', 'format', '-t', id, '-c', properties, ...(options.format ?? [])]
    await runOnce(command, [...flags, ...format], archive)
  }
  return spawnServer({
    directory,
    port,
    command,
    args: [`-XX:SharedArchiveFile=${archive}`, ...flags, 'kafka.Kafka', properties],
    answers: () => answers(port, tls),
    startTimeoutMs
  })
}

/**
 * Runs a program of Java to its end. The first run leaves an archive of the classes that it loaded, which makes later starts
 * faster. It is written beside its place and moved there, so that no start reads a half-written one.
 */
async function runOnce(java: string, args: readonly string[], archive: string): Promise<void> {
  const isFirst = !(await exists(archive))
  const fresh = `${archive}.${randomUUID()}`
  await promisify(execFile)(java, [
    `-XX:${isFirst ? 'ArchiveClassesAtExit' : 'SharedArchiveFile'}=${isFirst ? fresh : archive}`,
    ...args
  ])
  if (isFirst) await rename(fresh, archive).catch(() => undefined)
}

/** 22 characters of base64url, none of which makes it look like an option: kafka-storage takes a leading `-` for one. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? newClusterId() : id
}

/** Quick group joins and quick restarts after a crash, one replica. */
function developmentSettings(directory: string, port: number, controllerPort: number) {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': join(directory, 'data'),
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'auto.create.topics.enable': false,
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'log.cleaner.dedupe.buffer.size': 16_777_216
  }
}

/** One ApiVersions request (version 0): it is answered only once the broker handles requests. */
function answers(port: number, tls: boolean): Promise<boolean> {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff])
  return new Promise(resolve => {
    const ask = () => socket.write(request)
    // Only whether it answers: the certificate is its clients' concern.
    const socket: Socket = tls
      ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, ask)
      : connect(port, '127.0.0.1', ask)
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket
      .setTimeout(2_000, () => end(false))
      .once('data', () => end(true))
      .once('error', () => end(false))
      .once('close', () => end(false))
  })
}
