"""What somebody in danger says after the first steps were told (REQ D3)."""

import pytest

from bot.language.danger.urgent_talk import Said, read_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我要报警吗", Said.POLICE),
        ("Should I call the police?", Said.POLICE),
        ("现在怎么办，孩子还在家", Said.NOW),
        ("火還在燒", Said.NOW),
        ("地上有血", Said.NOW),
        ("现在她还在家里", Said.NOW),
        ("他堵着门不让我出去", Said.NOW),
        ("she is still inside", Said.NOW),
        ("那你们什么时候派人来看", Said.WHO_COMES),
        ("现在救护车来了，你们有人过来吗", Said.WHO_COMES),
        ("who will call me?", Said.WHO_COMES),
        ("人工", Said.WHO_COMES),
        ("已经打了110", Said.REPORTED),
        ("好的我们出来了", Said.SAFE),
        ("滅了滅了", Said.SAFE),
        ("他走了", Said.SAFE),
        ("yes she is breathing", Said.SAFE),
        ("牆都燻黑了誰來賠", Said.MONEY),
        ("最少两万", Said.MONEY),
        ("那钱怎么退", Said.MONEY),
        ("我要她负责", Said.MONEY),
        ("Is there an English speaking person?", Said.ENGLISH),
        ("who's handling this?", Said.WHO_COMES),
        ("okay calling", Said.REPORTED),
        ("I'll call the police", Said.REPORTED),
        ("she came in", Said.SAFE),
        ("邻居到了，人没事", Said.SAFE),
        ("人没事吧，你们倒是说话", Said.MORE),
        ("敲门没人应", Said.NOW),
        ("我家猫也躺着不动", Said.PET),
        ("就她一个人进过卧室", Said.MORE),
        ("she keeps calling you", Said.MORE),
        ("我在外地出差", Said.MORE),
        ("才四十天大", Said.MORE),
    ],
)
def test_what_is_said_in_danger_is_told_apart(text: str, said: Said) -> None:
    assert read_said(text) is said
