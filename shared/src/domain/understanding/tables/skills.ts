/**
 * Skills by the names that postings and profiles use, one line each: the name shown, then its other spellings (`_` is a
 * blank). Chosen by hand from the words that postings name most.
 */
export const skillTable = `
Java java java语言 java编程 j2ee javaee javase
JavaScript javascript js es6 ecmascript
TypeScript typescript ts
HTML html html5 h5 xhtml
CSS css css3 div+css
Vue vue vue.js vuejs vue2 vue3 vuex vue全家桶 element_ui element-ui elementui
React react react.js reactjs redux react_native
Angular angular angularjs
jQuery jquery
Node.js node.js nodejs node
小程序 小程序 微信小程序 uniapp uni-app
Webpack webpack vite 前端工程化
Bootstrap bootstrap
Spring spring springmvc spring_mvc spring框架 ssm ssh
Spring_Boot spring_boot springboot
Spring_Cloud spring_cloud springcloud 微服务 dubbo
MyBatis mybatis hibernate jpa
MySQL mysql mariadb
Oracle oracle pl/sql plsql
SQL_Server sql_server sqlserver mssql
SQL sql sql语句 sql语言 数据库 关系型数据库 hive_sql
PostgreSQL postgresql postgres
MongoDB mongodb
Redis redis
消息队列 kafka rabbitmq rocketmq 消息队列 mq activemq
Elasticsearch elasticsearch es搜索 elk
Linux linux linux系统 centos ubuntu unix
Shell shell shell脚本 bash
Docker docker 容器 容器化
Kubernetes kubernetes k8s
Git git svn gitlab github
Nginx nginx tomcat apache
Python python python语言 python编程
爬虫 爬虫 scrapy selenium爬虫
Django django flask fastapi
PHP php laravel thinkphp yii codeigniter
C语言 c语言 c_language c
C++ c++ c/c++
C# c# c#语言 .net asp.net .net_core wpf winform
Qt qt
Go golang go语言 go
Ruby ruby rails
Rust rust
Android android 安卓 kotlin
iOS ios swift objective-c oc
Flutter flutter
Unity unity unity3d u3d
Cocos cocos cocos2d cocos2d-x cocos_creator
虚幻引擎 ue4 ue5 虚幻引擎 unreal
OpenGL opengl webgl three.js threejs shader
Hadoop hadoop hdfs mapreduce
Spark spark sparksql pyspark
Hive hive
Flink flink storm
ETL etl kettle 数据清洗 数据抽取
数据仓库 数据仓库 数仓
Tableau tableau powerbi power_bi finebi bi工具 帆软 finereport
数据可视化 数据可视化 可视化 echarts
数据分析 数据分析 数据统计 统计分析
数据挖掘 数据挖掘
机器学习 机器学习 machine_learning sklearn scikit-learn xgboost lightgbm
深度学习 深度学习 deep_learning 神经网络
TensorFlow tensorflow pytorch keras caffe
NLP nlp 自然语言处理 bert
计算机视觉 计算机视觉 图像识别 目标检测
OpenCV opencv 图像处理 halcon
大模型 大模型 llm langchain prompt aigc 提示词
算法 算法 数据结构 数据结构与算法
R语言 r语言 r
SAS sas
SPSS spss stata eviews
MATLAB matlab simulink
回归分析 回归分析 回归模型 逻辑回归 线性回归
时间序列 时间序列 时序分析 arima
风控建模 风控建模 评分卡 信用评分 风控模型 风险建模 信用模型 数据建模 建模分析
Pandas pandas numpy
软件测试 软件测试 功能测试 测试用例 黑盒测试
自动化测试 自动化测试 selenium appium pytest
性能测试 性能测试 jmeter loadrunner
接口测试 接口测试 postman
渗透测试 渗透测试 渗透
Burp_Suite burp_suite burpsuite burp
Kali kali nmap metasploit sqlmap awvs
漏洞挖掘 漏洞挖掘 漏洞扫描 漏洞分析 漏洞 sql注入 xss owasp
等保测评 等保 等级保护
CTF ctf
应急响应 应急响应 安全加固
逆向分析 逆向 逆向分析 ida
网络协议 tcp/ip 网络协议 http协议 http
路由交换 路由 交换机 路由器 路由交换 ccna ccnp hcia hcip 华为认证
防火墙 防火墙 vpn waf
网络布线 网络布线 综合布线 弱电
虚拟化 虚拟化 vmware openstack
云平台 阿里云 腾讯云 aws 云平台 azure 华为云
STM32 stm32
单片机 单片机 51单片机 mcu
嵌入式Linux 嵌入式linux linux驱动 linux内核 linux应用 嵌入式_linux
嵌入式 嵌入式 嵌入式开发 嵌入式系统
ARM arm cortex-m
RTOS rtos freertos ucos rt-thread
PCB pcb pcb设计 layout pcb_layout
Altium_Designer altium_designer altium ad软件 protel pads cadence allegro orcad
模拟电路 模拟电路 模电 模拟电子
数字电路 数字电路 数电 数字电子
电路设计 电路设计 硬件电路 原理图
FPGA fpga verilog vhdl
示波器 示波器 万用表 频谱仪
射频 射频 天线
通信原理 通信原理 无线通信 lte 5g
光纤 光纤 光通信 光学设计 zemax
传感器 传感器 传感
总线 can总线 modbus rs485 spi i2c uart can
物联网 物联网 iot zigbee 蓝牙 lora mqtt
机器人 机器人 ros 工业机器人
PLC plc 西门子plc 三菱plc s7-1200 plc编程
电气接线 电气接线 配盘 接线 电气安装 配电
电气设计 电气设计 电气原理图 eplan autocad_electrical 电气图纸
变频器 变频器 伺服 触摸屏 组态 hmi
DCS dcs scada 中控
电机 电机 电机控制
设备维修 设备维修 设备维护 设备保养 设备点检 设备检修 维修
电工 电工 低压电器 强电
液压气动 液压 气动
CAD cad autocad auto_cad cad制图
SolidWorks solidworks sw
UG ug ug_nx nx pro/e proe creo catia
机械设计 机械设计 机械制图 机械原理
模具设计 模具设计 模具 注塑
有限元 有限元 ansys abaqus cae
数控编程 数控编程 数控 cnc mastercam
焊接 焊接 电焊
公差 公差 形位公差
加工工艺 加工工艺 机加工 工艺编制 工艺流程
精益生产 精益 精益生产 5s 六西格玛 ie
质量管理 质量管理 质量体系 iso9001 iso 品质管理 质量控制 spc fmea 8d
检验 检验 质检 来料检验 三坐标 游标卡尺
汽车维修 汽车维修 汽车诊断 汽车构造 发动机
新能源汽车 新能源汽车 动力电池 三电
电池 锂电池 电池 bms
Aspen aspen aspen_plus hysys
化工原理 化工原理 化工工艺 化工设计 反应工程 精馏
化工安全 化工安全 hazop 安全生产
分析化学 分析化学 化学分析 滴定 仪器分析
HPLC hplc 液相 气相 液相色谱 气相色谱 gc 色谱 质谱 光谱
化学实验 化学实验 有机合成 实验操作 实验技能
GMP gmp gsp glp
PCR pcr 分子生物学 分子克隆 电泳
细胞培养 细胞培养 细胞
微生物检测 微生物 微生物检测 无菌
生物信息 生物信息 生信 基因组 测序分析
动物实验 动物实验
药理 药理 药剂学 药物分析 药学知识
临床试验 临床试验 gcp 临床监查
食品检测 食品检测 食品检验 食品安全 haccp
食品工艺 食品工艺 食品加工 配方
水处理 水处理 污水处理 水质检测 水质分析
环评 环评 环境影响评价 环境监测
固废 固废 危废
广联达 广联达 工程算量 鲁班 斯维尔 算量
施工测量 施工测量 测量 全站仪 水准仪 放线 rtk
施工管理 施工管理 施工技术 施工现场 施工组织
造价 造价 工程预算 清单计价 套定额 工程造价
BIM bim revit
天正 天正 天正cad tarch
结构计算 pkpm 结构计算 盈建科
资料整理 工程资料 资料整理 内业资料
招投标 招投标 标书 投标 标书制作
GIS gis arcgis supermap 遥感
测绘 测绘 无人机航测 航测 cass
草图大师 草图大师 sketchup su
3ds_Max 3ds_max 3dmax 3d_max 3dsmax vray
酷家乐 酷家乐 三维家
效果图 效果图 渲染 效果图制作 lumion enscape
室内设计 室内设计 空间设计 施工图
园林设计 园林设计 植物配置 景观设计
植物养护 植物养护 花卉 绿化养护 园艺
财务报表 财务报表 报表编制 财务报告 会计报表
账务处理 账务处理 做账 记账 凭证 全盘账务 总账 会计核算 核算
纳税申报 纳税申报 报税 税务申报 税务 纳税 税务处理
用友 用友 用友u8 用友nc u8 用友t3 t3
金蝶 金蝶 金蝶k3 kis
发票 发票 开票 增值税
成本核算 成本核算 成本分析 成本会计
审计 审计 审计底稿 内审
财务分析 财务分析
出纳 出纳 现金管理 银行对账
预算管理 预算管理 全面预算
SAP sap
ERP erp erp系统 erp软件
估值建模 估值 财务模型 行业研究 wind 万得 行研
证券投资 证券 投资分析 股票 基金
信贷 信贷 贷后 授信
量化 量化 量化策略 回测
市场调研 市场调研 市场调查 市场分析 调研
活动策划 活动策划 活动执行 活动组织 线下活动 策划
营销策划 营销策划 营销方案 推广方案 品牌策划
客户沟通 客户沟通 客户开发 客户维护 客户关系 商务谈判 谈判 客户服务
销售技巧 销售技巧 销售 电话销售
品牌推广 品牌推广 品牌 推广
新媒体运营 新媒体运营 新媒体 公众号 微信公众号 公众号运营 微博
短视频运营 短视频运营 抖音 抖音运营 快手 视频号
小红书 小红书
社群运营 社群 社群运营 用户运营
内容策划 内容策划 选题 选题策划
直播 直播 直播运营 带货 直播带货
电商运营 电商运营 淘宝 天猫 京东 店铺运营 拼多多 淘宝运营
直通车 直通车 万相台 千牛
亚马逊 亚马逊 amazon 速卖通 shopee 跨境电商
SEO seo seo/sem sem推广 sem竞价 竞价 关键词优化 搜索引擎优化
信息流投放 信息流 广告投放 投放
数据运营 数据运营 运营数据
文案写作 文案 写作 文案写作 文案撰写 文字功底 新媒体文案 软文 稿件 公文写作 写作能力
编辑 编辑 排版 校对 秀米 采编
新闻采访 采访 新闻 新闻采写
剧本 剧本 拍摄脚本 分镜 脚本撰写 分镜脚本 视频脚本
Premiere premiere pr adobe_premiere
After_Effects after_effects ae
剪映 剪映 达芬奇 final_cut finalcut edius 非编
视频剪辑 视频剪辑 剪辑 后期制作 视频后期 短视频剪辑 视频编辑
视频拍摄 拍摄 短视频拍摄 摄影 摄像 视频拍摄 单反
Photoshop photoshop ps
Illustrator illustrator ai软件 coreldraw cdr
InDesign indesign
Figma figma sketch axure 墨刀 原型
UI设计 ui设计 界面设计 ui
平面设计 平面设计 海报设计 海报 版式 vi设计 图形设计
插画 插画 手绘 绘画 素描
C4D c4d cinema_4d
Maya maya zbrush
Blender blender
三维建模 三维建模 3d建模 建模渲染 3d
动画制作 动画 动画制作 flash
犀牛 犀牛 rhino keyshot
服装设计 服装设计 打版 制版 服装cad 立裁 面料
修图 修图 lightroom lr 抠图
招聘 招聘 面试 简历筛选 约面 校园招聘 招聘渠道
绩效 绩效 绩效考核 绩效管理
薪酬 薪酬 薪酬核算 工资核算 社保 社保公积金 考勤
劳动法 劳动法 劳动关系 劳动合同 员工关系
员工培训 培训组织 员工培训
行政事务 行政事务 行政管理 行政工作 会议组织 后勤
档案管理 档案管理 档案 文件管理
公文 公文 公文处理
接待 接待 前台接待 会务
Excel excel 函数 数据透视表 vlookup vba
PPT ppt powerpoint
Office office word 办公软件 wps
英语 英语 cet4 cet-4 cet6 cet-6 四级 六级 英语四级 英语六级 英语读写 大学英语 英文 雅思 专四 专八 tem-4 tem-8 tem8 tem4 商务英语
日语 日语 n1 n2 日语n2 日语n1
韩语 韩语 朝鲜语 topik
翻译 翻译 口译 笔译 trados
外贸流程 外贸流程 外贸 进出口流程 信用证 外贸单证 单证 制单
报关 报关 报检
阿里国际站 阿里国际站 阿里巴巴国际站 国际站
采购 采购 供应商管理 询价 比价
仓储管理 仓储管理 仓库管理 库存管理 仓储 盘点 出入库 wms
物流运输 物流 运输管理 物流管理 配送 调度
供应链 供应链 供应链管理
货代 货代 订舱 海运 空运
合同审查 合同审查 合同审核 合同起草 合同 合同管理
法律检索 法律检索 法律文书 法律研究 案例检索
诉讼 诉讼 仲裁
民商法 民商法 民法 公司法 合同法 商法
知识产权 知识产权 专利 商标
静脉输液 静脉输液 输液 静脉穿刺 注射 采血
基础护理 基础护理 护理 临床护理 生命体征
急救 急救 心肺复苏 cpr 抢救
针灸推拿 针灸推拿 针灸 推拿 按摩 拔罐 艾灸 刮痧
运动康复 运动康复 康复训练 康复治疗 康复评定 作业治疗 物理治疗 pt 理疗
医学检验 医学检验 临床检验 生化检验 检验仪器
影像诊断 影像诊断 ct检查 超声 mri 医学影像
口腔 口腔 口腔护理 牙科
病历 病历 病历书写 问诊
健康管理 健康管理 健康评估 健康宣教 慢病管理
营养配餐 营养配餐 营养学 营养 膳食
验光 验光 配镜 视光
心理咨询 心理咨询 心理辅导 心理测评 个案
动物疫病防治 动物疫病防治 疫病防治 疫病防控 动物疾病 兽医 免疫接种
养殖 养殖 饲养 养殖技术 养猪 饲养管理
饲料 饲料 饲料配方
宠物护理 宠物护理 宠物美容 宠物
植保 植保 病虫害 病虫害防治 植物保护 农药
栽培 栽培 育种 种植 作物栽培 育苗
土壤检测 土壤检测 土壤 水肥一体化 施肥
茶艺 茶艺 评茶
钢琴 钢琴 琴法
舞蹈 舞蹈 幼儿舞蹈
声乐 声乐 唱歌 乐理 音乐
幼儿活动设计 幼儿活动设计 幼儿活动 活动设计 教学活动 幼儿教学
保育 保育 幼儿保育 幼儿照护 育婴
手工 手工 绘本 简笔画 美术
教学 教学 授课 教学设计 课堂教学 备课 教案 教学能力 班级管理
课程开发 课程开发 课程研发 教研
普通话 普通话 普通话二甲 普通话二级甲等 普通话二乙
少儿编程 scratch 少儿编程 机器人编程 乐高
体育训练 体能训练 健身训练 体育教学 篮球 游泳 瑜伽 足球 羽毛球
餐饮服务 餐饮服务 餐饮 点餐 餐厅服务
客房管理 客房管理 客房 客房服务
酒店前台 前厅 酒店前台 opera系统 opera
导游 导游 导游服务 讲解员 带团 线路设计 计调
烹饪 烹饪 烹调 热菜 冷菜 炒菜 中餐
烘焙 烘焙 西点 面点 裱花 蛋糕
咖啡 咖啡 拉花 咖啡制作 调酒
礼仪 礼仪 礼仪接待
客户服务 客服 售后服务 投诉处理 客户投诉 电话接听
产品设计 产品设计 产品原型 需求文档 prd 竞品分析
需求分析 需求分析 需求调研 需求文档撰写
项目管理 项目管理 pmp 项目进度
用户研究 用户研究 用户调研 问卷
社会调查 社会调查 社会工作 个案工作 小组工作
演讲 演讲 主持 播音
材料表征 材料表征 xrd 扫描电镜 透射电镜 sem扫描电镜 红外光谱
高分子 高分子 聚合物 塑料改性 橡胶
涂料 涂料 油墨 胶黏剂 树脂
电镀 电镀 表面处理 热处理
钳工 钳工 装配钳工
车床 车床 铣床 数控车床 数控车 加工中心 线切割 电火花
钣金 钣金 喷漆 冲压
供配电 供配电 变电站 继电保护 电力系统 高低压 电气二次
暖通 暖通 空调系统 通风
给排水 给排水 给水排水
建筑设计 建筑方案 建筑设计 方案设计 施工图设计
监理 监理 工程监理
路桥 路桥 道路桥梁 市政工程
消防 消防 消防设施 消防安全
安全管理 安全管理 安全检查 隐患排查 安全教育 安全培训
物业管理 物业管理 物业服务
生产计划 生产计划 排产 pmc mrp 物料计划 生产排程
印刷 印刷 印前 制版印刷
纺织 纺织 染整 印染 纱线
中药 中药 中药鉴定 中药炮制 中药饮片 中药调剂
处方审核 处方审核 处方 药品陈列 用药指导 药品管理 药品养护
临床诊断 临床诊断 诊疗 查房 体格检查
手术 手术 麻醉
产后护理 产后护理 产后康复 新生儿护理 母婴护理 月子
无菌操作 无菌操作 消毒灭菌
皮肤管理 皮肤管理 美容护理 美容手法
化妆造型 化妆 化妆造型 美甲 发型
感统训练 感统训练 感统 特殊教育 自闭症 特教
客运服务 客运服务 客运 站务 票务
安检 安检 安全检查员
网络优化 网络优化 网优 路测
原画 原画 概念设计 角色设计 游戏美术
选品 选品 listing 产品上架
海外社媒 facebook tiktok instagram google_ads google广告
媒介投放 媒介投放 媒介 媒体投放 媒介资源
广告创意 广告创意 创意策划 广告策划
法语 法语 德语 俄语 西班牙语 小语种
理赔 理赔 核保 查勘 定损
柜面 柜面 点钞 反假币
出口退税 出口退税 退税 税务筹划
科研 科研 文献检索 论文撰写 课题研究
讲解 讲解 讲解服务 导览
录音配音 录音 配音 音频编辑
统计报表 统计报表 数据录入 数据整理 资料录入
统计学 统计学 概率论 数理统计
问卷分析 问卷 问卷分析 问卷设计
`

/** Skills that nearly every post names or nobody is hired for; they weigh less. */
export const commonSkills = new Set([
  'Office',
  'Excel',
  'PPT',
  '英语',
  '普通话',
  '客户沟通',
  '算法',
  'SQL',
  'Git',
  '接待',
  '项目管理',
  '演讲',
  '礼仪',
  '数据分析',
  '检验',
  '合同审查',
  '员工培训',
  '销售技巧'
])
