import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const jdkFolders = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/java', '/opt']

export interface Java {
  readonly home: string
  readonly version: number
}

/**
 * The newest Java runtime of at least `versionMin`, from JAVA_HOME, the PATH and the usual folders.
 * @throws Error that says what to install
 */
export async function findJava(versionMin: number, purpose: string): Promise<Java> {
  const found = await Promise.all((await candidates()).map(async home => ({ home, version: await javaVersion(home) })))
  const best = found.filter(({ version }) => version >= versionMin).sort((a, b) => b.version - a.version)[0]
  if (best !== undefined) return best
  const seen = found.filter(({ version }) => version > 0).map(({ home, version }) => `${version} (${home})`)
  throw new Error(
    `${purpose} needs Java ${versionMin} or newer; found ${seen.join(', ') || 'none'}. ` +
      `Install one (for example temurin-25-jdk or openjdk-${versionMin}-jdk) or point JAVA_HOME to it.`
  )
}

async function candidates(): Promise<string[]> {
  const homes = new Set<string>()
  if (process.env.JAVA_HOME) homes.add(process.env.JAVA_HOME)
  for (const folder of jdkFolders)
    for (const name of await readdir(folder).catch(() => [])) {
      homes.add(join(folder, name))
      homes.add(join(folder, name, 'Contents/Home'))
    }
  const onPath = await settings('java').catch(() => '')
  const home = /java\.home = (.+)/.exec(onPath)?.[1]
  if (home !== undefined) homes.add(home.trim())
  return [...homes]
}

/** 0 where there is none. */
async function javaVersion(home: string): Promise<number> {
  const text = await settings(join(home, 'bin/java')).catch(() => '')
  return Number(/java\.specification\.version = (\d+)/.exec(text)?.[1] ?? 0)
}

async function settings(java: string): Promise<string> {
  return (await run(java, ['-XshowSettings:properties', '-version'])).stderr
}
