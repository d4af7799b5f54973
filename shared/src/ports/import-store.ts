import type { ImportProgress } from '../contracts/imports.ts'

/** An accepted upload: what is needed to go on with it after a crash. */
export interface ImportJob {
  readonly progress: ImportProgress
  /** Id in the upload store; the upload is removed when the job ends. */
  readonly file: string
  readonly fileName: string
  readonly contentType: string
  /** Source of rows that name none. */
  readonly source: string | null
  /** The only source that the uploader may write; null: any. */
  readonly boundSource: string | null
  /** First revision of the batch that starts after `progress.rows`: repeated after a crash, it gets the same ones. */
  readonly revision: number | null
}

/** Jobs of `POST /v1/postings:import`. The oldest finished ones beyond a named number are forgotten. */
export interface ImportStore {
  put(job: ImportJob): Promise<void>
  get(id: string): Promise<ImportJob | undefined>
  /** Jobs that were accepted and not finished, oldest first: to be resumed at start. */
  unfinished(): Promise<readonly ImportJob[]>
  close(): Promise<void>
}
