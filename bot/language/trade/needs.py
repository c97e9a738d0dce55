"""Latent needs (REQ B3): who lives in the household and what is coming, with the sentence."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.language.script import simplify

__all__ = ["Need", "NeedKind", "find_needs", "is_of_food"]


class NeedKind(StrEnum):
    """What a later suggestion can fit."""

    ELDER = "elder"
    NEWBORN = "newborn"
    PREGNANT = "pregnant"
    PET = "pet"
    MOVING = "moving"
    ALLERGY = "allergy"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Need:
    """A need and the sentence it comes from, as typed."""

    kind: NeedKind
    sentence: str


_MINE = r"(?:我|我们|我家|家里|咱|俺|屋里|屋头|屋企|有|照顾|跟|和|陪|给|替|的)"
_RULES: tuple[tuple[NeedKind, str], ...] = (
    (
        NeedKind.ELDER,
        r"(?:[七八九]十(?:[一二三四五六七八九]|多|几)?|[789]\d多?)岁?(?:的)?(?:老|爸|妈|爷|奶|外|"
        r"母|父|婆|公|高龄)|(?:爸|妈|爷爷|奶奶|老人|父亲|母亲|外[公婆]|姥[姥爷]|公公|婆婆|"
        r"岳[父母]).{0,6}(?:[67-9]\d|[六七八九]十[一二三四五六七八九多几]?)(?:多)?岁|"
        r"老人(?!房)|(?:我|家里?的?|俺|咱)(?:爸|妈|爷爷|奶奶|外婆|外公|姥姥|姥爷|父亲|母亲|公公|"
        r"婆婆|岳父|岳母|老爷子|老太太|老妈|老爸|爸妈|父母)[^,，。]{0,12}(?:年纪|岁数|腿脚|"
        r"一个人住|独居|独自|不方便|住院|出院|生病|没人照|要人|摔|记性|痴呆|糖尿病|高血压|行动|"
        r"身体|照顾|卧床|失能|高龄|老了|手术)|"
        r"独居老|空巢|失智|老年痴呆|阿尔茨海默|帕金森|老(?:爷子|太太|两口|母亲|父亲|伴|头子|婆子)(?!饼)|长辈|中风|偏瘫|半身不遂|半边身子|翻不动(?:他|她|身)|瘫(?:了|在|痪)|"
        r"\b(?:elderly|my (?:\d\d.year.old )?(?:grandma|grandpa|grandmother|grandfather)|(?:old|"
        r"aging|ageing|aged) (?:mother|father|parents?|mom|dad)|dementia|alzheimer)",
    ),
    (
        NeedKind.NEWBORN,
        r"新生儿|刚出生|刚生|生了(?:个|二|老|一个|对|双|宝|儿|女|，|,|。|$)|满月|"
        r"(?:还)?没(?:有)?(?:满月|断奶)|(?:出|坐|做)(?:了)?月子|(?:宝宝|孩子|娃|小孩|婴儿|儿子|"
        r"女儿|小囡|bb|二宝|大宝|"
        r"小朋友)[^,，。]{0,5}(?:[一二三四五六七八九十两几半\d]{1,3}(?:个)?多?(?:月|天|周)(?:大|"
        r"了|$|，|,|。|的)?|才出生|出生)|"
        r"[一二三四五六七八九十两几半\d]{1,2}个?多?月(?:大)?的(?:宝|娃|孩|婴|小)|婴儿|早产儿?|"
        r"喂奶|母乳|哺乳|吃奶|小月龄|刚添|添了个?(?:丁|孙|娃|宝)|小毛头|月娃|百天|百日宴|"
        r"\b(?:new ?born|new baby|(?:\d{1,3}|one|two|three|four|five|six)[- ](?:day|week|"
        r"month)s?[- ]old|infant|just had a baby|gave birth)",
    ),
    (
        NeedKind.PREGNANT,
        r"怀孕|怀了(?:孕|二|三|宝|双|个)?|孕妇|孕[早中晚]期|孕期|孕\d|有喜|有身子|有咗|大肚|身怀|"
        r"预产期|待产|备产|临产|快生了|要生了|马上(?:要)?生|(?:下|这|"
        r"[一二三四五六七八九十\d]{1,2})个?月(?:初|中|底|份)?(?:要|就|快)?生(?!日|意|活|产|病)|二胎|"
        r"三胎|产检|建档|坨肚|\bpregnan\w*|\bexpecting (?:a |our |my )?(?:baby|child|twins|in)|"
        r"due (?:date|in)|maternity leave",
    ),
    (
        NeedKind.PET,
        r"(?:养|有|一只|两只|三只|条|只|家里?的?|我家的?|我的|带|怕)(?:了|着|个|几)?(?:一|两|二|"
        r"三|四|[1-9])?(?:只|条|个|大|小|胖|老)*(?:猫|狗|小?犬|柯基|金毛|泰迪|哈士奇|边牧|布偶|"
        r"英短|美短|拉布拉多|二哈|法斗|博美|萨摩|柴犬|橘猫|毛孩子|宠物|兔子|鹦鹉|仓鼠|龙猫|喵|"
        r"汪)|(?:猫|狗)(?:狗|咪|子|毛|主子|砂|窝|会叫|不咬|很凶|凶|掉毛|尿|屎|味)|宠物(?!医院|"
        r"店)|铲屎官|毛孩子?|养宠|\b(?:my|a|the|two|our|have) (?:\w+ )?(?:dogs?|cats?|pets?|"
        r"pupp(?:y|ies)|kittens?)\b",
    ),
    (
        NeedKind.MOVING,
        r"搬(?:家|新家|进|入|到|去|过去)|要搬|刚搬|搬迁|乔迁|交房|收房|新房|新家|"
        r"新居|入住|刚装修|装修(?:完|好|刚|结束|后)|换房|换了(?:房|租)|"
        r"买了?(?:新)?房|搬屋|入伙|\bmov(?:e|ing|ed) (?:in|house|home|to a new|into|"
        r"apartment)|\bnew (?:house|apartment|home|flat|place)\b",
    ),
    (
        NeedKind.ALLERGY,
        r"过敏|敏感体质|鼻炎|哮喘|荨麻疹|湿疹|对[^,，。]{1,10}(?:敏感|不耐受)|闻不了|闻不得|"
        r"受不了[^,，。]{0,6}(?:味|香)|乳糖不耐|\ballerg\w*|asthma|eczema|sensitive (?:skin|to)",
    ),
    (
        NeedKind.DISABLED,
        r"残疾|残障|轮椅|瘫痪|瘫在|半瘫|偏瘫|截瘫|高位截|卧床|失能|半失能|不能(?:自理|下床|走路|"
        r"动弹)|(?:生活|自己)?不能自理|下不了床|失明|看不见|盲人|聋哑|耳聋|听不见|聋人|自闭症|"
        r"脑瘫|唐氏|智力障碍|截肢|拄拐|拐杖|手脚不(?:便|方便)|行动不(?:便|方便)|"
        r"\b(?:wheel ?chair|disab\w+|paraly[sz]\w+|bedridden|blind|deaf|autis\w+|cannot walk|"
        r"can'?t walk)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(rule, re.I)) for kind, rule in _RULES)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_NOT_MINE = re.compile(
    r"(?:没|没有|不|不是|并没|无|冇|不养|没养|从不|别的|no|not|don'?t have(?: any)?|"
    r"without)(?:有|是|养|任何|什么|怀|对|a|an|any|in|my)?\s?$",
    re.I,
)
_IN_GENERAL = re.compile(
    r"^(?:你们|请问|问下|想问|)?(?:有没有|做不做|能不能|可以|会不会|有)?[^,，。]{0,6}(?:新房|"
    r"搬家|老人|新生儿|宠物|孕妇|过敏)[^,，。]{0,6}(?:服务|多少钱|怎么收费|价格|价位|"
    r"套餐)[^,，。]{0,4}[?？吗呢]*$"
)


_FOOD = re.compile(
    r"花生|坚果|鸡蛋|蛋(?:清|类|白)|海鲜|虾|蟹|鱼|牛奶|奶制品|乳糖|麸质|面粉|芒果|桃|黄豆|豆制品|酒精|青霉素|头孢|药物?过敏"
    r"|\b(?:eggs?|peanuts?|nuts?|milk|dairy|lactose|seafood|shellfish|shrimps?|fish|gluten|wheat|soy|mango\w*|penicillin)\b",
    re.I,
)


def is_of_food(sentence: str) -> bool:
    """Whether an allergy is to food or a medicine, which no cleaning helps.  Never raises."""
    return bool(_FOOD.search(sentence)) and bool(
        re.search(r"过敏|不耐|allerg|intoleran", sentence, re.I)
    )


def find_needs(text: str) -> list[Need]:
    """The needs a message lets see, each kind once, with its sentence as typed.  Never raises.

    What is denied (没养宠物) or only asked about in general (老人护理多少钱) is no need.
    """
    plain = simplify(text)
    found: dict[NeedKind, str] = {}
    for match in _SENTENCE.finditer(plain):
        for kind in _kinds(match.group()):
            found.setdefault(kind, text[match.start() : match.end()].strip())
    return [Need(kind, sentence) for kind, sentence in found.items()]


def _kinds(sentence: str) -> list[NeedKind]:
    if _IN_GENERAL.search(sentence.strip()):
        return []
    return [kind for kind, rule in _COMPILED if _says(rule, sentence)]


def _says(rule: re.Pattern[str], sentence: str) -> bool:
    return any(
        not _NOT_MINE.search(sentence[max(0, match.start() - 16) : match.start()])
        for match in rule.finditer(sentence)
    )
