import t from 'tap'
import { createJiebaTokenizer } from '../../src/adapters/jieba-tokenizer.ts'

const tokenizer = createJiebaTokenizer()

t.test('cuts', async t => {
  const table: [string, string[]][] = [
    ['C++/C#/.NET、Node.js、Vue3 开发', ['c++', 'c#', '.net', 'node.js', 'vue3', '开发']],
    ['ASP.NET Core 3.1', ['asp.net', 'core', '3.1']],
    ['Ｊａｖａ后端（Spring-Boot）', ['java', '后端', 'spring-boot']],
    ['五险一金，双休', ['五险一金', '双休']],
    ['8-13K·14薪 1-3年 TCP/IP', ['8', '13k', '14', '薪', '1', '3', '年', 'tcp', 'ip']],
    ['  ，。 \n\t 的 了 😀', []],
    ['', []],
    [`x${'y'.repeat(50)}`, []]
  ]
  for (const [text, tokens] of table) t.same(tokenizer.queryTokens(text), tokens, text)
})

t.test('indexing adds the words inside a word; both are deterministic', async t => {
  const text = '软件工程师 应届毕业生'
  const index = tokenizer.indexTokens(text)
  for (const token of ['软件', '工程师', '软件工程师', '毕业生', '应届毕业生']) t.ok(index.includes(token), token)
  t.same(tokenizer.indexTokens(text), index)
  t.equal(createJiebaTokenizer().tokenizerId, tokenizer.tokenizerId)
  t.match(tokenizer.tokenizerId, /^jieba-1-[0-9a-f]{12}$/)
})
