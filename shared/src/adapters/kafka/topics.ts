import { topics } from '../../contracts/events.ts'
import { deadTopic, recordBytesMax } from '../event-codec.ts'
import type { TopicSpec } from './kafka-types.ts'

export interface TopicLimits {
  /** Partitions of a new topic; an existing one keeps its own. More members of a group than partitions stay idle. */
  readonly partitions: number
  /** Copies of each record. Writes go on while one of three is away. */
  readonly replicas: number
  /** Records of `delete` topics live so long, and the largest age of a superseded record of a compacted topic. */
  readonly retentionMs: number
  readonly compactionLagMsMax: number
  readonly deadRetentionMs: number
  /** A reader that stays away longer may miss that a key is gone. */
  readonly tombstoneRetentionMs: number
}

/** Room for the envelope of a batch around one largest record. */
const batchBytesMax = recordBytesMax + 1024 * 1024
/** Retention and compaction work on closed segments only. */
const segmentMs = 24 * 3_600_000

/** Holds which keys were erased up to which offset, see `erasures.ts`. One partition: its readers hold all of it. */
export const erasuresTopic = 'events.erased'

/** The broker's settings of a topic, its dead letters or the erasures. */
export function topicSpec(name: string, prefix: string, limits: TopicLimits): TopicSpec {
  const cleanup = cleanupOf(name, limits)
  return {
    topic: prefix + name,
    partitions: name === erasuresTopic ? 1 : limits.partitions,
    replicas: limits.replicas,
    config: {
      'min.insync.replicas': String(limits.replicas > 2 ? 2 : 1),
      'max.message.bytes': String(batchBytesMax),
      'compression.type': 'producer',
      // A writer's clock that runs ahead would have its records refused.
      'message.timestamp.type': 'LogAppendTime',
      'segment.ms': String(segmentMs),
      ...cleanup
    }
  }
}

function cleanupOf(name: string, limits: TopicLimits): Record<string, string> {
  const compaction = {
    'min.cleanable.dirty.ratio': '0.1',
    'max.compaction.lag.ms': String(limits.compactionLagMsMax),
    'delete.retention.ms': String(limits.tombstoneRetentionMs)
  }
  // Erasures outlive every record that they may concern.
  const longest = 2 * Math.max(limits.retentionMs, limits.deadRetentionMs)
  if (name === erasuresTopic)
    return { 'cleanup.policy': 'compact,delete', 'retention.ms': String(longest), ...compaction }
  const known = Object.entries(topics).find(([topic]) => topic === name)?.[1]
  if (known?.cleanup === 'compact') return { 'cleanup.policy': 'compact', ...compaction }
  const dead = Object.keys(topics).some(topic => deadTopic(topic) === name)
  return { 'cleanup.policy': 'delete', 'retention.ms': String(dead ? limits.deadRetentionMs : limits.retentionMs) }
}
