/** A record of a CSV file, or why it can't be one. `line` is where it starts, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: string[] }
  | { readonly line: number; readonly message: string }

export interface CsvParser {
  /** The records that are complete with this text. */
  push(text: string): CsvRecord[]
  end(): CsvRecord[]
}

/**
 * RFC 4180 with any one-character delimiter. Unlike the parsers at hand, it finds its way back after a broken record:
 * an unclosed or misplaced quote costs the record it stands in and reading goes on at the line after the record's first,
 * where a parser that only counts quotes swallows the rest of the file.
 */
export function createCsvParser(delimiter: string, recordCharsMax: number): CsvParser {
  let text = ''
  let line = 1

  function take(ended: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    let from = 0
    while (from < text.length) {
      const read = readRecord(text, from, delimiter, ended)
      const tooLong = (read === undefined ? text.length : read.next) - from > recordCharsMax
      if (read === undefined && !tooLong) break
      const broken = tooLong ? `一条记录超过 ${recordCharsMax} 字符，可能有引号没有闭合` : read?.message
      if (broken === undefined) {
        records.push({ line, cells: read?.cells ?? [] })
        line += countLines(text, from, read?.next ?? from)
        from = read?.next ?? from
      } else {
        records.push({ line, message: broken })
        const newline = text.indexOf('\n', from)
        from = newline < 0 ? text.length : newline + 1
        line++
      }
    }
    text = text.slice(from)
    return records
  }

  return {
    push: chunk => {
      text = text === '' ? chunk : text + chunk
      return take(false)
    },
    end: () => take(true)
  }
}

interface ReadRecord {
  readonly next: number
  readonly cells?: string[]
  readonly message?: string
}

/** Undefined where the text ends within the record and more may come. */
function readRecord(text: string, start: number, delimiter: string, ended: boolean): ReadRecord | undefined {
  const cells: string[] = []
  let at = start
  for (;;) {
    let next: number
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close < 0 || (close + 1 === text.length && !ended))
        return ended ? { next: at, message: '引号没有闭合' } : undefined
      next = close + 1
      if (text[next] === '\r') {
        if (next + 1 === text.length && !ended) return undefined
        if (next + 1 === text.length || text[next + 1] === '\n') next++
      }
      if (next < text.length && text[next] !== delimiter && text[next] !== '\n')
        return { next, message: '引号位置不对：引号后面应是分隔符或换行' }
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'))
    } else {
      const newline = text.indexOf('\n', at)
      const lineEnd = newline < 0 ? text.length : newline
      const found = text.indexOf(delimiter, at)
      next = found >= 0 && found < lineEnd ? found : lineEnd
      if (next === text.length && !ended) return undefined
      const cell = text.slice(at, next)
      cells.push(next === lineEnd && cell.endsWith('\r') ? cell.slice(0, -1) : cell)
    }
    if (next >= text.length || text[next] === '\n') return { next: next + 1, cells }
    at = next + 1
    if (at === text.length && !ended) return undefined
  }
}

/** Index of the quote that closes the cell, or -1. A doubled quote is a quote in the text. */
function closingQuote(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0 || text[at + 1] !== '"') return at
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
