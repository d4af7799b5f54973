import { families } from '@zhipei/shared/domain/screening/families'
import type { RuleFamily } from '@zhipei/shared/domain/screening/rule'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const screener = createScreener()
const findings = (description: string) =>
  screener.screen({ title: '职员', description }).findings.filter(({ category }) => category !== 'missing')

/** Deterministic noise (a linear congruential generator). */
function createNoise(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
}

const zeroWidths = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\ufe0f']
const noises = [
  ...zeroWidths,
  ' ',
  '\u3000',
  '*',
  '·',
  '★',
  '-',
  '|',
  '<b>',
  '&nbsp;',
  '😀',
  '\n',
  '。',
  '女',
  'hun',
  '９'
]
const fullWidth = (text: string) => text.replaceAll(/[!-~]/g, unit => String.fromCharCode(unit.charCodeAt(0) + 0xfee0))
const examples = families.flatMap(({ category, rules }) =>
  rules.flatMap(({ id, examples }) => examples.map(example => ({ id, category, example })))
)

t.test(
  'the quote of every finding is what the field holds at its offsets, whatever noise stands in the text',
  async t => {
    const noise = createNoise(7)
    let checked = 0
    for (const { id, example } of examples)
      for (let round = 0; round < 6; round++) {
        let text = ''
        for (const character of `岗位要求：${example}，双休。`) {
          text += noise(4) === 0 ? fullWidth(character) : character
          if (noise(round + 2) === 0) text += noises[noise(noises.length)]
        }
        for (const { start = 0, end = 0, quote } of findings(text)) {
          checked++
          if (text.slice(start, end) !== quote || quote === '' || end > text.length)
            t.fail(`${id}: ${JSON.stringify({ text, start, end, quote })}`)
        }
      }
    t.ok(checked > 2000, `${checked} findings checked`)
  }
)

t.test('zero-width characters between all characters, and full-width forms, hide nothing', async t => {
  const noise = createNoise(11)
  for (const { id, category, example } of examples) {
    const hidden = [...example].map(character => character + zeroWidths[noise(zeroWidths.length)]).join('')
    t.ok(
      findings(hidden).some(finding => finding.category === category),
      `${id} zero-width: ${example}`
    )
  }
  for (const text of ['年龄：18-35岁', '985/211优先', '身高165cm以上', '35岁以下'])
    t.same(
      findings(fullWidth(text)).map(({ rule }) => rule),
      findings(text).map(({ rule }) => rule),
      text
    )
})

t.test('disguises are seen through and quoted as they stand', async t => {
  const table: [string, string, string][] = [
    ['gender', '限　女　生，英语好', '限　女　生'],
    ['gender', '限【男】性，驻厂', '限【男】性'],
    ['gender', 'nü生优先，双休', 'nü生优先'],
    ['gender', '限&#30007;性，底薪', '限&#30007;性'],
    ['gender', '备注（从右往左看）：先优生男', '先优生男'],
    ['ethnicity', '倒着读：族汉限', '族汉限'],
    ['ethnicity', '少。数。民。族。不。要，计件', '少。数。民。族。不。要'],
    ['marital', '已hun已yu优先，中级', '已hun已yu优先'],
    ['marital', '巳婚優先，细心', '巳婚優先'],
    ['region', '外d人勿扰，包住', '外d人勿扰'],
    ['region', '限本地戶囗，会WMS', '限本地戶囗'],
    ['health', '大叁阳不要，证件齐', '大叁阳不要'],
    ['religion', '無宗-教-信-仰', '無宗-教-信-仰'],
    ['age', '卅五岁以内，案例', '卅五岁以内'],
    ['age', '25~35sui，双休', '25~35sui'],
    ['age', '18—3O岁，晚班', '18—3O岁'],
    ['age', '35↓，短视频', '35↓'],
    ['school', '限九八五、二幺幺，写作', '限九八五、二幺幺'],
    ['appearance', '形 象 好 气 质 佳，英语', '形 象 好 气 质 佳'],
    ['political', '中共dang员优先，私企', '中共dang员优先'],
    ['criminal', '无犯罪ji录，叉车', '无犯罪ji录'],
    ['disability', '歹戋疾勿扰，英语', '歹戋疾勿扰']
  ]
  for (const [category, text, quote] of table)
    t.ok(
      findings(text).some(finding => finding.category === category && finding.quote === quote),
      `${text} → ${JSON.stringify(findings(text).map(({ rule, quote }) => [rule, quote]))}`
    )
})

t.test('real words that only sound or look like a phrase are left alone', async t => {
  for (const text of [
    '律师优先，三年诉讼经验',
    '有旅行社经验优先',
    '有效率优先的意识',
    '熟悉WLAN性能测试',
    '薪资22-28K，面议',
    '团队20-30人',
    '收藏已满后清理缓存',
    '退伍军人优先，大陆客户',
    '1本科及以上学历'
  ])
    t.same(findings(text), [], text)
})

t.test('evidence is found once, wherever a long text is cut', async t => {
  for (const filling of [7700, 7990, 8150, 8191, 8192, 8200, 16000]) {
    const text = `${'熟悉业务流程，'.repeat(filling / 7)}仅限男性，${'沟通能力强。'.repeat(200)}`
    const found = findings(text).filter(({ category }) => category === 'gender')
    t.same(
      found.map(({ quote, start }) => [quote, start]),
      [['仅限男性', text.indexOf('仅限男性')]],
      `after ${filling}`
    )
  }
})

t.test('work grows with the length of the text, not with its square, on hostile repetition', async t => {
  let judged = 0
  const counting: RuleFamily = {
    category: 'gender',
    severity: 'block',
    name: '',
    law: [],
    suggestion: '',
    rules: [
      {
        id: 'gender.counting',
        triggers: ['男'],
        pattern: '限?男(?:性|士)*[^,。]{0,12}(?:优先)?',
        judge: () => {
          judged++
          return false
        },
        confidence: 1,
        examples: [],
        counterExamples: []
      }
    ]
  }
  const counted = createScreener({ families: [counting] })
  const work = (text: string) => {
    judged = 0
    counted.screen({ description: text })
    return judged
  }
  for (const piece of ['男', '限男', '男性，', '限 男 ', '男\u200b']) {
    const once = work(piece.repeat(20_000))
    const twice = work(piece.repeat(40_000))
    t.ok(twice <= once * 2.2 + 10, `${JSON.stringify(piece)}: ${once} then ${twice}`)
  }
})

t.test('hostile text gives a bounded answer', async t => {
  const pieces = [
    '限男',
    '985/',
    '未hun',
    '户口',
    '岁以下35',
    '((((',
    ' \u200b',
    '本地人',
    '倒着读：',
    '性别：',
    '不要',
    '形象',
    '<b',
    '&#',
    '1-',
    '乙肝',
    '从右往左看男限'
  ]
  const check = (name: string, text: string) => {
    const found = findings(text)
    t.ok(found.length <= 520, `${name}: ${found.length}`)
    t.ok(
      found.every(({ start = 0, end = 0, quote }) => text.slice(start, end) === quote),
      name
    )
  }
  for (const piece of pieces) check(piece, piece.repeat(16_000 / piece.length))
  const megabyte = 1 << 20
  check(
    'all of them',
    pieces
      .map(piece => piece.repeat(2000))
      .join('\n')
      .repeat(20)
      .slice(0, megabyte)
  )
  check('one letter', 'a'.repeat(megabyte))
  check('gaps', ' *'.repeat(megabyte / 2))
})

t.test('decision, severities and cited articles', async t => {
  const decisions: [string, string][] = [
    ['双休，五险一金', 'pass'],
    ['形象气质佳', 'advise'],
    ['形象气质佳，35岁以下', 'review'],
    ['形象气质佳，35岁以下，不招少数民族', 'block'],
    ['家住附近优先', 'advise'],
    ['矿山井下作业，仅招男性', 'review'],
    ['每小时搬运三次，每次约15公斤，限男性', 'block']
  ]
  for (const [description, decision] of decisions) {
    const posting = {
      title: '职员',
      description,
      employer: { name: '某公司' },
      city: '郑州',
      salaryText: '5-8K',
      headcount: 1,
      requirements: '会用办公软件',
      validUntil: '2027-01-01'
    }
    t.equal(
      screener.screen(posting).findings.filter(({ category }) => category !== 'missing').length > 0 ||
        decision === 'pass',
      true,
      description
    )
    const strongest = ['block', 'review', 'advise'].find(level =>
      screener.screen(posting).findings.some(finding => finding.category !== 'missing' && finding.severity === level)
    )
    t.equal(strongest ?? 'pass', decision, description)
  }
  for (const { law, suggestion, confidence, rule } of findings('限本地户口，限汉族，未婚，无乙肝，残疾勿扰')) {
    t.ok(law.length > 0 && suggestion.length > 5, rule)
    t.ok(confidence > 0 && confidence <= 1, rule)
  }
})
