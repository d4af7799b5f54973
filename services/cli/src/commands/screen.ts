import { parseArgs } from 'node:util'
import { createScreener, type Screener } from '@zhipei/shared/domain/screening/screener'
import { readNdjson, writeNdjson } from '../ndjson.ts'
import { required, usage } from '../usage.ts'

/** `zhipei screen --input FILE --output FILE`: NDJSON postings in, `{ id, decision, findings }` out, same order. */
export async function screen(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({ args: [...args], options: { input: { type: 'string' }, output: { type: 'string' } } })
  )
  const input = required(values.input, 'input')
  const output = required(values.output, 'output')
  await writeNdjson(output, screened(input, createScreener()))
}

async function* screened(input: string, screener: Screener): AsyncGenerator<unknown> {
  for await (const { row, value } of readNdjson(input)) {
    const id = value.id ?? value.postingId
    if (typeof id !== 'string' && typeof id !== 'number')
      throw new Error(`${input} row ${row}: field id: must be a string or a number`)
    const { decision, findings, rulesVersion } = screener.screen(value)
    yield { id, decision, findings, rulesVersion }
  }
}
