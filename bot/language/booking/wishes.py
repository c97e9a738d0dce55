"""What a customer asks for besides service, time, place and phone: “有猫”, “说话大声点”, “停北门”."""

import re
from collections.abc import Collection

from bot.language.booking.tidy import PETS
from bot.language.booking.wish_words import tells_a_wish
from bot.language.booking.worker_sex import wanted_sex
from bot.language.visits.again import Same, find_same

__all__ = ["names_pet", "special_wish", "wants_the_same_worker"]

_WORDS = (
    "狗", "猫", "宠物", "宝宝", "孩子睡", "老人", "过敏", "门禁", "密码", "钥匙", "安静", "轻一点",
    "轻点", "大声", "小声", "上次那", "上回", "自带", "不要用",
    "消毒", "备注", "要求", "楼梯", "停车", "打电话", "打我电话", "提前打", "提前联系", "关好门",
    "金毛", "泰迪", "柯基", "哈士奇", "边牧", "布偶", "英短", "换鞋", "鞋套", "关在", "睡觉", "上次来", "那位阿姨", "别按门铃", "怀孕", "孕妇", "没电梯",
    "没有电梯", "换个人", "换一位", "换个阿姨", "换个师傅", "换别的阿姨", "换别的师傅", "换别人", "忌口", "不吃辣", "吃素", "清真", "dog", "cat", "baby", "allerg", "pregnan", "intercom",
    "doorbell", "gate code", "door code", "when you arrive", "when they arrive", "spare key",
)  # fmt: skip
_ASKS_OF_THE_WORKER = re.compile(
    r"(?:来|到|上门|过来)(?:了|的时候|时|之后|以后)[^，。了]{0,8}(?:点儿?|一些|一下)$"
    r"|^(?:另外|还有|对了|那)?(?:请|麻烦|希望|最好|尽量|记得|务必|千万|一定)(?:要|让|叫|请|派|找|安排)*"
    r"[^，。]{0,6}(?:阿姨|师傅|来的人|上门的人|人)"
    r"|(?:让|叫|请|麻烦)(?:她们?|他们?|人家|阿姨|师傅|来的人)(?!别来|不用来|不来|换|打我?1|走)[^，。？?]{2,14}"
    r"|(?:阿姨|师傅|来的人)[^，。了]{0,4}(?:最好|尽量|记得|务必|千万|别|不要)"
)
_ORDERS_US = re.compile(
    r"[你您]们?(?:可|还)?真(?:会|能|是|有|行)|^(?:从现在起)?你们?(?:现在|要|必须|就)?(?:是|扮演|假装|变成|忘)"
)
"""“你现在是一只猫” is said to the machine."""
_ASKS = re.compile(
    r"(?:吗|么|呢)$|[?？]|[便得]不[呀啊]?$|什么时候|多少|多大|几[天个点号岁]|\d天还是|谁(?:出|付|给|掏|承担|负责|买)|^(?:那|她|他|阿姨|师傅)*会(?!议|所)[^，。]{2,12}吧$"
)
_SERVICE_ITSELF = re.compile(
    r"^(?!.*(?:点|些|仔细|干净|小心|轻|安静|慢|快|最好|会))(?:我|我们|家里)?(?:(?:想|要|需要|打算|准备)+(?:请|找|约|叫|雇)|[请找雇叫](?=个|一|位|人))"
    r"(?:个|一个|位|一位|名)?(?:人|阿姨|保姆|师傅|护工|保洁|大姐)(?:来|过来|上门|到|去)*(?:家里|我家)?(?:照[顾看料]|伺候|陪|带|看|打扫|收拾|做|烧|擦|洗)(?:一?下|个)?[\u4e00-\u9fff]{0,4}$"
)
"""“想请人照顾老人” names the service, and asks nothing of it."""
_HIRES = re.compile(
    r"^(?:我|我们|家里)?(?:想|要|需要|打算)*(?:请|找|约|叫|雇|订)(?:个|一个|位|一位|名)(?!不|会|有|能|年)[\u4e00-\u9fff]{0,6}?(?:阿姨|师傅|保姆|月嫂|护工|大姐|人)(?=$|\s|每|周|[上下]午|[今明后大])"
)
"""“请个做饭阿姨 每周一三五”: only what stands behind it can be a wish."""
_GOES_ON = re.compile(
    r"^(?:那就|所以|就)?(?:让|请|叫|麻烦|别|不要|不能|不用|记得|务必|放|停|关|锁|从|走|给(?:它|他|她)|把)"
)
_DETAIL = re.compile(
    r"\d{5,}|[点号月日]\d|\d[点号月日]|(?:上午|下午|晚上|明天|后天|周[一二三四五六日天])"
)
_OLD_PLACE = re.compile(
    r"(?:地址|地方|(?<![打发])(?<![打回]个)(?<![打回]我)电话|手机|号码)(?!多?打)|(?:上次|上回|之前)(?:的)?一样"
)
"""“跟上回一个地址” is a detail, not a wish."""
_LEAD = re.compile(
    r"^(?:刚才(?:是)?说(?:的是)?|刚才的?(?:那个?)?(?:订?单)|我(?:刚才)?是说|对了|另外|还有|哦|噢|嗯|那个|就是|备注"
    r"|(?:and|also|but|oh|ok)\b)+[:：是，, ]*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^(?:另外|还有|麻烦|请|帮我|再|加个|加一个|\s)*备注(?:一下)?\s*[:：，,]\s*(?P<what>.+)",
    re.DOTALL,
)
_SAME_WORKER = re.compile(
    r"(?:上次|上回|之前|以前|原来|前几天)(?:来)?(?:过)?(?:你们)?(?:的)?(?:那|这)?(?:一)?(?:位|个)(?!地|电|号|时|价|服)"
    r"|(?:上次|上回|之前|以前|原来)(?:来|做|打扫|给)?.{0,6}(?:阿姨|师傅|月嫂|保洁员)"
    r"|(?:还|就|仍)(?:是|要|找|请|让|叫)(?:上次|上回|原来|那).{0,6}(?:位|阿姨|师傅|人)|同一(?:个|位)(?:阿姨|师傅|人)"
    r"|(?:以后|今后|往后|之后|下次)(?:都|就|还|也)*(?:让|要|找|叫|请|派|是)[她他](?!们)"
    r"|(?:还|就|仍)(?:是|要|找|请|让|叫|派)[她他](?=来|做|吧|可以|行|$|[，,。 ])"
    r"|再(?:请|找|叫|让|派|约)[她他](?!们)|(?:还|就|仍|指定|点名)(?:是|要|找|请|让|叫|派|约)*[小老](?:[\u4e00-\u9fff])(?:阿姨|师傅|姐)?(?=来|$|[，,。 ]|吧)"
    r"|same (?:cleaner|worker|person|ayi|lady|nanny)",
    re.IGNORECASE,
)
_LONGEST = 80


def special_wish(text: str, told: Collection[str] = ()) -> str | None:
    """The clauses that ask for something besides time, place and service, and those that are
    ``told`` beside them.  Never raises."""
    if remark := _whole(text):
        return remark
    kept: list[str] = []
    follows = False
    for clause in re.split(r"[，,。；;！!\n]", text):
        said = _LEAD.sub("", clause.strip()).strip()
        if (sex := wanted_sex(said)) is not None:
            kept.append(str(sex))
            continue
        follows = _is_wish(said) or clause.strip() in told or (follows and _belongs(said))
        if follows and said:
            kept.append(said)
    between = ", " if text.isascii() else "，"
    return between.join(dict.fromkeys(kept)) or None


def names_pet(text: str) -> bool:
    """“有只猫可以吗”: whoever comes has to know.  Never raises."""
    return bool(PETS.search(text))


def _whole(text: str) -> str | None:
    """What is kept word for word: “备注：门铃坏了 敲门”."""
    found = _REMARK.search(text.strip()) if len(text) <= _LONGEST else None
    return _in_full_width(found["what"].strip()) if found else None


def _in_full_width(text: str) -> str:
    """The commas between Chinese words as they are typed in Chinese."""
    return re.sub(r"(?<=[\u4e00-\u9fff\d]),(?=[\u4e00-\u9fff])", "，", text)


def wants_the_same_worker(text: str) -> bool:
    """Whether somebody who came before is to come again."""
    return bool(_SAME_WORKER.search(text)) and not re.search(r"不(?:要|想|用|满意)|别|换", text)


def _is_wish(clause: str) -> bool:
    if len(clause) > _LONGEST or _OLD_PLACE.search(clause) or find_same(clause) - {Same.KIND}:
        return False
    if _ORDERS_US.search(clause) or _SERVICE_ITSELF.search(clause):
        return False
    if _ASKS.search(clause) and not PETS.search(clause):
        return False
    clause = _HIRES.sub("", clause)
    low = clause.lower()
    named = (
        any(word in low for word in _WORDS)
        or bool(PETS.search(clause))
        or bool(_ASKS_OF_THE_WORKER.search(clause))
    )
    return named or tells_a_wish(clause)


def _belongs(clause: str) -> bool:
    """What goes on with a wish, such as where to park; no detail of its own."""
    return bool(_GOES_ON.search(clause)) and not _DETAIL.search(clause)
