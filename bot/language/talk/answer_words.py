"""Words of a clear yes and of a clear no, as ``answers`` puts them together."""

import re

__all__ = ["NO", "NO_ONCE", "ONLY_POLITE", "PREFIX", "YES", "YES_ONCE"]

_POLITE = (
    r"(?:谢谢?(?:你|您|啦|了|哈|哦)*|感谢|辛苦了?|麻烦(?:你|您|了)*|拜托了?|多谢(?:你|您|晒)?|"
    r"唔该晒?|没事儿?了?|亲|您好|你好|好吗亲|"
    r"thanks?(?: you)?(?: so much| a lot| very much)?|thx|pls|please|cheers|no worries)"
)
_TAIL = r"(?:的|了|啊|呀|哦|喔|噢|吧|啦|嘞|呢|哈|滴|咯|喽|呐|呗|嘛|哒|der?|~|～)*"
_GAP = r"[\s,.，。!！、;；~～]*"

_BOOKED = r"(?:(?:下单|预约|预订|订|定|约|安排|提交|办)(?:上|下来|下|好)?(?:一下)?|确认)"
_NO_FAULT = r"(?:没(?:什么|啥|有什么|有|得)?(?:问题|毛病|意见|错)|无误|对|正确|可以|ok)"
_CHECKED = r"(?:我)?(?:都|已经|刚)?(?:核对|看|检查|确认)(?:过|好|完)?了?(?:一下|一遍)?[\s,，]?"
_PARTS = r"(?:(?:地址|电话|手机号?|号码|时间|日期|信息|内容|价格|姓名|名字|项目|订单)[和跟、,，\s]?){1,4}"
_ALL = r"(?:以上|上面|这些)?(?:都|全部?|全都|统统)"
_YES_PHRASES = (
    rf"(?:快点|赶紧|尽快|快|帮我|给我|请|麻烦|直接|就|可以|确认|确定|按这个|照这个|这么|这样|这个|那|马上)+{_BOOKED}",
    rf"{_CHECKED}{_ALL}?{_NO_FAULT}",
    rf"(?:{_PARTS})?{_ALL}{_NO_FAULT}",
    r"没(?:什么|啥|有什么)(?:问题|毛病|意见)",
    r"就?(?:定|约|要|按|照)?这个(?:时间|方案|安排)(?:来|办|做)?",
    r"(?:定|订|约)(?:上|下来|下)",
    r"(?:就)?(?:这样|这么|照)办",
)
"""帮我订上, 看过了没问题, 时间地址都对: what is said instead of a yes."""

_ALL_OF_IT = (
    r"(?:(?:yes,? )?(?:that|it|this|they|those|these|everything|all of (?:it|that)|"
    r"(?:all )?(?:the )?(?:details?|info(?:rmation)?|order|booking|summary|address)))"
)
_RIGHT = (
    r"(?:(?:all|absolutely|perfectly|quite|just|exactly|very|completely|really) )*"
    r"(?:right|correct|fine|good|perfect|great|ok(?:ay)?|accurate|in order|lovely|wonderful)"
)
_FOR_ME = r"(?: (?:to|for|with|by) me)?"
_IT = r"(?: (?:it|that|this|them|in)| (?:the|my|this) (?:booking|order|appointment|details?))*"
_YES_ENGLISH = (
    rf"{_ALL_OF_IT}(?:'?s|'?re| is| are| all)(?: all)? {_RIGHT}{_FOR_ME}",
    rf"(?:{_ALL_OF_IT} )?(?:all )?(?:looks?|sounds?|seems?) {_RIGHT}{_FOR_ME}",
    rf"all {_RIGHT}",
    rf"{_RIGHT}{_FOR_ME}",
    rf"(?:{_ALL_OF_IT} )?works?(?: (?:well|fine|perfectly|great))?{_FOR_ME}",
    r"(?:that'?s|this is) (?:it|the one|everything)",
    r"(?:yes|yep|yeah),? (?:it|that|they|i) (?:is|are|am|do|does|would|will)",
    rf"(?:(?:you can|you may|just|now|go ahead and|let'?s|please|i(?:'d| would) like (?:you )?to|"
    rf"i(?:'ll| will)?|yes,? do) )*(?:book|confirm|proceed|do|place|make|submit|take){_IT}(?: now| then)?"
    rf"(?<!\bdo)(?<!\bmake)(?<!\bplace)(?<!\btake)",
    r"let'?s go (?:with|for) (?:it|that|this)",
    r"(?:i(?:'m| am) )?(?:happy|pleased) with (?:it|that|this|everything)",
    r"i(?:'m| am)(?: quite| very)? (?:sure|happy)",
    r"i(?:'d| would)? (?:like|want) (?:it|that|this)",
    r"go ahead",
    r"sure thing",
    r"no problem(?: at all)?",
    r"exactly|spot on|agreed|i agree|aye|y|alright(?: then)?|ok(?:ay)? then|please do|yes (?:i )?(?:do|am)",
)
"""“Yes, that's all correct”, “looks good to me”, “please book it”."""

_YES_WORDS = r"""
好+ 行+ 可以 可 对+ 是 是的 没错 没问题 没毛病 没意见 嗯嗯+ 嗯(?:呐|哪|好|可以|行|对|是)
恩恩+ 恩 嗯 ok+a?y? okey okk+ k yes+ yeah yep yup ya sure correct right confirm(?:ed)?
go\sahead sounds?\sgood that'?s\s(?:right|fine|correct) perfect deal of\scourse
definitely absolutely fine good great 确认 确定 确认无误 无误 正确 准确 就这样
就这么(?:定|着|办) 就这个 就它 就按这个(?:来|办)? 按这个来 照这个(?:来|办)? 定了?
就定这个 妥+ 妥妥 妥当 中 要得 系 得 冇问题 冇错 啱 系咁 好嘅 可以嘅 得嘅 成 成交 同意
愿意 要 要的 需要 想要 想 约 约吧 订 订吧 下单 下单吧 提交 当然 当然可以 必须 必须的
肯定 那好 那行 那可以 好说 安排 安排上 搞起 走起 来吧 冲 收到 明白 知道了 了解 晓得 中中
欧了 欧克 噢克 哦了 哦克 o了 1 好极了 太好了 挺好 蛮好 很好 不错 满意 没有问题 木有问题
阔以 可以可以 闭眼下单 对头 对路 是这样 是这样的 是滴 就是 就是这样 都对 全对 信息对
信息正确 信息无误 没有错 没得问题 没的说 巴适 要嘚 好咧 好勒 好叻 得行 行得通 中不溜
得咗 冇意见 好滴 好哒 好嘞 好呀 好哇 好的呢 是呢 是呀 是啊 对呀 对啊 对的呀
帮我(?:下单|提交|确认|预约|约上|订上|安排)(?:吧|了|一下)? 请(?:确认|提交|下单|安排)
"""
_NO_WORDS = r"""
不 不了 不要 不用 不用了 不需要 不必 不必了 不是 不是的 不对 不行 不可以 不好 不同意
不想 不愿意 不确认 不确定要 不约 不定 不订 不下单 不成 不中 不得 算了 算啦 算咧 算哒
罢了 免了 先不 先不了 先不要 先不用 先不约 先算了 暂时不 暂时不用 暂时不要 暂时不需要
暂不 下次吧 改天吧 下次再说 以后再说 回头再说 再说吧 取消 取消吧 取消了 取消掉 撤销 撤了
别 别了 别约 别下单 别提交 错 错了 不对的 没有 没 没有的 没有了 没了 no+ nope nah
no\sthanks? no\sthank\syou not\snow never\s?mind cancel(?:\sit)? wrong incorrect
not\scorrect not\sright don'?t stop forget\sit 唔系 唔要 唔使 唔好 唔使喇 唔得 唔啱 冇
莫 莫要 不要得 要不得 莫得 拉倒 拉倒吧 得了吧 放弃 不约了 不做了 不来了 不弄了 不整了
不搞了 不麻烦了 不考虑 不考虑了 不感兴趣 没兴趣 信息不对 写错了 弄错了 错的 木有 伐要
勿要 弗要 覅 甭了 甭 0
"""


def _longest_first(words: str) -> str:
    """Alternatives of which the first that fits is the longest, so that none is tried twice."""
    return "|".join(sorted(words.split(), key=lambda word: -len(re.sub(r"\W", "", word))))


_ENGLISH = rf"(?:{'|'.join(_YES_ENGLISH)})(?![a-z])"
_YES_WORD = "|".join((*_YES_PHRASES, _ENGLISH, _longest_first(_YES_WORDS)))
_NO_WORD = _longest_first(_NO_WORDS)
YES = re.compile(rf"(?>(?:(?:{_YES_WORD}){_TAIL}|{_POLITE}){_GAP})+", re.IGNORECASE)
NO = re.compile(rf"(?>(?:(?:{_NO_WORD}){_TAIL}|{_POLITE}|我|那|就|还是){_GAP})+", re.IGNORECASE)
YES_ONCE, NO_ONCE = re.compile(_YES_WORD, re.IGNORECASE), re.compile(_NO_WORD, re.IGNORECASE)
ONLY_POLITE = re.compile(rf"(?>{_POLITE}{_TAIL}{_GAP})+", re.IGNORECASE)
PREFIX = re.compile(
    r"^(?:那|那就|就|啊|哎|诶|呃|额|唉|哈哈+|嘿嘿+|呵呵|哦|噢|喔|啊+|我|我们|我觉得|应该|这个|"
    r"这样|这样子|信息|地址|时间|以上|上面|都|全部|全|是|嗯+|恩+|oh|well|um+)[\s,，、]*"
)
