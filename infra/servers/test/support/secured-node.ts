import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import https from 'node:https'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Test } from 'tap'
import { cacheDirectory } from '../../src/cache.ts'
import { startElasticsearch } from '../../src/elasticsearch.ts'
import { stopServer } from '../../src/server-process.ts'
import type { Issued } from './certificates.ts'

const stopTimeoutMs = 30_000

export interface IndexRights {
  readonly names: readonly string[]
  readonly privileges: readonly string[]
}

export interface SecuredNode {
  /** https, by address. */
  readonly url: string
  createKey(name: string, indices: readonly IndexRights[]): Promise<{ id: string; encoded: string }>
  revokeKey(id: string): Promise<void>
  /** How many indexes have the alias. */
  aliasOf(alias: string): Promise<number>
}

/** One node with access control whose HTTP port speaks TLS. Its folder is where the user that it runs as can read it. */
export async function startSecuredNode(t: Test, ca: string, issued: Issued): Promise<SecuredNode> {
  const cache = cacheDirectory()
  const instance = `${process.env.ZHIPEI_SERVERS_INSTANCE ?? 'default'}-secured`
  const directory = join(cache, 'instances', instance, 'elasticsearch')
  const password = randomBytes(24).toString('hex')
  const security = { ca, cert: issued.cert, key: issued.key, password }
  const wipe = async () => {
    await stopServer(directory, stopTimeoutMs)
    await rm(directory, { recursive: true, force: true })
  }
  await wipe()
  t.teardown(wipe)
  const { port } = await startElasticsearch({ cache, directory, quick: true, security })
  const caText = await readFile(ca)

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const text = JSON.stringify(body ?? {})
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const address = { host: '127.0.0.1', port, method, path, ca: caText, auth: `elastic:${password}` }
    const request = https.request({ ...address, ...(body !== undefined && { headers }) })
    return new Promise((resolve, reject) => {
      request.on('error', reject).on('response', answer => {
        if (answer.statusCode === 200) resolve(json(answer))
        else reject(new Error(`${method} ${path}: ${answer.statusCode}`))
      })
      request.end(body && text)
    })
  }

  return {
    url: `https://127.0.0.1:${port}`,
    async createKey(name, index) {
      const body = { name, role_descriptors: { [name]: { index } } }
      return (await ask('POST', '/_security/api_key', body)) as { id: string; encoded: string }
    },
    async revokeKey(id) {
      await ask('DELETE', '/_security/api_key', { ids: [id] })
    },
    aliasOf: async alias => Object.keys((await ask('GET', `/_alias/${alias}`)) as object).length
  }
}
