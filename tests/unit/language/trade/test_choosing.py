"""A service in hand is exchanged only for one that is named as a wish (REQ C1)."""

import pytest

from bot.language.trade.choosing import asks_of_the_worker, chosen_instead, spoken_of
from bot.language.trade.services import find_services
from bot.services.seeding import sample_lexicon
from tests.growth import assert_grows_linearly


@pytest.mark.parametrize(
    ("in_hand", "text", "codes"),
    [
        ("daily_clean", "还是做开荒吧", ["new_home_clean"]),
        ("daily_clean", "深度保洁 六个小时", ["deep_clean"]),
        ("daily_clean", "我要深度保洁", ["deep_clean"]),
        ("daily_clean", "能换成深度保洁吗", ["deep_clean"]),
        ("daily_clean", "换成做饭吧", ["cook"]),
        ("daily_clean", "不是日常保洁，是擦玻璃", ["window_clean"]),
        ("daily_clean", "宝宝刚满月，想找个白天带的阿姨", ["infant_nanny"]),
        ("tidy", "打扫", ["daily_clean"]),
        ("tidy", "我说的是做饭", ["cook"]),
        ("elder_care", "book a window cleaning instead", ["window_clean"]),
        ("daily_clean", "后天我要带孩子打针，改星期四上午九点吧", []),
        ("daily_clean", "家里有月嫂在，轻一点", []),
        ("daily_clean", "我老婆坐月子", []),
        ("daily_clean", "我周四约了月嫂面试，改周五", []),
        ("window_clean", "周四要通下水道，改周五", []),
        ("daily_clean", "空调不用洗", []),
        ("daily_clean", "丈母娘那边擦玻璃 周五下午两点", ["window_clean"]),
        ("daily_clean", "擦玻璃是不是另外算钱", []),
        ("hourly_helper", "洗碗 拖地 陪孩子写作业", []),
        ("elder_care", "can the carer cook lunch", []),
    ],
)
def test_only_a_wish_takes_the_place_of_the_service_in_hand(
    in_hand: str, text: str, codes: list[str]
) -> None:
    assert chosen_instead(text, find_services(text, sample_lexicon()), in_hand) == codes


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("洗碗 拖地 陪孩子写作业", ["洗碗 拖地 陪孩子写作业"]),
        ("后天我要带孩子打针，改星期四", []),
        ("下午家里要做饭，上午来", []),
    ],
)
def test_what_is_to_be_done_is_told_and_the_writers_own_doing_is_not(
    text: str, clauses: list[str]
) -> None:
    assert spoken_of(text, find_services(text, sample_lexicon()), "hourly_helper") == clauses


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("那月嫂会给大宝做饭吗", True),
        ("can the carer cook lunch", True),
        ("做饭多少钱", False),
        ("阿姨会做饭最好", False),
    ],
)
def test_what_the_worker_is_able_to_do_is_asked(text: str, asks: bool) -> None:
    assert asks_of_the_worker(text) is asks


@pytest.mark.parametrize("piece", ["保姆做饭", "我要带孩子，"])
def test_a_hostile_text_is_read_in_time_that_grows_like_it(piece: str) -> None:
    lexicon = sample_lexicon()
    assert_grows_linearly(
        lambda text: chosen_instead(text, find_services(text, lexicon), "tidy"), piece
    )
