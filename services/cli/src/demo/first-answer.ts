import type { Salary } from '@zhipei/shared/contracts/posting'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import type { Http } from '@zhipei/shared/platform/http'

const profile = { major: '软件工程', degree: '本科', skills: ['Java', 'MySQL'], intent: { cities: ['郑州'] } }
const request = { profile, limit: 3 }

/** A ready command and what it answers now: the three best postings, each with its reasons. */
export async function firstAnswer(app: Http, url: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/v1/recommendations', payload: request })
  const command = `curl -s ${url}/v1/recommendations -H 'content-type: application/json' -d '${JSON.stringify(request)}'`
  if (answer.statusCode !== 200) return `试一试：\n${command}`
  const { items } = answer.json<RecommendationResponse>()
  const lines = items.map(({ rank, posting, reasons }) => {
    const why = reasons.map(reason => reason.text).join('；')
    return `  ${rank}. ${posting.title} · ${posting.employer} · ${posting.city ?? ''} · ${payText(posting.salary)}\n     ${why}`
  })
  return `试一试：\n${command}\n当前回答（摘要）：\n${lines.length > 0 ? lines.join('\n') : '  岗位库为空'}`
}

function payText({ text, min, max }: Salary): string {
  if (text !== null) return text
  return min === null || max === null ? '薪资未注明' : `${min}-${max}元/月`
}
