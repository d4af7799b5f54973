/** What an employer of a trade is called and does. The brand stands before the trade's word. */
export interface Trade {
  readonly suffixes: readonly string[]
  readonly products: readonly string[]
  /** Public bodies carry the district's name and a code of registration authority 1 (institutions) or 5 (civil affairs). */
  readonly publicBody?: boolean
}

const trade = (suffixes: string, products: string, publicBody = false): Trade => ({
  suffixes: suffixes.split(' '),
  products: products.split(' '),
  publicBody
})

export const trades = {
  软件: trade(
    '软件有限公司 信息技术有限公司 数据科技有限公司 智能科技有限公司',
    '政务系统 企业管理软件 医疗信息系统 工业软件 数据平台 校园信息化'
  ),
  互联网: trade(
    '网络科技有限公司 互联网服务有限公司 数字科技有限公司',
    '本地生活平台 在线问诊 招聘服务平台 游戏 内容社区 出行服务'
  ),
  制造: trade(
    '机械制造有限公司 装备有限公司 精密部件有限公司 工业股份有限公司',
    '农机装备 轴承 矿山机械 智能家电 注塑件 起重设备 纺织面料'
  ),
  电子: trade(
    '电子有限公司 光电科技有限公司 微电子有限公司 传感器有限公司',
    '光通信模块 传感器 显示面板 电源模块 测量仪表'
  ),
  汽车: trade('汽车部件有限公司 新能源汽车有限公司 汽车技术有限公司', '客车 底盘部件 动力电池 车灯 汽车服务'),
  化工: trade('化工有限公司 新材料有限公司 涂料有限公司', '环保涂料 特种化学品 化肥 电池材料 胶粘剂'),
  建筑: trade('建设工程有限公司 建筑工程有限公司 路桥工程有限公司', '房屋建筑 市政道路 水利工程 装配式建筑 钢结构'),
  地产: trade('置业有限公司 物业服务有限公司 城市服务有限公司', '住宅物业 园区运营 商业综合体 公寓租赁'),
  金融: trade(
    '村镇银行股份有限公司 融资担保有限公司 保险代理有限公司 金融服务有限公司',
    '小微金融 农户信贷 财产保险 供应链金融'
  ),
  会计: trade('会计师事务所（普通合伙） 税务师事务所有限公司 财务咨询有限公司', '审计鉴证 代理记账 税务咨询 工程审价'),
  律所: trade('律师事务所 知识产权代理有限公司', '商事诉讼 企业法律顾问 专利代理 劳动争议'),
  学校: trade('小学 中学 实验学校 职业学院 幼儿园', '基础教育 职业教育 学前教育 中外合作教学', true),
  培训: trade('教育科技有限公司 职业培训学校有限公司 艺术培训有限公司', '职业技能培训 艺术教育 语言教学 体育培训'),
  医院: trade('医院 社区卫生服务中心 口腔医院有限公司 康复医院', '综合诊疗 社区医疗 专科诊疗 康复医疗', true),
  医药: trade(
    '药业有限公司 生物医药有限公司 医疗器械有限公司 医学检验所有限公司',
    '化学制剂 中成药 体外诊断试剂 医用耗材 细胞制品'
  ),
  食品: trade(
    '食品有限公司 乳业有限公司 餐饮管理有限公司 粮油有限公司',
    '速冻食品 乳制品 面制品 调味品 连锁餐饮 休闲食品'
  ),
  农业: trade(
    '农业发展有限公司 种业有限公司 牧业有限公司 农业专业合作社',
    '小麦良种 设施蔬菜 生猪养殖 水产养殖 苗木花卉 食用菌'
  ),
  物流: trade(
    '物流有限公司 供应链管理有限公司 冷链物流有限公司 轨道交通服务有限公司',
    '城市配送 冷链运输 多式联运 仓储服务'
  ),
  商贸: trade('商贸有限公司 进出口有限公司 连锁超市有限公司', '日用品批发 进出口贸易 连锁零售 办公用品'),
  酒店: trade('酒店管理有限公司 大酒店有限公司 度假村有限公司', '商务酒店 会议服务 度假酒店 宴会服务'),
  文旅: trade('文化旅游有限公司 景区管理有限公司 博物馆 文化传播有限公司', '景区运营 研学旅行 文博展览 文创产品'),
  传媒: trade('文化传媒有限公司 广告有限公司 影视制作有限公司', '短视频制作 品牌传播 影视后期 融媒体内容'),
  设计: trade(
    '建筑设计有限公司 工程设计院有限公司 创意设计有限公司 装饰设计有限公司',
    '建筑设计 景观规划 品牌设计 室内设计'
  ),
  环保: trade('环保科技有限公司 环境检测有限公司 水务有限公司', '污水处理 环境检测 固废处置 环保设备'),
  能源: trade('新能源有限公司 电力工程有限公司 热力有限公司', '分布式光伏 集中供热 储能系统 配电工程'),
  机关: trade('镇人民政府 街道办事处 乡人民政府', '基层公共服务 乡村振兴 城乡治理', true),
  事业: trade('政务服务中心 公共就业服务中心 农业技术推广站 水利管理所', '公共服务 就业服务 农技推广 水利管护', true),
  科研: trade('技术研究院 产业研究院有限公司 实验室', '应用研究 检测服务 成果转化 标准研制'),
  人力: trade('人力资源有限公司 人才服务有限公司 企业服务外包有限公司', '招聘服务 劳务外包 人才测评 培训服务'),
  社区: trade('社会工作服务中心 社区服务中心 养老服务中心', '社区服务 养老服务 志愿服务', true),
  电商: trade('电子商务有限公司 供应链科技有限公司 跨境贸易有限公司', '农产品电商 跨境电商 家居用品 服饰鞋包'),
  出版: trade('出版社有限公司 图书发行有限公司 期刊社', '教育图书 学术出版 数字阅读 少儿读物')
} as const satisfies Readonly<Record<string, Trade>>

export type TradeName = keyof typeof trades
export const tradeNames = Object.keys(trades) as TradeName[]

const firsts =
  '中原嵩洛楚汉荆襄云瑞恒博宏启盛华宇泰信诚德润森林海川江河湖岳峰天和安康永兴达通远景明晨曦朗新创智慧睿锐精卓越鸿鹏翔飞腾正方圆融汇聚合众力同益佳美优尚品雅文墨书翰颐百千万金银玉晶星辰日月光耀辉'
const seconds =
  '源泽诺邦科信达丰隆昌茂盈裕凯瑞铭程途驰瀚澜洲岚岭桥城堡湾港苑园庭轩阁坊舟帆航翼羽禾穗谷田苗芽叶青蓝绿橙丹朱赤素简朴真纯淳厚实诚恩惠仁义礼贤哲思维想意趣乐欣悦怡宁静远志恒久'

/** Brands in an order that repeats only after all pairs are used. */
export const brandFirsts: readonly string[] = [...new Set(firsts)]
export const brandSeconds: readonly string[] = [...new Set(seconds)]
