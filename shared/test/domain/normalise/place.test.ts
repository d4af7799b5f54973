import t from 'tap'
import { citiesOf, cityKey, type PlaceProblem, parsePlace } from '../../../src/domain/normalise/place.ts'

/** [city text, district text, city, city code, district, district code, problem] */
const places: readonly (readonly [
  string,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  PlaceProblem | null
])[] = [
  ['郑州', null, '郑州', '410100', null, null, null],
  ['郑州市', null, '郑州', '410100', null, null, null],
  ['河南省郑州市', null, '郑州', '410100', null, null, null],
  ['河南郑州', null, '郑州', '410100', null, null, null],
  ['中国河南省郑州市', null, '郑州', '410100', null, null, null],
  ['郑州-金水区', null, '郑州', '410100', '金水区', '410105', null],
  ['郑州·金水', null, '郑州', '410100', '金水区', '410105', null],
  ['郑州市金水区花园路1号', null, '郑州', '410100', '金水区', '410105', null],
  ['郑州', '金水区', '郑州', '410100', '金水区', '410105', null],
  ['金水区', null, '郑州', '410100', '金水区', '410105', null],
  ['巩义', null, '郑州', '410100', '巩义市', '410181', null],
  ['洛阳', '涧西区', '洛阳', '410300', '涧西区', '410305', null],
  ['湖北武汉', null, '武汉', '420100', null, null, null],
  ['武汉-洪山区', null, '武汉', '420100', '洪山区', '420111', null],
  ['恩施', null, '恩施', '422800', null, null, null],
  ['北京朝阳区', null, '北京', '110000', '朝阳区', '110105', null],
  ['济源', null, '济源', '419001', null, null, null],
  ['河南', null, null, null, null, null, 'province'],
  ['吉林', null, null, null, null, null, 'ambiguous'],
  ['朝阳区', null, null, null, null, null, 'ambiguous'],
  ['远程', null, null, null, null, null, 'unknown'],
  ['火星', null, null, null, null, null, 'unknown'],
  ['郑州、洛阳', null, '郑州', '410100', null, null, 'several'],
  ['', null, null, null, null, null, 'unknown'],
  ['郑州'.repeat(100_000), null, null, null, null, null, 'unknown']
]

t.test('a place becomes city and district on GB/T 2260 codes, or says why not', async t => {
  for (const [text, given, city, cityCode, district, districtCode, problem] of places) {
    const name = `${text.slice(0, 20)} ${given ?? ''}`
    t.strictSame(parsePlace(text, given), { city, cityCode, district, districtCode, problem }, name)
  }
  t.match(parsePlace('郑州航空港区'), { city: '郑州', cityCode: '410100', districtCode: null, problem: null })
  t.match(parsePlace('郑东新区'), { city: '郑州', problem: null })
  t.match(parsePlace('武汉东湖高新区'), { city: '武汉', problem: null })
  t.match(parsePlace('上海 南京路'), { city: '上海', problem: null }, 'a street named after a city')
})

t.test('one city of a text, and all of them', async t => {
  t.strictSame(cityKey('河南省郑州市'), { city: '郑州', cityCode: '410100' })
  t.equal(cityKey('河南'), null)
  t.equal(cityKey('郑州、洛阳'), null)
  t.strictSame(
    citiesOf('郑州、洛阳').map(({ city }) => city),
    ['郑州', '洛阳']
  )
  t.equal(citiesOf('河南').length, 18, 'a province stands for its cities')
  t.same(citiesOf('远程'), [])
})
