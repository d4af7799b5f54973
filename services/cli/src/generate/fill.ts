import type { Random } from './random.ts'

/** What stands for a `{slot}`: a text, or lists to pick from. */
export type Slots = Readonly<Record<string, string | readonly string[] | (() => string)>>

/** Puts a value in each `{slot}` of a pattern. A slot that is not given is a fault of the lists. */
export function fill(pattern: string, slots: Slots, random: Random): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name]
    if (value === undefined) throw new Error(`pattern ${pattern}: no value for {${name}}`)
    if (typeof value === 'string') return value
    return typeof value === 'function' ? value() : random.pick(value)
  })
}
