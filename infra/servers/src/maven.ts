import { spawn } from 'node:child_process'
import { once } from 'node:events'

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'

/** Runs a goal of Maven's dependency plugin in `directory`. */
export async function mavenDependency(directory: string, goal: string, parameters: Record<string, string>) {
  const args = Object.entries(parameters).map(([name, value]) => `-D${name}=${value}`)
  const maven = spawn('mvn', ['-q', '-B', '-ntp', `${plugin}:${goal}`, ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let output = ''
  for (const stream of [maven.stdout, maven.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const [code] = await once(maven, 'close').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Error('Maven is needed to fetch the servers: install `maven` (mvn).')
    throw error
  })
  if (code !== 0) throw new Error(`Maven could not fetch (dependency:${goal}):\n${output.slice(-2000)}`)
}
