/** A place in a stored ranking: pages go on from there. */
export interface Cursor {
  readonly requestId: string
  /** Places of the ranking that earlier pages have passed. */
  readonly offset: number
}

export function encodeCursor({ requestId, offset }: Cursor): string {
  return Buffer.from(`${requestId}:${offset}`).toString('base64url')
}

/** Undefined for anything that this service did not hand out. */
export function decodeCursor(text: string): Cursor | undefined {
  const [, requestId = '', digits = ''] =
    /^([\w-]{1,64}):([1-9]\d{0,5})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  const cursor = { requestId, offset: Number(digits) }
  return requestId !== '' && encodeCursor(cursor) === text ? cursor : undefined
}
