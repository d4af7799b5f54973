import t from 'tap'
import Type from 'typebox'
import { PostingSubmission } from '../../src/contracts/posting.ts'
import { createValidator } from '../../src/contracts/validation.ts'
import { ConfigError, readConfig } from '../../src/platform/config.ts'

const validate = createValidator(PostingSubmission)
const posting = { postingId: '1', title: '会计', employer: { name: '某公司' }, description: '记账', city: '郑州' }

t.test('a posting with only the required fields, or with nulls for the others, is valid', async t => {
  t.hasStrict(validate(posting), { value: posting })
  t.hasStrict(validate({ ...posting, experience: null, salary: null, headcount: null }), {})
})

t.test('each fault names its field, once, in Chinese', async t => {
  const cases: [object, { path: string; message: string }[]][] = [
    [{ title: 3 }, [{ path: '/title', message: '类型应为 文本' }]],
    [{ title: '  ' }, [{ path: '/title', message: '不能为空白' }]],
    [{ foo: 1 }, [{ path: '/foo', message: '未知字段' }]],
    [{ employer: { name: 'x', boss: 1 } }, [{ path: '/employer/boss', message: '未知字段' }]],
    [{ salary: 'abc' }, [{ path: '/salary', message: '类型应为 对象' }]],
    [{ salary: { min: Number.NaN } }, [{ path: '/salary/min', message: '类型应为 数字' }]],
    [{ salary: { min: -1 } }, [{ path: '/salary/min', message: '不得小于 0' }]]
  ]
  for (const [change, errors] of cases) t.same(validate({ ...posting, ...change }), { errors })
  const { title: _title, city: _city, ...rest } = posting
  t.same(validate(rest), {
    errors: [
      { path: '/title', message: '缺少必填字段' },
      { path: '/city', message: '缺少必填字段' }
    ]
  })
  for (const value of [null, 1, 'x', []])
    t.hasStrict(validate(value), { errors: [{ path: '', message: '类型应为 对象' }] })
})

t.test('config: defaults, conversion, every fault at once and never a value', async t => {
  const Config = Type.Object({
    ZHIPEI_PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 8080 }),
    ZHIPEI_HOST: Type.String({ default: '127.0.0.1' }),
    ZHIPEI_KEYS_FILE: Type.Optional(Type.String())
  })
  t.same(readConfig(Config, { OTHER: 'x' }), { ZHIPEI_PORT: 8080, ZHIPEI_HOST: '127.0.0.1' })
  t.same(readConfig(Config, { ZHIPEI_PORT: '0', ZHIPEI_KEYS_FILE: '/k' }), {
    ZHIPEI_PORT: 0,
    ZHIPEI_HOST: '127.0.0.1',
    ZHIPEI_KEYS_FILE: '/k'
  })
  t.throws(() => readConfig(Config, { ZHIPEI_PORT: 'secret' }), {
    name: 'ConfigError',
    message: /ZHIPEI_PORT: 类型应为/
  })
  try {
    readConfig(Config, { ZHIPEI_PORT: 'secret' })
  } catch (error) {
    t.type(error, ConfigError)
    t.notMatch((error as Error).message, /secret/)
  }
})
