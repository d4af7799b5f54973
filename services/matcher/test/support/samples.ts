import { setImmediate } from 'node:timers/promises'
import type { EventOf } from '@zhipei/shared/contracts/events'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import type { MatcherSystem } from './matcher-system.ts'

/** A graduate with every wish that a gate looks at. */
export const javaGraduate: Graduate = {
  graduateId: 'g1',
  major: '软件工程',
  degree: '本科',
  skills: ['Java', 'MySQL'],
  intent: { titles: ['Java开发'], cities: ['郑州'], salaryMin: 6000, kinds: ['job'] }
}

export const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`)

export const idsOf = ({ items }: RecommendationResponse) => items.map(item => item.postingId)

/** Everything that a new reader of the topic gets. */
export async function replay<T extends 'recommendations.served' | 'interactions.recorded'>(
  { bus }: MatcherSystem,
  topic: T
): Promise<EventOf<T>[]> {
  const seen: EventOf<T>[] = []
  const group = `reader-${Math.random()}`
  const reader = await bus.subscribe({
    topic,
    group,
    batchEventsMax: 100,
    handle: async batch => {
      for (const { value } of batch) if (value !== null) seen.push(value)
    }
  })
  while ((await bus.lag(topic, group)) > 0) await setImmediate()
  await reader.close()
  return seen
}
