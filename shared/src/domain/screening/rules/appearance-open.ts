import { after, before, matched } from '../context.ts'
import { describesTeam, isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { itemStart, list, preferredAfter, refusedAfter, refusedBefore } from '../words.ts'

const animal = '[鼠牛虎兔龙蛇马羊猴鸡狗猪]'
const handsome =
  '(?:美丽大方|漂亮大方|美丽端庄|端庄大方|靓丽大方|帅气阳光|阳光帅气|高大帅气|年轻漂亮|漂亮|帅气|貌美如花|甜美可人|清纯|清秀|俊美|俊秀|眉清目秀|浓眉大眼|亭亭玉立|长发飘飘|肤白貌美|大眼睛|高鼻梁|双眼皮|瓜子脸|脸小(?:上镜)?|小脸|镜头感[^,。;\\n]{0,4}|五官(?:立体|精致|标致|分明|俊俏)|颜值(?:中等|中上|偏上|在线|高|过关|耐看)[^,。;\\n]{0,4}|身材(?:高大|高挑|魁梧|苗条|纤细|火辣|性感|好|匀称)|个子(?:高|高挑|高大)|体格(?:健壮|魁梧)|高大威猛|虎背熊腰|赏心悦目|看着(?:顺眼|舒服|养眼|赏心悦目|精神)|长得(?:精神|周正|顺眼|端正|体面|不错|标致|白净|高)|(?:肤色|皮肤)(?:白净|白皙|偏白|白|好|细腻|光滑)|牙齿(?:整齐|洁白|无缺)|无(?:斑|痘|狐臭)[^,。;\\n]{0,4}|上相|拍照好看)'
const unlike =
  '(?:胖(?:子|的|人)?|肥胖|太胖|过胖|偏胖|体型偏胖|太瘦|过瘦|矮(?:个子|子|的|小)?|个(?:子|头)(?:太|偏)?(?:矮|小)|秃(?:顶|头|子)|谢顶|光头|脱发|丑|长得(?:丑|难看|一般)|其貌不扬|满脸痘|麻子|龅牙|地包天|黑(?:牙|皮肤)|染(?:黄|红|彩)?发|花臂|满臂|大花臂|戴眼镜|近视眼?|狐臭)'
const subject =
  /设计|服装|修图|护肤|美容|美发|植发|口腔|牙|正畸|眼|减肥|减重|健身|整形|医美|皮肤|原画|建模|动画|摄影师|纹/

function isOthers(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    (describesTeam(match) && !/要求|须|需/.test(before(match, 4))) ||
    /(?:产品|客户|顾客|宝宝|孩子|人物|角色|模特|画面|页面|界面|店面|环境|风景|照片|图片|作品)[^,。;\n]{0,6}$/.test(
      before(match, 10)
    )
  )
}

/** Frames with open slots: looks as an item, as refused, in photographs, by birth. */
export const appearanceOpenRules: readonly Rule[] = [
  {
    id: 'appearance.handsome',
    triggers: list(`
      美丽 漂亮 靓丽 帅气 貌美 甜美 清纯 清秀 俊美 俊秀 浓眉 亭亭玉立 长发飘飘 大眼睛 高鼻梁 双眼皮 瓜子脸 脸小 小脸 镜头感 五官 颜值 身材 个子高 体格 高大 虎背
      赏心悦目 顺眼 看着 长得 肤色 皮肤 牙齿 无斑 无痘 狐臭 上相 拍照好看
    `),
    pattern: `(?:${itemStart}|要求|须|需|最好|希望|的是|须是|人)(?:要|人|得|为|是|长相|外形|形象|本人)?${handsome}(?:[、,和]?${handsome}){0,2}(?:者|的)?(?:${preferredAfter})?(?=[,。;、!)\\n]|$)`,
    judge: match =>
      !isOthers(match) &&
      !match.field.startsWith('benefits') &&
      !subject.test(match.posting.title) &&
      !/字|活|写得|代码|菜/.test(before(match, 3)),
    confidence: 0.75,
    examples: [
      '美丽大方',
      '长得精神',
      '看着赏心悦目',
      '大眼睛、高鼻梁',
      '肤色白净',
      '颜值中等偏上',
      '要求个子高',
      '有镜头感，脸小上镜'
    ],
    counterExamples: ['页面漂亮', '打造漂亮门店']
  },
  {
    id: 'appearance.unlike',
    triggers: list(
      '胖 太瘦 过瘦 矮 个子小 秃 谢顶 光头 脱发 丑 难看 其貌 痘 麻子 龅牙 染发 染黄 染红 花臂 满臂 眼镜 近视 狐臭 疤 胎记 纹身 文身'
    ),
    pattern: `(?:凡|有|长得|体型)?${unlike}(?:[、,和或及]?${unlike})*(?:的|者|人|人士|朋友)*(?:都|均|也)?[^,。;:!\\n]{0,4}?[,]?(?:${refusedAfter}|不行)|(?:${refusedBefore}|不得|不能|不可|禁止|不允许|不准)(?:有|是|留|为|带)*(?:太|过)?${unlike}(?:的|者|人)*|(?:脸上|面部|手上|手臂|身上|脖子)[^,。;\\n]{0,3}(?:不能|不得|不可|没有?|无)(?:有)?(?:疤|胎记|痘|斑|花臂|痣|伤痕)|(?:无|没有|不得有|禁止)(?:[^,。;\\n、]{0,4}[、和及])?(?:染发|染黄毛|奇装异服|怪异发型)[、和及](?:纹身|文身)|(?:无|没有)[^,。;\\n]{0,4}染发纹身`,
    judge: match =>
      !isOthers(match) &&
      !subject.test(match.posting.title) &&
      !/没关系|都可|也可|可以/.test(after(match, 6)) &&
      !/色弱|视力矫正/.test(matched(match)),
    confidence: 0.82,
    examples: [
      '胖的不要',
      '太胖太瘦都不行',
      '不能秃顶',
      '矮个子勿扰',
      '手臂不能有花臂',
      '脸上没有疤',
      '体型偏胖者不考虑',
      '无染发纹身'
    ],
    counterExamples: ['近视可以，戴眼镜没关系']
  },
  {
    id: 'appearance.photographs',
    triggers: list('生活照 全身照 近照 正面照 素颜照 三围 艺术照'),
    pattern:
      '(?:请|须|需|要|附上?|发|带|提供|投递|报名|简历|应聘|上传)[^,。;\\n]{0,8}(?:全身|近期?|半身|正面|素颜|生活|本人|艺术|个人)*(?:生活照|全身照|近照|正面照|素颜照|艺术照)(?:[一两\\d]张)?(?:[、和]身高体重|[、和]三围(?:数据)?)?|(?:附|注明|提供|写明)[^,。;\\n]{0,4}(?:三围|身高[、和]?体重)',
    judge: match =>
      !/客户|产品|商品|宝宝|学员|会员|拍摄|修/.test(before(match, 8) + matched(match)) &&
      !/摄影|修图|影楼|运营/.test(match.posting.title),
    suggestion: '收简历不宜要求照片、身高体重：删除，面试核对身份即可。',
    confidence: 0.8,
    examples: ['简历附全身照', '附近照一张', '报名请发生活照和身高体重', '投递请附全身生活照两张、三围数据'],
    counterExamples: ['为客户拍摄生活照', '上传产品照片']
  },
  {
    id: 'appearance.born-under',
    triggers: list(
      '属虎 属鼠 属牛 属兔 属龙 属蛇 属马 属羊 属猴 属鸡 属狗 属猪 本命年 犯冲 相冲 相克 命里 命格 八字 面相 手相'
    ),
    pattern: `属${animal}(?:[、,和]?属?${animal})*(?:的|者|人)*[^。;:!\\n]{0,8}?[,]?(?:犯冲|相冲|相克|不合|冲|抱歉|${refusedAfter}|${preferredAfter})|(?:今年)?本命年(?:的|者)*[^,。;\\n]{0,4}?(?:${refusedAfter})|(?:生肖|属相|八字|命格|面相|手相|星座)[^,。;\\n]{0,4}(?:与|和|跟)(?:老板|公司|店|我们)[^,。;\\n]{0,6}(?:合|相合|不冲|不犯冲|相生)|(?:面相|手相|八字)(?:好|合适|有福|旺财|旺)(?:的|者)*(?:${preferredAfter})?`,
    confidence: 0.85,
    suggestion: '星座、血型、属相与工作无关：删除。',
    examples: ['属虎属羊的跟老板犯冲，抱歉', '本命年的不要', '八字合适者优先'],
    counterExamples: ['十二生肖文创产品']
  },
  {
    id: 'appearance.size',
    triggers: list('男1 女1 码工装 码制服 码的'),
    pattern: `[男女](?:性|士|生)?[: ]?1[5-9]\\d(?:cm|公分|厘米)?(?:以上|\\+|起)(?:[、,;/ ]{0,2}[男女](?:性|士|生)?[: ]?1[5-9]\\d(?:cm|公分)?(?:以上|\\+|起))?|穿(?:得?下|进|得?上)?(?:xs|s|m|l|小|均)码(?:的)?(?:工装|制服|工服|衣服|裙)?`,
    judge: match =>
      match.field !== 'salaryText' &&
      !/元|薪|资|k|分|斤|人|条|单|箱|次|号|路|时薪|日|天/.test(before(match, 4) + after(match, 2)) &&
      !/试衣|打版|样衣/.test(match.posting.title),
    confidence: 0.75,
    examples: ['男178以上，女165以上', '穿S码工装'],
    counterExamples: ['日薪170以上', '每天160单以上']
  }
]
