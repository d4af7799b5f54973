import { UsageError } from './usage.ts'

/** A command gets its own arguments and resolves when it is done; it throws UsageError for a wrong call. */
type Command = (args: readonly string[]) => Promise<void>

/** Loaded on call, so that `screen` doesn't pay for the server or the model. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  dead: async () => (await import('./commands/dead.ts')).dead,
  embed: async () => (await import('./commands/embed.ts')).embed,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  generate: async () => (await import('./commands/generate.ts')).generate,
  import: async () => (await import('./commands/import.ts')).importFiles,
  match: async () => (await import('./commands/match.ts')).match,
  replay: async () => (await import('./commands/replay.ts')).replay,
  rescreen: async () => (await import('./commands/rescreen.ts')).rescreen,
  republish: async () => (await import('./commands/republish.ts')).republish,
  restore: async () => (await import('./commands/restore.ts')).restore,
  screen: async () => (await import('./commands/screen.ts')).screen,
  start: async () => (await import('./commands/start.ts')).start
}

/** Exit codes: 0 done, 1 failed, 2 wrong usage. Data goes to stdout, everything else to stderr. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const [name = '', ...args] = argv
  const load = commands[name]
  if (load === undefined) {
    console.error(`usage: zhipei ${Object.keys(commands).join(' | ')} …`)
    return 2
  }
  try {
    const command = await load()
    await command(args)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`zhipei ${name}: ${error.message}`)
      return 2
    }
    console.error(`zhipei ${name}: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}
