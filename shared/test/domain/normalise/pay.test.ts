import t from 'tap'
import { parsePay } from '../../../src/domain/normalise/pay.ts'

/** [text, min, max, months?] in CNY per month. */
const understood: readonly (readonly [string, number | null, number | null, number?])[] = [
  ['8-13K', 8000, 13000],
  ['8-13K·14薪', 8000, 13000, 14],
  ['15-25K*15', 15000, 25000, 15],
  ['8-13K·十三薪', 8000, 13000, 13],
  ['2k-4k', 2000, 4000],
  ['12K-24K', 12000, 24000],
  ['5千-8千/月', 5000, 8000],
  ['5.5千-0.9万', 5500, 9000],
  ['8千-1万', 8000, 10000],
  ['8000-1万', 8000, 10000],
  ['1万-1.5万', 10000, 15000],
  ['0.3-1万/月', 3000, 10000],
  ['1.5-2万/月', 15000, 20000],
  ['1.2w-2w/月', 12000, 20000],
  ['3千-5千元/月', 3000, 5000],
  ['1.1万-1.9万元/月', 11000, 19000],
  ['6001-8000元/月', 6001, 8000],
  ['10000-15000', 10000, 15000],
  ['5000.00-8000.00', 5000, 8000],
  ['8,000-12,000元/月', 8000, 12000],
  ['５０００－８０００元／月', 5000, 8000],
  ['6000至8000元', 6000, 8000],
  ['8000～10000', 8000, 10000],
  ['16666-12500元/月', 12500, 16666],
  ['25000-99999999', 25000, null],
  ['3000以下', null, 3000],
  ['1.5千以下/月', null, 1500],
  ['15k以上', 15000, null],
  ['4000+提成', 4000, null],
  ['底薪3000+提成', 3000, null],
  ['4500元/月+五险一金', 4500, 4500],
  ['6000-8000元/月 包吃住', 6000, 8000],
  ['税前15000', 15000, 15000],
  ['18-36万/年', 15000, 30000],
  ['年薪20-30万', 16667, 25000],
  ['100万以上/年', 83333, null],
  ['18-36万 24小时反馈', 15000, 30000],
  ['6-7万 5天内反馈', 5000, 5833],
  ['15-25万', 12500, 20833],
  ['35-70万/年·14薪', 25000, 50000, 14],
  ['200元/天', 4350, 4350],
  ['200-300/天', 4350, 6525],
  ['150元/天（日结）', 3263, 3263],
  ['日结200元', 4350, 4350],
  ['17元/小时', 2958, 2958],
  ['时薪20元', 3480, 3480],
  ['20-25元/小时,日结', 3480, 4350],
  ['600-1200元/周', 2610, 5220],
  ['8k-12k/month', 8000, 12000],
  ['RMB 8,000 - 12,000 per month', 8000, 12000],
  ['CNY 300,000 per annum', 25000, 25000]
]
const refused = [
  '',
  '0-1',
  '0千-0千元/月',
  '8-10',
  '8-1万',
  '6万-8万',
  '6-10元/月',
  '1元/次',
  '120元/8小时',
  '500元/天*22天',
  '3000元押金',
  '$3000-5000/月',
  '5万港币/月',
  '底薪3000+提成，综合5000-8000',
  '100000-99999999',
  '9'.repeat(400),
  `${'8-13K '.repeat(200_000)}`
]

t.test('every written form of pay becomes CNY per month', async t => {
  for (const [text, min, max, months] of understood)
    t.strictSame(parsePay(text), { min, max, months: months ?? null, negotiable: false }, text)
})

t.test('negotiable pay is understood, with its figures where there are any', async t => {
  for (const text of ['面议', '薪资面议', '面议 24小时反馈', 'negotiable'])
    t.strictSame(parsePay(text), { min: null, max: null, months: null, negotiable: true }, text)
  t.strictSame(parsePay('面议（5000以上）'), { min: 5000, max: null, months: null, negotiable: true })
})

t.test('what can be read in two ways, in another currency or not as pay is refused', async t => {
  for (const text of refused) t.equal(parsePay(text), null, text.slice(0, 40))
})
