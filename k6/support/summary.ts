import { summaryFile } from './settings.ts'

/** All figures of the run as JSON; `npm run load` makes the report of it. */
export function handleSummary(data: object): Record<string, string> {
  return { [summaryFile]: JSON.stringify(data) }
}
