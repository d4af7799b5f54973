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
  /\.net\b|[a-z][a-z0-9_]*(?:\.(?:js|net|io|ai)\b|\+\+|#|(?:-[a-z][a-z0-9]*)+)?|[0-9]+(?:\.[0-9]+)*[a-z0-9]*/g

/** Characters that carry no meaning alone: a token of nothing else is dropped. */
const stopCharacters = new Set('的了和与及或等在是有为对将并以于之其者们个把被让使能会可要我你您他她它这那各每该此本')

const meaningful = /[\p{L}\p{N}]/u

/** Chinese by jieba with its own dictionary and ours; Latin words are kept whole, whatever marks they hold. */
export function createJiebaTokenizer(): Tokenizer {
  const words = Buffer.from(domainWords.map(word => `${word} 100000 n\n`).join(''))
  const jieba = Jieba.withDict(dict)
  jieba.loadDict(words)
  const hash = createHash('sha256').update(dict).update(words).update(latin.source).digest('hex').slice(0, 12)

  function tokens(text: string, cut: (run: string) => string[]): string[] {
    const found: string[] = []
    const folded = text.normalize('NFKC').toLowerCase()
    let at = 0
    for (const match of folded.matchAll(latin)) {
      cutInto(found, folded.slice(at, match.index), cut)
      if (match[0].length <= tokenCharactersMax) found.push(match[0])
      at = match.index + match[0].length
    }
    cutInto(found, folded.slice(at), cut)
    return found
  }

  return {
    tokenizerId: `jieba-1-${hash}`,
    indexTokens: text => tokens(text, run => jieba.cutForSearch(run, true)),
    queryTokens: text => tokens(text, run => jieba.cut(run, true))
  }
}

function cutInto(found: string[], run: string, cut: (run: string) => string[]): void {
  if (!meaningful.test(run)) return
  for (const token of cut(run)) {
    if (token.length <= tokenCharactersMax && meaningful.test(token) && !stopCharacters.has(token)) found.push(token)
  }
}
