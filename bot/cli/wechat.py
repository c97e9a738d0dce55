"""frontdesk wechat check: what the official account can and cannot do."""

from rich.console import Console
from rich.markup import escape

from bot.channels.wechat import WeChatChannel
from bot.channels.wechat_check import AccountCheck, Mark
from bot.cli.installation import open_installation
from bot.errors import ConfigurationError
from bot.settings import load_settings

_COLOURS = {Mark.RIGHT: "green", Mark.WRONG: "red", Mark.SPARE: "yellow"}


def check(out: Console) -> bool:
    """Print a line for each finding; whether all that is set up can work.

    Raises:
        ConfigurationError: no account is set up.
    """
    settings = load_settings()
    if not settings.wechat_appid:
        raise ConfigurationError("no official account is set up: FRONTDESK_WECHAT_APPID")
    house = open_installation(settings)
    channel = WeChatChannel(settings, house.clock, house.database)
    out.print(f"WeChat account of the kind {settings.wechat_account}", highlight=False)
    is_right = True
    for found in AccountCheck(channel.api, settings, house.clock).findings():
        is_right = is_right and found.mark != Mark.WRONG
        mark = f"[{_COLOURS[found.mark]}]{found.mark}[/]"
        out.print(mark, escape(f"{found.what}: {found.said}"), highlight=False)
    return is_right
