import { type EventOf, eventVersion } from '../../src/contracts/events.ts'
import type { Posting, ScreenedPosting } from '../../src/contracts/posting.ts'
import { platformId } from '../../src/domain/identity.ts'

/** A normalised posting; what `changes` does not say is plain. */
export function posting(postingId: string, changes: Partial<Posting> = {}): Posting {
  const source = changes.source ?? 'direct'
  return {
    id: platformId(source, postingId),
    postingId,
    source,
    revision: 1,
    title: 'Java开发工程师',
    employer: { name: `雇主${postingId}有限公司`, creditCode: null, key: `employer-${postingId}` },
    description: '负责后端服务的开发与维护，熟悉 Java 与 MySQL。',
    requirements: null,
    city: '郑州',
    cityCode: '410100',
    district: null,
    districtCode: null,
    salary: { min: 6000, max: 9000, months: null, negotiable: false, text: '6-9K' },
    degree: '本科',
    experience: { minYears: 0, maxYears: null, graduate: true, text: '应届' },
    headcount: null,
    kind: 'job',
    industry: null,
    majors: [],
    skills: ['Java'],
    benefits: [],
    publishedAt: '2026-11-20T09:00:00+08:00',
    validUntil: null,
    fairId: null,
    booth: null,
    unparsed: [],
    ...changes
  }
}

/** The event of a screened posting; live unless `state` says otherwise. */
export function postingScreened(
  posting: Posting,
  state: ScreenedPosting['state'] = 'live'
): EventOf<'postings.screened'> {
  const at = '2026-11-20T09:00:00+08:00'
  const screening = { decision: 'pass', findings: [], rulesVersion: 'test' } as const
  return {
    id: `${posting.id}-${posting.revision}-${state}`,
    type: 'posting.screened',
    version: eventVersion,
    at,
    traceId: '',
    data: { posting, screening: { ...screening, findings: [] }, state, duplicateOf: null }
  }
}
