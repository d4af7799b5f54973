import { createHash } from 'node:crypto'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import type { Tokenizer } from '../ports/tokenizer.ts'
import { domainWords } from './jieba-domain-words.ts'

/** A longer run of letters is no word anyone searches for. */
const tokenCharactersMax = 40

/**
 * Words of Latin letters and digits with the marks that belong to them: c++, c#, .net, asp.net, node.js, vue3, spring-boot,
 * numbers with their decimals. Everything else splits them: tcp/ip and 8-13 are two tokens each.
 */
const latin =
  /\.net\b|[a-z][a-z0-9_]*(?:\.(?:js|net|io|ai)\b|\+\+|#|(?:-[a-z][a-z0-9]*)+)?|[0-9]+(?:\.[0-9]+)*[a-z0-9]*/y

/** Characters that carry no meaning alone: a token of nothing else is dropped. */
const stopCharacters = new Set('的了和与及或等在是有为对将并以于之其者们个把被让使能会可要我你您他她它这那各每该此本')

const meaningful = /[\p{L}\p{N}]/u

const separator = 0
/** Belongs to a stretch: jieba looks across no other character, and cuts a stretch alike wherever it stands. */
const inside = 1
/** Belongs to a stretch too, unless a Latin word begins here. */
const latinStart = 2
/** By UTF-16 unit. */
const classes = createClassTable()

function createClassTable(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (let unit = 0; unit < table.length; unit++)
    table[unit] = /[\p{L}\p{N}\p{Cs}+#&_%-]/u.test(String.fromCharCode(unit)) ? inside : separator
  for (const character of '.abcdefghijklmnopqrstuvwxyz0123456789') table[character.charCodeAt(0)] = latinStart
  return table
}

/** Longer stretches seldom come twice. */
const keptCharactersMax = 24
/** Cut stretches that are kept, twice over: when so many are new, the older half is forgotten. */
const keptStretchesMax = 32_768

/**
 * Chinese by jieba with its own dictionary and ours; Latin words are kept whole, whatever marks they hold. The dictionaries
 * are read at the first Chinese text, which takes some hundred milliseconds.
 */
export function createJiebaTokenizer(): Tokenizer {
  const words = Buffer.from(domainWords.map(word => `${word} 100000 n\n`).join(''))
  let loaded: Jieba | undefined
  const jieba = () => {
    if (loaded === undefined) {
      loaded = Jieba.withDict(dict)
      loaded.loadDict(words)
    }
    return loaded
  }
  const hash = createHash('sha256').update(dict).update(words).update(latin.source).digest('hex').slice(0, 12)

  const cutForIndex = createCutter(run => jieba().cutForSearch(run, true))
  const cutForQuery = createCutter(run => jieba().cut(run, true))

  function tokens(text: string, cutter: Cutter): string[] {
    const found: (readonly string[])[] = []
    const unknown: string[] = []
    const places: number[] = []
    const folded = text.normalize('NFKC').toLowerCase()
    let start = 0
    let at = 0
    const endStretch = () => {
      if (at === start) return
      const stretch = folded.slice(start, at)
      const known = cutter.known(stretch)
      if (known === undefined) {
        unknown.push(stretch)
        places.push(found.length)
      }
      found.push(known ?? [])
    }
    while (at < folded.length) {
      const kind = classes[folded.charCodeAt(at)]
      if (kind === inside) {
        at++
        continue
      }
      const word = kind === latinStart ? latinAt(folded, at) : undefined
      if (kind === latinStart && word === undefined) {
        at++
        continue
      }
      endStretch()
      if (word !== undefined && word.length <= tokenCharactersMax) found.push([word])
      at += word?.length ?? 1
      start = at
    }
    endStretch()
    if (unknown.length > 0)
      for (const [index, cut] of cutter.cut(unknown).entries()) found[places[index] as number] = cut
    const all: string[] = []
    for (const tokens of found) for (const token of tokens) all.push(token)
    return all
  }

  return {
    tokenizerId: `jieba-1-${hash}`,
    indexTokens: text => tokens(text, cutForIndex),
    queryTokens: text => tokens(text, cutForQuery)
  }
}

function latinAt(text: string, at: number): string | undefined {
  latin.lastIndex = at
  return latin.exec(text)?.[0]
}

interface Cutter {
  /** The tokens of a stretch that was cut lately. */
  known(stretch: string): readonly string[] | undefined
  cut(stretches: readonly string[]): readonly (readonly string[])[]
}

/** In no stretch, so that jieba cuts many in one call, each as if alone. */
const betweenStretches = '\n'

/** Cuts stretches and leaves out what is no token; what was cut lately is remembered. */
function createCutter(cut: (run: string) => string[]): Cutter {
  const isToken = (token: string) =>
    token.length <= tokenCharactersMax && meaningful.test(token) && !stopCharacters.has(token)
  let recent = new Map<string, readonly string[]>()
  let older: ReadonlyMap<string, readonly string[]> = new Map()
  const keep = (stretch: string, tokens: readonly string[]) => {
    if (stretch.length > keptCharactersMax) return
    if (recent.size === keptStretchesMax) {
      older = recent
      recent = new Map()
    }
    recent.set(stretch, tokens)
  }
  return {
    known(stretch) {
      const tokens = recent.get(stretch)
      if (tokens !== undefined) return tokens
      const before = older.get(stretch)
      if (before !== undefined) keep(stretch, before)
      return before
    },
    cut(stretches) {
      const lists: string[][] = [[]]
      for (const token of cut(stretches.join(betweenStretches)))
        if (token === betweenStretches) lists.push([])
        else if (isToken(token)) lists.at(-1)?.push(token)
      for (const [at, stretch] of stretches.entries()) keep(stretch, lists[at] as string[])
      return lists
    }
  }
}
