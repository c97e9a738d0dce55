"""What a customer wants to be called: “我姓王”, “叫我李姐”, “13800000001 王女士”, “my name is Anna”."""

import re

from bot.language.contact.of_others import whose_phone
from bot.language.contact.phone import find_phones

__all__ = [
    "SURNAME",
    "bare_name",
    "find_name",
    "gives_contact",
    "introduces",
    "is_form_of_address",
    "spelt_out",
    "with_title",
]

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄"
    "辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司"
    "贝练柏宁柯阮桂闵解强柴华车冉房边闻卞尚匡仇鞠应冷屠晏褚宗邬裘滕缪储郁卓戚姬燕奚麦窦佟瞿嵇蔺濮郜寇"
)
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯"
SURNAME = rf"(?:{_DOUBLE}|[{_SURNAMES}])"
_TITLE = r"(?:女士|先生|小姐|太太|老师|阿姨|大姐|姐|哥|大哥|叔叔|叔|师傅|总|同学|阿婆|阿公|爷叔|伯伯|经理|医生)"
_END = r"(?=$|[\s，,。.！!；;、吧哈啊呀就行好])"
_NICK = rf"(?:[小老]{SURNAME}|[阿][一-鿿](?!姨))"
"""“老徐”, “小陈”, “阿梁”: how somebody is called among people who know each other."""
_ENGLISH_NAME = r"[A-Z][a-z]{1,15}"
_CALLS = r"(?:我叫|我的?名字[是叫]|(?:叫|喊|称呼?)我|我是|联系人[是叫写]?[:：]?)"
_SAID = re.compile(
    rf"(?:(?<![她他])我?(?:本人|免贵|敝)?姓|{_CALLS}|名字[是叫]|称呼[:：]?)\s*[:：]?"
    rf"(?P<name>{_NICK}|[小老]?{SURNAME}(?:{_TITLE}|[一-鿿]{{1,2}}(?:{_TITLE})?)??){_END}"
)
_CALL_ME = re.compile(
    rf"(?:(?:叫|喊|称呼?)我(?:就)?|{_CALLS})\s*(?P<name>{_NICK}|[小老阿大][一-鿿](?<![公婆板师伴家客人区])"
    rf"|{SURNAME}{_TITLE}|{_ENGLISH_NAME})(?=$|[^\w]|就|吧|好|即|可以)"
)
"""What somebody is to be called goes before what the papers say: “我叫沈建国，你们喊我老沈”."""
_CONTACT = re.compile(
    rf"联系人(?:是|叫|写|[:：])?[^，,。；;\d]{{0,6}}?(?P<name>{SURNAME}[一-鿿]{{0,2}}{_TITLE}){_END}"
)
_FAMILY = re.compile(rf"(?:免贵|本人|我|敝)姓(?P<name>{_DOUBLE}|[一-鿿]){_END}")
"""“我姓谈”: who says so has that name, however rare."""
_SPELT = re.compile(
    r"姓(?P<name>[一-鿿])[，,、 ]*(?P<as>(?:就是)?[一-鿿]{0,3}(?P=name)[一-鿿]{0,3}的(?:那个)?(?P=name))"
)
"""“姓明 明天的明”: which sign it is, and no day."""
_BESIDE_PHONE = re.compile(rf"^(?P<name>{SURNAME}(?:{_TITLE}|[一-鿿]{{1,2}}(?:{_TITLE})?)?)$")
_NICKNAME_ALONE = re.compile(
    rf"^(?P<name>{_NICK}|(?![成安高时常平方单都和应])[{_SURNAMES}])[。.！!～~]?$"
)
_ALONE = re.compile(rf"^(?:我是|叫我)?(?P<name>{SURNAME}[一-鿿]?{_TITLE})[。.！!～~]?$")
_ENGLISH = re.compile(
    r"\b(?:[Mm]y name is|[Mm]y name'?s|[Nn]ame is|[Nn]ame:|I am|I'?m|i'?m|[Tt]his is|[Ii]t'?s|[Cc]all me|[Aa]sk for)\s+(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?)\b"
)
_ENGLISH_ALONE = r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?)"
_ENGLISH_AFTER = re.compile(rf"^[\s，,、:：(（]*{_ENGLISH_ALONE}[\s.。!！)）]*$")
_ENGLISH_BEFORE = re.compile(
    rf"(?:^|[\n，,。.;；:：]\s*){_ENGLISH_ALONE}[\s，,、:：(（]*(?:(?:my )?(?:phone|tel|number|mobile|cell)(?: is)?)?[\s:：]*$"
)
_NO_ENGLISH = re.compile(
    r"^(?:Yes|No|Ok|Okay|Thanks|Thank|Please|Phone|Tel|Mobile|Number|Cell|Call|Wechat|Address|Sure|Hello|Hi|Hey|Dear|Cheers|Bye|My|The|And|But|It|Is|At|On"
    r"|In|To|For|Same|Fine|Good|Great|Just|Room|Building|Lane|Road|District|Today|Tomorrow|Tonight|Morning|Afternoon|Evening|Noon|Asap|Right|Correct|Confirm"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Deep|Regular|Window|Cleaning|Here|There|Not|So|Very|Really|Sorry"
    r"|Looking|Interested|Calling|Using|Living|Home|Free|Busy|Ready|Urgent|Expecting|Allergic|Wondering|Trying|Going|About)"
    r"(?:day|sday|nesday|rsday|urday|uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b"
)
"""Words with a capital that are no name."""
_OTHERS = re.compile(
    r"(?:我|孩子|他|她)?(?:妈妈?|爸爸?|母亲|父亲|婆婆|公公|岳[父母]|爷爷|奶奶|外婆|外公|老公|老婆|爱人|邻居|朋友|同事|老人)"
    r"[^，,。]{0,6}(?:电话|手机|号码|\d{5,})|[她他]的?(?:电话|手机|号码)"
)
"""The phone and so the name of somebody else."""
_NAME_AFTER_PHONE = re.compile(
    rf"^[\s，,、]*(?P<name>{_NICK}|{SURNAME}(?:[一-鿿]{{1,2}})?)[。.！!～~\s]*$"
)
_NAME_BEFORE_PHONE = re.compile(rf"(?:^|[\s，,。；;])(?P<name>{_NICK})[\s，,、:：]*$")
_TITLED = re.compile(rf"{_TITLE}$")
_MERE_SURNAME = re.compile(rf"^{SURNAME}$")
_CALLED = rf"(?P<name>{SURNAME}(?:[一-鿿]{{1,2}})?(?:女士|先生|小姐|太太|老师|总))"
_AFTER_PHONE = re.compile(rf"^[\s，,、:：（(]*{_CALLED}")
_BEFORE_PHONE = re.compile(rf".*{_CALLED}[\s，,、:：]*(?:的?(?:电话|手机|号码)(?:是)?)?[\s:：]*$")
"""A form of address right beside a phone number, among other details."""
_FEW, _SHORT = 12, 16
_ASKED = re.compile(r"^(?:您|你)?(?:贵姓|怎么称呼|叫什么|姓什么|名字)(?:我)?[?？]\s*")
_NO_NAME = re.compile(r"[是在有要想做来去的了不没就会说问约订人谢]|阿姨们|师傅们")
_NO_PERSON = re.compile(
    r"^(?:马[上虎]|方便|安[排静]|白天|高层|周[一二三四五六末日天]|常来|单独|解决|全天|金牌|时间|路口|应该|温馨|车位|房间|边上)"
)
"""Words that begin like a surname."""
_REST = re.compile(r"(?:电话|手机|号码|联系|是|我的?|[\s:：,，。.、()（）+\-])+")


def find_name(text: str) -> str | None:
    """The name or the form of address that a customer gives; None where none is said.

    Beside nothing but a phone number a name counts without any introduction.  Never raises.
    """
    if _OTHERS.search(text) or whose_phone(text):
        return _beside_phone(text)
    for pattern in (_CALL_ME, _SPELT, _FAMILY, _SAID, _CONTACT, _ALONE, _ENGLISH):
        if (found := pattern.search(text)) and not _is_none(found["name"]):
            return found["name"]
    return _beside_phone(text)


def spelt_out(text: str) -> str | None:
    """The words that tell which sign a name is written with: “明天的明”.  Never raises."""
    found = _SPELT.search(text)
    return found["as"] if found else None


def introduces(text: str) -> bool:
    """“贵姓？我姓闻 新闻的闻”: a name, whatever it sounds like besides.  Never raises."""
    rest = _ASKED.sub("", text)
    return len(rest) <= _SHORT and find_name(rest) is not None and "多少" not in rest


def bare_name(text: str) -> str | None:
    """“老徐”, “小陈” and nothing else: a name where one was asked for.  Never raises."""
    found = _NICKNAME_ALONE.match(text.strip())
    return found["name"] if found else None


def is_form_of_address(name: str) -> bool:
    """Whether one may say it to a customer: “欧阳” alone is rude, “欧阳女士”, “老徐” are not."""
    return len(name) > 1 and not _MERE_SURNAME.match(name)


def with_title(surname: str, known: str | None) -> str:
    """“章” for who was 张先生 until now is 章先生."""
    title = _TITLED.search(known or "")
    return surname + title[0] if title and _MERE_SURNAME.match(surname) else surname


def gives_contact(text: str) -> bool:
    """Whether a message is a phone and a name and nothing else: “138…, my name is Tom”."""
    phones = find_phones(text)
    rest = text
    for phone in phones:
        rest = rest.replace(phone.text, " ")
    rest = _ENGLISH.sub(" ", _SAID.sub(" ", rest))
    return bool(phones) and len(_REST.sub("", rest)) <= _FEW


def _beside_phone(text: str) -> str | None:
    phones = find_phones(text)
    if not phones:
        return None
    for phone in phones:
        before, _, after = text.partition(phone.text)
        found = _AFTER_PHONE.search(after) or _BEFORE_PHONE.search(before)
        found = found or _NAME_AFTER_PHONE.search(after) or _NAME_BEFORE_PHONE.search(before)
        found = found or _ENGLISH_AFTER.search(after) or _ENGLISH_BEFORE.search(before)
        if found and not _is_none(found["name"]):
            return found["name"]
    rest = text
    for phone in phones:
        rest = rest.replace(phone.text, " ")
    found = _BESIDE_PHONE.match(_REST.sub("", rest))
    return found["name"] if found and not _is_none(found["name"]) else None


def _is_none(name: str) -> bool:
    return bool(_NO_NAME.search(name[1:]) or _NO_PERSON.search(name) or _NO_ENGLISH.match(name))
