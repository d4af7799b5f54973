export interface Clock {
  /** Milliseconds since the epoch. Never goes back within a process. */
  nowMs(): number
}
