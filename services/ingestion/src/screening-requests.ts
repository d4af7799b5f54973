import { setImmediate } from 'node:timers/promises'
import type { ProblemError } from '@zhipei/shared/contracts/problem'
import type { Screening } from '@zhipei/shared/contracts/screening'
import { type FaultyLine, type ScreenedLine, ScreeningRequest } from '@zhipei/shared/contracts/screening-request'
import { createValidator, type Validation } from '@zhipei/shared/contracts/validation'
import { loneSurrogateErrors } from '@zhipei/shared/contracts/well-formed'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import type { FileRow } from '@zhipei/shared/ports/row-reader'

const validate = createValidator(ScreeningRequest)

export function checkScreeningRequest(candidate: unknown): Validation<ScreeningRequest> {
  const lone = loneSurrogateErrors(candidate)
  if (lone.length > 0) return { errors: lone }
  const validation = validate(candidate)
  if ('errors' in validation) return validation
  const { id, postingId, source, ...texts } = validation.value
  const said = Object.values(texts).some(value => value !== null && value !== undefined)
  return said
    ? validation
    : { errors: [{ path: '/text', message: '缺少必填字段：text，或岗位的 title、description 等' }] }
}

export function screen(screener: Screener, { id, ...submission }: ScreeningRequest): Screening {
  return screener.screen(submission)
}

/** Lines between which other requests get their turn, and that go out together. */
const linesPerChunk = 32

/** An answer per row, in the order of the rows; a row that can't be screened gets an error that names it. */
export async function* screenRows(screener: Screener, rows: AsyncIterable<FileRow>): AsyncGenerator<string> {
  let lines = 0
  let chunk = ''
  for await (const row of rows) {
    chunk += `${JSON.stringify(screenRow(screener, row))}\n`
    if (++lines % linesPerChunk !== 0) continue
    yield chunk
    chunk = ''
    await setImmediate()
  }
  if (chunk !== '') yield chunk
}

function screenRow(screener: Screener, row: FileRow): ScreenedLine | FaultyLine {
  if (!('value' in row)) return { row: row.row, errors: [pathed(row.field, row.message)] }
  const checked = checkScreeningRequest(row.value)
  if ('errors' in checked) return { row: row.row, errors: checked.errors }
  const { id, postingId } = checked.value
  return { id: id ?? postingId ?? null, ...screen(screener, checked.value) }
}

function pathed(field: string, message: string): ProblemError {
  return { path: field === '' ? '' : `/${field.replaceAll('.', '/')}`, message }
}
