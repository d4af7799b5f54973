const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const shape = /^[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** The check character that GB 32100-2015 puts behind the first seventeen. */
export function creditCheckCharacter(body: string): string {
  let sum = 0
  let weight = 1
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** Unified social credit code of GB 32100-2015: its canonical form, or null where shape or check character is wrong. */
export function parseCreditCode(raw: string): string | null {
  const code = raw.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (!shape.test(code)) return null
  return creditCheckCharacter(code.slice(0, 17)) === code.charAt(17) ? code : null
}
