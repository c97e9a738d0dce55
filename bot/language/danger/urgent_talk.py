"""What somebody in danger says after the first steps were told: help is there, it goes on, who comes."""

import re
from enum import StrEnum

from bot.language.complaint.demands import read_demands
from bot.language.danger.urgent_reports import reports_help
from bot.language.script import simplify

__all__ = ["Said", "is_hurt", "read_said"]


class Said(StrEnum):
    """What a message in an emergency is about."""

    POLICE = "police"
    NOW = "now"
    WHO_COMES = "who_comes"
    REPORTED = "reported"
    SAFE = "safe"
    MONEY = "money"
    ENGLISH = "english"
    PET = "pet"
    MORE = "more"


_POLICE = re.compile(
    r"(?:要|该|需要|用|是不是|能|可以)(?:不要|不用|得)?(?:先|我|马上|现在|去)*(?:报警|打110|叫警察)|报警(?:吗|有用吗|行吗|不)"
    r"|\b(?:should|shall|do|must) (?:i|we)\b[^.?]{0,14}\b(?:police|110|report)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"还(?:在)?(?:烧|漏|流|冒|打|闹|哭|喊|疼|晕|没(?:出来|停|灭|醒|走|来得及))|没人(?:应|开门)|敲门不(?:开|应)|(?:没|未|不)(?:出来|停|关上|灭|醒|走(?!了)|肯走|让我)|关不(?:上|掉|了)|止不住|出不(?:来|去)"
    r"|(?:孩子|宝宝|娃|小孩|老人|奶奶|爷爷|我?妈|我?爸|老婆|老公|她|他|人)[^，。！]{0,3}(?:还|都|一个人|独自)[^，。！]{0,3}(?:在|里)"
    r"|血|叫不醒|没(?:有)?(?:反应|呼吸|意识)|不动了?|昏|晕|恶心|吐|喘|抽搐|越来越|更(?:大|严重|厉害)|堵(?:着|在)|赖(?:着|在)|不肯走|怎么办|咋办|害怕|有点怕|怕(?:他|她)"
    r"|\bstill\b[^.]{0,16}\b(?:burning|bleeding|inside|leaking|here|there|in|not)\b|\bbleeding\b|\bunconscious\b|\bnot breathing\b|\bdizzy\b|\bwhat (?:should|do|can) (?:i|we) do\b|\bscared\b|\bafraid\b",
    re.IGNORECASE,
)
_NO_BREATH = re.compile(
    r"没什么血|不晕|没(?:有)?(?:昏|晕|流血|吐)|没(?:有)?(?:出)?血|\bnot bleeding\b"
)
_HURT = re.compile(
    r"血|摔|骨折|昏|叫不醒|没(?:反应|呼吸|意识)|烫伤|割|\bbleed|\bfell\b|\bunconscious\b|\bbreathing\b",
    re.I,
)
_SAFE = re.compile(
    r"(?:出来|灭|关|关好|关上|止住|醒|找到|安全|脱险|下来|走|逃|撤|控制住)(?:了|啦)|(?:没事|没大碍|无大碍)(?:了|儿|的|啦)?(?=$|[，。！!\s])|(?:到|陪)(?:了|着)[^，。]{0,2}(?:身边|跟前)|好(?:一?点|多|些)(?:了|儿)|(?:在|到|站在)(?:楼下|外面|室外|门外|小区|阳台|路上)"
    r"|(?:开|打开)(?:了)?(?:窗|门窗)|开窗了|通风|拉(?:了|下)?(?:总)?闸|有呼吸|清醒"
    r"|\b(?:is|she'?s|he'?s|are) (?:breathing|awake|conscious|safe|ok|okay|fine|better)\b|\b(?:we'?re|we are|i'?m|i am|got|everyone is) (?:out|outside|safe|downstairs)\b|\bput (?:it )?out\b|\b(?:she|he|they|it) (?:left|is down|(?:just )?(?:came|come|climbed|got) (?:in|back|down|inside|off|out)|stopped)\b",
    re.IGNORECASE,
)
_WHO_COMES = re.compile(
    r"(?:谁|什么时候|啥时候|几点|多久|有没有人|有人|会不会|能不能|怎么还|还有多久)[^，。]{0,8}(?:来(?!赔|付|承担|负责|出钱)|打给|打电话|联系|派|过去|到|接|管)|派(?:个)?人|来(?:个)?人|人呢|人工|真人"
    r"|\bwho(?:'s| is| will|) ?(?:be )?(?:handling|in charge|responsible|dealing|looking into|going to|call(?:s|ing)?|comes?|coming)\b|\bwho will\b|\bwhen (?:will|are|is|do)\b|\bare you coming\b|\b(?:someone|anyone|somebody|anybody) (?:coming|there|call)\b|\bhuman\b|\bagent\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"谁(?:来)?(?:赔|出钱|承担)|损失|赔|退(?:钱|款|费)|钱怎么|(?:她|他|你们?|公司)(?:得|要|来|应该)?(?:负责|承担)|要(?:她|他|你们)(?:负责|承担|给)|(?:最少|至少|起码)[\d一二两三四五六七八九十]|\bcompensat|\bpay for\b|\brefund",
    re.IGNORECASE,
)
_PET = re.compile(
    r"(?:猫|狗|宠物|兔子|仓鼠|鹦鹉)[^，。]{0,10}(?:躺|不动|吐|晕|抽|死|不行|没反应|喘|怎么办|也)|\b(?:cat|dog|pet|puppy|kitten)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\benglish\b", re.IGNORECASE)


def read_said(text: str) -> Said:
    """What a message is about, of which danger ever: the gravest first.  Never raises."""
    plain = simplify(text)
    if _POLICE.search(plain):
        return Said.POLICE
    if _PET.search(plain):
        return Said.PET
    if _NOW.search(_NO_BREATH.sub("", plain)):
        return Said.NOW
    for said, sign in (
        (Said.ENGLISH, _ENGLISH),
        (Said.WHO_COMES, _WHO_COMES),
    ):
        if sign.search(plain):
            return said
    if reports_help(text):
        return Said.REPORTED
    if _SAFE.search(plain):
        return Said.SAFE
    return Said.MONEY if _MONEY.search(plain) or read_demands(text) else Said.MORE


def is_hurt(text: str) -> bool:
    """Whether somebody bleeds, fell or does not answer, whatever the danger is called.

    Never raises.
    """
    return bool(_HURT.search(simplify(text)))
