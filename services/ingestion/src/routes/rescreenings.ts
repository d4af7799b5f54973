import { RescreenProgress, RescreenRequest } from '@zhipei/shared/contracts/rescreening'
import { AppError, notFound } from '@zhipei/shared/platform/errors'
import type { Http } from '@zhipei/shared/platform/http'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Rescreen } from '../rescreening.ts'

/** A rule change in a running system: a dry run first, then the pool page by page beside everything else. */
export function addRescreeningRoutes(
  app: Http,
  { rescreen, logger }: { readonly rescreen: Rescreen; readonly logger: Logger }
): void {
  let current: RescreenProgress | undefined
  let isRunning = false

  /** @throws what keeps it from starting; what ends it later is in the progress */
  async function run(apply: boolean, onStarted: () => void): Promise<void> {
    isRunning = true
    current = undefined
    try {
      await rescreen({
        apply,
        onProgress(report, total) {
          current = { state: 'running', total, report, error: null }
          onStarted()
        }
      })
      end('done', null)
    } catch (error) {
      if (current === undefined) throw error
      logger.error({ err: error }, 'rescreening interrupted')
      end('failed', '重新审核中断，请重新发起：已完成的部分不会重做')
    } finally {
      isRunning = false
    }
  }

  function end(state: RescreenProgress['state'], error: string | null): void {
    if (current !== undefined) current = { ...current, state, error }
  }

  app.post(
    '/v1/rescreenings',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: '按当前规则重新审核全部岗位：apply 为 false 时只报告将会发生的变化',
        body: RescreenRequest,
        response: { 202: RescreenProgress }
      }
    },
    async ({ body }, reply) => {
      if (isRunning) throw new AppError(409, '重新审核正在进行，请等待完成')
      await new Promise<void>((resolve, reject) => {
        run(body.apply, resolve).then(resolve, reject)
      })
      return reply.code(202).send(current as RescreenProgress)
    }
  )

  app.get(
    '/v1/rescreenings/latest',
    {
      config: { roles: ['operator'] },
      schema: { summary: '最近一次重新审核的进度与结果', response: { 200: RescreenProgress } }
    },
    async () => {
      if (current === undefined) throw notFound('重新审核的记录（服务启动以来没有发起过）')
      return current
    }
  )
}
