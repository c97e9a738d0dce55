"""Whether a whole booking is given up, or only a part of it left out: “算了”, “不要外面”."""

import re

__all__ = ["gives_up", "leaves_out", "left_out_clauses"]

_GIVES_UP = re.compile(
    r"取消|撤[销了回]|算了|拉倒|免了|罢了|退[了掉]|停掉|作罢|再说(?:吧|了)|下次(?:吧|再)|改(?:天|日)(?:吧|再)|以后再"
    r"|(?:不|别|甭|先不|暂不|暂时不|没有?)(?:想|打算|准备|能|用|要|需要|必)?(?:再|给我|帮我|来)?"
    r"(?:约|订|定|预约|预订|下单|做|弄|搞|来|请|找|要|用|需要|提交|麻烦|办|考虑)"
    r"|\b(?:cancel|forget|never ?mind|no longer|not (?:now|any ?more|needed|interested)|don'?t|stop|drop)\b",
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
    rf"|{_TIME}[^，。,不别]{{0,4}}{_NOT}(?:再|过)?(?:来|上门|做|安排|住)(?!了)"
    r"|不(?:单独|另外)|(?:只|就|光)(?:要|擦|做|洗|打扫|弄|收拾)(?!就)[\u4e00-\u9fff]"
    r"|不是(?:要)?(?:清洗|拆洗|深度|大扫除|单独)|\bonly the\b|\bnot the\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"(?:如果|要是|万一|实在|(?<!要)不[\u4e00-\u9fff]{1,3}|没[\u4e00-\u9fff]{1,4}|太[\u4e00-\u9fff]{1,3})(?:的话)?[，, ]?(?:那|那就|就)算了[，,。 ]+[^，,。 ]{2}"
)
"""“不安全就算了 里面擦擦”: what is to be done else."""
_LATER = re.compile(r"下次|下回|以后再|先不|改天")


def gives_up(text: str) -> bool:
    """Whether the words drop the whole of what is under way.  Never raises."""
    return bool(_GIVES_UP.search(text)) and not leaves_out(text)


def leaves_out(text: str) -> bool:
    """Whether only a part is not to be done, or only on a condition.  Never raises."""
    return bool(_LEAVES_OUT.search(text) or _IF.search(text))


def left_out_clauses(text: str) -> list[str]:
    """The clauses that want something not at all or another time: “玻璃下次”.  Never raises."""
    clauses = re.split(r"[，,。；;！!\n ]", text)
    return [c for c in clauses if _LATER.search(c) or re.search(_NOT, c)]
