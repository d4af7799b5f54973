import { setTimeout as sleep } from 'node:timers/promises'
import { createProcesses, type ProcessName, processNames } from './processes.ts'
import { createServers, serverNames, variableOf } from './servers.ts'

/**
 * `npm run start:servers`: every service as a process of its own behind one port (ZHIPEI_PORT, 8080), on the Kafka and
 * Elasticsearch that the environment names, or on local ones, which are started. A process that dies is started again.
 */
async function main(): Promise<void> {
  const servers = createServers('default')
  const env: NodeJS.ProcessEnv = {
    ZHIPEI_PORT: '8080',
    ZHIPEI_DATA_DIR: 'data/processes',
    ZHIPEI_LOG_LEVEL: 'warn',
    ...process.env
  }
  for (const name of serverNames) {
    if (env[variableOf[name]]) continue
    process.stderr.write(`starting ${name}\n`)
    env[variableOf[name]] = await servers.start(name)
    // One node holds no copies.
    env[name === 'kafka' ? 'KAFKA_REPLICAS' : 'ELASTICSEARCH_REPLICAS'] ??= name === 'kafka' ? '1' : '0'
  }
  const processes = await createProcesses(env, text => process.stderr.write(text))
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    for (const name of [...processNames].reverse()) await processes.stop(name)
  }
  processes.onEnd((name, how) => {
    if (!stopping) void restart(name, how)
  })
  const restart = async (name: ProcessName, how: string) => {
    process.stderr.write(`${name} ended with ${how}; starting it again\n`)
    await sleep(1_000)
    await processes.start(name).catch(() => undefined)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  try {
    for (const name of processNames) await processes.start(name)
    process.stdout.write(`职配已启动：${processes.url('gateway')}\n`)
  } catch (error) {
    await stop()
    throw error
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
