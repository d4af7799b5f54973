import { openRankerFile, shippedRankerFile } from '../../src/adapters/ranker-file.ts'
import type { Profile } from '../../src/contracts/graduate.ts'
import type { PostingSubmission } from '../../src/contracts/posting.ts'
import type { Candidate } from '../../src/domain/matching/rank.ts'
import { normalisePosting } from '../../src/domain/normalise/posting.ts'
import { readPostingFacts } from '../../src/domain/understanding/posting-facts.ts'

export const nowMs = Date.parse('2026-11-24T00:00:00+08:00')
/** What holds of the score holds of the shipped one. */
export const ranker = openRankerFile({ file: shippedRankerFile, pollMs: 0 }).current()

export const javaProfile: Profile = {
  major: '软件工程',
  degree: '本科',
  skills: ['Java', 'MySQL'],
  experience: '课程项目：用 Spring Boot 做过图书管理系统',
  intent: { titles: ['Java开发'], salaryMin: 6000, kinds: ['job'] }
}

export function candidate(fields: Partial<PostingSubmission>, numbers: Partial<Candidate> = {}): Candidate {
  const submission: PostingSubmission = {
    postingId: 'p1',
    title: 'Java开发工程师',
    employer: { name: '郑州某软件有限公司' },
    description: '负责后台接口开发。要求熟悉Java、MySQL、Redis，计算机、软件工程等相关专业。',
    city: '郑州',
    salaryText: '7-9K',
    degree: '本科',
    experience: '经验不限',
    ...fields
  }
  const posting = normalisePosting(submission, { id: `s:${submission.postingId}`, source: 's', revision: 1 })
  return { posting, facts: readPostingFacts(posting), similarity: 0.5, lexical: 20, widened: [], ...numbers }
}
