import { after, before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { list, place, preferredAfter, refusedAfter, unnamed } from '../words.ts'

const people =
  '(?:的|人|者|人士|居民|朋友|同学|师傅|老乡|设计师|求职者|应聘者|候选人|员工|同志|伢|娃|妹子|小伙|姑娘|大姐|阿姨|们)*'
const here =
  '(?:本地|本市|本省|本县|本区|本镇|本乡|本村|本街道|咱(?:这儿|这边|们这)?|我们这(?:儿|边)?|这儿|这边|当地|跟前|附近|周边)'
const somewhere = `(?:${place}|${here}|[一-龥]{2}(?:市|县|区|镇|州)?)`

function isOthers(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    /宿舍|公司|地铁|商圈|门店|客户|业务|经验|主播|配音|播音/.test(match.posting.title + before(match, 6)) ||
    /协助|解决|提供|补贴|报销/.test(before(match, 8) + after(match, 6))
  )
}

/** Where someone comes from, told by what shows it: papers, speech, a house, parents, the road home. */
export const regionSayings: readonly Rule[] = [
  {
    id: 'region.papers',
    triggers: list(
      '身份证开头 身份证前 身份证号开 身份证号前 号段 户口簿 户口本落 户口得在 户口在本 户口要在 户口须在 户口落在 户籍得 户籍落 户口页'
    ),
    pattern: `身份证(?:号|号码)?(?:前[两二四六2346]?位|开头|头[两二四六几]?位)(?:得|要|须|必须|应|只|是|为|看|,|、|不是|非|要求){0,3}[^。;\\n]{0,4}?\\d{2,6}[^。;\\n]{0,12}|(?:看|查|核对?)(?:一?下)?身份证(?:号|号码)?(?:前[两二四六]?位|开头|头几位|号段)[^。;\\n]{0,20}|(?:户口簿?|户口本|户籍)(?:得|要|须|必须|最好)?(?:落)?在(?:本(?:地|市|区|县|镇|村|省)|${place}|[一-龥]{2,4}?(?:市|区|县|镇|三区|城区))[^,。;\\n]{0,4}`,
    judge: match => !isOthers(match) && !/办理|社保|复印|迁移|落户政策/.test(matched(match) + after(match, 6)),
    confidence: 0.85,
    examples: ['身份证前四位得是4401', '会看身份证开头，35以外的不要', '户口簿要落在本区'],
    counterExamples: ['核对身份证号码是否与系统一致', '户口簿在办理中']
  },
  {
    id: 'region.grown-here',
    triggers: list(`
      土生土长 从小在 长大的 自小在 打小在 生在长在 本乡本土 乡里乡亲 跟前人 身边人 近处人 地道 土腔 土话 口音 乡音 腔调 母语是本 讲本地 说本地 开口得
    `),
    pattern: `(?:得|要|须|必须|最好|只(?:收|要|招|用|录)?|是|为|就要|咱|我们|俺们?){0,3}${somewhere}?(?:的|里)?土生土长${people}(?:${preferredAfter})?|(?:从小|自小|打小|自幼)(?:就|一直)?(?:在|生活在)[^,。;\\n]{1,8}?(?:长大|生活|住)${people}(?:${preferredAfter})?|(?:只|仅|就|专|咱)(?:收|要|招|用|录){1,2}[^,。;\\n]{1,8}?(?:长大|出来|本乡本土|跟前|近处)${people}|(?:只用|只要|只招|留|就留|就要)[^,。;\\n]{0,6}?(?:本乡本土|跟前人|近处人|自己村|身边人)${people}|(?:讲|说|操|带)(?:着|一口)?[^,。;\\n]{0,6}(?:土腔|土话|口音|乡音|腔调)${people}[^,。;\\n]{0,4}?(?:${refusedAfter})|(?:开口|一口|张嘴)(?:得|要|须|必须|就)?(?:能|是|会)?(?:用|说|讲)?(?:地道|纯正|正宗)?(?:的)?[一-龥]{2,3}话[^。;\\n]{0,12}`,
    judge: match =>
      !isOthers(match) &&
      !/普通话|白话文|电话|品牌|食材|菜|味道|果|茶|特产|播音|语言学/.test(
        before(match, 4) + matched(match) + after(match, 4)
      ),
    confidence: 0.82,
    examples: [
      '得是本镇土生土长的',
      '从小在江边长大的优先',
      '俺们只用本乡本土的',
      '讲话带外地口音的不要',
      '开口得是地道的襄阳话'
    ],
    counterExamples: ['土生土长的品牌', '普通话带口音的也行', '一口流利的普通话']
  },
  {
    id: 'region.from',
    triggers: list(`
      那边来的 那边的 那一带 一带的 那块儿 那片的 来的就别 来的就算 来的别 来的不 来的请 人不要 人别来 人勿 外省的 家在外 家在省外 老家在 老家是 过年要回 过年回 春节要回 外笛 外迪 戶藉 门户藉 户藉 北佬 南蛮 外地佬 外乡人 多包涵
    `),
    pattern: `${somewhere}(?:[、和跟]?${somewhere})?(?:那边|那一带|一带|那块儿?|那片|过来|出来){1,2}(?:来)?${people}[^,。;\\n]{0,4}?[,]?(?:${refusedAfter}|多包涵)|老家(?:在|是)[^,。;\\n]{1,8}?${people}[,]?(?:请|就|也|都)?(?:${refusedAfter}|多包涵|体谅)|(?:家|老家)在(?:外省|外地|省外|外市|老远)[^。;\\n]{0,24}?(?:${refusedAfter}|只留[^,。;]{0,6}|不好安排|排班难)`,
    judge: match => !isOthers(match),
    confidence: 0.84,
    examples: ['云南那边来的就别报名了', '老家在周口一带的请多包涵', '家在外地的春节要回，不好安排'],
    counterExamples: ['武汉那边的客户由同事对接', '老家在外地的可报销路费']
  },
  {
    id: 'region.house',
    triggers: list(
      '有房本 有房产 有房子 父母一方 父母双方 自有房 自己房子 自己的房 自家房 租房住 租房的 租住的 有自己房 买了房 房东 没房 无房 父母至少 父母为 父母是 父母均 父母在本 父母有一 家长为本 配偶为本 本地人担保 本地人作保 签字作保 作保 担保人 居民担保 三公里范 公里以内 公里内 里地 步行可 步行十 步行能 走路十 走路能 骑车十'
    ),
    pattern: `(?:在)?(?:${here}|${place})?(?:有|名下有)(?:自己的?|自有)?(?:房本|房产|房子|自有房|自住房|产权房)(?:(?:的|者){1,2}(?=[,。;!)\\n]|$)|${people}(?:${preferredAfter}))|租(?:房|住)(?:住|子)?${people}[^,。;\\n]{0,4}?[,]?(?:${refusedAfter})|(?:没|无)房${people}(?:${refusedAfter})|(?:父母|家长|配偶|爱人|直系亲属)(?:双方|至少|有|均|都|其中|一方|[一两1]人|须|需|应){0,4}(?:为|是|在|系)?(?:本(?:市|地|区|县|省)|当地|${place})(?:居民|人|户口|户籍)?[^。;\\n]{0,14}|(?:找|提供|须有|要有|需|得有|由)(?:一|两)?(?:个|名|位)?[^,。;\\n]{0,6}?(?:本地|当地|本市|本村|本县|${place}|${unnamed})[^,。;\\n]{0,10}(?:作保|担保|做保|作担保)|(?:住|家|居住)(?:得|在|处)?(?:离|距)?[^,。;\\n]{0,6}?(?:[一二三四五六七八九十两\\d]{1,3}(?:公里|里地?|站|分钟))(?:范围|路|车程)?(?:以?内|之内|以里)?${people}(?:${preferredAfter})`,
    judge: match => {
      if (isOthers(match) || /有房有车|出租|看房|楼盘/.test(matched(match))) return false
      return /公里|里地|分钟|站|里路/.test(matched(match)) ? { severity: 'advise' } : true
    },
    confidence: 0.8,
    examples: [
      '在本市有房产的优先',
      '租房住的先不要报名',
      '父母一方是本市居民的加分',
      '找一个本地公务员签字作保',
      '家住两公里以内的优先'
    ],
    counterExamples: ['帮助租房的客户', '有房源信息的平台', '商圈三公里范围内优先配送的骑手']
  }
]
