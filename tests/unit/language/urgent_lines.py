"""Messages for the urgent reader: ``kind<TAB>text`` and harmless ones.

BEFORE_THE_CODE was written before it.  AFTER_THE_CODE and THIRD_ROUND were written later, without
looking at the rules, and scored once before anything was changed (recall 73 of 110, then 34 of 80;
false alarms 25 of 307, then 8 of 85); the rules were widened on them afterwards.
"""

POSITIVE_BEFORE_THE_CODE = """
gas	厨房一股煤气味，怎么办
gas	阿姨走了以后闻到燃气味
gas	煤气漏了！
gas	天然气好像泄漏了，阿姨刚洗完灶台
gas	瓦斯漏氣了，快派人來
gas	师傅拆了油烟机之后一直有煤气的味道
gas	阿姨忘关煤气了，家里没人
gas	I smell gas in the kitchen after your cleaner left
gas	燃气报警器一直在响
gas	家里有臭鸡蛋味，头晕
fire	着火了
fire	你们阿姨把我家厨房点着了，正在烧
fire	插座冒烟了
fire	空调洗完一开就冒烟
fire	家里失火了怎麼辦
fire	阿姨走的时候灶上火没关，锅都烧干了
fire	烤箱起火了快来人
fire	There is a fire in my kitchen
fire	油烟机里窜出火苗了
fire	屋头燃起来了
injury	阿姨把孩子烫伤了
injury	月嫂把宝宝摔了
injury	宝宝从床上掉下来了，头磕了个包
injury	你们的人把我妈撞倒了，腿不能动
injury	阿姨擦窗户从梯子上摔下来了
injury	师傅手被玻璃割了，流好多血
injury	宝宝噎住了脸都紫了
injury	孩子掉进水池里了
injury	阿姨晕倒在我家了
injury	保姆给孩子洗澡水太烫，皮都起泡了
injury	小囡拨阿姨烫着了
injury	細路仔跌親流好多血
injury	the nanny dropped my baby
injury	My mother is bleeding, your cleaner pushed a ladder on her
injury	老人昏过去了叫不醒
injury	宝宝没呼吸了
injury	娃儿遭开水烫了
injury	保洁阿姨从三楼摔下去了
injury	我手指被门夹断了
theft	阿姨偷了我的戒指
theft	阿姨走后我抽屉里两千块钱不见了
theft	家里金项链没了，今天只有你们的人来过
theft	少了一只手镯，是不是你们阿姨拿了
theft	怀疑保洁偷东西
theft	我的iPad被你们师傅顺走了
theft	你們阿姨手腳不乾淨，錢包裡的錢少了
theft	your cleaner stole my watch
theft	my necklace is missing after the cleaning
theft	唔見咗五百蚊，係你哋個姐姐攞咗
theft	阿姨翻我抽屉，首饰盒空了
theft	家里进贼了
theft	监控拍到阿姨从我包里拿钱
missing_person	阿姨带孩子出去两个小时了还没回来电话也打不通
missing_person	孩子不见了
missing_person	保姆把宝宝抱走了联系不上
missing_person	我爸走丢了，护工没看住
missing_person	老人不見了
missing_person	the nanny took my son and nobody answers the phone
missing_person	娃找不到了！保姆也不接电话
violence	月嫂打孩子，监控都拍到了
violence	阿姨扇我儿子耳光
violence	护工掐老人胳膊，都青了
violence	保洁跟我老公打起来了
violence	师傅拿刀威胁我
violence	他说要弄死我
violence	你们的人动手打我
violence	the helper slapped my daughter
violence	保姆虐待老人
violence	护工把我爸绑在床上
violence	喺度打人啊你哋個工人
harassment	师傅摸我大腿
harassment	你们那个男的骚扰我老婆
harassment	修空调的偷拍我洗澡
harassment	保洁师傅一直跟着我，我害怕
harassment	师傅非礼我女儿
harassment	your worker touched me inappropriately
harassment	上门的师傅半夜给我发黄色照片
poisoning	孩子把洁厕灵喝了
poisoning	宝宝误食了干燥剂
poisoning	阿姨把84和洁厕灵混一起，现在头晕恶心喘不上气
poisoning	老人吃错药了，阿姨给喂的
poisoning	全家吃了阿姨做的菜上吐下泻
poisoning	my kid swallowed detergent
poisoning	保姆给孩子喂安眠药
electric	阿姨擦插座触电了
electric	洗完热水器漏电，电到我了
electric	洗衣机漏电，摸一下麻手
electric	插座冒火花
electric	I got an electric shock from the washing machine
trapped	我妈被反锁在屋里了
trapped	孩子一个人锁在家里了
trapped	阿姨困在电梯里
trapped	宝宝的手卡在门缝里拔不出来
trapped	the baby is locked in the room
trapped	保姆把孩子锁在阳台上
elder_fall	我妈摔倒了起不来
elder_fall	老人滑倒了
elder_fall	奶奶在浴室跌了一跤，阿姨扶不动
elder_fall	阿嫲跌親咗
elder_fall	my father fell and cannot get up
elder_fall	老太太摔了一跤，护工在玩手机
flood	水管爆了，家里全是水
flood	师傅把水管弄断了，水止不住
flood	阿姨走后水龙头没关，漏到楼下了
flood	洗衣机水管脱了，家里发大水了
flood	the pipe burst and water is everywhere
self_harm	我不想活了
self_harm	产后天天哭，想抱着孩子跳楼
self_harm	活着没意思，想死
self_harm	I want to kill myself
self_harm	老人说要自杀，阿姨劝不住
"""

NEGATIVE_BEFORE_THE_CODE = """
气死我了
我真是火大
急死了，到底几点来
火速派个阿姨过来
阿姨偷懒，就擦了个桌面
你们偷工减料
熨衣服多少钱
摔了个杯子
阿姨把杯子摔了
打人电话没人接
打我电话
燃气灶清洗多少钱
煤气灶能洗吗
开水烫过的碗要不要消毒
消防通道那边打扫吗
有没有急救证
月嫂要有急救证书
真是救急了，谢谢
菜刀要自己准备吗
流血价
不是着火，是油烟大
没有人受伤，就是花瓶碎了
阿姨把地板划伤了
把我家桌面烫坏了
沙发刮破了
钱少了，说好退200只到了150
少了两个小时
多收了我50块
等了一上午没人来
阿姨迟到半小时
阿姨一直玩手机
擦完玻璃还是花的
热水器清洗多少钱
空调洗完不制冷了
洗衣机洗完漏水
马桶堵了
下水道返味
厨房下水有臭味
家里有股霉味
油烟味太大
卫生间有尿味
想找个护工照顾老人
我妈去年摔过一跤，想找个阿姨照顾
老人腿脚不方便
我妈骨折出院了，要找个护工
刚做完手术，需要陪护
宝宝发烧了，改到周四
孩子不见得喜欢陌生阿姨
孩子没人带
我爸有老年痴呆，要人看着
怕老人摔倒，装个扶手
担心孩子摔着，要个细心的
你们阿姨会不会偷东西
万一阿姨受伤了怎么办
如果东西丢了你们赔吗
阿姨打碎东西谁负责
有没有给阿姨买意外险
洗空调会漏电吗
84消毒液你们带吗
清洁剂有毒吗，家里有宝宝
消毒柜要擦
除螨虫怎么收费
杀虫吗
你们太坑了，我要投诉
再不退款我去12315
我要曝光你们
骗子公司
骚扰电话别打了
你们别再骚扰我了，天天发短信
流氓公司
跟流氓一样乱收费
笑死
累死我了
脏死了
热死了，空调要洗
想死你们家阿姨做的菜了
跳楼价促销吗
手机丢了，换号码了
优惠券不见了
订单找不到了
找不到你们的店
钥匙放在物业了
钥匙我锁在密码盒里
我被锁在门外了，改个时间
付款卡住了
验证码出不来
很困，晚点再说
困难户有优惠吗
管道卡住了
跳闸是不是你们修
可以自己动手吗
动手能力强的阿姨
做过手术的老人怎么护理
砍价可以吗
打折吗
打扫卫生多少钱
打蜡多少钱
打过电话了
给老人打个折
阿姨拿刀切菜很快
推了一天又一天
踢脚线要擦
掐着点来的
敲门没人应
门口有狗
阿姨摔门走了
她把碗摔得叮当响
火锅油溅到墙上能擦吗
灶台油污很重，一直没清
烧糊的锅能洗吗
把锅烧糊了
衬衫烫焦了
烤箱清洗
壁炉清洁
烟道清洗
抽烟的阿姨不要
阿姨在我家抽烟
有烟味
明天下午三点来个保洁
月嫂有证吗
再便宜点
好的谢谢
你好
在吗
阿姨定好了吗
地址是徐汇区漕溪路18号
Can I fire the cleaner and get a new one
Do you clean the fireplace
smoke detector cleaning
I'm dying to see the house clean
how much is a nanny
my cleaner missed the appointment
The cleaner broke my vase
"""

POSITIVE_AFTER_THE_CODE = """
gas	做饭的阿姨说厨房里有怪味，像是煤气，我妈已经开始头痛了
gas	你好，昨天清洗燃气灶以后今早发现软管在漏气，滋滋响
gas	燃气管被你们师傅碰断了！！
gas	家里燃气表一直转，怀疑漏了
gas	屋里好大一股瓦斯味，阿姨點火點不著就走了
gas	煤氣掣冇閂，而家成屋煤氣味
gas	there's a strong smell of gas since the technician moved the stove
fire	快点来人啊厨房烧起来了
fire	阿姨用我家电热毯，现在床都着了
fire	抽油烟机里面着了，火很大
fire	刚才炒菜油锅起火把吊顶烧了
fire	出门的时候阿姨在炖汤，邻居说我家窗户往外冒黑烟
fire	墙上插座噼里啪啦响还有焦味
fire	热水器洗完以后炸了
fire	我家的充电器爆炸了
fire	厨房火烛啊，快啲打119
fire	kitchen is full of smoke and your cook left
fire	保姆煲汤把锅烧干了差点把房子点了
injury	今天月嫂给孩子洗澡的时候手滑了一下孩子摔地上了
injury	宝宝后脑勺起了个大包，阿姨说是不小心碰的
injury	阿姨擦吊灯，灯掉下来砸到我儿子头上
injury	保洁的梯子倒了砸在我妈身上
injury	师傅踩空了，人躺在地上起不来
injury	我婆婆被热汤泼到了，胳膊全是泡
injury	孩子误把手伸进电风扇，手指头断了
injury	阿姨切菜切到手，血止不住怎么办
injury	喂奶喂急了，孩子呛奶，脸色发青
injury	小朋友滑进浴缸喝了好几口水
injury	玻璃碎了扎进我脚里
injury	保姆说孩子磕了一下，去医院一看颅内出血
injury	狗把你们阿姨咬了，要打针
injury	阿姨突然倒下抽搐，嘴里吐白沫
injury	我老公被掉下来的空调外机砸了
injury	宝宝屁股被烫红了一大片
injury	阿姨抱着孩子下楼踩空，娃现在一直哭胳膊不敢动
injury	月嫂睡着了压到孩子，孩子没气了
injury	你哋個姐姐整到BB頭穿咗
injury	老人噎着了，快不行了
injury	保潔阿姨被碎玻璃割傷了
injury	My baby fell off the changing table while the nanny was on her phone
injury	the cleaner fell from the window, call an ambulance
injury	she spilled boiling water on my son's leg
injury	育儿嫂把我家二宝胳膊拽脱臼了
injury	阿姨心脏病犯了怎么办
theft	保险柜被人动过，少了三万块
theft	阿姨来过以后我老婆的钻戒找不着了
theft	今天打扫完，我放桌上的五百块没了
theft	我查监控，你们那个保洁把我香水放自己包里了
theft	她临走把我家茅台拿了两瓶
theft	家里的平板不翼而飞，只有阿姨有钥匙
theft	保姆拿我妈的银行卡去取了钱
theft	你们阿姨顺手把我儿子的压岁钱拿走了
theft	我的手錶唔見咗，今日得你哋嘅人嚟過
theft	钱包里少了六百，我确定早上还在
theft	阿姨私自配了我家钥匙，还进来过
theft	家頭遭偷了，就是那个做卫生的
theft	some cash disappeared from my drawer after the helper came
theft	The maid took my gold earrings
theft	抓到阿姨偷拿我化妆品了
missing_person	阿姨说带宝宝下楼晒太阳，到现在都三个钟头了，人影都没有
missing_person	奶奶早上出门没回来，陪护说不知道
missing_person	老爷子不见了，他有老年痴呆的
missing_person	放学没接到孩子，你们的接送阿姨电话关机
missing_person	我女兒走丟了
missing_person	保姆带着孩子跑了！
missing_person	My grandma with dementia wandered off while the carer was sleeping
violence	监控里看到保姆用力摇晃宝宝，还捂他的嘴
violence	护工嫌我爸麻烦，拿鞋底抽他
violence	月嫂拿针扎我女儿
violence	阿姨拧孩子大腿，全是青的
violence	师傅跟我吵起来推了我一把，我撞墙上了
violence	你们保洁拿拖把打我
violence	他说再投诉就找人砍我全家
violence	老人身上好多淤青，问她她说护工打的
violence	阿姨不给老人吃饭，饿了两天
violence	育儿嫂把娃儿打得哇哇哭
violence	工人恐嚇我，話要斬我
violence	your worker punched my husband
violence	孩子说阿姨打他屁股还不让告诉妈妈
harassment	搬东西的男的趁我不注意摸我屁股
harassment	那个修下水道的师傅老是半夜给我发微信说想我，我一个人住很怕
harassment	师傅进我卧室翻我内衣
harassment	他堵在门口不让我关门，要我陪他喝酒
harassment	洗澡的时候发现阿姨老公在窗外偷窥
harassment	保洁小哥对我女儿动手动脚
harassment	your technician keeps following me home and texting me dirty messages
poisoning	阿姨把消毒水装在矿泉水瓶里，我儿子喝了一口
poisoning	宝宝吞了一颗纽扣电池
poisoning	吃了做饭阿姨炒的四季豆，一家人都吐了送医院
poisoning	护工给我妈多吃了一倍的降压药，现在人迷迷糊糊的
poisoning	清洗剂味道太冲，孩子一直咳嗽喘不上来气
poisoning	The baby drank some floor cleaner
electric	师傅拆开关的时候被电了一下，手都黑了
electric	洗衣机清洗后外壳带电
electric	水漏到插座里噼啪打火花
trapped	宝宝在房间里把门锁了打不开，阿姨在外面急
trapped	电梯坏了，月嫂跟孩子在里面出不来
trapped	阿姨出门倒垃圾门关上了，孩子一个人在屋里，锅还在火上
trapped	我手卡在洗衣机里拿不出来
elder_fall	阿姨扶我爸上厕所，没扶住，摔了
elder_fall	我外婆在家跌倒了，髋部很疼
elder_fall	老妈刚刚从床上翻下来了，护工没在
elder_fall	阿婆喺廁所跣親，起唔到身
flood	师傅把角阀拧断了，水喷得到处都是
flood	楼上你们在打扫，水全漏到我家来了，天花板哗哗往下流
flood	水龍頭爆咗，成屋水
self_harm	带孩子带得我快疯了，真的不想活了
self_harm	我觉得自己没用，想从阳台跳下去
self_harm	月嫂发现产妇割腕了
self_harm	不如死了好，活得太累
"""

NEGATIVE_AFTER_THE_CODE = """
你们家月嫂多少钱一个月
想约明天上午的钟点工，三小时
地暖漏水你们管吗
水管有点滴水，能修不
水龙头漏水找谁
下水道堵了，水下得很慢
马桶一直流水
阿姨打扫得不干净，死角全是灰
厨房火候掌握得好的阿姨有吗
会做火锅的阿姨
要会打豆浆的
阿姨手脚麻利吗
手脚勤快一点的
手脚慢
手脚不方便的老人你们照顾吗
老人瘫痪在床三年了，需要住家阿姨
我爸中风后遗症，要会翻身拍背的护工
奶奶失能，大小便要人帮忙
我外公前年脑梗，现在想找个白班陪护
我妈髋关节手术后需要陪护
老人走路不稳，怕跌跤，有没有全天护工
宝宝早产，在保温箱，下周出院，月嫂可以吗
孩子过敏体质，阿姨不要喷香水
我对花粉过敏
对狗毛过敏的阿姨别派
宝宝湿疹红屁股月嫂会处理吗
孩子晚上老哭怎么办
孩子吐奶正常吗
二宝一岁半，要会做辅食
孩子丢三落四，需要阿姨盯作业
孩子丢了一地玩具，收纳一下
我家孩子打翻牛奶，沙发能洗吗
孩子在墙上乱画能擦掉吗
阿姨能不能帮忙打孩子疫苗本
阿姨不会打骂孩子吧
阿姨会不会虐待老人啊，有监控可以吗
育儿嫂有没有背景调查，怕遇到坏人
你们怎么保证阿姨不偷东西
贵重物品需要自己收起来吗
出门后家里没人，钥匙放哪
首饰盒也要擦吗
金饰清洗做吗
钱什么时候退
钱没到账
少退了我三十块钱
红包没了吗
券不见了怎么回事
积分没了
我的订单不见了
发票丢了能补吗
单子找不到了
昨天约的单怎么没了
包月多少钱
包里有工具吗
手机号换了，帮我改一下
旧手机坏了
平板电视能擦吗
电脑桌帮忙擦一下
表扬一下李阿姨
戒烟的阿姨
酒柜清洁
酒店保洁你们做吗
药店对面那栋
医院陪护一天多少钱
急诊科旁边那个小区
救护车停车位那边进
消防栓旁边的门
消防队宿舍保洁
派出所对面
警官花园3栋
法院附近有服务吗
110平的房子
房子120平米保洁多少钱
119号3楼
门牌是120弄
刀工好的做饭阿姨
剪刀要自备吗
斧头湖花园
砍柴路12号
打浦路88号
火车站旁边
大火花园
着急，能今天来吗
十万火急，家里要来客人
今天能安排吗急用
快点啊
再不来我就走了
人呢？都等一小时了
阿姨人呢
师傅找不到路
阿姨找不到我家
找不到单元门
阿姨电话打不通
保洁到现在没来，电话也不接
师傅关机了联系不上
约了十点，现在没影
月嫂跑了，干了三天就不干了
阿姨走了没关灯
空调没关
窗户没关，下雨进水了
忘关门了
忘记关水龙头的话谁负责
冰箱门没关好东西坏了
阿姨把我衣服洗坏了
阿姨把锅烧糊了，赔不赔
把我的实木地板泡坏了
电视屏幕被砸碎了
花瓶被阿姨打碎了
摔坏了我的手办
杯子摔了一个
玻璃擦裂了
台面烫了个印子
衣服熨了个洞
把我真皮沙发划了
墙皮蹭掉一块
洗完空调不转了
洗完油烟机声音大
热水器清洗完打不着火
燃气灶打不着火
燃气热水器能拆洗吗
煤气罐要挪开擦吗
天然气公司的来过了
煤气费谁交
灶台火力小
插座面板擦一下
插座松了能修吗
换个灯泡
跳闸了找谁
电费多少
停电了改天吧
停水了改时间
电梯停运要爬楼
电梯坏了，八楼能上来吗
门锁坏了找开锁的
密码锁没电了进不去
门卡在物业
车位被占了
床底下卡了个玩具
抽屉卡住了
洗衣机门打不开
柜门关不上
水关不小有办法吗
地漏反水
厨房水池溢水，通一下要多少
楼上漏水把我家墙泡了，想找人清理
装修发大水泡了木地板怎么清洁
家里被淹过，现在要做深度清洁
火灾后的房子能做清洁吗
烟熏的墙能擦吗
血渍床垫能洗吗
月经血沾床单上了能洗吗
呕吐物清理做吗
猫尿味去得掉吗
死老鼠味道怎么去
有蟑螂，做不做杀虫
白蚁防治做吗
甲醛超标能治理吗
甲醛味刺鼻，做除甲醛吗
油漆味很大
84能不能和洁厕灵一起用
清洁剂伤手吗
用的药水对宝宝有害吗
除螨会不会过敏
小孩能在场吗
阿姨身上有烟味
阿姨态度恶劣，跟我吵架
阿姨骂人
阿姨甩脸子
客服态度差
你们客服推来推去
推脱责任
什么破公司，垃圾
黑心商家，抢钱啊
坑死人不偿命
贵得离谱，你们怎么不去抢
投诉无门，我要找媒体
我要告你们
我会发小红书曝光
退钱！退钱！退钱！
再打电话骚扰我就投诉
不要给我发广告了
阿姨太啰嗦，烦死了
阿姨一直打电话聊天
打牌打到半夜的阿姨不要
打呼噜的不要
打工的地方在浦东
打了三次电话都没人接
打我另一个号码
打我老公电话吧，我没空
打给我妈，她在家
给我妈打电话
帮我打扫一下老人房
孩子房打扫干净点
抓紧时间
抓一下进度
撞单了
时间撞上了，换一天
手被占着，语音说
手滑点错了
脚手架那边别擦
头一次用你们
头疼，价格太高了
头发堵住下水道了
脸盆要消毒
背景干净吗
皮沙发保养
骨灰级顾客
胸前挂牌的那个阿姨
腿脚利索的
伤脑筋
阿姨受累了
太感人了，谢谢
惊喜死了
笑不活了
爱死你们了
美炸了
炸毛了
爆满了吧
爆款套餐
太火了约不上
火爆
杀到底价
砍一刀
血拼
绑定手机号
绑定微信
绑一下会员
锁定这个价格
锁一下明天的单
困难吗这个活
被困扰很久的水垢
关在阳台的狗要不要牵走
我家猫走丢了，开门小心
别让猫跑出去
有条狗，不咬人
狗会叫，别怕
蛇形花园路
中毒了似的爱打扫
老公出差，家里只有我和孩子
我一个人在家，派女的来
孕妇在家，动作轻点
孕晚期了，月嫂定不下来好慌
产后抑郁的妈妈月嫂会疏导吗
坐月子不想动
不想做饭了
不想等了
累瘫了，来个做饭的
快疯了，家里乱成一团
想静静
心累
崩溃了，全是灰
崩溃，排水口又堵了
晕，又改时间
晕死
我晕
吐了，这也叫干净
吐血推荐
服了
醉了
没气了的煤气罐可以帮换吗
气味大
漏打了一个字
漏了一间没扫
漏收纳了
丢垃圾吗
垃圾没拿走
拿走垃圾多少钱
阿姨可以帮忙拿快递吗
阿姨能带孩子出去玩吗
阿姨几点带孩子回来
孩子放学要接，四点
接孩子到家要多久
一个人住，只要简单打扫
阿姨去年摔过腿现在能干吗
听说有的阿姨偷东西，你们靠谱吗
之前请的别家阿姨打孩子，所以想找靠谱的
上一家公司的月嫂把宝宝摔了，这次想谨慎点
万一摔坏东西呢
如果孩子磕了碰了算谁的
阿姨要是在我家受伤怎么办
没有着火，就是烟大了点，跟你们确认一下烟机
没丢东西，放心
孩子没事，谢谢关心
不是投诉，就问问
好的
收到
嗯嗯
ok
how much for a deep clean
can you come at 3pm tomorrow
my cleaner is late again
she broke a plate
the stove is greasy, can you clean it
do you clean gas stoves
is your staff insured if they get hurt
need someone to look after my mother after her surgery
my dad had a stroke last year and needs a caregiver
the toilet is clogged
water stains on the glass
please call me
the nanny didn't show up
I want a refund, this is robbery
your price is killing me
burnt pan, can you get it clean
can you remove blood stains from the mattress
is the cleaning product toxic for kids
what time will she arrive
"""

POSITIVE_THIRD_ROUND = """
gas	灶头打不着但是一直有嘶嘶声，味道很冲
gas	阿姨用完灶没拧紧，屋里一进门就熏人
gas	燃气公司来了说是接口被动过，浓度超标
gas	I think the gas is leaking
gas	阿姨烧水忘了，火被浇灭了，煤气还开着
fire	电热水壶短路烧起来
fire	阿姨把抹布放灶上烤，烧了一大块
fire	楼道里都是烟味，我家门缝往外冒
fire	油温太高蹿起一米多高的火
fire	手机充电的时候炸开了
fire	阿姨抽烟把沙发点了
fire	蜡烛没吹灭，窗帘燎着了
injury	宝宝从沙发滚下来，额头青了一块
injury	孩子嘴角撕裂，阿姨说自己弄的
injury	月嫂剪指甲把宝宝手指剪出血
injury	洗澡水太热把宝宝后背烫得通红
injury	小孩把筷子捅进喉咙里了
injury	阿姨推婴儿车不看路，被电动车撞了
injury	娃娃从推车上翻出来，脸蹭破一大块
injury	孩子耳朵被她揪裂了
injury	宝宝哭到嘴唇发紫没声音了
injury	你们师傅从凳子上栽下来，后脑勺着地
injury	阿姨胸口疼得站不住
injury	我太太滑了一跤，地上全是洗洁精没擦干
injury	柜门没装好倒下来压到老人
injury	孩子胳膊肿得老高，疑似骨折
injury	宝宝肠子套叠送手术室了，阿姨乱喂东西
injury	小孙子掉进泡澡桶里差点没了
injury	阿姨手被绞进绞肉机了
injury	宝宝惊厥了，怎么办
injury	阿公中咗風，姐姐唔識打電話
injury	my son's hand got caught in the door, it's swollen
theft	我妈陪嫁的镯子没影儿了，就这两天她来过
theft	刚发现柜子里的酒少了好几瓶
theft	你们阿姨走的时候包鼓鼓的，回头一看我的护肤品全没了
theft	抽屉的锁被撬了
theft	孩子的金锁片找不见了
theft	我卡里被取走八千，阿姨知道密码
theft	监控里她把东西往衣服里揣
theft	老人说阿姨总问她要钱，这个月给了四千
theft	她用我的支付宝付款码偷刷
theft	快递少了三个，都是她签收的
missing_person	我到家门开着，孩子没了
missing_person	护工推我爸出去晒太阳，回来就她一个人
missing_person	阿姨说去趟超市，孩子留在游乐场，现在人不在那儿
missing_person	联系不到阿姨也联系不到我儿子
missing_person	外婆走出小区到现在都没回来，急死了
violence	阿姨冲我妈泼水
violence	孩子身上一道一道的，像是抽的
violence	护工把老人手绑起来不让动
violence	摄像头里看见她用枕头闷宝宝
violence	修家电的师傅骂我还抡扳手
violence	保姆往孩子嘴里塞抹布
violence	她把我儿子头往墙上撞
violence	两个工人在我家动起手来了，头都破了
violence	孩子一见她就躲，说她会咬
violence	收不到尾款就说要泼油漆，还说知道孩子学校
harassment	那师傅把裤链拉开对着我
harassment	他总盯着我胸看，还故意碰我
harassment	师傅借口加微信，天天问我穿什么
harassment	走之前非要抱我一下，我推都推不开
harassment	客卫里多了个像摄像头的东西
poisoning	孩子抓了把老鼠药不知道吃没吃
poisoning	喷完药一家人都头晕想吐
poisoning	奶粉冲错了，用的是开水泡药的杯子，孩子一直吐
poisoning	老人把洗手液当牛奶喝了
poisoning	阿姨给奶奶的药量翻倍了
electric	手一碰水龙头就被电得发麻
electric	插排掉水里了还通着电
trapped	孩子头卡栏杆里了
trapped	阿姨和宝宝被关在阳台，外面零下
trapped	我被困在卫生间，门把手掉了，手机只剩5%
trapped	保姆下楼了，娃把自己反锁屋里
elder_fall	婆婆从床上滚下来，护工睡得死死的
elder_fall	推轮椅没刹住，我爸连人带椅翻了
elder_fall	奶奶踩到湿地板，屁股坐地上疼得不行
flood	洗衣机排水管没接好，整个客厅泡了
flood	热水器接头崩了热水一直往外滋
self_harm	我撑不下去了，想一走了之，孩子都不想管了，想死
self_harm	产妇情绪不对，一直说要从楼上下去
"""

NEGATIVE_THIRD_ROUND = """
想给爸妈订个每周两次的保洁
阿姨做事仔细，我妈很喜欢
孩子的玩具帮我归类一下
婴儿房用什么清洁剂
宝宝房间不要用84
老人怕吵，轻一点
我妈说要换个阿姨
孩子跟阿姨很亲
阿姨抱孩子的姿势不对，换一个有经验的
月嫂做的月子餐太咸
育儿嫂不会做辅食
阿姨总看手机，孩子在旁边哭她也不理
阿姨说话太冲
阿姨嫌我家孩子吵
保姆跟我妈处不来
护工嫌我爸事多
师傅进门没穿鞋套
师傅抽烟把烟灰弹阳台上了
阿姨喷的香水味太浓
沙发有味道能去吗
厨房油烟味大
烟道要不要洗
火锅底料洒地毯上了
打火机油渍能去吗
烫头的药水溅墙上了
指甲油洒地板了
孩子尿床垫上了
宝宝吐奶在沙发上
狗吐在地毯上了
猫抓坏了沙发
把钥匙给物业保管行吗
密码锁密码要告诉阿姨吗
我不在家，我妈开门
孩子一个人在家可以让阿姨进吗
老人一个人在家，阿姨到了先打电话
能不能派个会开车的阿姨接送孩子
接孩子几点合适
阿姨迟到害孩子上学晚了
阿姨没来，孩子没人接
阿姨走得早，孩子我自己带
洗完的窗帘缩水了
擦窗户的师傅没带工具
窗户外面那层擦不擦
高层外窗擦吗，28楼
阳台栏杆要擦
飘窗垫清洗
浴缸有黄垢
热水器不热了
插座面板发黄能擦白吗
插座有点松
空调漏水滴到床上
洗碗机漏水
马桶底座渗水
地板泡水起鼓了怎么办
你们家电话打爆了都没人接
等得我头都大了
腰疼，自己干不动了
手受伤了做不了家务，想找钟点工
脚崴了，帮我买菜做饭的阿姨有吗
骨折打着石膏，想请人做饭两个月
刚生完孩子伤口疼，要月嫂
我剖腹产，下周出院
孩子住院，先暂停服务
老人去世了，退剩下的钱
我妈摔了以后不能走，要住家的
爷爷八十了，怕摔，卫生间要防滑
孩子打破了鱼缸，地上都是水，能来清理吗
家里进过贼，想换把锁你们做吗
钱包忘在你们店里了
阿姨把伞落我家了
阿姨拿错了我的雨伞
东西放错地方找不到了，阿姨给放哪了
遥控器找不到了，问下阿姨
充值卡余额少了50
多扣了我一百块
退款少了二十
说好的券没了
打骂孩子的阿姨千万别派
有没有打人前科查得到吗
阿姨会不会偷拿东西
阿姨受伤你们有保险吗
出了意外谁负责
如果孩子磕着碰着怎么赔
要是着火了怎么办，你们培训吗
会不会急救，比如噎着
"""
