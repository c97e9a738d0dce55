"""A helper's chores are no second service (REQ C1: one wish is one order)."""

import pytest

from bot.language.booking.mending import without_refused
from bot.language.trade.services import find_services
from bot.language.trade.tasks import chores_for, without_tasks
from bot.services.seeding import sample_lexicon
from tests.growth import assert_grows_linearly


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("请个钟点工打扫卫生", ["hourly_helper"]),
        ("找个住家阿姨做饭打扫", ["live_in_nanny"]),
        ("想请个保姆带孩子做饭", ["live_in_nanny"]),
        ("请个保姆，主要带孩子", ["infant_nanny"]),
        ("要个育儿嫂，顺便做做饭", ["infant_nanny"]),
        ("保洁，要求会做饭", ["daily_clean"]),
        ("保洁和做饭都要", ["daily_clean", "cook"]),
        ("约个钟点工，另外再约个擦玻璃", ["hourly_helper", "window_clean"]),
        ("月嫂一个，还要一个育儿嫂", ["maternity_nurse", "infant_nanny"]),
        ("钟点工做饭，再来个洗油烟机", ["hourly_helper", "appliance_clean"]),
        ("灶台油烟机也要擦 不是清洗 就是擦擦外面", []),
        ("不要保姆，要钟点工打扫", ["hourly_helper"]),
        ("上次擦玻璃的师傅很好，这次想洗空调", ["appliance_clean"]),
    ],
)
def test_a_helper_comes_with_her_chores_and_other_services_stay(
    text: str, codes: list[str]
) -> None:
    wished = without_refused(text, find_services(text, sample_lexicon()))
    named = [mention.code for mention in without_tasks(text, wished) if not mention.negated]
    assert named == codes


@pytest.mark.parametrize("piece", ["保姆做饭", "钟点工打扫，"])
def test_a_hostile_text_is_read_in_time_that_grows_like_it(piece: str) -> None:
    lexicon = sample_lexicon()
    assert_grows_linearly(lambda text: without_tasks(text, find_services(text, lexicon)), piece)


@pytest.mark.parametrize(
    ("helper", "text", "chores"),
    [
        ("住家保姆", "做饭打扫，顺便接孩子放学，孩子8岁", ["做饭打扫", "顺便接孩子放学"]),
        ("钟点工", "打扫加做中饭", ["打扫加做中饭"]),
        ("住家保姆", "另外再约个日常保洁", []),
        ("住家保姆", "还是日常保洁吧", []),
        ("钟点工", "打扫多少钱", []),
        ("钟点工", "再来个洗油烟机", []),
        ("日常保洁", "做饭也要", []),
    ],
)
def test_chores_for_the_helper_in_hand_are_no_further_service(
    helper: str, text: str, chores: list[str]
) -> None:
    assert chores_for(helper, text, find_services(text, sample_lexicon())) == chores
