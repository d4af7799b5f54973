/** The call itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Runs `parse` (node:util parseArgs) so that a wrong call is reported as UsageError. */
export function usage<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** The value of an option that must be given. */
export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${option} is required`)
  return value
}

/** A whole number within bounds, or a usage error that names the option. */
export function integer(value: string, option: string, min: number, max: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < min || number > max)
    throw new UsageError(`--${option} must be a whole number from ${min} to ${max}, got ${value}`)
  return number
}
