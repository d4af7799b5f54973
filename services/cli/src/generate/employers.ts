import { creditCheckCharacter } from '@zhipei/shared/domain/normalise/credit-code'
import { brandFirsts, brandSeconds, type TradeName, tradeNames, trades } from './lists/employer-names.ts'
import { type City, citiesByShare, type District } from './places.ts'
import { createRandom, type Random } from './random.ts'

export interface Employer {
  readonly name: string
  readonly creditCode: string
  readonly trade: TradeName
  readonly city: City
  readonly district: District | null
  readonly founded: number
  readonly staff: number
  readonly product: string
}

const employersMax = brandFirsts.length * brandSeconds.length
const postingsEach = 12
const employersMin = tradeNames.length * 4
const purpose = 1

/** Employers for a pool of `postings`, about one for twelve of them; each is made from its number alone. */
export function createEmployers(seed: number, postings: number) {
  const perTrade = Math.floor(
    Math.min(employersMax, Math.max(employersMin, postings / postingsEach)) / tradeNames.length
  )
  return {
    /** An employer of the trade; some have many postings, most have few. */
    pick(trade: TradeName, random: Random): Employer {
      const skewed = (random.below(perTrade) * random.below(perTrade)) / perTrade
      return makeEmployer(seed, tradeNames.indexOf(trade) + tradeNames.length * Math.floor(skewed))
    }
  }
}

function makeEmployer(seed: number, number: number): Employer {
  const random = createRandom(seed, number, purpose)
  const trade = tradeNames[number % tradeNames.length] as TradeName
  const { suffixes, products, publicBody } = trades[trade]
  const city = random.pick(citiesByShare)
  const district = city.districts.length === 0 ? null : random.pick(city.districts)
  const first = brandFirsts[number % brandFirsts.length] ?? ''
  const second = brandSeconds[Math.floor(number / brandFirsts.length) % brandSeconds.length] ?? ''
  const suffix = random.pick(suffixes)
  const place = publicBody ? `${city.short}${district?.name ?? ''}` : random.pick([city.short, city.name, ''])
  return {
    name: `${place}${first}${second}${suffix}`,
    creditCode: creditCode(random, publicBody ? '12' : '91', district?.code ?? city.code),
    trade,
    city,
    district,
    founded: random.between(1985, 2023),
    staff: random.pick([8, 15, 26, 40, 65, 90, 130, 220, 380, 600, 1200]) + random.below(9),
    product: random.pick(products)
  }
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** Unified social credit code (GB 32100): authority and kind, place, organisation code (GB 11714), check character. */
function creditCode(random: Random, kind: string, place: string): string {
  const digits = organisationWeights.map(() => random.below(10))
  const sum = digits.reduce((total, digit, at) => total + digit * (organisationWeights[at] ?? 0), 0)
  const body = `${kind}${place}${digits.join('')}${'0X987654321'.charAt(sum % 11)}`
  return body + creditCheckCharacter(body)
}
