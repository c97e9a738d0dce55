"""Dangers whose first steps differ from those of their kind (REQ D3)."""

import pytest

from bot.language.danger.urgent import Urgent, urgent_kind
from bot.language.danger.urgent_scenes import Scene, scene_of


def _scene(text: str) -> Scene | None:
    kind = urgent_kind(text)
    return scene_of(text, [kind]) if kind else None


@pytest.mark.parametrize(
    ("scene", "texts"),
    [
        (
            Scene.HEAT,
            "师傅在阳台擦玻璃中暑了，躺在地上叫不醒|你们保洁阿姨热晕了|阿姨好像中暑，满头大汗说恶心|搬东西的师傅热射病了"
            "|你们的人在我家晒晕倒了|your cleaner has heat stroke|the worker collapsed from the heat",
        ),
        (
            Scene.OTHERS_LIFE,
            "阿姨坐在我家窗台上说不想活了|月嫂说她要跳楼|护工情绪很不对，说活着没意思|I think she might jump"
            "|阿姨爬到窗台上去了，哭着不下来|邻居家阿姨站在楼顶边上|your helper is threatening to kill herself",
        ),
        (
            Scene.LEFT_ALONE,
            "我90岁的妈妈一个人在家，保姆摔门走了|护工跑了，老人一个人在家没人管|护理员没来交班，老人独自在家"
            "|保姆不辞而别，家里就剩我奶奶，她有糖尿病要打针|育儿嫂把两岁孩子一个人扔家里走了"
            "|阿姨把我家老人一个人丢在家走了，我在外地"
            "|your carer walked out and my mother is alone|the nanny left my 2 year old alone at home",
        ),
        (
            Scene.FIRE_INSIDE,
            "楼上着火了，你们阿姨还在里面|厨房起火了，保姆和孩子还没出来|火很大，师傅没跑出来"
            "|家里冒烟，护工和我爸都在屋里|there's a fire and your cleaner is still inside",
        ),
        (
            Scene.FRAIL_HIT,
            "监控里看到保姆在打我孩子，我在公司|育儿嫂扇我宝宝耳光，我赶回去要一个小时|月嫂摔我的宝宝|护工打我妈，我在外地"
            "|阿姨打我儿子，現在她還在家裡|nanny is hitting my son, I saw it on camera",
        ),
        (Scene.CRY, "救命|救命啊快来人|help|SOS!"),
    ],
)
def test_who_is_in_danger_and_who_is_where_picks_the_steps(scene: Scene, texts: str) -> None:
    assert {text: _scene(text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), scene
    )


@pytest.mark.parametrize(
    "text",
    [
        "我不想活了",
        "I don't want to live any more",
        "厨房着火了",
        "他打我，堵着门不让我走",
        "阿姨从梯子上摔下来了",
        "孩子找不到了",
        "保姆把孩子带走了，一个人都联系不上",
        "阿姨出去了，孩子一个人在家被开水烫了",
    ],
)
def test_other_dangers_keep_the_steps_of_their_kind(text: str) -> None:
    assert urgent_kind(text) is not None
    assert _scene(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "夏天师傅万一中暑了谁负责",
        "天太热了师傅辛苦了，别中暑",
        "她把我气得要跳楼",
        "will she jump the queue",
        "我妈一个人在家，想找个护工",
        "保姆不干了，我妈一个人住，想再找一个",
        "月嫂走了，宝宝没人带，想再请一个",
        "火太大把锅烧糊了",
    ],
)
def test_what_only_sounds_like_such_a_danger_is_none(text: str) -> None:
    assert urgent_kind(text) is None


def test_a_scene_may_be_told_in_two_messages() -> None:
    assert scene_of("violence：我女儿被保姆打了\n我在公司赶回去要一个小时", [Urgent.VIOLENCE])
    assert scene_of("fire：楼上着火了\n阿姨还在里面", [Urgent.FIRE]) is Scene.FIRE_INSIDE


@pytest.mark.parametrize(
    "text",
    ["your cleaner took money from my drawer", "she took the cash out of our bedroom"],
)
def test_what_was_taken_from_a_drawer_is_theft(text: str) -> None:
    assert urgent_kind(text) is Urgent.THEFT
    assert urgent_kind("she takes the bus from my house") is None
