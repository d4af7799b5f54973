import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type UploadStore, UploadTooLargeError } from '../ports/upload-store.ts'

export interface FileUploadStoreOptions {
  readonly directory: string
  readonly uploadBytesMax: number
}

/** A file per upload. Ids are file names: the caller makes them, never a client. */
export async function createFileUploadStore(options: FileUploadStoreOptions): Promise<UploadStore> {
  const { directory, uploadBytesMax } = options
  await mkdir(directory, { recursive: true })
  const fileOf = (id: string) => join(directory, id)

  return {
    async save(id, bytes) {
      const file = await open(fileOf(id), 'w')
      try {
        let length = 0
        for await (const chunk of bytes) {
          length += chunk.length
          if (length > uploadBytesMax) throw new UploadTooLargeError(`an upload takes at most ${uploadBytesMax} bytes`)
          await file.write(chunk)
        }
        await file.sync()
        await syncDirectory(directory)
        return length
      } catch (error) {
        await rm(fileOf(id), { force: true })
        throw error
      } finally {
        await file.close()
      }
    },
    read: id => createReadStream(fileOf(id)),
    async remove(id) {
      await rm(fileOf(id), { force: true })
    },
    ids: () => readdir(directory)
  }
}

/** A new name is durable only once its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
