"""Dangers whose first steps differ from those of their kind: who is in danger, and who is where.

The steps of a kind are for whoever stands there; here the caller is away from a child, the danger is
another person's will to die, somebody stays behind in a fire, or heat is what felled the worker.
"""

import re
from collections.abc import Collection
from enum import StrEnum

from bot.language.danger.urgent import Urgent
from bot.language.script import simplify

__all__ = ["Scene", "scene_of"]


class Scene(StrEnum):
    """What is told instead of the kind's own steps, as ``utter_urgent_…``."""

    CRY = "cry"
    FIRE_INSIDE = "fire_inside"
    OTHERS_LIFE = "others_life"
    FRAIL_HIT = "frail_hit"
    LEFT_ALONE = "left_alone"
    HEAT = "heat"


_CHILD = r"(?:孩子|宝宝|宝贝|娃|儿子|女儿|小孩|小朋友|闺女|囡囡|孙子|孙女|外孙|大宝|二宝|双胞胎|\b\d{1,2}[- ]year[- ]old\b|\b(?:bab(?:y|ies)|kids?|child(?:ren)?|son|daughter|toddler|twins|grand(?:son|daughter))\b)"
_ELDER = r"(?:老人|老太太?|老爷子|老头|老伴|我?妈|我?爸|母亲|父亲|奶奶|爷爷|外婆|外公|姥姥|姥爷|婆婆|公公|岳父|岳母|病人|\b(?:mother|father|mom|mum|dad|grand(?:ma|pa|mother|father)|parents?|elderly|old (?:man|lady|woman))\b)"
_CARER = r"(?:保姆|阿姨|月嫂|育儿嫂|护工|护理员?|看护|钟点工|她|他|你们(?:的|家)?人|\b(?:nann(?:y|ies)|ayi|helper|carer|caregiver|nurse|maid|she|he)\b)"
_HITS = r"(?:打(?!电话|我电话|扫|疫苗|针|算|听|车|报警|110|120|开|理|招呼)|掐|扇|踢|踹|虐|扎|拧|抽(?!烟|血|屉)|捂|闷|摔(?!倒|跤|坏)|推倒|拽|拎|绑|骂|\b(?:hit(?:s|ting)?|beat(?:s|ing|en)?|slap\w*|kick\w*|shak(?:es|ing)|abus\w*|hurt(?:s|ing)?|pinch\w*)\b)"
_CLOSE = r"[^。！!？?\n]{0,24}"
_CRY = re.compile(
    r"\W*(?:救命|救救我|快救人|来人|快来人|help|help me|sos|[啊呀，,！! ])+\W*", re.IGNORECASE
)
_INSIDE = re.compile(
    r"(?:还|都|人|被|困)在(?:里面|里头|屋里|屋内|家里|房间|楼上|火里|厨房|卫生间)|(?:没|未|不)(?:有)?(?:能|跑|逃|撤)?出来|出不来|被困|困在|(?<!没有)(?:里面|屋里|楼上)(?:还)?有(?:人|孩子|老人|阿姨)"
    r"|\b(?:still |trapped |is |are |stuck )(?:inside|in there|upstairs)\b|\bcan(?:'?t|not) get out\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    r"我(?:真的?|实在|已经|就|也|都|现在|一个人|这样)*(?:不想活|活不下去|活够|活腻|想死|想去死|要跳|想跳|要自杀|想自杀|想不开|割腕|没(?:有)?勇气活)"
    r"|\bi(?:'m| am)?(?: really| just)? (?:want to|going to|gonna|will|feel like|thinking of) (?:die|kill|end|jump|dying|killing|ending)\b|\bi (?:don'?t|do not) want to (?:live|be alive|go on|be here)\b|\bmyself\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"{_CARER}|{_CHILD}|{_ELDER}|邻居|老公|老婆|室友|同事|有人|有个|那个人|\b(?:husband|wife|neighbou?r|someone|somebody|they|friend)\b",
    re.IGNORECASE,
)
_FRAIL = re.compile(f"{_CHILD}|{_ELDER}", re.IGNORECASE)
_HIT = re.compile(rf"{_CARER}{_CLOSE}{_HITS}|{_HITS}{_CLOSE}{_CARER}", re.IGNORECASE)
_LEFT = re.compile(
    r"一个人|独自|自己在家|只?剩(?:下)?|没人(?:管|看|照|陪|在)|(?:扔|丢|撂|抛|留|锁)(?:在|下|家|屋)|\balone\b|\bby (?:her|him)self\b|\bunattended\b|\bnobody (?:is )?(?:with|there)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"走(?:了|掉)|跑了|不见|没(?:来|回来)|不辞而别|撂挑子|甩手|不干了|出去|离开|(?:扔|丢|撂|抛|锁)(?:在|下|家|屋)|\b(?:left|walked out|gone|quit|never came back|disappeared)\b",
    re.IGNORECASE,
)
_HEAT = re.compile(
    r"中暑|热射病|(?:热|晒)(?:得|到)?(?:都|快|要)?(?:晕|昏|倒|不行|虚脱)|\b(?:heat ?stroke|sun ?stroke|heat exhaustion|overheat\w*)\b|\bfrom the heat\b",
    re.IGNORECASE,
)
_WOUNDED = re.compile(
    r"烫|烧(?!饭|菜|水)|摔(?!门)|跌|流血|出血|割|昏|晕|抽搐|噎|呛|骨折|中毒|误食|\b(?:burn|bleed|fell|fall|chok|unconscious)\w*",
    re.IGNORECASE,
)
"""Then the wound comes first."""
_LOST = re.compile(
    r"找不(?:到|着|见)|走(?:丢|失)|不见|失踪|失联|拐|(?:带|抱|领|接)(?:着|走|出|了)|\b(?:missing|lost|find|took|taken|disappeared|vanished)\b",
    re.IGNORECASE,
)
_UNREST = {Urgent.VIOLENCE, Urgent.INJURY, Urgent.SAFETY}


def scene_of(text: str, kinds: Collection[Urgent]) -> Scene | None:
    """The scene that a danger of these kinds is, from all that was said of it.  Never raises."""
    plain = simplify(text)
    if _CRY.fullmatch(plain.strip()):
        return Scene.CRY
    if Urgent.FIRE in kinds and _INSIDE.search(plain):
        return Scene.FIRE_INSIDE
    if Urgent.SELF_HARM in kinds:
        is_other = _ANOTHER.search(plain) and not _MYSELF.search(plain)
        return Scene.OTHERS_LIFE if is_other else None
    if Urgent.VIOLENCE in kinds and _is_hit(plain):
        return Scene.FRAIL_HIT
    if Urgent.INJURY in kinds and _HEAT.search(plain):
        return Scene.HEAT
    may_be = _UNREST & set(kinds) or (Urgent.MISSING_PERSON in kinds and not _LOST.search(plain))
    return Scene.LEFT_ALONE if may_be and _is_left(plain) else None


def _is_hit(plain: str) -> bool:
    """A child or an old person hit by who looks after them."""
    return bool(_FRAIL.search(plain) and _HIT.search(plain))


def _is_left(plain: str) -> bool:
    """A child or an old person whom the carer has left."""
    if _WOUNDED.search(plain):
        return False
    return bool(_FRAIL.search(plain) and _LEFT.search(plain) and _GONE.search(plain))
