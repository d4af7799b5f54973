import { before } from '../context.ts'
import { isAudience, isServed } from '../guards.ts'
import type { Rule } from '../rule.ts'
import { bearers, list, partedAfter, refusedAfter } from '../words.ts'

const folk =
  '(?:少数民族|少民|少数族裔|民族同胞|藏区|疆区|藏族|维族|维吾尔族?|回族|蒙族|蒙古族|彝族|壮族|苗族|满族|朝鲜族|哈萨克族|新疆|西藏|边疆|清真|回民|藏民|维民)'

/** Peoples told by their country or their table. */
export const ethnicitySayings: readonly Rule[] = [
  {
    id: 'ethnicity.told',
    triggers: list(
      '少数族裔 族裔 民族同胞 藏区 疆区 回民 藏民 维民 少民 猪油 大肉 猪肉 忌口 讲究的 清真 饮食禁忌 饮食习惯'
    ),
    pattern: `${folk}(?:[、和及与跟]?${folk})*(?:的)?(?:少数族裔|民族)?(?:同胞|朋友|兄弟|同学|老乡|员工|求职者)?(?:们)?${bearers}[^。;\\n]{0,4}?[,]?(?:请|还请|望)?(?:${refusedAfter}|体谅|谅解|见谅|暂不录用)|(?:猪油|大肉|猪肉|荤腥|猪)[^。;\\n]{0,12}?(?:有)?(?:这方面|此|饮食)?(?:讲究|忌讳|忌口|禁忌|避讳)${bearers}(?:同行|朋友|的)?[^。;\\n]{0,4}?(?:${refusedAfter}|免谈|体谅)|(?:有|带)?(?:清真|饮食)(?:禁忌|忌口|讲究|要求|习惯)${bearers}${partedAfter}`,
    judge: match => !isAudience(match) && !isServed(match) && !/餐厅|饮食文化|非遗/.test(before(match, 6)),
    confidence: 0.85,
    examples: ['边疆民族同胞请见谅，暂不录用', '天天碰猪油，有这方面忌讳的免谈', '有清真忌口的请绕行'],
    counterExamples: ['清真餐厅招厨师', '少数族裔客户服务']
  }
]
