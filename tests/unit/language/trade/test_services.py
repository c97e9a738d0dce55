"""Services by their everyday names."""

import pytest

from bot.language.trade.services import Mention, ServiceName, find_services
from bot.services.seeding import sample_lexicon
from tests.growth import assert_grows_linearly
from tests.unit.language.lexicon import LEXICON
from tests.unit.language.tables import messages


def _codes(text: str) -> list[str]:
    return [("!" if m.negated else "") + m.code for m in find_services(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("我想约个保洁", ["daily_clean"]),
        ("要不要做深度保洁", ["deep_clean"]),
        ("日常保洁和开荒有什么区别", ["daily_clean", "new_home_clean"]),
        ("洗一下油烟机多少钱", ["appliance_clean"]),
        ("擦两扇窗户", ["window_clean"]),
        ("找个阿姨", []),
        ("我要請個月嫂", ["maternity_nurse"]),
        ("月扫", ["maternity_nurse"]),
        ("马桶堵了", ["drain"]),
        ("照顾一下老人", ["elder_care"]),
        ("deep cleaning please", ["deep_clean"]),
        ("cookie", []),
    ],
)
def test_the_longest_everyday_name_wins(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("不要月嫂要育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("月嫂不要了换育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("月嫂换成育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("不是保洁，是擦玻璃", ["!daily_clean", "window_clean"]),
        ("不要月嫂和保姆，要钟点工", ["!maternity_nurse", "!live_in_nanny", "hourly_helper"]),
        ("I need a cleaner, not a nanny", ["daily_clean", "!infant_nanny"]),
        ("月嫂不要太年轻的", ["maternity_nurse"]),
        ("除了擦玻璃还要洗油烟机", ["window_clean", "appliance_clean"]),
    ],
)
def test_what_is_refused_is_marked(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


def test_the_mention_is_what_was_typed() -> None:
    assert find_services("我要寶潔", LEXICON) == [Mention("寶潔", "daily_clean")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("空调一开一股霉味，挂机两台柜机一台，拆开洗", "空调"),
        ("窗子八扇，里外都要揩", "窗子"),
        ("来个人扫扫地抹抹灰就中", "扫扫地抹抹灰"),
        ("洗一下油烟机", "洗一下油烟机"),
    ],
)
def test_a_thing_and_its_verb_far_apart_are_named_by_the_thing(text: str, name: str) -> None:
    assert [mention.text for mention in find_services(text, sample_lexicon())] == [name]


def test_an_empty_lexicon_or_name_finds_nothing() -> None:
    assert find_services("保洁", []) == []
    assert find_services("保洁", [ServiceName("x", " ", ("",))]) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("空调三台要洗", "appliance_clean"),
        ("洗一下厨房里那台用了八年的老油烟机", "appliance_clean"),
        ("空调买来两三年一直都没弄过，帮我洗一下", "appliance_clean"),
        ("沙发除个螨", "mite_removal"),
        ("玻璃从装修完一直没弄过，擦一下", "window_clean"),
        ("油烟机和碗柜想一起洗", "appliance_clean"),
        ("洗碗池堵了", "drain"),
        ("不住家的育儿嫂", "infant_nanny"),
        ("油烟机好久没清了", "appliance_clean"),
        ("冰箱里头消毒一下", "appliance_clean"),
        ("衣橱太乱 想理一理", "tidy"),
        ("卧室的窗户外面擦一擦", "window_clean"),
        ("马桶又堵住了", "drain"),
        ("找个看小囡的阿姨", "infant_nanny"),
        ("老爸要个能伺候的人", "elder_care"),
        ("地毯脏得不行，能洗不", "mite_removal"),
        ("my range hood is super greasy, need it cleaned", "appliance_clean"),
        ("our oven and fridge need deep cleaning", "appliance_clean"),
    ],
)
def test_a_verb_and_its_thing_may_stand_apart(text: str, code: str) -> None:
    assert [mention.code for mention in find_services(text, sample_lexicon())] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("老娘八十三了，想寻个人日里陪陪伊", "elder_care"),
        ("我爸中风了走不了路，想找个看老人的", "elder_care"),
        ("孩子没人看，想找个人下午看着", "infant_nanny"),
        ("产妇出院回家，要人照顾她和宝宝", "maternity_nurse"),
        ("屋里厢脏得一塌糊涂，侬派个人来", "daily_clean"),
        ("国庆前把家里犄角旮旯都弄干净", "deep_clean"),
        ("刚装修好，满地的灰，来人弄一下", "new_home_clean"),
        ("衣服被子堆得到处都是，找人归整归整", "tidy"),
        ("窗户外面都是泥点，够不着", "window_clean"),
        ("阿姨按钟头来的有吗", "hourly_helper"),
        ("有没有24小时住在家里的阿姨", "live_in_nanny"),
        ("想请个人烧一桌菜", "cook"),
        ("洗手间的地漏反味还下水慢", "drain"),
        ("looking for someone to look after my elderly mom", "elder_care"),
        ("need help unblocking my toilet asap", "drain"),
        ("油烟基清洗", "appliance_clean"),
        ("养老互理", "elder_care"),
        ("想预约 bao jie", "daily_clean"),
        ("毛坯刚装完的房子第一次打扫", "new_home_clean"),
        ("房子到期了，要打扫干净才退押金", "deep_clean"),
    ],
)
def test_what_people_tell_or_misspell_is_the_service_behind_it(text: str, code: str) -> None:
    assert [mention.code for mention in find_services(text, sample_lexicon())] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "阿姨把沙发弄脏了", "修空调多少钱", "新房除甲醛做不做", "燃气灶打不着火能修吗",
        "空调不制冷", "厨房水龙头一直滴水，要换", "我家孩子四年级想找家教", "帮忙搬个冰箱",
    ],
)  # fmt: skip
def test_other_trades_and_harm_done_are_no_service(text: str) -> None:
    assert find_services(text, sample_lexicon()) == []


@pytest.mark.parametrize(
    "text",
    [
        "洗衣机坏了，衣服帮我洗一下",
        "洗衣机里有衣服没洗衣服就走了",
        "窗台上的玻璃杯擦不擦",
        "这道题我想不通",
    ],
)
def test_other_verbs_and_things_are_no_service(text: str) -> None:
    assert find_services(text, sample_lexicon()) == []


@pytest.mark.parametrize(("text", "codes"), messages("trade/service_messages.tsv"))
def test_everyday_messages_name_these_services_and_no_other(text: str, codes: str) -> None:
    """What is refused has a mark; an empty second column names none."""
    found = find_services(text, sample_lexicon())
    assert list(dict.fromkeys(("!" if m.negated else "") + m.code for m in found)) == codes.split()


@pytest.mark.parametrize(
    "piece",
    [
        "洗",
        "空调",
        "油烟机好",
        "孩子没人",
        "bao ",
        "装修好打扫",
        "宝宝找个人",
        "老人病了要",
        "瓷砖缝刷",
        "家里乱",
    ],
)
def test_a_hostile_text_is_searched_in_time_that_grows_like_it(piece: str) -> None:
    lexicon = sample_lexicon()
    assert_grows_linearly(lambda text: find_services(text, lexicon), piece)
