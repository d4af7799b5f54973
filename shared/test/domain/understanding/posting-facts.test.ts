import { readFileSync } from 'node:fs'
import t from 'tap'
import { degreeLevels } from '../../../src/contracts/degree-levels.ts'
import type { PostingSubmission } from '../../../src/contracts/posting.ts'
import { normalisePosting } from '../../../src/domain/normalise/posting.ts'
import { fold } from '../../../src/domain/understanding/lexicon.ts'
import { fieldOfMajor } from '../../../src/domain/understanding/majors.ts'
import { readTitleOccupations } from '../../../src/domain/understanding/occupations.ts'
import { readPostingFacts } from '../../../src/domain/understanding/posting-facts.ts'
import { readSeniority } from '../../../src/domain/understanding/seniority.ts'
import { skillsOfWord } from '../../../src/domain/understanding/skills.ts'
import type { Mention } from '../../../src/domain/understanding/texts.ts'
import { dataFile, skipWithout } from '../../support/data.ts'

const majorList = 'taxonomy/majors-undergraduate.json'

function read(fields: Partial<PostingSubmission>) {
  const submission = {
    postingId: 'p',
    title: '岗位',
    employer: { name: '某公司' },
    description: '见面谈',
    city: '郑州',
    ...fields
  }
  const posting = normalisePosting(submission, { id: 's:p', source: 's', revision: 1 })
  return { posting, facts: readPostingFacts(posting) }
}

t.test('years of work really asked', async t => {
  const table: readonly [Partial<PostingSubmission>, number | null][] = [
    [{ experience: '3-5年' }, 3],
    [{ experience: '经验不限', description: '要求三年以上前端开发工作经验' }, 3],
    [{ experience: '1-3年', description: '5年以上相关工作经验' }, 5],
    [{ description: '岗位要求：1.5年及以上同岗位工作经验' }, 5],
    [{ description: '至少1.5年工作经验' }, 1.5],
    [{ description: '2年以上律师事务所或公司法务工作经验' }, 2],
    [{ description: '须有5年以上制造业全盘工作经验' }, 5],
    [{ description: 'Above 3 years working experience' }, 3],
    [{ experience: '3-5年,可接收应届生' }, 1],
    [{ experience: '经验不限', description: '2年以上经验，应届毕业生亦可' }, 1],
    [{ experience: '1-3年', description: '优秀应届生也可考虑' }, 0],
    [{ experience: '5-10年', description: '欢迎应届毕业生' }, 5],
    [{ description: '3年以上经验者优先' }, null],
    [{ description: '公司成立20年，专注软件行业15年' }, null],
    [{ description: '入职满一年享受5天年假' }, null],
    [{ description: '三年制大专毕业' }, null],
    [{ description: '2023年毕业' }, null],
    [{ description: '未来3年内上市' }, null]
  ]
  for (const [fields, years] of table) t.equal(read(fields).facts.requiredYears, years, JSON.stringify(fields))
})

t.test('the degree really asked', async t => {
  const table: readonly [Partial<PostingSubmission>, string | null][] = [
    [{ degree: '大专' }, '大专'],
    [{ degree: '大专', description: '本科及以上学历，机械专业' }, '本科'],
    [{ description: '大专、本科均可，本科学历优先' }, '大专'],
    [{ degree: '大专', description: '大专、本科均可；计算机专业，本科及以上学历' }, '大专'],
    [{ degree: '硕士', description: '统招研究生及以上学历，重点学校本科毕业生亦可' }, '硕士'],
    [{ description: '1、本科以上学历，硕士优先' }, '本科'],
    [{ description: '要求：2.硕士，信息与通信工程、材料等专业' }, '硕士'],
    [{ description: '教授高中数学，服务本科学生' }, null],
    [{ degree: '学历不限' }, 'none']
  ]
  for (const [fields, degree] of table) {
    const { degreeRank } = read(fields).facts
    t.equal(degreeRank === null ? null : degreeLevels[degreeRank], degree, JSON.stringify(fields))
  }
})

t.test('the rank of a title', async t => {
  const table: readonly [string, number][] = [
    ['Java开发工程师', 1],
    ['产品经理', 1],
    ['大客户经理', 1],
    ['项目经理', 1],
    ['财务经理', 3],
    ['高级前端工程师', 3],
    ['行政主管/专员', 1],
    ['市场经理/总监', 3],
    ['技术总监', 4],
    ['风险建模专家', 4],
    ['总经理助理', 0],
    ['储备店长', 0],
    ['前端开发实习生', 0],
    ['中高级Java工程师', 2]
  ]
  for (const [title, level] of table) t.equal(readSeniority(title).level, level, title)
})

t.test('licences: demanded, implied by the title, or merely liked', async t => {
  const table: readonly [Partial<PostingSubmission>, readonly string[]][] = [
    [{ title: '门诊护士' }, ['护士执业证']],
    [{ title: '护士长助理' }, []],
    [{ title: '货运司机' }, ['职业司机驾照']],
    [{ title: '实习律师' }, []],
    [{ description: '须持有教师资格证' }, ['教师资格证']],
    [{ description: '有教师资格证者优先' }, []],
    [{ description: '有会计证、驾照者优先考虑' }, []],
    [{ description: '公司协助考取电工证' }, []],
    [{ description: '具备AOPA证书' }, []],
    [{ title: '外贸业务助理（精通韩语）' }, ['韩语能力']]
  ]
  for (const [fields, names] of table)
    t.strictSame(
      read(fields).facts.licences.map(({ name }) => name),
      names,
      JSON.stringify(fields)
    )
})

t.test('the work that a title names: its head, and what stands beside it', async t => {
  const table: readonly [string, string][] = [
    ['Android开发工程师', '移动开发'],
    ['嵌入式软件测试工程师', '硬件测试'],
    ['人力资源数据分析师', '数据分析'],
    ['大数据分析师', '数据分析'],
    ['少儿编程老师', '编程教师'],
    ['芯片后端设计工程师', '集成电路'],
    ['图像处理算法工程师', '算法'],
    ['会计助理', '会计'],
    ['房地产网络销售', '销售'],
    ['宠物医生助理', '动物医学'],
    ['Web前端开发（外包）', '前端开发'],
    ['技术支持', '技术支持'],
    ['算法工程师-天讯通信技术有限公司', '算法'],
    ['物流专员薪资6K+绩效奖金', '物流'],
    ['知名德企招聘-行政前台', '行政文秘']
  ]
  for (const [title, group] of table) t.equal(readTitleOccupations(title)[0]?.group, group, title)
  t.strictSame(readTitleOccupations('急聘！4K-8K'), [])
})

t.test('the heading of a text says what a title of categories does not', async t => {
  const headed: readonly [string, string, string][] = [
    ['餐饮管理', '团餐食品安全经理 工作内容：巡查', '食品'],
    ['外贸专员/助理', '速卖通运营 岗位职责：1.负责账号管理', '跨境电商'],
    ['美工', '负责平面设计 岗位职责：1.作图', '平面设计'],
    ['人事专员', '人事专员/助理 岗位职责：1.招聘', '人力资源'],
    ['会计', '岗位职责：1.销售数据核对', '会计']
  ]
  for (const [title, description, group] of headed)
    t.equal(read({ title, description }).facts.occupations[0]?.group, group, `${title}: ${description}`)
  const { posting, facts } = read({ title: '医生', description: '　皮肤科医生高薪 任职资格：1、接诊' })
  t.ok(facts.licences.some(({ name }) => name === '临床类医师资格证'))
  const heading = read({ title: '茶艺师', description: '【急】 饮品总监 岗位职责：1.研发' })
  t.equal(heading.facts.seniority.level, 1, 'a bracket opens no heading')
  const ranked = read({ title: '茶艺师', description: '饮品总监 岗位职责：1.研发' })
  t.equal(ranked.facts.seniority.level, 4)
  const { at } = ranked.facts.seniority
  t.equal(at && ranked.posting.description.slice(at.start, at.end), '总监')
  for (const { at } of facts.occupations) t.not(posting[at.field]?.slice(at.start, at.end) ?? '', '')
})

t.test('experience that is demanded without a number, not merely liked', async t => {
  const table: readonly [string, boolean][] = [
    ['须有相关工作经验', true],
    ['具有丰富的电商经验，沟通能力强', true],
    ['招熟手两名', true],
    ['有经验者优先', false],
    ['有相关工作经验，优先考虑', false],
    ['无需工作经验', false],
    ['有无经验均可', false]
  ]
  for (const [description, is] of table)
    t.equal(read({ description }).facts.wording.experienced !== null, is, description)
})

t.test('skills by any spelling, majors by their field', async t => {
  for (const word of ['JS', 'javascript', 'ES6']) t.strictSame(skillsOfWord(word), ['JavaScript'], word)
  t.strictSame(skillsOfWord('Spring Boot'), ['Spring Boot'])
  t.strictSame(skillsOfWord('没人听过的技能'), ['没人听过的技能'])
  const found = read({ description: '熟悉Java、CSS3；了解c语言' }).facts.skills.map(({ skill }) => skill)
  t.strictSame(found, ['Java', 'CSS', 'C语言'], 'no JavaScript in Java, no C in CSS')
  const majors = {
    软件工程: '计算机',
    大数据与会计: '财会',
    学前教育: '学前教育',
    畜牧兽医: '动物',
    机电一体化技术: '机电',
    机械设计制造及其自动化: '机械',
    电气工程及其自动化: '电气',
    电子信息工程: '电子',
    动物医学: '动物',
    音乐表演: '音乐舞蹈',
    物业管理: '房地产',
    治安学: '公安',
    斯瓦希里语: '外语'
  }
  for (const [major, field] of Object.entries(majors)) t.equal(fieldOfMajor(major)?.name, field, major)
  t.equal(fieldOfMajor('某某'), null)
})

t.test('every major of the national list has a field', { skip: skipWithout(majorList) }, async t => {
  const majors: { name: string }[] = JSON.parse(readFileSync(dataFile(majorList), 'utf8'))
  t.strictSame(
    majors.map(({ name }) => name).filter(name => fieldOfMajor(name) === null),
    []
  )
})

t.test('every mention is a span of the posting', async t => {
  const { posting, facts } = read({
    title: '【急】会计助理（应届生）',
    description:
      'İstanbul 项目：持会计证，本科及以上学历，会计、财务等相关专业，1年以上工作经验，可接受出差，熟悉Ｅxcel'
  })
  const mentions = [facts.yearsAt, facts.degreeAt, facts.seniority.at, ...Object.values(facts.wording)]
  const all = [...mentions, ...facts.licences.map(l => l.at), ...facts.occupations.map(o => o.at)]
  const more = [...facts.skills.map(s => s.at), ...facts.majors.map(m => m.at)]
  const present = [...all, ...more].filter((at): at is Mention => at !== null)
  t.ok(present.length >= 8)
  for (const { field, start, end } of present) {
    t.ok(start < end, field)
    t.ok(end <= (posting[field] ?? '').length, field)
  }
  t.equal(fold('İＡ'), 'İa', 'folding keeps every place')
})

t.test('plain JSON, and time that grows with the text alone', async t => {
  const { facts } = read({ title: 'Java开发工程师', description: '本科，3年以上经验，熟悉Java' })
  t.strictSame(JSON.parse(JSON.stringify(facts)), facts)
  const hostile = ['3年以上'.repeat(10_000), '本科'.repeat(20_000), '接受应届'.repeat(10_000), '出差'.repeat(20_000)]
  for (const description of hostile) t.doesNotThrow(() => read({ description, title: description.slice(0, 300) }))
})
