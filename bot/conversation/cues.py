"""Turns of phrase that decide, in their context, more surely than a label of the engine."""

import re

ASKS_PROGRESS = re.compile(
    r"投诉.{0,8}(?:怎么样|进展|进度|结果|处理|到哪|咋样|查|有没有|多久|什么时候)"
    r"|(?:处理|解决|核实|调查)得?(?:怎么样|咋样|好了|到哪|完了|结果)"
    r"|(?:有|出)(?:了)?(?:结果|消息|说法|答复|回复)(?:了)?(?:吗|没|么|\?|？)"
    r"|(?:什么时候|啥时候|几时|多久|几天)(?:才)?(?:能)?(?:给|有|出|处理|解决|答复|回复)"
    r"|(?:处理|解决|答复|回复)(?:完|好)?.{0,4}(?:多久|多长时间|几天)"
    r"|说好?(?:今天|明天|下班前|[^，。]{0,6}前)给(?:我)?(?:答复|回复|结果)"
)
"""How does my complaint stand; only with an open complaint."""

ASKS_RULE = re.compile(
    r"(?:取消|改期|改时间|改约|退订|换时间).{0,4}"
    r"(?:收钱|收费|扣钱|扣费|要钱|花钱|手续费|费用|违约金|多少钱|怎么算|收不收|要不要钱|可以吗|行吗|行不|能不能)"
    r"|(?:扣|收|要)(?:不)?(?:扣|收|要)?(?:钱|费)(?:吗|么|不).{0,6}(?:取消|改期)"
)
"""What a change would cost, asked before it is wanted."""

ASKS_PRICES = re.compile(r"价目|价格表|报价单?|收费标准|价位表|price ?list", re.IGNORECASE)
ASKS_PRICE = re.compile(
    r"多少钱|多少米|多钱|几多钱|几钱|什么价|啥价|怎么收|咋收|收费|价格|价钱|报价|起步|几小时起|最少(?:几|多少)|贵不贵|how much",
    re.IGNORECASE,
)
ASKS_MINIMUM = re.compile(
    r"起步|几个?(?:小时|钟头)起|(?:最少|至少|最短|起码).{0,5}(?:几|多少|多久|多长)"
)
ASKS_STATUS = re.compile(
    r"还在(?:不在|吗|吧|么|的吧)|还(?:来|算数|作数|有效)(?:吗|吧|不|么)"
    r"|(?:定|约|订|安排)(?:好|上|下来|成功|妥)?了?(?:没有|没|吗|么)(?:[?？]|$)"
    r"|(?:周|星期|礼拜|号|明天|后天|今天|约的?|订的?).{0,8}(?:对吧|是吧|对吗|没错吧|是不是)"
)
"""Does my booking stand; only with an open order."""

ABOUT_ORDERS = re.compile(
    r"单|约|订|阿姨|师傅|保洁|月嫂|保姆|服务|上门|打扫|来人|派|时间|改|取消|换|order|book|clean|appointment",
    re.IGNORECASE,
)
ASKS_WHO = re.compile(
    r"^[^找要转叫换]{0,6}(?:你|您|这)(?:到底)?(?:是|系)(?:不是)?(?:个)?(?:机器人|人工|真人|ai|人还是|活人|智能|客服|谁)"
    r"|are you (?:a )?(?:bot|robot|human|real)",
    re.IGNORECASE,
)
IS_REMARK = re.compile(
    r"(?:到了|来了|上门|来之前|来前|快到).{0,6}(?:打|拨)(?:我|个|一个)?.{0,3}电话|打我(?:手机|电话)(?:就行|即可|吧)?$"
    r"|门禁(?:坏|密码|是|要|卡)|别按门铃|密码是|钥匙(?:在|放)|车(?:停|可以停)"
)
"""Something to tell the worker; only with an open order."""

CONFIRMS = re.compile(
    r"确认|确定|下单|没错|就这么(?:定|办|约)|就按这个|定了|订吧|定吧|约吧|这回对了|都对|\bconfirm|\bgo ahead|\bbook it",
    re.IGNORECASE,
)
HESITATES = re.compile(
    r"[?？]|吗|不(?!用改|变|错)|别|先|等|再想|考虑|但|问问|问下|改|换|除了|没(?!错|问题)|\bnot\b|don't"
)
CONFIRMS_CHANGE = re.compile(
    r"(?:确认|确定|可以|行|好的?|嗯|对)[，, ]*(?:就)?改(?:吧|期|了)?[。!！]?$"
)
CANCELS = re.compile(r"取消|退了|不要了|cancel", re.IGNORECASE)
KEEPS = re.compile(r"(?:不|别|先不|不用|不要|暂不)取消|保留|don't cancel|[?？]|吗")

WAITS = re.compile(
    r"^[\W_]*(?:好的?|行|嗯+|那|那我|我们?|让我|容我|等我|这个|先|还是)*[，,。 ]*(?:我|让我|容我|等我|那我)?(?:先|再|要|得|还要|还得|需要|去)*"
    r"(?:看看|看一?下|看一看|想想|想一?下|想一想|考虑(?:一?下|考虑|看看)?|商量(?:一?下|商量)?|问问(?:家里|家人|老公|老婆|我妈|我爸)?|等等|等一?下|缓缓|了解(?:一?下|了解)?)"
    r"(?:再说|再定|再决定|再联系|再回复|先|吧|哈|啊|哦|了)*[\W_]*$"
    r"|^\W*(?:let me think|i'?ll think about it|let me (?:check|see)|just looking|give me a moment)\W*$",
    re.IGNORECASE,
)
"""Not yet: neither a yes nor a no, and nothing to do."""

WHICH_TIME = re.compile(r"(?:那|这)(?:一?次|一?回|一?单|趟)(?:的|了|吧|，|。|!|！|$)")
"""Which visit a complaint is about; only with an open one."""

DEMANDS = re.compile(
    r"(?:给|要|讨)(?:我|个|一个)*(?:说法|交代|解释|道歉|补偿|赔偿)|赔(?:我|偿|钱|付|多少|[一二两三四五六七八九十百千\d])"
    r"|道歉|不(?:要|准|许|想)?(?:再)?派(?:她|他|这个|那个)|别(?:再)?派(?:她|他|这个|那个)"
)
"""What a customer with an open complaint wants."""

AS_BEFORE = re.compile(
    r"(?:上次|上回|之前|以前|老|原来|刚才|刚刚|前面|上一?单)"
    r"(?:那个?)?(?:一样|一个|的|那)?(?:地址|地方)|老地方"
    r"|(?:地址|地方)(?:和|跟|、)?(?:电话|手机)?.{0,8}(?:一样|不变|没变|照旧|相同)"
    r"|(?:跟|和|同)(?:上次|上回|之前|原来)(?:的)?(?:是)?(?:一|同)个?(?:地址|地方)"
    r"|(?:还是?|就)(?:在|去|到)?那个?(?:地址|地方)|same address",
    re.IGNORECASE,
)
"""The address that was confirmed before."""

CHANGES_SO = re.compile(r"(?:就|那就)?(?:这么|这样|按这个|照这个)?改(?:吧|了|期)?")
IS_QUESTION = re.compile(
    r"[?？]|(?:吗|么|呢)[。！!]*$|什么|哪(?!天|里都)|怎么|是不是|能不能|有没有|多久"
)

DECLINES_COMPLAINT = re.compile(
    r"(?:不|没)(?:是)?(?:想|要|打算|准备|用|必)*(?:来)?(?:投诉|举报)|别当(?:成|作)?投诉|不算投诉"
)
SEES_YOU = re.compile(
    r"(?:周[一二三四五六日天]|星期.|礼拜.|明天|后天|明早|下周|到时候?|回头)见[啦了哈吧啊。.!！~～]*$"
)
AWAITS = re.compile(
    r"^\W*(?:好吧?|行吧?|嗯+|那|那我|我)*[，, ]*(?:我)?(?:就)?等(?:着|你们?的?)*(?:电话|回复|消息|通知|答复|回电)\W*$"
)

BOOKS = re.compile(
    r"^(?:你好|您好|在吗)?[，,! ！。]*(?:我|我们)?(?:想|要|来|需要|帮我|麻烦|请)*(?:预约|预订|下单|约|订)"
    r"(?:一?下|一?个)?(?:你们的?)?(?:上门)?(?:服务)?(?:吧|呢|啊|哈)?[。.！!]*$"
)
"""A wish to book that names nothing yet."""
