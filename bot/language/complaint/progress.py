"""Whether a customer asks how a complaint stands, or how long it will take."""

import re

from bot.language.script import simplify

__all__ = ["asks_how_long", "asks_progress"]

_WHEN = r"(?:什么时候|啥时候|何时|几时|哪天|几号|多久|多长时间|多少天|几天|要等多久)"
_SOON = r"(?:大概|大约|一般|最快|最晚|才|能|会|可以|可|要|得|需要|就|给我?|让我)*"
_OUTCOME = r"(?:有|出|给|到|知道|拿到|收到|听到|等到|处理|解决|调查|核实|查(?!价)|答[复覆]|回[复覆音应我话信]|给(?:我|个|我个)(?:回)?信|反馈|退|赔|到账|打款|办|搞定|落实|跟进|联系|打给|打电话|回电|管|道歉)"
_PROGRESS = re.compile(
    r"(?:进展|进度|情况|事情|后续)[^，,。]{0,4}(?:怎么样|如何|咋样|到哪|呢)|^\W*(?:现在|那)?(?:怎么样|咋样)了"
    r"|投诉.{0,8}(?:怎么样|进展|进度|结果|处理|到哪|咋样|查|有没有|多久|什么时候|没下文|没消息|没动静)"
    r"|(?:处理|解决|核实|调查)得?(?:怎么样|咋样|好了|到哪|完了|结果)"
    r"|(?:有|出)(?:了)?(?:结果|消息|说法|答复|回复)(?:了)?(?:吗|没|么|\?|？)"
    rf"|{_WHEN}{_SOON}{_OUTCOME}"
    rf"|(?:结果|答[复覆]|处理|解决|回[复覆]|说法|消息|赔偿|退款|赔款)[^，,。]{{0,6}}{_WHEN}"
    r"|(?:编号|(?<!订)单号).{0,4}(?:给我|多少|是啥|什么|发我)|别忘"
    r"|^\W*(?:那|还|我|到底|究竟)*(?:要|得|需要|还要|还得)?等(?:多久|多长时间|几天|到什么时候|到啥时候|到几时)"
    r"|说好?(?:今天|明天|下班前|[^，,。]{0,6}前)给(?:我)?(?:答复|回复|结果)"
    r"|(?:接下来|下一步|然后|后面)(?:呢|怎么(?:办|处理|弄|走)|是什么|要做什么)|(?:流程|程序|步骤)是?(?:什么|怎么|咋)"
    r"|(?:还|都|一直|到现在|至今|怎么)(?:还)?没(?:有)?人(?:联系|打给|打电话|给我打|回我?|找我|理我?|管|跟进)"
    r"|(?:是)?(?:我)?等你们(?:的)?(?:电话|消息|通知|回复)还是|(?:现在|接下来|然后)(?:要|该|是)?(?:怎么弄|怎么办|怎么个流程)|(?:怎么弄|怎么办)(?:啊|呀)?现在"
    r"|(?:能|可以|麻烦)?(?:再)?(?:快|加急|早)(?:一?点|些)(?:处理|解决|答复|回复|给我|吗|么|行吗|吧)?[^。]{0,4}(?:[一二两三四五六七\d]天|[\d一二两三四五六七]十?[几多]?(?:个)?小时|等)(?:太|这么|好|也太)(?:久|长|慢)|[一二两三四五六七\d](?:个工作)?[天日](?:也)?太(?:久|长|慢)(?:了)?"
    r"|\b(?:is|will) (?:some(?:one|body)|any(?:one|body)|you) (?:going to |gonna )?(?:call|contact|phone|ring|get back)|\b(?:some(?:one|body)|you) (?:gets?|comes?) back to (?:me|us)|\b(?:no ?body|no one) (?:has )?(?:called|contacted|phoned)\b"
    r"|\bwhat happens (?:now|next)|\bwhat(?:'s| is) next\b|\bany (?:news|progress|updates?)\b"
    r"|\bwhen (?:will|can|do|does|should|am|are|is)\b[^.?]{0,40}\b(?:answer|hear|repl(?:y|ies)|calls?|contacts?|respond|response|resolved?|solved?|settled?|fixed|refund\w*|paid|pay|money|result|decision|get (?:back|it|that|them|my|the money)|know|done|in touch)\b"
    r"|\bhow long\b[^.?]{0,40}\b(?:answer|hear|repl(?:y|ies)|calls?|contacts?|respon\w+|resolve[ds]?|solve[ds]?|settle[ds]?|refund\w*|pay|result|decision|investigat\w+|process\w*|complaint|wait)\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    rf"^\W*(?:那|请问|这个?|这事儿?|这件事|事情|你们|到底|究竟|所以|还|[，, ])*{_SOON}{_WHEN}(?:呢|啊|呀|吧|了|能|可以|会|才|就|给(?:我|个)?|弄|处理|搞|办|查|核实|解决|好|完|定|清楚|明白|答复|回复|行|之内|左右|时间)*\W*$"
    r"|^\W*(?:and |so |but )?(?:how long|when)(?: (?:will|does|would|is|do) (?:it|this|that)(?: all)?(?: take| be)?(?: now)?)?\W*$",
    re.IGNORECASE,
)


def asks_progress(text: str) -> bool:
    """“多久会有结果”, “什么时候联系我”, “any news?”: of who is known to have complained.

    Never raises.
    """
    return bool(_PROGRESS.search(simplify(text)))


def asks_how_long(text: str) -> bool:
    """“多久”, “要几天啊”, “How long will it take?”: of whatever is talked about.  Never raises."""
    return bool(_HOW_LONG.search(simplify(text)))
