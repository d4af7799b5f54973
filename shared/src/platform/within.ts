/**
 * The result of `work`, or `otherwise` where it fails or takes longer than `msMax`: for what operators ask while a server
 * is away. Work that is late goes on by itself.
 */
export async function within<T, U>(work: () => Promise<T>, msMax: number, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<U>(resolve => {
    timer = setTimeout(resolve, msMax, otherwise)
  })
  try {
    return await Promise.race([work(), late])
  } catch {
    return otherwise
  } finally {
    clearTimeout(timer)
  }
}

/** A value of a metric that another server may have to give: NaN where it can't be had within two seconds. */
export function readMetric(read: () => Promise<number>): Promise<number> {
  return within(read, 2_000, Number.NaN)
}
