import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory, withLock } from './cache.ts'
import { startElasticsearch } from './elasticsearch.ts'
import { startKafka } from './kafka.ts'
import { killServer, readState, stopServer } from './server-process.ts'

export const serverNames = ['kafka', 'elasticsearch'] as const
export type ServerName = (typeof serverNames)[number]

const stopTimeoutMs = 30_000

/** The real servers on loopback. Instances have ports and data of their own; the programs are fetched once for all. */
export interface Servers {
  /** Starts it where it doesn't run. @returns its address */
  start(name: ServerName): Promise<string>
  /** Its address, or undefined where it doesn't run. */
  address(name: ServerName): Promise<string | undefined>
  /** False where it did not run. */
  stop(name: ServerName): Promise<boolean>
  /** SIGKILL: a crash. */
  kill(name: ServerName): Promise<boolean>
  /** Stops it and deletes its data. */
  wipe(name: ServerName): Promise<void>
}

/** The environment variable that tells the product where a server is. */
export const variableOf: Record<ServerName, string> = { kafka: 'KAFKA_BROKERS', elasticsearch: 'ELASTICSEARCH_URL' }

export interface ServersOptions {
  /** For tests: Elasticsearch is ready in half the processor time, slower afterwards. */
  readonly quick?: boolean
}

export function createServers(instance: string, { quick = false }: ServersOptions = {}): Servers {
  const cache = cacheDirectory()
  const directoryOf = (name: ServerName) => join(cache, 'instances', instance, name)
  const addressOf = (name: ServerName, port: number) =>
    name === 'kafka' ? `127.0.0.1:${port}` : `http://127.0.0.1:${port}`
  const locked = <T>(name: ServerName, work: () => Promise<T>) => withLock(directoryOf(name), work)
  return {
    start(name) {
      const directory = directoryOf(name)
      const start = name === 'kafka' ? startKafka : startElasticsearch
      const port = Number(process.env[portVariableOf[name]]) || undefined
      return locked(name, async () =>
        addressOf(name, (await start({ cache, directory, quick, ...(port === undefined ? {} : { port }) })).port)
      )
    },
    async address(name) {
      const state = await readState(directoryOf(name))
      return state === undefined ? undefined : addressOf(name, state.port)
    },
    stop: name => locked(name, () => stopServer(directoryOf(name), stopTimeoutMs)),
    // Without the lock: a crash comes at any time, also while another command waits for the server.
    kill: name => killServer(directoryOf(name)),
    async wipe(name) {
      await locked(name, async () => {
        await stopServer(directoryOf(name), stopTimeoutMs)
        await rm(directoryOf(name), { recursive: true, force: true })
      })
    }
  }
}

const portVariableOf: Record<ServerName, string> = {
  kafka: 'ZHIPEI_KAFKA_PORT',
  elasticsearch: 'ZHIPEI_ELASTICSEARCH_PORT'
}
