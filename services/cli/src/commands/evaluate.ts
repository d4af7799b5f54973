import { UsageError } from '../usage.ts'

/** `zhipei evaluate match|screening --data DIR`: the quality tables against a judged set. */
export async function evaluate([what, ...args]: readonly string[]): Promise<void> {
  if (what === 'screening') return (await import('./evaluate-screening.ts')).evaluateScreeningSets(args)
  if (what === 'match') return (await import('./evaluate-match.ts')).evaluateMatch(args)
  throw new UsageError('evaluate what? match | screening')
}
