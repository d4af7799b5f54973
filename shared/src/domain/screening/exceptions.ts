/** Only work that the annex closes to women makes a limit to men arguable; its thresholds are checked, not its mention. */
export function closedToWomen(whole: string): boolean {
  if (/井下|矿下|坑下|掘进工作面|综采工作面/.test(whole) && /矿|井下作业|采煤|掘进/.test(whole)) return true
  if (/(?:第?四|4|Ⅳ|IV)级(?:体力)?(?:劳动)?强度|体力劳动强度(?:分级)?(?:为|达到|属于?)?(?:第?[四4]|Ⅳ|IV)级/.test(whole))
    return true
  const load =
    /(?:负重|搬运|搬抬|举重|扛|抬|装卸|单件|每件|每次|单次|重量|提重)[^。；\n]{0,16}?(\d{2,3})\s*(公斤|kg|千克|斤)/gi
  for (const [, figure, unit] of whole.matchAll(load)) {
    const kilograms = unit === '斤' ? Number(figure) / 2 : Number(figure)
    if (kilograms > 25) return true
    const often = /(?:每小时|小时)[^。；\n]{0,14}?(\d{1,3}|[六七八九十]+)\s*次/.exec(whole)?.[1]
    if (kilograms >= 20 && often !== undefined && (Number.isNaN(Number(often)) || Number(often) >= 6)) return true
    if (kilograms > 20 && /频繁|反复|不间断|连续/.test(whole)) return true
  }
  return false
}
