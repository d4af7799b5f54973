import { compact, fieldCharsMax } from './text.ts'

const headcountMax = 1_000_000

/**
 * People sought. `count` null with `understood`: said to be open (`若干`, `不限`). A span or a bound (`3-5人`,
 * `10人以上`) is no one number and is not understood.
 */
export function parseHeadcount(raw: string | number): { readonly count: number | null; readonly understood: boolean } {
  const no = { count: null, understood: false }
  if (typeof raw === 'number')
    return Number.isInteger(raw) && raw > 0 && raw <= headcountMax ? { count: raw, understood: true } : no
  if (raw.length > fieldCharsMax) return no
  const text = compact(raw).replace(/^(?:招聘?|招收|人数|需求?|:|约)+/, '')
  if (/^(?:若干|不限|多)(?:人|名|位)?$/.test(text)) return { count: null, understood: true }
  const found = /^(\d{1,7})(?:人|名|位|个)?$/.exec(text)
  return found === null ? no : parseHeadcount(Number(found[1]))
}
