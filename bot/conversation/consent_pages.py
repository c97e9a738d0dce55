"""The two pages around WeChat's own question for a one-time message (REQ E6)."""

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.errors import SignatureError
from bot.house import House
from bot.services.sending import consent_links

_HTML = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    '<body style="font: 17px/1.7 sans-serif; margin: 20vh auto 0; max-width: 22em; padding: 0 1em">'
    "<p>{text}</p></body></html>"
)
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class ConsentPages:
    """Leads to WeChat's page and takes its answer."""

    house: House

    def ask(self, word: str) -> Response:
        """To WeChat's page, with the word of the link."""
        try:
            target = consent_links.wechat_page(word, self.house.settings)
        except SignatureError:
            return self._say("utter_consent_wrong", 403)
        return RedirectResponse(target, status_code=302, headers=_HEADERS)

    def answered(self, answer: dict[str, str]) -> Response:
        """Store the answer, then thank."""
        settings, now = self.house.settings, self.house.clock.now()
        try:
            with self.house.database.write() as session:
                agreed = consent_links.take_answer(session, answer, now=now, settings=settings)
        except SignatureError:
            return self._say("utter_consent_wrong", 403)
        return self._say("utter_consent_given" if agreed else "utter_consent_declined", 200)

    def _say(self, key: str, status: int) -> Response:
        text = escape(self.house.wording.say(key))
        page = _HTML.format(title=escape(self.house.settings.company), text=text)
        return HTMLResponse(page, status_code=status, headers=_HEADERS)
