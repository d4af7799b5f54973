const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const shape = /^[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** Unified social credit code of GB 32100-2015: its canonical form, or null where shape or check character is wrong. */
export function parseCreditCode(raw: string): string | null {
  const code = raw.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (!shape.test(code)) return null
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17] ? code : null
}
