import { syllableCharacters } from './tables/syllables.ts'

/** Sounds of characters and of Latin runs, as ids that fold what dialects and disguises confuse (zh/z, -ng/-n, lü/nü). */
export interface Syllables {
  /** Id of each character's sound; 0 = no Chinese character or not in GB 2312. */
  readonly ofCharacter: Uint16Array
  /** First letter of each character's sound, as a-z code; 0 = none. */
  readonly initialOf: Uint8Array
  /** Longest syllable spelled at `from` in a-z codes: its id and length, or null. */
  spelled(codes: Uint16Array, from: number, to: number): { id: number; length: number } | null
}

const letters = 26
const letterA = 0x61

export function createSyllables(): Syllables {
  const ids = new Map<string, number>()
  const ofCharacter = new Uint16Array(65536)
  const initialOf = new Uint8Array(65536)
  const trie = [new Int16Array(letters)]
  const idAt = [0]
  for (const entry of syllableCharacters.trim().split(/\s+/)) {
    const spelling = /^[a-z]+/.exec(entry)?.[0] ?? ''
    const key = confused(spelling)
    const id = ids.get(key) ?? ids.size + 1
    ids.set(key, id)
    for (let at = spelling.length; at < entry.length; at++) {
      ofCharacter[entry.charCodeAt(at)] = id
      initialOf[entry.charCodeAt(at)] = spelling.charCodeAt(0)
    }
    let node = 0
    for (const letter of spelling) {
      const column = letter.charCodeAt(0) - letterA
      let to = trie[node]?.[column] ?? 0
      if (to === 0) {
        to = trie.length
        trie.push(new Int16Array(letters))
        idAt.push(0)
        ;(trie[node] as Int16Array)[column] = to
      }
      node = to
    }
    idAt[node] = id
  }
  const spelled = (codes: Uint16Array, from: number, to: number) => {
    let node = 0
    let best: { id: number; length: number } | null = null
    for (let at = from; at < to; at++) {
      node = trie[node]?.[(codes[at] as number) - letterA] ?? 0
      if (node === 0) break
      if (idAt[node] !== 0) best = { id: idAt[node] as number, length: at + 1 - from }
    }
    return best
  }
  return { ofCharacter, initialOf, spelled }
}

function confused(spelling: string): string {
  return spelling
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^lv/, 'nv')
}
