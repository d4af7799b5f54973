import { posting } from '@zhipei/shared/test/support/postings'
import { openMatcherSystem } from './matcher-system.ts'

/** Serves and records in the given directory, says what it acknowledged, then stands until it is killed. */
const system = await openMatcherSystem({ directory: process.argv[2] as string })
await system.screened(Array.from({ length: 30 }, (_, n) => posting(`p${n}`)))
await system.changed({ graduateId: 'g1', degree: '本科', skills: ['Java'] })
const page = await system.recommend({ graduateId: 'g1', limit: 5 })
const dismissed = page.items[0]?.id
await system.post('/v1/interactions', {
  requestId: page.requestId,
  postingId: dismissed,
  graduateId: 'g1',
  type: 'dismiss',
  at: '2026-11-24T10:00:00+08:00'
})
const second = await system.recommend({ graduateId: 'g1', limit: 5, cursor: page.nextCursor })
process.stdout.write(`${JSON.stringify({ cursor: page.nextCursor, dismissed, second })}\n`)
setInterval(() => undefined, 60_000)
