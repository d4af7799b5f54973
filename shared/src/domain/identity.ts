/** The source of postings that name none. */
export const defaultSource = 'direct'

/** Platform id: unique over all sources, readable, reversible (a source holds no colon). */
export function platformId(source: string | undefined, postingId: string): string {
  return `${source ?? defaultSource}:${postingId}`
}

/** The source's own id in a platform id. */
export function postingIdOf(platformId: string): string {
  return platformId.slice(platformId.indexOf(':') + 1)
}
