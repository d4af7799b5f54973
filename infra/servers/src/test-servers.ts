import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServers, type ServerName, serverNames, variableOf } from './servers.ts'

/**
 * `npm run test:servers -- [NAME…] [--instance NAME]`: starts the servers that the environment does not name already, on
 * empty folders, runs the suites of `infra/servers/test` (those whose file name holds a NAME, or all), one after the other,
 * and stops what it started. Runs of different instances (`test` unless said) don't disturb each other.
 * A skipped test is a failure here: the servers are there.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = { instance: { type: 'string', default: 'test' } } as const
  const { values, positionals: wanted } = parseArgs({ args: [...args], allowPositionals: true, options })
  const root = fileURLToPath(new URL('../../../../', import.meta.url))
  const folder = join(root, 'infra/servers/build/test')
  const suites = (await readdir(folder)).filter(
    name => name.endsWith('.test.js') && (wanted.length === 0 || wanted.some(part => name.includes(part)))
  )
  if (suites.length === 0) throw new Error(`no suite in ${folder} matches ${wanted.join(', ')}`)
  const servers = createServers(values.instance, { quick: true })
  const missing = serverNames.filter(name => !process.env[variableOf[name]])
  const env = { ...process.env, ZHIPEI_SERVERS_INSTANCE: values.instance }
  const started: ServerName[] = []
  try {
    for (const name of missing) {
      // What an earlier run left is of no use, and one more thing that could differ.
      if ((await servers.address(name)) === undefined) await servers.wipe(name)
      Object.assign(env, { [variableOf[name]]: await servers.start(name) })
      started.push(name)
    }
    const files = suites.map(name => join(folder, name))
    return await runTap(root, files, env)
  } finally {
    await Promise.all(started.map(name => servers.stop(name)))
  }
}

/** @returns the exit code: that of tap, or 1 where a test was skipped */
async function runTap(root: string, files: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const tap = join(root, 'node_modules/tap/dist/esm/run.mjs')
  const args = ['run', '--jobs=1', '--timeout=1800', ...files]
  const child = spawn(process.execPath, [tap, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let end = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    end = (end + text).slice(-1000)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  const counts = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(end)
  if (code === 0 && counts !== null && counts[1] !== '0' && counts[3] === '0') return 0
  if (counts?.[3] !== '0') process.stderr.write('a server suite was skipped: that is a failure here\n')
  return code || 1
}

process.exitCode = await main(process.argv.slice(2))
