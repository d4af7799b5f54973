/** A process to be killed: `node import-child.js DIRECTORY` serves on a free port and prints it. */
import { openTestSystem } from './system.ts'

const system = await openTestSystem(process.argv[2] ?? '')
await system.app.listen({ host: '127.0.0.1', port: 0 })
const address = system.app.server.address()
process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
