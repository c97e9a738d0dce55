"""What only sounds like a complaint: a wish for work at something dirty, a sum worked out, another
number to call, a plain English detail without any word of what went wrong."""

import re

from bot.language.normalise import is_english
from bot.language.script import simplify

__all__ = ["asks_sum", "gives_number", "imagines", "only_details", "reckons", "wants_work"]

_WORK = r"(?:拆洗|清洗|洗|擦|打扫|清理|清洁|收拾|整理|除螨|杀菌|消毒|疏通|通一|弄弄|搞搞|弄干净|搞干净|弄一下|搞一下|做个|做一次|保养)"
_WISH = re.compile(
    rf"(?:^|[，,。、\s])(?:我家?|我们|家里|那|就|也|还|所以)*(?:想|要|打算|准备|需要|麻烦|帮我?|帮忙|能不能|能否|可不可以|能|请(?!问))(?:请|让|叫|找|约|你们?|个|人|师傅|阿姨|帮我?|把|给我?|来|上门)*[^，,。！？?!]{{0,8}}?{_WORK}"
)
_OURS = re.compile(
    r"你们(?:那|这|来的|派的?|家的|的人|上|昨|弄|洗|擦|搞|把|这|也|就|怎么|不|没|什么|到底)|(?:阿姨|师傅|工人|保洁员|保姆|小哥|小伙|那人|[她他])[^，,。]{0,6}(?:说|把|给|没|不|来过|走|弄|搞|洗|擦|态度)"
    r"|投诉|举报|差评|退[钱款费]|赔|凭什么|刚(?:洗|做|擦|打扫|清洗)[了过完]|(?:洗|做|擦|扫|弄|修)(?:了|过|完|好)(?:还|之后|以后|又|也|却|跟没|等于|怎么|才)|(?:没|不)(?:洗|擦|扫|弄|做)干净|(?:洗|擦|扫|弄|做)得"
    r"|上[次回周]|昨[天晚]|前[天晚]|重新|重[洗做弄擦]|返工|再(?:来|洗|擦|弄|做)|约(?:的|了|好|定)|[没不](?!好意思|想|用|敢|行)|迟|晚到|等|白[花洗做眼]|扣|只(?:擦|洗|弄)|花了|收(?:了|我)|多少?钱都|吓|结果|可是|但是|骗|坑|气死|气人|恼火|失望|受伤|出血|着火|漏气|漏电|偷|不见了"
)
"""What says that ours have been there, or that something is held against them."""
_LONGEST, _MOST_WORDS = 26, 10
_RECKONS = re.compile(
    r"^\W*(?:那就?|就|都|全部?|全都|先|还是|你们?|请问|是|这个?|到底|最后|那么|反正|您)*(?:按照?|照|以)(?!说好|讲好|约好|谈好|原来|当初)[^，,。！!]{1,8}?(?:算|计|收|来|计算|计价|收费)(?:的|钱|吧|啊|呀|呢|是吧|对吧|对不对|好了|就行|可以|吗|么|嘛|价|费|哦|咯|啦)*\W*$"
    r"|^\W*(?:那|所以|这样|也)?(?:就|也就|差不多|大概|总共|一共|合计|加起来|算下来)*是?(?:就是|等于|才|大约|差不多|总共|一共|合计)?[\d一二两三四五六七八九十百千万零半]{2,9}(?:块|元|块钱|元钱)?(?:左右|上下)?(?:对吧|是吧|吧|对不对|对么|对吗|咯|啊|呀|哦|了)*\W*$"
)
_ASKS_SUM = re.compile(r"哪|什么|怎么|吗|么|还是|[?？]|^\W*(?:那|所以|这样|也)?(?:就|也就)*是")
_IMAGINED = re.compile(
    r"(?:要是|如果|万一|假如|倘若)[^。]{0,16}(?:谁赔|怎么赔|赔不赔|赔吗|赔么|赔钱吗|怎么办|负责吗|管吗|咋办)|^\W*(?:你们|那|请问)*(?:打碎|弄坏|损坏|碰坏)(?:了)?(?:东西|家具|物品)?(?:的话)?(?:你们)?(?:谁|怎么|会|要)?赔(?:不赔|吗|么|偿吗)?\W*$"
    r"|^\W*(?:你们|那|请问|那么|平台)*退(?:款|钱|费)(?:一般|大概)?(?:要|得|需要)?(?:多久|几天|多长时间|多少天)(?:到账)?\W*$|\bif (?:something|anything|she|he|they|you|it) (?:breaks?|gets? broken|damages?)\b"
)
_NUMBER = re.compile(
    r"(?:打|联系|找|留|改成?|换成?)(?:给|到)?(?:我|她|他|你?们)?(?:爸|妈|父亲|母亲|公公|婆婆|爷爷|奶奶|外婆|外公|老公|老婆|太太|先生|爱人|媳妇|儿子|女儿|哥|姐|弟|妹|姨|婶|舅|岳父|岳母|邻居|室友|同事|家里)(?:妈|爸|哥|姐|弟|妹)?(?:那边|的)?(?:电话|手机|号码?)?(?:吧|是)?[:：,， ]*(?:\+?86)?1\d{2}"
)
_ENGLISH = re.compile(
    r"complain|\bbad(?:ly)?\b|poor|terribl|awful|horribl|disgust|dirt|filthy|broke|damag|crack|scratch|dent|chip|late\b|rude|never|missing|\blost\b|stole|stain|ruin|refund|wrong|disappoint|unhappy|upset|angr|furious|worst|worse|overcharg|charg(?:ed|ing)|bill(?:ed)?|extra|money back|"
    r"didn'?t|did not|doesn'?t|does not|wasn'?t|was not|weren'?t|isn'?t|is not|hasn'?t|has not|haven'?t|not (?:clean|happy|satisf|good|done|show|come|what|at all|even|fair|ok|accept|right|the)|no(?: one|body)|no show|no-show|wait|smell|stink|unaccept|unprofession|ignor|lazy|careless|phone the whole|on (?:her|his|their) phone|dust|"
    r"half|only (?:did|clean|stay|work)|left (?:early|before|without|it|the|a|my|me|us)|too (?:long|slow|early)|skip|forgot|fail|cancel|scam|cheat|rip|lie[ds]?\b|lying|shout|yell|scream|sw(?:ore|ear)|insult|threat|hurt|hit\b|slap|shak|abus|harass|touch|bleed|blood|burn|fire\b|gas\b|leak|flood|injur|hospital|fell\b|fall|pain|sick|vomit|poison|alone|unsafe|danger|police|steal|thief|theft|gone\b|disappear|"
    r"mess|shame|joke|useless|pathetic|nightmare|waste|trouble|problem|issue|apolog|compensat|sue\b|lawyer|report|review|deposit|return|laugh|eyes|photo|took|invoice|forget|invisible|dryer|bleach|ghosted|comfortable|creepy|soul|talked|where (?:is|are|'s)|\\bhour (?:late|ago)|showed|arriv|pieces|sad\\b|lazi|again|still|again|why\b|how (?:can|could|dare)|what (?:kind|sort)|supposed|promis|expect|instead of|hair|streak|spot|grease|sticky|wet\b|mold|mould|crumb|stopped|stop working|won'?t|doesn|can'?t|cannot|couldn|slow|noise|loud|smok|drunk|sleep|asleep|refus|demand|insist|push|sell|twice|double|hidden|fee\b|price|paid|pay|cost|expensive|agreed|quote|told me|said (?:it|she|he|they)",
    re.IGNORECASE,
)
"""Words without which hardly any short English complaint is told."""


def wants_work(text: str) -> bool:
    """“洗衣机里头一股霉味 想拆开洗”: work that is wished for, and nothing held against us.

    Never raises.
    """
    plain = simplify(text)
    return len(plain) <= _LONGEST and bool(_WISH.search(plain)) and not _OURS.search(plain)


def reckons(text: str) -> bool:
    """“就按一台算”, “那就是一千四百二”: a price worked out, no word of too much.  Never raises."""
    return bool(_RECKONS.search(simplify(text)))


def imagines(text: str) -> bool:
    """“保洁要是打碎东西谁赔”, “你们退款要多久”: asked before anything happened.  Never raises."""
    return bool(_IMAGINED.search(simplify(text)))


def gives_number(text: str) -> bool:
    """“我妈说电话关机了，打我爸的 186…”: whom to call instead.  Never raises."""
    return bool(_NUMBER.search(simplify(text)))


def asks_sum(text: str) -> bool:
    """Of what is reckoned: whether an answer is wanted, and no count is told.  Never raises."""
    return bool(_ASKS_SUM.search(simplify(text)))


def only_details(text: str) -> bool:
    """“two hours, just the kitchen and bathroom”: short English without a word of what went wrong.

    Never raises.
    """
    is_short = len(text.split()) <= _MOST_WORDS
    return is_english(text) and is_short and not _ENGLISH.search(text)
