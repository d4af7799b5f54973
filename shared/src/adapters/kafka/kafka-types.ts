export interface KafkaConnection {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[]
  readonly clientId: string
  /** TLS; PEM texts. Absent: plain TCP. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
    readonly username: string
    readonly password: string
  }
}

export interface TopicSpec {
  readonly topic: string
  readonly partitions: number
  readonly replicas: number
  readonly config: Readonly<Record<string, string>>
}

export interface OutgoingRecord {
  readonly key: string
  readonly value: string | null
}

export interface PartitionRange {
  readonly partition: number
  /** The earliest retained offset. */
  readonly low: number
  /** The offset that the next record gets. */
  readonly high: number
}

export interface FetchedRecord {
  readonly key: string
  readonly partition: number
  readonly offset: number
  readonly value: string | null
}

/** Of one partition, in order. */
export interface FetchedBatch {
  readonly records: readonly FetchedRecord[]
  /** Tells the group that this member lives. @throws where the group is dividing the partitions anew */
  heartbeat(): Promise<void>
  /** Goes on from `next`, without a commit. */
  advance(next: number): void
  /** Everything below `next` is finished: commits it and goes on from there. */
  commit(next: number): Promise<void>
}

export interface ConsumeOptions {
  /** Makes sure that the topic is there; asked at each start. */
  readonly topic: () => Promise<string>
  readonly group: string
  readonly sessionTimeoutMs: number
  readonly heartbeatIntervalMs: number
  readonly rebalanceTimeoutMs: number
  readonly batchBytesMax: number
  /** One call at a time. What it throws ends the member's turn; it rejoins and gets uncommitted records again. */
  readonly handle: (batch: FetchedBatch) => Promise<void>
  readonly onRebalance?: () => void
  readonly onFault: (error: unknown) => void
}

export interface RunningConsumer {
  /** Waits for the running batch, leaves the group. */
  close(): Promise<void>
}

/** What the event bus needs of Kafka, in plain values. */
export interface KafkaClient {
  /** One question to the cluster. @throws where it is not answered */
  probe(): Promise<void>
  /** Creates the topic where it is missing, waits for its leaders. @returns the number of its partitions */
  ensureTopic(spec: TopicSpec): Promise<number>
  partitionOf(key: string, partitions: number): number
  /** Resolves when all in-sync replicas hold the records, each once, in order. Call again with the same records or none. */
  send(topic: string, partition: number, records: readonly OutgoingRecord[]): Promise<void>
  ranges(topic: string): Promise<readonly PartitionRange[]>
  /** The next offset of the group per partition; partitions without a commit are absent. */
  committed(topic: string, group: string): Promise<ReadonlyMap<number, number>>
  /** Joins the group, now or, where the brokers are away, as soon as they are back. */
  consume(options: ConsumeOptions): Promise<RunningConsumer>
  close(): Promise<void>
}
