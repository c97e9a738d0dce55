"""Messages for the urgent reader: ``kind<TAB>text``; the halves after the code are marked."""

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
