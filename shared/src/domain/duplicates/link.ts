import { areCopies, type PostingFingerprint } from './fingerprint.ts'

/** A posting as the search for copies sees it. */
export interface DuplicateCandidate {
  readonly id: string
  /** The earliest of near-copies stays, the later ones link to it. */
  readonly since: number
  readonly fingerprint: PostingFingerprint | null
  readonly validUntilMs: number | null
  /** Whether it may be recommended, copies aside: neither under review, blocked nor taken down. */
  readonly lawful: boolean
  readonly duplicateOf: string | null
}

export interface LinkInput {
  /** Postings that came or changed, in order; a posting at most once. */
  readonly arrivals: readonly DuplicateCandidate[]
  /** Live postings that may be copies of these, and the copies that are linked to arrivals or to be linked anew. */
  readonly standing: readonly DuplicateCandidate[]
  /** Ids among `standing` whose link no longer holds: their original has expired. */
  readonly orphans?: readonly string[]
  readonly nowMs: number
}

/**
 * Links each near-copy to the live posting that it copies, and frees the copies of a posting that changed, went or may
 * no longer be shown, so that of several copies exactly one is live. Links always lead to a live posting, never to a copy.
 * @returns for every arrival, and every standing posting whose link changed, what it is now a duplicate of
 */
export function linkDuplicates({
  arrivals,
  standing,
  orphans = [],
  nowMs
}: LinkInput): ReadonlyMap<string, string | null> {
  const links = new Map<string, string | null>()
  const members = new Map<string, DuplicateCandidate>()
  const live = new Map<number, Map<string, DuplicateCandidate>>()

  function place(member: DuplicateCandidate): void {
    members.set(member.id, member)
    const { fingerprint, lawful, duplicateOf, validUntilMs } = member
    if (fingerprint === null || !lawful || duplicateOf !== null) return
    if (validUntilMs !== null && validUntilMs < nowMs) return
    const block = live.get(fingerprint.block) ?? new Map<string, DuplicateCandidate>()
    live.set(fingerprint.block, block.set(member.id, member))
  }

  function remove(id: string): void {
    const block = members.get(id)?.fingerprint?.block
    if (block !== undefined) live.get(block)?.delete(id)
    members.delete(id)
  }

  function originalOf({ id, fingerprint, lawful }: DuplicateCandidate): string | null {
    if (fingerprint === null || !lawful) return null
    let found: DuplicateCandidate | undefined
    for (const other of live.get(fingerprint.block)?.values() ?? []) {
      if (other.id === id || other.fingerprint === null || (found !== undefined && !isEarlier(other, found))) continue
      if (areCopies(fingerprint, other.fingerprint)) found = other
    }
    return found?.id ?? null
  }

  function decide(member: DuplicateCandidate): void {
    remove(member.id)
    const duplicateOf = originalOf(member)
    place({ ...member, duplicateOf })
    if (arriving.has(member.id) || duplicateOf !== member.duplicateOf) links.set(member.id, duplicateOf)
  }

  function holds(copy: DuplicateCandidate): boolean {
    const original = members.get(copy.duplicateOf ?? '')
    if (original?.fingerprint == null || copy.fingerprint === null) return false
    const shown = live.get(original.fingerprint.block)?.has(original.id) === true
    return shown && areCopies(original.fingerprint, copy.fingerprint)
  }

  const arriving = new Set(arrivals.map(({ id }) => id))
  for (const member of standing) place(member)
  for (const arrival of arrivals) {
    decide(arrival)
    for (const copy of copiesIn(members, arrival.id)) if (!holds(copy)) decide(copy)
  }
  for (const id of orphans) {
    const orphan = members.get(id)
    if (orphan?.duplicateOf != null && !holds(orphan)) decide(orphan)
  }
  return links
}

function copiesIn(members: ReadonlyMap<string, DuplicateCandidate>, original: string): DuplicateCandidate[] {
  const copies = [...members.values()].filter(member => member.duplicateOf === original)
  return copies.sort((a, b) => (isEarlier(a, b) ? -1 : 1))
}

function isEarlier(a: DuplicateCandidate, b: DuplicateCandidate): boolean {
  return a.since < b.since || (a.since === b.since && a.id < b.id)
}
