"""Turns of phrase about what is booked already: a change of it, or more of the same."""

import re

SAYS_YES_AGAIN = re.compile(
    r"^\W*(?:那|就|好|好的|嗯|行|对|是的?|可以|[，,。 ])*(?:订|定|约|下单|预约|预订|确认|确定)(?:下单|预约)?(?:吧|了|啊|啦|它|这个)*\W*$"
)
"""“订”, after the yes that booked it."""

MENDS_TIME = re.compile(
    r"不对|不是|[错岔]了|(?:记|说|看|弄|搞|打|写)错|应该是|改|换|挪|哦不|(?:还|那)是|等一?下|\b(?:sorry|wrong|mistake|i mean|change|move|actually)\b",
    re.IGNORECASE,
)
"""The day that was just booked is another."""

ANOTHER = re.compile(
    r"再(?:来|约|订|加|做|帮)|另外?|也(?:要|来|约|订)|还要|加(?:一|个|上)|\b(?:another|also|too)\b",
    re.I,
)
"""On top of what is booked."""

DOES_NOT_SUIT = re.compile(r"(?:太|有点儿?|有些|还是|好像|稍微)[早晚]|[早晚]了(?:点|些|一点)")

WOULD_IT_DO = re.compile(
    r"^(?![^？?]*(?:约|订|几点|什么时候|多久|再来|换人))[^，。]{0,8}(?:"
    r"能(?:不能)?[^，。]{0,10}(?:来|到|过来|上门)[吗么嘛不伐吧]?[？?。]*$|(?:行|可以|成|好)[吗么嘛不伐][^，。]{0,4}$|(?:行不行|可不可以)[？?]?$)"
)
"""“十一点行吗”, “能十点半来吗”: said of a time right after it was booked."""

OF_BOOKED = re.compile(
    r"(?:之前|早上|昨天|已经|上次|先前)[^，。]{0,3}(?:约|订|定|下|预约)(?:了|好|过)*的|(?:刚才|刚刚)[^，。]{0,3}(?:约|订|定|下|预约)(?:了|好|过)*的那?(?:个|一?单)"
    r"|(?:刚才|之前|前面|先前|上一?|头一?|原来)的?那?个?(?:单(?![元位独间人])|订单)|(?:已经|订|约)好的那"
    r"|\b(?:the )?(?:first|previous|earlier|other|existing) (?:order|booking|one)\b",
    re.IGNORECASE,
)
"""An order that is there, while another is being booked."""

THAT_ORDER = re.compile(
    r"那(?:一?[单次天趟]|个(?!人))|的(?:单子?|订单|预约)|(?:我|上)[^，。]{0,4}约的"
)

COMES_AGAIN = re.compile(
    r"再|还(?:来|要|是|约|订)|也(?:来|要)|约|订|来|\b(?:again|book|come)\b", re.I
)

DROPS_IT = re.compile(
    r"取消|别来|不(?:用|要|需要)?(?:再)?(?:来|约|做)(?:了|吧)|退[掉了]|\bcancel", re.IGNORECASE
)
"""Of what is booked, in a message that gives the whole up."""

NOT_COMING = re.compile(
    r"不(?:用|要|必|需要)?(?:再)?(?:来|上门)(?!得|那么|这么|太|早|晚)|别来(?!得|那么|这么|太|早|晚)|不要了|取消|跳过|停(?:一|掉|了)"
    r"|\b(?:skip|cancel|not come)\b",
    re.IGNORECASE,
)
