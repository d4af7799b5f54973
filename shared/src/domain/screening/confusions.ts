/** Strings written in place of a character or word, as disguise: split characters, look-alikes, slang. */
export const substitutes: readonly (readonly [string, string])[] = [
  ['田力', '男'],
  ['氵又', '汉'],
  ['月干', '肝'],
  ['女昏', '婚'],
  ['女未', '妹'],
  ['亻言', '信'],
  ['扌甲', '押'],
  ['代贝', '贷'],
  ['贝戋', '贱'],
  ['山夕', '岁'],
  ['礻土', '社'],
  ['亻呆', '保'],
  ['讠正', '证'],
  ['讠果', '课'],
  ['氵去', '法'],
  ['疒戈', '残'],
  ['歹戋', '残'],
  ['贝者', '赌'],
  ['亻专', '传'],
  ['钅肖', '销'],
  ['攵', '文'],
  ['铝士', '女士'],
  ['铝生', '女生'],
  ['铝性', '女性'],
  ['钕', '女'],
  ['囡生', '女生'],
  ['囝生', '男生'],
  ['楠生', '男生'],
  ['蓝生', '男生'],
  ['汗族', '汉族'],
  ['翰族', '汉族'],
  ['悍族', '汉族']
]

/** Real words whose sound happens to be that of a phrase the rules look for. Found on 112,000 postings. */
export const realWords: readonly string[] = ['律师', '绿色', '绿植', '旅游', '历史', '理事']
