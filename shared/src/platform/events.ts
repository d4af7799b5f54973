import { randomUUID } from 'node:crypto'
import { type EventOf, eventVersion, type TopicName, topics } from '../contracts/events.ts'

/** A fresh event envelope around `data`. `traceId` ties it to the request or event that caused it. */
export function createEvent<T extends TopicName>(
  topic: T,
  data: EventOf<T>['data'],
  options: { readonly atMs: number; readonly traceId: string; readonly id?: string }
): EventOf<T> {
  return {
    id: options.id ?? randomUUID(),
    type: topics[topic].schema.properties.type.const,
    version: eventVersion,
    at: new Date(options.atMs).toISOString(),
    traceId: options.traceId,
    data
  } as EventOf<T>
}
