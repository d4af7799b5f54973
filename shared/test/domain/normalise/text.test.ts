import t from 'tap'
import { compact, given, plainLine, plainText } from '../../../src/domain/normalise/text.ts'

t.test('text as a reader sees it', async t => {
  const table: Record<string, string> = {
    '<p>岗位职责：</p><ul><li>开发</li><li>测试</li></ul>': '岗位职责：\n\n开发\n\n测试',
    '一<br>二<br/>三': '一\n二\n三',
    '薪资&lt;8K&gt;&nbsp;面议&amp;奖金': '薪资<8K> 面议&奖金',
    '&lt;p&gt;转义两次&lt;/p&gt;': '转义两次',
    'List<String> 与 a<b': 'List<String> 与 a<b',
    '<岗位职责>开发': '<岗位职责>开发',
    '<script>alert(1)</script>正文<!-- 注释 -->': '正文',
    '<style>p{}</style>正文': '正文',
    'Ｊａｖａ　８－１３Ｋ': 'Java 8-13K',
    '零\u200b宽\ufeff字\u00ad符': '零宽字符',
    '行\r\n行\u2028行': '行\n行\n行',
    '\u0000控\u0007制': '控制',
    '  首尾  ': '首尾',
    '一\n\n\n\n\n二': '一\n\n二',
    '一 \n 二': '一\n二',
    '一\n': '一',
    '一　二': '一 二',
    '“一”——《二》\n\n三 四…': '“一”——《二》\n\n三 四…',
    '孤\ud800立': '孤立',
    '表情😀保留': '表情😀保留'
  }
  for (const [raw, text] of Object.entries(table)) t.equal(plainText(raw), text, encodeURI(text))
  t.equal(plainLine('一\n二'), '一 二')
  t.equal(compact(' ８－１３Ｋ·14薪 '), '8-13k·14薪')
})

t.test("a feed's ways to leave a field out", async t => {
  for (const raw of [null, undefined, '', '  ', '-', '--', '/', '无', '暂无', 'null', 'None', 'N/A', '<br>', '&nbsp;'])
    t.equal(given(raw), null, String(raw))
  t.equal(given(' 有 '), '有')
})

t.test('hostile text takes linear time and never throws', async t => {
  for (const piece of [
    '<',
    '<p',
    '<!--',
    '<script>',
    '&',
    '&amp;',
    '\n',
    ' ',
    '<a '.repeat(2),
    'a ',
    'a\n',
    '😀',
    '\ud800'
  ])
    t.type(plainText(piece.repeat(200_000)), 'string')
})
