import { type EventOf, eventVersion } from '../../src/contracts/events.ts'

const at = '2026-03-01T08:00:00+08:00'

/** The n-th interaction of a graduate; `padding` characters make it large. */
export function interaction(graduateId: string, n: number, padding = 0): EventOf<'interactions.recorded'> {
  return {
    id: `${graduateId}-${n}`,
    type: 'interaction.recorded',
    version: eventVersion,
    at,
    traceId: 'x'.repeat(padding),
    data: { id: `direct:p${n}`, requestId: 'r1', postingId: `p${n}`, graduateId, type: 'view', at }
  }
}

export function graduateChanged(graduateId: string, revision: number, experience = ''): EventOf<'graduates.changed'> {
  return {
    id: `${graduateId}-${revision}`,
    type: 'graduate.changed',
    version: eventVersion,
    at,
    traceId: '',
    data: { graduate: { graduateId, major: '软件工程', experience }, revision }
  }
}
