"""The table of deliveries in README.md and README.zh-CN.md, made from the delivery policy.

``make docs`` writes it anew; a test keeps the files equal to it.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.models import Delivery, Purpose
from bot.services.sending.delivery_policy import MEANS, RULES, Account, Means, Quiet
from bot.settings import ROOT

BEGIN, END = "<!-- deliveries: made by `make docs` -->", "<!-- end of deliveries -->"


@dataclass(frozen=True, slots=True)
class _Words:
    head: str
    accounts: dict[Account, str]
    purposes: dict[Purpose, str]
    means: dict[Means, str]
    then: str
    case: str
    dropped: str
    quiet: str
    consent: str
    cap: str
    rules: str


_ENGLISH = _Words(
    head="channel, account",
    accounts={
        Account.WEB: "web chat",
        Account.TELEGRAM: "Telegram",
        Account.WECHAT_SERVICE: "WeChat `service` (verified)",
        Account.WECHAT_VERIFIED: "WeChat `verified-subscription`",
        Account.WECHAT_PASSIVE: "WeChat `subscription` (not verified)",
    },
    purposes={
        Purpose.REPLY: "bot's reply",
        Purpose.PERSON: "agent's answer",
        Purpose.NOTICE: "notice",
        Purpose.REMINDER: "reminder",
        Purpose.RATING: "rating request",
        Purpose.CALLBACK: "callback",
        Purpose.ALARM: "alarm to staff",
        Purpose.CARE: "care message",
    },
    means={
        Means.THREAD: "in the thread",
        Means.MESSAGE: "message",
        Means.ANSWER: "response to the push",
        Means.WINDOW: "in the window",
        Means.TEMPLATE: "template",
        Means.NOTICE: "subscription notice",
        Means.ONCE: "one-time message",
    },
    then=", ",
    case="case",
    dropped="dropped",
    quiet="waits for the end of the quiet hours",
    consent="needs the customer's consent",
    cap="capped",
    rules="on every channel",
)
_CHINESE = _Words(
    head="渠道、账号类型",
    accounts={
        Account.WEB: "网页聊天",
        Account.TELEGRAM: "Telegram",
        Account.WECHAT_SERVICE: "微信 `service`（已认证服务号）",
        Account.WECHAT_VERIFIED: "微信 `verified-subscription`（已认证订阅号）",
        Account.WECHAT_PASSIVE: "微信 `subscription`（未认证订阅号）",
    },
    purposes={
        Purpose.REPLY: "机器人答复",
        Purpose.PERSON: "客服回复",
        Purpose.NOTICE: "通知",
        Purpose.REMINDER: "上门提醒",
        Purpose.RATING: "评价邀请",
        Purpose.CALLBACK: "回访",
        Purpose.ALARM: "员工告警",
        Purpose.CARE: "关怀消息",
    },
    means={
        Means.THREAD: "对话内显示",
        Means.MESSAGE: "普通消息",
        Means.ANSWER: "被动回复",
        Means.WINDOW: "窗口内客服消息",
        Means.TEMPLATE: "模板消息",
        Means.NOTICE: "订阅通知",
        Means.ONCE: "一次性订阅消息",
    },
    then="，",
    case="转工单",
    dropped="不发送",
    quiet="免打扰时段顺延",
    consent="须客户同意",
    cap="有频次上限",
    rules="各渠道通用规则",
)
FILES = {ROOT / "README.md": _ENGLISH, ROOT / "README.zh-CN.md": _CHINESE}


def table(words: _Words) -> str:
    """A line for each account, a column for each purpose: the means in the order tried."""
    lines = [[words.head, *(words.purposes[purpose] for purpose in Purpose)]]
    lines.append(["---"] * (len(Purpose) + 1))
    for account, row in MEANS.items():
        cells = (_cell(purpose, row[purpose], words) for purpose in Purpose)
        lines.append([words.accounts[account], *cells])
    lines.append([words.rules, *(_rule(purpose, words) for purpose in Purpose)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(purpose: Purpose, means: tuple[Means, ...], words: _Words) -> str:
    lost = words.dropped if RULES[purpose].lost == Delivery.DROPPED else words.case
    return " → ".join([*(words.means[one] for one in means), lost])


def _rule(purpose: Purpose, words: _Words) -> str:
    rule = RULES[purpose]
    said = [
        words.consent if rule.consent else "",
        words.quiet if rule.quiet != Quiet.NEVER else "",
        words.cap if rule.cap else "",
    ]
    return words.then.join(text for text in said if text) or "–"


def renewed(text: str, words: _Words) -> str:
    """A README with today's table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(words)}\n{END}{after}"


def write(path: Path, words: _Words) -> None:
    """Renew the table of one file."""
    path.write_text(renewed(path.read_text(encoding="utf-8"), words), encoding="utf-8")


if __name__ == "__main__":
    for file, language in FILES.items():
        write(file, language)
