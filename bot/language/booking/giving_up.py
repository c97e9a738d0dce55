"""Whether a whole booking is given up, or only a part of it left out: “算了”, “不要外面”."""

import re

__all__ = ["gives_up", "leaves_out", "left_out_clauses", "objects"]

_CLAUSE = re.compile(r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_THIS = r"(?:(?:刚才的?)?(?:这|那)一?(?:个|次|回|单子?|趟)(?:预约|订单|服务|活儿?)?|预约|订单|服务|单子)"
_IT = rf"{_THIS}?"
_WHOM = r"(?:你们?|您|阿姨|师傅|保洁员?|人)"
_SERVICE = r"(?:[^，。的不别那上]{0,4}(?:保洁|清洁|清洗|护理|整理|疏通|[月儿]嫂|保姆|护工|钟点工|阿姨|打扫|擦窗|玻璃|除螨))"
_SAYS = r"(?:(?:我|他|她)?[^，。不别]{1,4}(?:说|讲|觉得|嫌贵))"
_LEAD = (
    rf"(?:那|我们?|就|再也|还是|要不|要么|不如|干脆|先|今天|今儿|这次|这回|的话|暂时|目前|现在|可能|真的?|实在|直接|都|全部?|一律|请|麻烦|帮我|给我|叫|让|唉|哎|诶|哦|噢"
    rf"|嗯+|好吧?|行吧?|不好意思|对不起|抱歉|把|{_SAYS}|{_WHOM}|{_SERVICE}|{_THIS}){{0,8}}"
)
_DROPS = rf"(?:取消|撤[销了回掉]|算[了啦咧]|拉倒|免了|罢了|作罢|退[了掉]|停掉|放弃){_IT}"
_NOT_AT_ALL = (
    r"(?:没(?:有)?必要|(?:不|别|甭|没(?:有)?|勿|覅)(?:太|怎么|是很)?(?:想|打算|准备|能|用|要|需要|必|高兴)?(?:再|给我|帮我|替我|来)?)"
    r"(?:约|订|定|预约|预订|下单|做|弄|搞|来|请|找|叫|要|用|需要|提交|麻烦|办|考虑|安排|派|打扫|上门|过来)"
    rf"{_WHOM}?{_IT}{_SERVICE}?"
)
_OTHER_TIME = (
    r"(?:下次|改[天日]|回头|过阵子|以后)(?:再(?:约|订|定|说|来|做|找(?:你们?|您)?|联系)|吧)|再说"
)
_TAIL = r"(?:了|吧|啦|掉|哈|啊|呀|喽|咯|哦|嘛|好|先|也罢|不好意思|谢谢(?:你们?|您)?|麻烦(?:你们?|您)?|费心|~|～|\W)*"
_CORE = rf"(?:{_DROPS}|{_NOT_AT_ALL}|{_OTHER_TIME})"
_WHOLE = re.compile(rf"\W*{_LEAD}{_CORE}{_TAIL}(?:(?<=[了吧啦掉\W]){_LEAD}{_CORE}{_TAIL}){{0,3}}")
_WHOLE_ENGLISH = re.compile(
    r"\bcancel (?:it|this|that|all|everything|the (?:whole|order|booking|appointment|service)|my (?:order|booking|appointment))\b"
    r"|^\W*(?:(?:please|just|ok(?:ay)?|no|sorry|then|let'?s|actually)\W+)*cancel(?: please| then)?\W*$"
    r"|\bforget (?:it|about it|this|that|the whole)\b|\bnever ?mind\b|\bno longer (?:need|want|interested)"
    r"|\bnot (?:now|any ?more|needed|interested)\b|\b(?:don'?t|do not) (?:want|need) (?:it|this|that|to book|the (?:service|cleaning|cleaner|booking)|any(?:thing|one)?|you)\b"
    r"|\b(?:don'?t|do not) (?:book|bother)\b|\b(?:drop|stop) (?:it|this|the (?:booking|order|whole))\b",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:外(?:面|侧|边|墙|层|窗)|里(?:面|边|侧)|内侧|阳台|厨房|卫生间|厕所|浴室|客厅|卧室|[主次客]卧|书房|房间|楼[上下]|院子|地下室|露台"
    r"|油烟机|灶台?|冰箱|洗衣机|空调|床|沙发|地板|地面|衣柜|柜子|窗帘|纱窗|窗框|灯|餐具|碗|衣服|早饭|午饭|中饭|晚饭|那[间面扇层台张个边]|其[他它余]|别的|单独|另外)"
)
_DOING = r"(?:再|去|给我|帮我)?(?:擦|洗|做|打扫|清洗|清理|弄|搞|收拾|整理|管|动|要|约|订|算|收)?"
_TIME = (
    r"(?:双休日?|周末|节假日|(?:周|星期|礼拜)[一二三四五六日天]|早上|上午|中午|下午|晚上|白天|夜里)"
)
_NOT = r"(?:不用|不要|不必|不需要|不单独|不另外|别|甭|不)"
_LEAVES_OUT = re.compile(
    rf"{_NOT}{_DOING}{_PLACE}|{_PLACE}[^，。,]{{0,3}}?(?:就|都|可以|先)*{_NOT}(?:单独|另外|用|要)?{_DOING}(?=了|吧|[，,。 ]|$)"
    rf"|{_TIME}[^，。,不别]{{0,4}}{_NOT}(?:再|过)?(?:来|上门|做|安排|住)"
    r"|不(?:单独|另外)|(?:只|就|光)(?:要|擦|做|洗|打扫|弄|收拾)(?!就)[\u4e00-\u9fff]"
    r"|不是(?:要)?(?:清洗|拆洗|深度|大扫除|单独)|\bonly the\b|\bnot the\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"(?:如果|要是|万一|实在|(?<!要)不[\u4e00-\u9fff]{1,3}|没[\u4e00-\u9fff]{1,4}|太[\u4e00-\u9fff]{1,3})(?:的话)?[，, ]?(?:那|那就|就)算了[，,。 ]+[^，,。 ]{2}"
)
"""“不安全就算了 里面擦擦”: what is to be done else."""
_LATER = re.compile(r"下次|下回|以后再|先不|改天")
_OBJECTS = re.compile(
    r"\W*(?:(?:hmm+|no|oh|wait|sorry|哦不?|等等|等一?下|哎呀?|呀|[\s,，.。])*(?:不对|不是|错|信息不对|写错|弄错|记错|搞错|wrong|incorrect|not (?:correct|right)|that'?s (?:wrong|not (?:correct|right)))"
    r"(?:的|了|啊|呀|吧|哦|嘛|啦|\W)*)+",
    re.IGNORECASE,
)


def gives_up(text: str) -> bool:
    """Whether the words drop the whole of what is under way: a clause that says nothing else, and
    never one about a detail, such as “胆子小的阿姨就别来了”.  Never raises."""
    if leaves_out(text):
        return False
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    return any(map(_WHOLE.fullmatch, clauses)) or bool(_WHOLE_ENGLISH.search(text))


def objects(text: str) -> bool:
    """“不对”, “写错了”: something of what was read back is wrong, and not yet what.  Never raises."""
    return bool(_OBJECTS.fullmatch(text))


def leaves_out(text: str) -> bool:
    """Whether only a part is not to be done, or only on a condition.  Never raises."""
    return bool(_LEAVES_OUT.search(text) or _IF.search(text))


def left_out_clauses(text: str) -> list[str]:
    """The clauses that want something not at all or another time: “玻璃下次”.  Never raises."""
    clauses = re.split(r"[，,。；;！!\n ]", text)
    return [c for c in clauses if _LATER.search(c) or re.search(_NOT, c)]
