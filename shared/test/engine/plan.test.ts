import t from 'tap'
import { planSearch, type SearchSize } from '../../src/engine/plan.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'

const planOf = (size: Partial<SearchSize>) => planSearch({ passing: 0, segments: 1, limit: 50, helpers: 0, ...size })

t.test(
  'few rows are scored at once, more of them the more hits are asked for or the more segments they are in',
  async t => {
    t.equal(planOf({ passing: 0, segments: 0 }), 'rows')
    t.equal(planOf({ passing: 0, segments: 0, limit: 0 }), 'rows')
    t.equal(planOf({ passing: 50 }), 'rows')
    t.equal(planOf({ passing: 300 }), 'scan')
    t.equal(planOf({ passing: 300, segments: 49 }), 'rows')
    t.equal(planOf({ passing: 300, limit: 300 }), 'rows')
    t.equal(planOf({ passing: 5000, limit: 300, segments: 2 }), 'scan')
    t.equal(planOf({ passing: 5000, limit: 5000, segments: 2 }), 'rows')
  }
)

t.test('as many rows as hits are never scanned: all would have to be scored again', async t => {
  for (let passing = 0; passing <= 49 * segmentRows; passing += 1013)
    for (const helpers of [0, 1, 3]) {
      const segments = Math.ceil(passing / segmentRows)
      const plan = planOf({ passing, segments, limit: passing, helpers })
      t.ok(plan === 'rows' || helpers > 0, `${passing} rows, ${helpers} helpers: ${plan}`)
    }
})

t.test('helpers are woken for what takes long', async t => {
  const all = (segments: number, helpers: number) => planOf({ passing: segments * segmentRows, segments, helpers })
  t.equal(all(49, 0), 'scan')
  t.equal(all(7, 1), 'scan')
  t.equal(all(8, 1), 'shared scan')
  t.equal(all(4, 3), 'scan')
  t.equal(all(49, 3), 'shared scan')
  t.equal(planOf({ passing: 5000, segments: 49, helpers: 1 }), 'scan')
  t.equal(planOf({ passing: 12_000, segments: 49, helpers: 1 }), 'shared scan')
})

t.test('one more row never brings back a plan that fewer rows have left', async t => {
  const order = ['rows', 'scan', 'shared scan']
  for (const limit of [0, 1, 50, 300, 1000])
    for (const segments of [1, 10, 49])
      for (let passing = segments, last = 0; passing <= segments * segmentRows; passing += 7) {
        const at = order.indexOf(planOf({ passing, segments, limit, helpers: 1 }))
        if (at < last) t.fail(`${passing} rows in ${segments} segments, ${limit} hits: ${order[at]}`)
        last = at
      }
})
