import { before, matched } from '../context.ts'
import type { Rule } from '../rule.ts'
import { list } from '../words.ts'

const paper =
  '(?:居民)?(?:身份证|毕业证|学位证|学历证|资格证|职称证|驾驶证|驾照|行驶证|护照|户口本|社保卡|银行卡|证件|证书|执照|从业证)(?:书)?(?:\\(?原件\\)?)?'
const papers = `${paper}(?:[、和及与/]${paper}){0,3}`
const keeping =
  '(?:扣押|抵押|扣留|质押|代管|(?:代为|统一|集中|暂时?|由公司|公司)?(?:保管|保存)|暂扣|收存|押存|作押|留押|收走|收缴|上交|扣下|押着|留存|统一管理|集中管理|留置|抵在|押(?!金|韵|运|一付)|(?:放|存|存放|交)(?:在|到|给|由|于|至)?(?:公司|人事部?|人力|我司|单位|店里|厂里|老板|部门|财务|工厂|前台))'

const refused = /(?:不|未|无需|无须|免|没有|严禁|禁止|绝不|杜绝|从不|拒绝|谨防|举报|打击|识别|治理)[^,。;\n]{0,10}$/

/** Papers taken from the applicant (劳动合同法 9); showing them is lawful. */
export const documents: readonly Rule[] = [
  {
    id: 'fraud-fee.documents',
    triggers: list(`
      身份证 毕业证 学位证 学历证 资格证 证件 户口本 银行卡 驾驶证 驾照 护照 职称证 社保卡
    `),
    pattern: `(?:入职|需|须|要|先|应)*(?:扣押|抵押|扣留|质押|押(?!金|韵|运|一付|解|款)|代为保管|统一保管|暂扣|收缴|留存|上交|扣|收走)[^,。;\\n0-9]{0,4}${papers}(?:[^,。;\\n]{0,6}(?:保管|作押|管理|办卡|天|月|年))?|(?:合同期内|入职后|试用期|试用期内)?${papers}[^,。;:?\\n]{0,12}?${keeping}(?:[一二两三半\\d]+(?:年|个月|天))?`,
    judge: match => {
      const inside = matched(match)
      if (refused.test(before(match, 16)) || /不(?:押|扣|收|保管|留|会|存)|无需|复印|未|没有|不得|严禁/.test(inside))
        return false
      if (
        /^[?]?(?:不|都不|均|备查|归还|登记|查验|核验|看后)|^[^,。;]{0,4}(?:后归还|后退还|当场)/.test(
          match.text.slice(match.end, match.end + 8)
        )
      )
        return false
      return !/负责|档案管理|证照|印章|客户|员工档案|整理|资质|抵押(?:贷款|物|登记)|妥善|自行保管|旅客|学员|游客/.test(
        before(match, 14) + inside
      )
    },
    confidence: 0.9,
    suggestion: '不得扣押居民身份证、毕业证等证件：删除该内容，入职时核验原件后当场退还。',
    examples: [
      '扣押身份证',
      '合同期内毕业证原件交公司扣押',
      '学位证原件由公司保管',
      '需押毕业证',
      '身份证原件由厂里统一保管',
      '驾驶证原件放公司'
    ],
    counterExamples: [
      '携带身份证原件',
      '公司不扣押任何证件',
      '请携带身份证及学历证书原件备查',
      '身份证复印件留存',
      '不压身份证',
      '负责员工证件的保管'
    ]
  }
]
