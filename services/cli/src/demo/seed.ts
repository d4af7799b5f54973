import type { Http } from '@zhipei/shared/platform/http'
import { generateGraduates } from '../generate/graduates.ts'
import { generatePostings } from '../generate/postings.ts'
import type { System } from '../system.ts'

const postings = 2000
const graduates = 50
const seed = 20_261_124
const batchPostings = 500

/** Sends a synthetic pool through the HTTP interface, as feeds and apps do, and waits until it can be recommended. */
export async function seedDemoPool(system: System, app: Http): Promise<{ postings: number; graduates: number }> {
  const pool = [...generatePostings({ count: postings, seed })]
  for (let from = 0; from < pool.length; from += batchPostings) {
    await send(app, 'POST', '/v1/postings', pool.slice(from, from + batchPostings))
  }
  for (const graduate of generateGraduates({ count: graduates, seed })) {
    await send(app, 'PUT', `/v1/graduates/${graduate.graduateId}`, graduate)
  }
  await system.settled()
  return { postings, graduates }
}

async function send(app: Http, method: 'POST' | 'PUT', url: string, payload: object): Promise<void> {
  const answer = await app.inject({ method, url, payload })
  if (answer.statusCode >= 300)
    throw new Error(`示例数据写入失败：${method} ${url} ${answer.statusCode} ${answer.body}`)
}
