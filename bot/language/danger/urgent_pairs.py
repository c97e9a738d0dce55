"""Signs of danger that count only near their people or things (words as in urgent_words).

打 is in 打扫, 锁 in 锁具: near a child, within a few characters, they are what they mean.
"""

from dataclasses import dataclass

from bot.language.danger import urgent_words as words
from bot.language.patterns import either

__all__ = ["ANYONE", "PAIRS", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """``sign`` alone, or within ``window`` characters of ``near``, in either order."""

    kind: str
    sign: str
    near: str | None = None
    window: int = 0


_FRAIL = either(words.CHILD, words.ELDER, words.OTHERS)
_CARED_FOR = either(words.CHILD, words.ELDER, "产妇 孕妇 病人")
ANYONE = f"{_FRAIL}|{either(words.STAFF)}"
_ME = "我(?!家的?[桌墙地灯柜花电沙]|们)"
_OFF = either(
    "没关 忘关 忘了关 忘记关 没有关 没熄 未关 还开着 忘拔 没拔 冇关 冇熄 唔记得熄 还在火上 没人看"
)

PAIRS: tuple[Rule, ...] = (
    Rule("gas", either(words.FUEL), either(words.LEAK), 12),
    Rule(
        "gas",
        "阀门?|灶上?的?开关|灶头|灶具?",
        either("碰开 没关 没拧 被打开 拧开 没拧紧 没拧回"),
        6,
    ),
    Rule("gas", "漏气|跑气", either("软管 灶 阀 管 滋"), 8),
    Rule("fire", either(words.SOCKET), either(words.BURNS), 8),
    Rule("fire", _OFF, either("火 灶 炉 熨斗 电热毯 烤箱 锅"), 6),
    Rule("fire", "烧干|干烧", either("走了 没人 离开 不在家 差点 烟 房子 着了 都烧"), 12),
    Rule("missing_person", either(words.LOST), _CARED_FOR, 8),
    Rule(
        "missing_person",
        rf"(?<!在家)(?<!自己)(?<!我)(?<!个人)(?:带|抱|推|领|接|牵|陪)(?:着|了|走|到)?(?:我|我家|"
        rf"我们家|的|家)*(?:{_CARED_FOR})",
        either(words.NO_REPLY, "人影 一直没回 还没到"),
        30,
    ),
    Rule(
        "missing_person",
        rf"(?:{_CARED_FOR})[^，,。]{{0,8}}(?:走出|出门|出去|下楼|散步|买菜|放学)",
        either("没回 未回 没见 没接到 不知道去 找 就她一个人 就他一个人"),
        14,
    ),
    Rule("missing_person", "走出去了|走出门|跑出去了|自己出了门", _CARED_FOR, 30),
    Rule(
        "missing_person",
        "放学|接孩子|校门口|幼儿园",
        either("没接到 没人接孩 没人去接 没去接 冇人接"),
        14,
    ),
    Rule("violence", either(words.BEAT), _CARED_FOR, 5),
    Rule(
        "violence",
        f"(?:{either(words.BEAT)})(?:了|着|咗|过)?(?:我(?!们|家|的)|[他她佢](?!家|的|们)|"
        f"我老[公婆])",
    ),
    Rule("violence", either(words.BRUISE), rf"{_CARED_FOR}|{either(words.PART)}", 16),
    Rule(
        "violence",
        either("拿 持 掏 举 提 抄 挥 亮 带着"),
        either(
            "刀(?=[^工]{0,6}(?:威|吓|砍|捅|对|指|冲|追|架|要|逼|比|我|"
            "人)) 棍 锤 斧 拖把打 鞋底抽 砖头 酒瓶 刀[^，,]{0,2}比"
        ),
        3,
    ),
    Rule("harassment", either(words.LURK), either(words.AFRAID), 40),
    Rule(
        "harassment",
        "半夜|夜里|深夜|凌晨|大晚上|晚上",
        either(
            "给我发 发微信 敲门 敲我 按门铃 来我家 加我 说想我 睡衣 骚扰 门锁提醒 发那种 发消息 "
            "发信息"
        ),
        14,
    ),
    Rule("harassment", "摄像头|针孔", either("浴室 卫生间 洗澡 换衣 厕所 不认识的 藏了 偷装"), 10),
    Rule(
        "harassment",
        "(?<!一)摸(?!一摸|索|黑|底|鱼)|毛手毛脚|蹭|搂|强抱|抱住|亲(?=我|了我|嘴)|动手动脚|"
        "手脚不规矩",
        either("大腿 屁股 胸(?!前) 我腰 女儿 老婆 下体 我的腿 我手 私处 我(?!家|们|的?[桌床沙地])"),
        3,
    ),
    Rule("harassment", "翻", either("内衣 内裤 胸罩 我卧室"), 5),
    Rule("poisoning", "喝|吞|咽|舔|灌|误食|吃(?!饭|苦|力|不消)", either(words.POISON), 8),
    Rule(
        "poisoning", either("喝了 吃了 喂了 喂 吃 喝"), either("发霉 过期 变质 馊 洗脚水 生水"), 4
    ),
    Rule(
        "poisoning",
        "喂|抿|喝|灌|吃",
        either("白酒 啤酒 红酒 一口酒 蜂蜜水? 感冒药 止咳 安定 褪黑素"),
        8,
    ),
    Rule("poisoning", "消毒水|洁厕|84|清洁剂|洗洁精|药水", either("矿泉水瓶 饮料瓶 水杯里 喝"), 12),
    Rule(
        "poisoning",
        either(
            "吃错 喂错 给错 拿错 药量 打多 多打 多吃 多喂 过量 双倍 一倍 超量 停药 忘喂 吃重 "
            "喂重 两遍 重复"
        ),
        either("药 胰岛素 安眠 降压 剂量"),
        12,
    ),
    Rule("poisoning", either(words.CHEMICAL), either(words.SYMPTOM), 20),
    Rule(
        "poisoning",
        either("吃了 喝了 做的菜 做的饭 食咗 炒的"),
        either("上吐下泻 又吐又拉 都吐 全吐 吐个不停 吐白沫 中毒 拉肚子 拉稀 发烧拉"),
        20,
    ),
    Rule("poisoning", "过敏", either("休克 呼吸 喘 喉 医院 急诊 嘴肿 脸肿 全身 严重"), 8),
    Rule(
        "electric",
        either("插座 配电箱 插线板 电箱 电表 插排"),
        either("掉水 水里 进水 泡水 浸水 滴水 流水 漏水 泼 被水 漏到 渗水 冲水 水流进"),
        6,
    ),
    Rule("electric", "火花|噼啪|噼里啪啦|滋滋|短路", either("插 电 开关 线 机 器 空调"), 10),
    Rule(
        "electric",
        "麻手|发麻|手麻|麻酥|麻了一下|电人|带电|过电",
        either("摸 碰 洗 开关 插座 龙头 水管 外壳 机 热水器 冰箱"),
        12,
    ),
    Rule("electric", "电线|裸线", either("裸露 露出 外露 剪断 割断 泡水"), 6),
    Rule("trapped", either(words.STUCK), ANYONE, 8),
    Rule(
        "trapped",
        either("锁 反锁 打不开 关上"),
        rf"(?:{_CARED_FOR})[^，,。]{{0,6}}(?:在里|在屋|在房|在家|一个人|哭)",
        20,
    ),
    Rule(
        "trapped",
        either("锁 关 困"),
        either("入厕所 进厕所 厕所里 小黑屋 黑屋 在阳台 去阳台 出阳台 储物间 柜子里面"),
        4,
    ),
    Rule("trapped", "电梯", either("被困 困在 出不来 卡住[^，,]{0,4}人 坠 掉下 里面有人"), 10),
    Rule(
        "trapped",
        either("手 头 脚 指 腿 胳膊"),
        either("卡(?=在|住|进|栏|缝|门) 夹(?=在|住) 拔不出 拿不出 抽不出"),
        3,
    ),
    Rule("elder_fall", either(words.FALL), rf"{either(words.ELDER)}|病人", 14),
    Rule("injury", either(words.HARM), _FRAIL, 14),
    Rule(
        "injury",
        either(
            "摔(?=[下伤倒了断到得]) 跌 滑倒 坠 踩空 从[^，,]{0,8}(?:掉|滚|翻)下 晕(?!车|染|死) "
            "昏 抽搐 心脏病 中暑 突然倒 砸(?:到|伤|中) 骨折 被狗 咬(?:了|伤) 受伤 手指 流产 猝死 "
            "不行了 胸口疼 胸痛 栽下 着地 绞进 断了[腿手胳脚肋]"
        ),
        either(words.STAFF),
        10,
    ),
    Rule(
        "injury",
        either(
            "割 (?<![站走坐])肿 扎(?!头|辫|带) 划(?:破|伤|了) 夹(?!菜|层|缝里) 砸 烫(?!发) "
            "烧(?:到|伤|着) 流血 出血 骨折 断(?:了|掉|咗) 扭(?:到|伤|了) 脱臼 起泡 没知觉 缝针 "
            "磕 撞 崴 砍 切(?:到|了|伤|断) 溅(?:到|进|在|我) 咬 破(?:了|相|皮) 蹭破 撕裂 揪裂 绞 "
            "戳 刺 穿咗"
        ),
        either(words.PART),
        5,
    ),
    Rule(
        "injury",
        either(words.HIGH, "(?:窗台|飘窗|栏杆|窗沿)上?(?:玩|爬|坐|站|趴)"),
        either(words.CHILD),
        16,
    ),
    Rule(
        "injury",
        either(
            "单独留 一个人留 独自留 单独丢 单独放 一个人丢 留在(?=游|公|车|店|外|超) (?:一个人|"
            "自己)在家(?!可以|能|，|的话|时候|吗|方便|要|等) 自己关在"
        ),
        either(words.CHILD),
        8,
    ),
    Rule(
        "injury",
        either(words.ROAD),
        rf"(?:带|抱|载|背|接|坐)[^，,。]{{0,4}}(?:{either(words.CHILD)})|"
        rf"(?:{either(words.CHILD)})[^，,。]{{0,4}}(?:坐|骑)",
        10,
    ),
    Rule(
        "injury",
        either("独自 一个人 单独 自己 扔 丢 放 没人看"),
        rf"(?:{either(words.CHILD)})[^，,。]{{0,10}}(?:浴缸|澡盆|水里|车里|马路|楼道|楼梯口|电梯)",
        10,
    ),
    Rule("injury", either(words.ILL), either(words.HIDDEN), 16),
    Rule(
        "injury",
        "(?:(?<!没)有(?!没)|得了|得的是|查出|患|确诊|是)了?(?:肺结核|结核|传染病|乙肝|梅毒|艾滋|"
        "疥疮)",
        either(words.STAFF),
        14,
    ),
    Rule(
        "injury",
        "喝了?酒|酒后|喝多|喝醉|醉醺醺|酒气|酒味|醉酒",
        either(words.STAFF, "来干活 来的 带孩子 抱孩子 睡着 动了"),
        10,
    ),
    Rule(
        "injury",
        "(?:一个人|独自|自己|单独)(?:放|丢|扔|搁|撂|晾|留)在?|趴着?睡|盖住脸|蒙着脸",
        _CARED_FOR,
        12,
    ),
    Rule(
        "injury",
        "发烧|咳嗽|感冒",
        rf"还(?:来|抱|带|照顾|亲)[^，,。]{{0,4}}(?:{either(words.CHILD)})",
        10,
    ),
    Rule(
        "injury",
        "药水|清洁剂|消毒|油漆|胶",
        either("怀孕[^，,]{0,6}(?:熏|吸|闻) (?:熏|吸|闻)到"),
        14,
    ),
    Rule("theft", either(words.VALUABLE), either(words.GONE), 10),
    Rule(
        "theft",
        either("装 塞 放 藏 揣 拿 往"),
        either("自己的?包 [她他]的?包 往包里 进包里 自己兜 自己口袋 [她他]兜"),
        8,
    ),
    Rule(
        "theft",
        either("翻 撬 动过"),
        either("抽屉 钱包 我的?包 首饰 保险[柜箱] 床头柜 我妈的?包 柜子 包里 衣柜 我手机"),
        5,
    ),
    Rule("theft", either(words.BANK), either(words.LURE), 12),
    Rule("theft", "要钱|要了[^，,]{0,3}钱|借钱|借了", either(words.ELDER), 10),
    Rule("theft", "取走|刷走|转走|被刷", either("卡 账户 支付宝 微信 存折"), 6),
    Rule(
        "theft",
        "拿|取|转|借|刷",
        rf"(?:{either(words.ELDER)})[^，,。]{{0,6}}(?:钱|卡|手机|存折|工资|养老金|退休金|首饰)",
        6,
    ),
    Rule(
        "theft",
        either("大门 家门 房门 防盗门 门锁"),
        either("敞 没锁 没关 没带上 开着 大开 虚掩"),
        4,
    ),
)
