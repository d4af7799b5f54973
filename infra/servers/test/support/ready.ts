import { setTimeout as sleep } from 'node:timers/promises'
import type { MatcherSystem } from '@zhipei/matcher/test/support/matcher-system'

/** Readiness has two seconds to find out: where a node is slow it is not ready for a moment. */
export async function untilReady({ app }: MatcherSystem): Promise<void> {
  while ((await app.inject('/health/ready')).statusCode !== 200) await sleep(20)
}
