"""What a customer's reason is about: attitude, speed, result or experience (REQ E2)."""

import re
from enum import StrEnum

from bot.language.normalise import normalise


class Topic(StrEnum):
    """What was good or bad."""

    ATTITUDE = "attitude"
    SPEED = "speed"
    RESULT = "result"
    EXPERIENCE = "experience"


_SIGNS = {
    Topic.ATTITUDE: (
        r"态度|礼貌|热情|客气|耐心|凶|骂|不理|冷淡|冷漠|脸色|甩脸|敷衍|亲切|和气|友好|微笑|脾气|嫌弃|顶嘴|"
        r"尊重|细心|负责|认真|rude|polite|friendly|kind|attitude|patient"
    ),
    Topic.SPEED: (
        r"迟到|晚到|来晚|准时|守时|按时|早退|提前走|太慢|很慢|好慢|慢吞吞|磨蹭|拖拉|拖了|拖到|等(?:得|的)?[^，。]{0,3}久|等(?:了)?半天|麻利|利索|很快|效率|等了|"
        r"等太久|拖延|及时|没来|爽约|late|on time|punctual|slow|quick|fast|early"
    ),
    Topic.RESULT: (
        r"干净|不净|脏|灰|没擦|没拖|没洗|漏|死角|油渍|水渍|水印|污|打扫得|质量|效果|整齐|明亮|弄坏|损坏|打碎|划|"
        r"返工|好吃|难吃|味道|做得(?:很|不|挺|真)?(?:好|差|细)|专业|手艺|clean|dirty|dust|spotless|quality|broken|result"
    ),
    Topic.EXPERIENCE: (
        r"预约|下单|沟通|联系|电话|回复|客服|流程|麻烦|方便|省心|放心|贵|便宜|价格|收费|加价|性价比|换人|换了人|推荐|"
        r"体验|安排|通知|提醒|app|booking|price|expensive|communication|experience|convenient"
    ),
}
_RULES = tuple((topic, re.compile(signs, re.IGNORECASE)) for topic, signs in _SIGNS.items())


def topics_of(reason: str) -> tuple[Topic, ...]:
    """Every topic that a reason speaks of; none is left to be read by a person."""
    plain = normalise(reason)
    return tuple(topic for topic, signs in _RULES if signs.search(plain))
