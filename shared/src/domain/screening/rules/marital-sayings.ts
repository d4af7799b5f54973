import { after, before, matched } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule, RuleMatch } from '../rule.ts'
import { itemEnd, list, preferredAfter, refusedAfter } from '../words.ts'

const kid = '(?:孩子|小孩|娃娃?|奶娃娃?|宝宝|娃儿|崽|小宝|子女|儿女)'
const people = '(?:的|者|人|朋友|同事|妈妈|姐妹|大姐|女士|女生|同志|员工|求职者|们)*'
const bearing =
  '(?:添丁|进产房|生(?:孩子|娃|小孩|二胎|三胎|老二|宝宝)|怀(?:孕|上)|要(?:孩子|娃|二胎|老二|小孩|宝宝)|当妈|当爹|备孕|坐月子|休产假|办(?:喜事|酒席?)|领证|结婚|成家|摆酒)'
const careTrade = /月嫂|育婴|保姆|家政|亲子|母婴|产后|催乳|婚|妇产|红娘|民政|保险/

function isOthers(match: RuleMatch): boolean {
  return (
    isAudience(match) ||
    isServed(match) ||
    careTrade.test(match.posting.title) ||
    /客户|用户|会员|福利|补贴|公司(?:提供|帮)|协助|政策/.test(before(match, 10) + after(match, 8))
  )
}

/** Family life told by who minds the child, who was divorced, when a birth is due. */
export const maritalSayings: readonly Rule[] = [
  {
    id: 'marital.encumbered',
    triggers: list(
      '拖累 娃娃拖 带大的 带大了 娃带大 孩子带大 谁来带 谁带 没人带 有人带 离过婚 闹离婚 正离婚 离异 二婚 再婚 婆家 娘家 公婆 上了小学 上小学 上幼儿园 上学了的 断了奶 断奶 娃三岁 娃大 孩子大了 孩子三岁 娃上 孩子上'
    ),
    pattern: `(?:没有?|无|别有|不能有|不要有)[^,。;\\n]{0,4}?(?:${kid}|家里|家庭|老小|老人孩子)(?:的)?(?:拖累|牵绊|拖着|要管|缠着)|(?:家里|家中)?${kid}(?:都|已经?)?(?:带大|拉扯大|断(?:了)?奶|送(?:回)?老家|有(?:老)?人(?:带|看|管))(?:了)?${people}(?:${preferredAfter}|${itemEnd})|(?:当妈的|做妈妈的|宝妈)?[、,]?${kid}(?:都|已经?)?(?:上(?:了)?(?:小学|幼儿园|中学|初中|大学)|满?[三四五六七]岁(?:以上|往上)?|大了|能自理)(?:了)?${people}(?:${preferredAfter})|(?:离(?:过|了|异)(?:婚)?|二婚|再婚|正?(?:在)?闹离婚|婚姻不顺)${people}(?:[、,]正?(?:在)?闹离婚的?)?[^,。;\\n]{0,6}?[,]?(?:${refusedAfter})|(?:婆家|娘家|公婆|双方老人|家里老人)[^。;\\n]{0,14}?(?:谁(?:来)?带|带孩子|带娃|看孩子|身体怎样|帮忙带)[^,。;\\n]{0,6}|(?:说|问|写|讲|交代|报)(?:清楚?|明|一下|说)?[^,。;\\n]{0,6}?(?:${kid}(?:谁(?:来)?带|由谁带|有没有人带|几岁))[^,。;\\n]{0,4}`,
    judge: match => !isOthers(match) && !/兼顾|弹性|欢迎/.test(after(match, 6)),
    confidence: 0.8,
    examples: [
      '没有小孩拖累',
      '家里孩子已经带大的优先',
      '孩子上了小学的优先',
      '离过婚的不要',
      '公婆身体怎样、孩子谁来带',
      '问清楚娃谁带'
    ],
    counterExamples: ['协助家长，孩子上了小学的客户', '会员孩子三岁的优先']
  },
  {
    id: 'marital.due',
    triggers: list(
      '添丁 进产房 啥时候添 啥时候生 啥时候要 什么时候要 什么时候生 啥时候结 什么时候结 几时要 这两年生 这两年要 两年内要 未来两 未来三 近两年 近三年 生育安排 生娃 要娃 巳淯 已淯 已婚已淯 卫婚 婚最好 坐月子 产房'
    ),
    pattern: `(?:打算|准备|计划|想|有)?(?:啥|什么|何)时(?:候|间)?(?:${bearing}|添丁|生|要)[^,。;\\n]{0,4}|(?:打算|准备|计划|要|想)(?:这|近|未来|今明|头)?(?:[一两二三四五]年)?(?:内)?${bearing}${people}(?:[^,。;\\n]{0,8}?[,]?(?:${refusedAfter}|别瞒|提前说|说清楚))?|(?:未来|近|今后|这|往后)?[一二两三五]{1,2}年(?:内)?[^,。;\\n]{0,4}?(?:添丁|${bearing})(?:的)?(?:安排|打算|计划|想法)?[^。;\\n]{0,10}`,
    judge: match => {
      if (isOthers(match) || /公司[^,。;]{0,4}$/.test(before(match, 6))) return false
      const inside = matched(match)
      return (
        /啥|什么|何时|别瞒|提前说|说清|安排|打算|计划|想法/.test(inside) ||
        new RegExp(refusedAfter).test(inside + after(match, 8))
      )
    },
    confidence: 0.8,
    examples: ['打算什么时候要孩子', '准备这两年生娃的别投', '如实说未来三年添丁的安排'],
    counterExamples: ['公司计划添丁进口', '客户打算什么时候要孩子']
  }
]
