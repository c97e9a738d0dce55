"""The page that asks a follower for subscription notices, by WeChat's own button (REQ E6).

What the follower answers comes as a push (``subscribe_msg_popup_event``), so that the page itself
stores nothing and may be opened by anybody.
Source: https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_Open_Tag.html
"""

import json
from dataclasses import dataclass
from html import escape

import structlog
from starlette.responses import HTMLResponse

from bot.channels.wechat import WeChatChannel
from bot.errors import FrontDeskError, NotFoundError
from bot.house import House
from bot.services.sending import consent_links

log = structlog.get_logger()
_SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<body style="font: 17px/1.7 sans-serif; margin: 16vh auto 0; max-width: 22em; padding: 0 1em">
<p>{ask}</p>
<wx-open-subscribe id="ask" template="{templates}">
<script type="text/wxtag-template" slot="style">
<style>.ask {{ background: #07c160; color: #fff; border: 0; border-radius: 6px; width: 100%;
font-size: 17px; padding: 12px }}</style>
</script>
<script type="text/wxtag-template"><button class="ask">{button}</button></script>
</wx-open-subscribe>
<p id="note" role="status">{elsewhere}</p>
<script src="{sdk}"></script>
<script>
const said = {said};
const note = document.getElementById("note");
if (window.wx) {{
  wx.config({config});
  wx.ready(() => {{ note.textContent = ""; }});
  document.getElementById("ask").addEventListener("success", (event) => {{
    const answer = JSON.stringify(event.detail.subscribeDetails || "");
    note.textContent = answer.includes("accept") ? said.given : said.declined;
  }});
}}
</script>"""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Made anew for each visit: its signature is good for its address only."""

    house: House
    channel: WeChatChannel | None

    def show(self, query: str) -> HTMLResponse:
        """The page as opened with ``query`` behind its address (WeChat adds to it).

        Raises:
            NotFoundError: there are no such notices, or WeChat gives no signature now.
        """
        templates = consent_links.notice_templates(self.house.settings)
        if self.channel is None or not templates:
            raise NotFoundError("no subscription notices are set up")
        url = f"{self.house.settings.public_url}{consent_links.NOTICES}"
        page = self._page(self._config(f"{url}?{query}" if query else url), templates)
        return HTMLResponse(page, headers=_HEADERS)

    def _config(self, url: str) -> dict[str, object]:
        assert self.channel is not None
        try:
            signed = self.channel.page_signature(url)
        except FrontDeskError as error:
            log.warning("no signature for the page of notices", error=str(error))
            raise NotFoundError("the page is not there now") from None
        return {**signed, "jsApiList": [], "openTagList": ["wx-open-subscribe"]}

    def _page(self, config: dict[str, object], templates: list[str]) -> str:
        say = self.house.wording.say
        said = {
            "given": say("utter_consent_given"),
            "declined": say("utter_consent_declined"),
        }
        return _PAGE.format(
            title=escape(say("utter_notices_title")),
            ask=escape(say("utter_notices_ask")),
            templates=escape(",".join(templates)),
            button=escape(say("utter_notices_button")),
            elsewhere=escape(say("utter_notices_only_wechat")),
            sdk=_SDK,
            said=_script(said),
            config=_script(config),
        )


def _script(value: object) -> str:
    """JSON that cannot end the script that it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
