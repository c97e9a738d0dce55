"""Everyday names of the services, as a proposal for the catalogue's alias column.

A bare 阿姨 names no service: it can be a cleaner, a nanny or a cook.
"""

from bot.language.trade.services import ServiceName

_NAMES: dict[str, tuple[str, str]] = {
    "daily_clean": (
        "日常保洁",
        "保洁 日常清洁 家庭保洁 普通保洁 简单保洁 常规保洁 基础保洁 上门保洁 居家保洁 日保 "
        "保洁阿姨 保洁员 保洁师傅 "
        "保洁服务 打扫 打扫卫生 打扫房间 打扫屋子 打扫家里 搞卫生 做卫生 做清洁 清洁卫生 "
        "家庭清洁 日常打扫 收拾屋子 "
        "收拾房子 收拾房间 收拾家里 打扫阿姨 清洁阿姨 做保洁 扫地拖地 拖地 卫生打扫 扫屋 执屋 "
        "搞清洁 居家清洁 清洁人员 "
        "家居清洁 清洁工 "
        "打扫一下 清扫 房间清洁 屋里卫生 拾掇 house cleaning|home "
        "cleaning|cleaning|cleaner|maid|clean my house|"
        "clean my apartment|clean the house|clean the apartment|housekeeping|regular cleaning",
    ),
    "deep_clean": (
        "深度保洁",
        "深度清洁 深保 大扫除 全屋保洁 精细保洁 精保洁 深层保洁 深层清洁 彻底打扫 彻底清洁 "
        "全屋清洁 全屋打扫 全屋大扫除 "
        "年底大扫除 大清扫 里里外外打扫 厨房深度清洁 卫生间深度清洁 厨卫保洁 重油污清洁 退租保洁 "
        "退房保洁 退租打扫 退租清洁 "
        "搬家保洁 搬家打扫 深度打扫 大保洁 deep cleaning|deep clean|spring cleaning|move-out "
        "cleaning|move out cleaning",
    ),
    "new_home_clean": (
        "开荒保洁",
        "开荒 新房开荒 新房保洁 新房打扫 新居开荒 装修后保洁 装修后打扫 装修完打扫 装修后清洁 "
        "拓荒 新房清洁 新家开荒 "
        "装修保洁 入住前保洁 新房子打扫 首次保洁 拓荒保洁 开荒打扫 开荒清洁 刚装修完打扫 交房保洁 "
        "post-renovation cleaning|after renovation cleaning|move-in cleaning|new home "
        "cleaning|construction cleaning",
    ),
    "window_clean": (
        "擦玻璃",
        "擦窗 擦窗户 擦窗子 洗窗户 洗玻璃 玻璃清洗 窗户清洗 玻璃清洁 窗户清洁 擦落地窗 阳台玻璃 "
        "抹窗 抹玻璃 窗玻璃 擦玻璃窗 "
        "清洗玻璃 清洗窗户 清洁玻璃 玻璃幕墙清洗 擦阳台玻璃 洗纱窗 擦纱窗 纱窗清洗 做玻璃 擦外窗 "
        "双面擦 "
        "window cleaning|windows cleaned|clean the windows|clean my windows|window washing",
    ),
    "appliance_clean": (
        "家电清洗",
        "洗油烟机 擦油烟机 清洗油烟机 油烟机清洗 抽油烟机清洗 洗抽油烟机 清洗抽油烟机 洗空调 "
        "清洗空调 "
        "空调清洗 空调清洁 洗洗衣机 "
        "清洗洗衣机 洗衣机清洗 洗冰箱 清洗冰箱 冰箱清洗 洗热水器 热水器清洗 清洗热水器 电器清洗 "
        "家电清洁 清洗家电 洗家电 "
        "燃气灶清洗 洗燃气灶 洗灶台 烟机清洗 洗烟机 空调拆洗 洗中央空调 中央空调清洗 "
        "清洗中央空调 洗饮水机 饮水机清洗 "
        "微波炉清洗 洗衣机拆洗 空调消毒 洗碗机清洗 集成灶清洗 清洗集成灶 洗集成灶 地暖清洗 "
        "清洗地暖 洗地暖 洗冷气 冷气清洗 清洗冷气 "
        "appliance cleaning|ac cleaning|air conditioner cleaning|clean the air conditioner|range "
        "hood cleaning|"
        "clean the range hood|washing machine cleaning|fridge cleaning|oven cleaning",
    ),
    "tidy": (
        "收纳整理",
        "收纳 整理收纳 衣橱整理 衣柜整理 整理衣柜 整理衣橱 收纳师 整理师 全屋收纳 断舍离 "
        "整理房间 整理衣物 家居收纳 "
        "搬家收纳 收纳服务 收拾衣柜 整理家 整理厨房 整理物品 儿童房整理 厨房收纳 衣帽间整理 归置 "
        "organizing|organising|tidying|decluttering|wardrobe organizing|home organizing|"
        "home organizer",
    ),
    "maternity_nurse": (
        "月嫂",
        "月子阿姨 月子嫂 坐月子阿姨 照顾月子 伺候月子 陪月 陪月嫂 产妇护理 母婴护理 新生儿护理 "
        "金牌月嫂 月嫂阿姨 母婴护理师 "
        "月子护理 做月子 坐月子 带月子 照顾产妇 护理产妇 月子保姆 月子服务 伺候坐月子 陪月员 "
        "伺候产妇 月子餐 "
        "maternity nurse|maternity nanny|confinement nanny|confinement lady|yuesao|newborn "
        "care|postpartum nanny",
    ),
    "infant_nanny": (
        "育儿嫂",
        "育婴师 育婴嫂 育儿阿姨 带娃阿姨 带孩子阿姨 带宝宝阿姨 看孩子阿姨 育儿师 育儿保姆 "
        "带小孩阿姨 看娃阿姨 育婴员 照顾宝宝 "
        "带娃的阿姨 带孩子的阿姨 带宝宝的阿姨 看孩子的 带娃 带孩子 带宝宝 带小孩 看娃 看孩子 "
        "照顾孩子 照看孩子 照看宝宝 "
        "接送孩子 接孩子 帮忙带娃 湊仔 育儿服务 宝宝阿姨 凑仔 带娃嫂 带小囡 育儿 "
        "babysitter|babysitting|infant nanny|nanny|child care|childcare|baby sitter",
    ),
    "elder_care": (
        "养老护理",
        "老人护理 照顾老人 护理老人 陪护 护工 老人陪护 看护老人 居家养老 养老护理员 照看老人 "
        "看老人 "
        "伺候老人 老年护理 老人看护 照料老人 "
        "陪护老人 照顾爸妈 照顾我妈 照顾我爸 照顾奶奶 照顾爷爷 照顾母亲 照顾父亲 陪老人 医院陪护 "
        "住院陪护 病人陪护 照顾病人 "
        "护理员 看护 老人阿姨 照顾老人的阿姨 半自理 失能老人护理 助浴 助老 养老阿姨 养老服务 "
        "elder care|elderly care|elder carer|caregiver|senior care|carer for my mother|carer for "
        "my father|nursing care|home care",
    ),
    "hourly_helper": (
        "钟点工",
        "小时工 钟点阿姨 计时工 计时保洁 钟点保姆 临时工阿姨 按小时阿姨 钟点 点工 小时阿姨 "
        "计时阿姨 计时工人 按小时的阿姨 "
        "半天工 家务阿姨 家务工 钟点保洁 hourly helper|hourly cleaner|part-time helper|part time "
        "helper|hourly maid|hourly ayi|part-time ayi",
    ),
    "live_in_nanny": (
        "住家保姆",
        "保姆 住家阿姨 住家 全职阿姨 全职保姆 住家的阿姨 住家工 工人姐姐 住家做家务 24小时保姆 "
        "家庭保姆 长期保姆 不住家保姆 "
        "白班保姆 白班阿姨 住家家政 长期阿姨 全天阿姨 全日制保姆 包月阿姨 住家带饭 "
        "live-in nanny|live in nanny|live-in maid|live in maid|live-in helper|live in "
        "helper|live-in ayi|live in ayi",
    ),
    "cook": (
        "做饭阿姨",
        "做饭 烧饭 煮饭 烧饭阿姨 煮饭阿姨 烧菜 做菜 做饭的阿姨 烧饭的阿姨 上门做饭 家庭厨师 私厨 "
        "厨师上门 上门厨师 做晚饭 "
        "做午饭 做顿饭 做一日三餐 做两餐 烧菜阿姨 上门烧菜 做家宴 做年夜饭 煮食 烧晚饭 "
        "cooking|cook dinner|cook meals|home cook|private chef|chef|cook",
    ),
    "mite_removal": (
        "除螨",
        "除螨虫 床垫除螨 沙发除螨 除螨服务 上门除螨 杀螨 清螨 床垫清洗 清洗床垫 洗床垫 沙发清洗 "
        "洗沙发 清洗沙发 除螨清洗 "
        "布艺沙发清洗 床品除螨 地毯清洗 洗地毯 清洗地毯 螨虫 窗帘清洗 洗窗帘 "
        "mite removal|dust mite|mattress cleaning|sofa cleaning|carpet cleaning|clean the "
        "sofa|clean the mattress",
    ),
    "drain": (
        "管道疏通",
        "通下水道 下水道疏通 疏通下水道 通马桶 马桶疏通 疏通马桶 马桶堵了 下水道堵了 通管道 "
        "疏通管道 疏通 地漏堵了 水池堵了 "
        "水槽堵了 厕所堵了 通厕所 通地漏 下水堵了 管道堵了 通下水 通渠 洗手池堵了 马桶堵 "
        "下水道堵 厕所堵 疏通地漏 通水管 马桶不通 "
        "unclog|drain cleaning|clogged drain|blocked drain|clogged toilet|blocked toilet|blocked "
        "sink|clogged sink|toilet is blocked|toilet is clogged",
    ),
}


def _aliases(typed: str) -> tuple[str, ...]:
    """Chinese names stand apart by blanks, English ones (several words) by bars."""
    chinese = [part for part in typed.split() if not part.isascii() and "|" not in part]
    first = min(
        (i for i, char in enumerate(typed) if char.isascii() and char.isalpha()), default=-1
    )
    english = typed[first:].split("|") if first >= 0 else []
    return tuple(name.strip() for name in (*chinese, *english) if name.strip())


LEXICON = tuple(ServiceName(code, name, _aliases(said)) for code, (name, said) in _NAMES.items())
