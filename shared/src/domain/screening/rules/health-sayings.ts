import { before } from '../context.ts'
import { isCare } from '../guards.ts'
import type { Rule } from '../rule.ts'
import { bearers, list, partedAfter, refusedAfter } from '../words.ts'

/** Illness told by tests, tablets and marks on a sheet. */
export const healthSayings: readonly Rule[] = [
  {
    id: 'health.liver',
    triggers: list(`
      小三阳 大三阳 肝上 肝里 肝有 肝不 肝功能 乙肝 hbv hbsag 两对 五个项目 五项 阴的单子 阴性 抽血 抽五 抽一管 转氨酶 携带者
    `),
    pattern: `(?:大|小)三阳(?:及|和|、|或|跟)?(?:大三阳|小三阳)?${bearers}${partedAfter}|肝(?:上|里|脏|部)?(?:有)?(?:情况|问题|毛病|不好|病史|指标异常|带病毒)${bearers}${partedAfter}|(?:乙肝|hbv|h-b-v|hbsag)[^,。;\\n]{0,8}?(?:须|需|要|得|应|必须)?(?:为|是|呈)?(?:全)?阴(?:性)?|(?:要|交|带|出示|提供|须|凭)[^,。;\\n]{0,6}?(?:乙肝|hbv|h-b-v|hbsag)[^,。;\\n]{0,6}?(?:单子?|报告|化验|检测|检查|结果)[^,。;\\n]{0,4}|["']?(?:两对半?|乙肝五项|五项)["']?[^,。;\\n]{0,6}?(?:单子?|报告|结果)?[^,。;\\n]{0,4}?(?:加号|阳性?|不正常|异常)${bearers}(?:${partedAfter})?|抽[^,。;\\n]{0,6}?血[^,。;\\n]{0,4}?(?:验|查|检)[^,。;\\n]{0,3}?(?:两对半|"?五(?:个|大)?项目?"?|乙肝|肝)[^,。;\\n]{0,4}|(?:转氨酶|肝功能?)(?:须|要|得|必须)?[^,。;\\n]{0,4}?(?:正常|不(?:正常|合格))${bearers}(?:才[^,。;\\n]{0,4}|${refusedAfter})`,
    judge: match => !isCare(match),
    confidence: 0.88,
    examples: ['小三阳的朋友请见谅', '肝上有毛病的不敢收', 'HBV须为阴性', '两对半单子上有加号的免谈', '进厂抽血验五项'],
    counterExamples: ['患者肝功能异常的处理', '不查乙肝五项', '负责肝脏项目的检验医师']
  },
  {
    id: 'health.tablets',
    triggers: list(
      '靠吃药 要吃药 长期吃药 天天吃药 常年吃药 吃着药 服药 打针 药罐子 病根 老毛病 慢性病 高血压 糖尿病 心脏病 癫痫 抑郁 精神病 药不离 离不开药 胰岛素 三高 住过院 动过手术 做过手术 开过刀 搭过支架'
    ),
    pattern: `(?:平日里?|平时|常年|长期|天天|每天|一直)?(?:需要?|得|要|在)?(?:靠)?(?:吃药|服药|打针|打胰岛素|吃着药)(?:来)?(?:控制|维持|治病|过日子|稳着)?(?:身体|病情|血压|血糖|情绪)?${bearers}${partedAfter}|(?:身上)?(?:有|带着?)?(?:病根|老毛病|慢性病|高血压|糖尿病|心脏病|癫痫|抑郁症?|精神病|三高)(?:[、和或及](?:高血压|糖尿病|心脏病|癫痫|抑郁症?|精神病))*(?:史)?${bearers}${partedAfter}|药(?:罐子|不离(?:身|口|手)|离不开)${bearers}${partedAfter}|(?:近[一两三]年|以前|曾经?)?(?:住过院|(?:动|做)过(?:大)?手术|开过刀|搭过支架)${bearers}${partedAfter}`,
    judge: match =>
      !isCare(match) &&
      !/高空|潜水|飞行|司机|驾驶|塔吊|登高/.test(
        match.posting.title + before(match, 10) + match.text.slice(match.end, match.end + 8)
      ),
    confidence: 0.82,
    examples: ['常年吃药维持的我们担不起', '有高血压、糖尿病的请勿投', '药不离身的还请见谅', '动过手术的不收'],
    counterExamples: ['照顾高血压老人', '慢性病患者的随访记录']
  }
]
