const duties = (
  '负责订单系统的设计与开发；参与需求评审并编写技术文档；跟进线上问题，持续优化性能；熟悉 Java、Spring Boot、MySQL 与 Redis；' +
  '负责日常账务处理、凭证审核与纳税申报；编制月度财务报表；协助年度审计；收集与整理项目资料，按时完成季度计划；' +
  '接待来访客户，介绍产品并促成订单；维护客户关系，定期回访；负责设备点检、维修与保养，填写记录；遵守安全操作规程；' +
  '本科及以上学历，计算机、财务、机电或相关专业；有良好的沟通能力与团队合作精神；应届毕业生亦可，公司提供系统培训；'
).split('；')

/** Posting-like: sentences in another order every time, so that texts differ in their n-grams as real ones do. */
export function textOf(seed: number, characters: number): string {
  let text = `职位${seed % 97} ${duties[seed % duties.length]?.slice(2, 8)}\n`
  for (let i = 0; text.length < characters; i++)
    text += `${duties[(seed * 7 + i * (1 + (seed % 5))) % duties.length]}${i}；`
  return text.slice(0, characters)
}
