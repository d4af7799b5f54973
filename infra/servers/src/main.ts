import { parseArgs } from 'node:util'
import { createServers, type ServerName, serverNames, variableOf } from './servers.ts'

const usage = `npm run servers -- start|stop|status|kill|wipe [kafka] [elasticsearch] [--instance NAME] [--quick]
  start   fetches what is missing (Maven), starts what doesn't run, prints the addresses as environment lines
  status  prints the addresses of what runs; exit code 3 where something doesn't
  stop    ends them; their data stay            kill   ends them at once, as a crash would
  wipe    ends them and deletes their data
Both servers where none is named. --quick starts Elasticsearch sooner, for tests: it is slower afterwards. ZHIPEI_KAFKA_PORT and ZHIPEI_ELASTICSEARCH_PORT fix the ports.
`

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      instance: { type: 'string', default: 'default' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean' }
    }
  })
  const [command = '', ...named] = positionals
  const unknown = named.find(name => !serverNames.includes(name as ServerName))
  if (values.help || unknown !== undefined || !/^[\w-]+$/.test(values.instance)) return refuse()
  const names = named.length === 0 ? serverNames : (named as ServerName[])
  const servers = createServers(values.instance, { quick: values.quick })
  switch (command) {
    case 'start': {
      const addresses = await Promise.all(names.map(name => servers.start(name)))
      for (const [index, name] of names.entries()) print(`${variableOf[name]}=${addresses[index]}`)
      return 0
    }
    case 'status': {
      const addresses = await Promise.all(names.map(name => servers.address(name)))
      for (const [index, name] of names.entries())
        if (addresses[index] === undefined) process.stderr.write(`${name} does not run\n`)
        else print(`${variableOf[name]}=${addresses[index]}`)
      return addresses.includes(undefined) ? 3 : 0
    }
    case 'stop':
    case 'kill':
    case 'wipe':
      await Promise.all(names.map(name => servers[command](name)))
      return 0
    default:
      return refuse()
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function refuse(): number {
  process.stderr.write(usage)
  return 2
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
