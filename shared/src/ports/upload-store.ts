/** Uploaded bytes that wait to be worked on. */
export interface UploadStore {
  /**
   * Takes the whole stream; durable when it resolves with the number of bytes. Where the stream breaks, nothing stays.
   * @throws UploadTooLargeError beyond the store's limit
   */
  save(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  read(id: string): AsyncIterable<Uint8Array>
  /** Unknown ids are no error. */
  remove(id: string): Promise<void>
  ids(): Promise<readonly string[]>
}

export class UploadTooLargeError extends Error {
  override readonly name = 'UploadTooLargeError'
}
