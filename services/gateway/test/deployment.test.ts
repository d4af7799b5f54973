import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { localOperator } from '@zhipei/shared/platform/access'
import { createHttp } from '@zhipei/shared/platform/http'
import { createLogger } from '@zhipei/shared/platform/logger'
import { ElasticsearchConfig, ProcessConfig } from '@zhipei/shared/process/config'
import t from 'tap'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface ComposeService {
  readonly image: string
  readonly profiles?: readonly string[]
  readonly ports?: readonly string[]
  readonly environment?: Readonly<Record<string, unknown>>
  readonly healthcheck?: object
  readonly depends_on?: Readonly<Record<string, object>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly read_only?: boolean
  readonly networks?: readonly string[]
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>
  readonly volumes: object
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose
const product = ['ingestion', 'profile', 'matcher', 'gateway']
const sizes = ['single', 'cluster']

t.test('docker-compose.yml holds together', async t => {
  for (const [name, service] of Object.entries(compose.services)) {
    t.ok(service.healthcheck, `${name} has a health check`)
    t.equal(service.ports !== undefined, name === 'gateway', `${name}: only the gateway publishes a port`)
    for (const size of service.profiles ?? ['none']) t.ok(sizes.includes(size), `${name} belongs to a size`)
    for (const other of Object.keys(service.depends_on ?? {})) {
      const profiles = compose.services[other]?.profiles ?? []
      t.ok(
        service.profiles?.every(size => profiles.includes(size)),
        `${name} waits for ${other}, which starts with it`
      )
    }
    for (const secret of service.secrets ?? []) t.match(compose.secrets[secret]?.file, /^infra\/compose\/secrets\//)
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? ''
      t.ok(source.startsWith('./') || source in compose.volumes, `${name}: ${source} is declared`)
    }
    for (const [variable, value] of Object.entries(service.environment ?? {}))
      if (/PASSWORD|SECRET|TOKEN/.test(variable)) t.match(value, /^\/run\/secrets\//, `${variable} is a file`)
  }
})

/** Keys of the Compose Specification that the file uses; a misspelt one is ignored by nobody but refused by `docker compose`. */
const serviceKeys =
  /^(?:image|build|profiles|ports|expose|environment|env_file|healthcheck|depends_on|secrets|volumes|tmpfs|read_only|networks|user|command|entrypoint|restart|stop_grace_period|cap_drop|security_opt|ulimits|mem_limit|cpus|deploy|hostname|init|logging|x-.+)$/
const healthKeys = /^(?:disable|test|interval|timeout|retries|start_period|start_interval)$/

t.test('docker-compose.yml uses keys of the Compose Specification only', async t => {
  for (const key of Object.keys(compose)) t.match(key, /^(?:name|services|networks|volumes|secrets|x-.+)$/)
  for (const [name, service] of Object.entries(compose.services)) {
    for (const key of Object.keys(service)) t.match(key, serviceKeys, name)
    for (const key of Object.keys(service.healthcheck ?? {})) t.match(key, healthKeys, `${name}: health check`)
    for (const [other, how] of Object.entries(service.depends_on ?? {}))
      t.match((how as { condition?: string }).condition, /^service_(?:started|healthy|completed_successfully)$/, other)
  }
})

t.test("the product's services run without rights, with settings that they know", async t => {
  const known = new Set([...Object.keys(ProcessConfig.properties), ...Object.keys(ElasticsearchConfig.properties)])
  for (const name of product) {
    const service = compose.services[name] as ComposeService
    t.equal(service.read_only, true, name)
    const unknown = Object.keys(service.environment ?? {}).filter(key => !known.has(key) && !/^[A-Z]+_URL$/.test(key))
    t.same(unknown, [], name)
  }
  t.match(read('Dockerfile'), /^USER node$/m)
})

t.test('both sizes set every variable that the file asks for', async t => {
  const asked = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{(\w+)(?!\w*:-)/g)].map(match => match[1] as string)
  for (const size of sizes) {
    const text = read(`infra/compose/${size}.env`)
    for (const name of new Set(asked)) t.match(text, new RegExp(`^${name}=`, 'm'), `${size}: ${name}`)
  }
})

t.test('alerts and dashboards watch metrics that exist, and OPERATIONS.md says what to do', async t => {
  const rules = (parse(read('infra/prometheus/alerts.yml')) as Rules).groups.flatMap(group => group.rules)
  const sources = [
    'shared/src/process/run-process.ts',
    'shared/src/platform/http.ts',
    'services/matcher/src/metrics.ts'
  ]
  const app = await createHttp({
    title: 'test',
    logger: createLogger({ level: 'silent' }),
    findCaller: () => localOperator,
    requestsPerMinuteMax: 1,
    readiness: []
  })
  const served = (await app.inject('/metrics')).body
  await app.close()
  const code = sources.map(read).join('\n')
  const exists = (name: string) => {
    const base = name.replace(/_(count|bucket|sum)$/, '')
    return served.includes(`# TYPE ${base} `) || code.includes(`'${base}'`)
  }
  const metricsOf = (expr: string) =>
    [...expr.matchAll(/\b(zhipei|http|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name)
  const operations = read('docs/OPERATIONS.md')
  for (const { alert, expr } of rules) {
    for (const name of metricsOf(expr)) t.ok(exists(name), `${alert}: ${name}`)
    t.match(operations, alert)
  }
  const dashboard = JSON.parse(read('infra/grafana/dashboards/zhipei.json')) as Dashboard
  t.ok(dashboard.panels.length > 0)
  for (const { title, targets } of dashboard.panels) {
    const names = targets.flatMap(({ expr }) => metricsOf(expr))
    t.ok(names.length > 0, `${title} shows something`)
    for (const name of names) t.ok(exists(name), `${title}: ${name}`)
  }
})

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
}

t.test('docker compose accepts it', async t => {
  const has = spawnSync('docker', ['compose', 'version']).status === 0
  if (!has) return t.pass('no docker compose here: the checks above stand alone')
  for (const size of sizes) {
    const run = spawnSync('docker', ['compose', '--env-file', `infra/compose/${size}.env`, 'config', '-q'], {
      cwd: root
    })
    t.equal(run.status, 0, String(run.stderr))
  }
})

t.test('promtool: each alert fires when it should, and not before', async t => {
  const has = spawnSync('promtool', ['--version']).status === 0
  if (!has) return t.pass('no promtool here: the checks above stand alone')
  const run = spawnSync('promtool', ['test', 'rules', 'infra/prometheus/alerts.test.yml'], { cwd: root })
  t.equal(run.status, 0, String(run.stdout))
})

t.test('every alert is tried', async t => {
  const rules = (parse(read('infra/prometheus/alerts.yml')) as Rules).groups.flatMap(group => group.rules)
  const tried = new Set(
    [...read('infra/prometheus/alerts.test.yml').matchAll(/alertname: (\w+)/g)].map(([, name]) => name)
  )
  t.same(
    rules.map(({ alert }) => alert).filter(alert => !tried.has(alert)),
    []
  )
})
