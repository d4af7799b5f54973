/** How often postings were shown, by day; of nobody in particular. Days are numbers that rise by one. */
export interface ImpressionStore {
  /** Names this store: new where it starts empty, so that a consumer group of that name fills it from the first event. */
  readonly identity: string
  /**
   * Adds to what was shown on a day, by platform id. Survives kill -9; a power failure may take the last moments. Days
   * before `keepFrom` are forgotten.
   */
  add(day: number, shown: ReadonlyMap<string, number>, keepFrom: number): Promise<void>
  /** How often each posting was shown from `fromDay` on and before `beforeDay`, where that is `least` times or more. */
  count(fromDay: number, beforeDay: number, least: number): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}
