import type { ProblemError } from '@zhipei/shared/contracts/problem'
import type { Screening } from '@zhipei/shared/contracts/screening'
import { type FaultyLine, type ScreenedLine, ScreeningRequest } from '@zhipei/shared/contracts/screening-request'
import { createValidator, type Validation } from '@zhipei/shared/contracts/validation'
import { loneSurrogateErrors } from '@zhipei/shared/contracts/well-formed'
import type { PostingAssessor } from '@zhipei/shared/ports/posting-assessor'
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

/** The screenings of checked requests, in their order. */
export function screenAll(
  assessor: PostingAssessor,
  requests: readonly ScreeningRequest[]
): Promise<readonly Screening[]> {
  return assessor.screen(requests.map(({ id, ...submission }) => submission))
}

/** Rows that are screened together, and go out together. */
const rowsPerChunk = 32

/** An answer per row, in the order of the rows; a row that can't be screened gets an error that names it. */
export async function* screenRows(assessor: PostingAssessor, rows: AsyncIterable<FileRow>): AsyncGenerator<string> {
  let chunk: FileRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < rowsPerChunk) continue
    yield await screenChunk(assessor, chunk)
    chunk = []
  }
  if (chunk.length > 0) yield screenChunk(assessor, chunk)
}

async function screenChunk(assessor: PostingAssessor, rows: readonly FileRow[]): Promise<string> {
  const checked = rows.map(checkRow)
  const screenings = await screenAll(
    assessor,
    checked.flatMap(row => ('value' in row ? row.value : []))
  )
  let next = 0
  return checked
    .map(row => `${JSON.stringify('value' in row ? answer(row.value, screenings[next++]) : row)}\n`)
    .join('')
}

function answer({ id, postingId }: ScreeningRequest, screening: Screening | undefined): ScreenedLine {
  if (screening === undefined) throw new Error('fewer screenings than texts')
  return { id: id ?? postingId ?? null, ...screening }
}

function checkRow(row: FileRow): { readonly value: ScreeningRequest } | FaultyLine {
  if (!('value' in row)) return { row: row.row, errors: [pathed(row.field, row.message)] }
  const checked = checkScreeningRequest(row.value)
  return 'errors' in checked ? { row: row.row, errors: checked.errors } : checked
}

function pathed(field: string, message: string): ProblemError {
  return { path: field === '' ? '' : `/${field.replaceAll('.', '/')}`, message }
}
