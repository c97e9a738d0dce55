"""The endpoints of api.weixin.qq.com that the fake serves."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .clock import Clock
from .faults import Fault, Faults
from .http import SILENCE, Reply, Request, json_reply
from .wechat_errors import ERRMSG, ApiError
from .wechat_people import Notice, Person
from .wechat_rules import check_fields, check_menu, check_once, message_text, read_json
from .wechat_tokens import TokenBook

TOKEN = "/cgi-bin/token"
STABLE = "/cgi-bin/stable_token"
SEND = "/cgi-bin/message/custom/send"
TYPING = "/cgi-bin/message/custom/typing"
TEMPLATE = "/cgi-bin/message/template/send"
ONCE = "/cgi-bin/message/template/subscribe"
BIZSEND = "/cgi-bin/message/subscribe/bizsend"
MENU = "/cgi-bin/menu/create"
MEDIA = "/cgi-bin/media/get"
QUOTA = "/cgi-bin/openapi/quota/get"
TEMPLATES = "/cgi-bin/template/get_all_private_template"
TICKET = "/cgi-bin/ticket/getticket"
NOTICES = "/wxaapi/newtmpl/gettemplate"
VERIFIED = frozenset({"service", "verified-subscription"})
READ = frozenset({MEDIA, TEMPLATES, NOTICES, TICKET})
DAILY_CALLS = 500_000
ALLOWED = {
    SEND: VERIFIED,
    TYPING: VERIFIED,
    TEMPLATE: frozenset({"service"}),
    ONCE: VERIFIED,
    BIZSEND: VERIFIED,
    MENU: VERIFIED,
    MEDIA: VERIFIED,
    QUOTA: VERIFIED | {"subscription"},
    TEMPLATES: frozenset({"service"}),
    NOTICES: VERIFIED,
    TICKET: VERIFIED | {"subscription"},
}
JSON_TYPE = "application/json; encoding=utf-8"


@dataclass
class Call:
    """One call the fake received and how it ended (-2: no errcode, e.g. an ordered HTTP error)."""

    path: str
    body: dict[str, Any]
    errcode: int


@dataclass
class Media:
    """A file a customer sent; it lives three days."""

    data: bytes
    content_type: str
    added: datetime


class WeChatApi:
    """State and rules of the official account, reached through ``answer``."""

    def __init__(self, appid: str, secret: str, account: str, clock: Clock) -> None:
        """``account`` is one of service, verified-subscription, subscription."""
        if account not in VERIFIED | {"subscription"}:
            raise ValueError(f"unknown kind of account: {account}")
        self.appid, self.secret, self.account, self.clock = appid, secret, account, clock
        self.plain, self.stable = TokenBook("plain", clock), TokenBook("stable", clock)
        self.people: dict[str, Person] = {}
        self.media: dict[str, Media] = {}
        self.templates: dict[str, frozenset[str]] = {}
        self.pending: list[Notice] = []
        self.menu: dict[str, Any] | None = None
        self.calls: list[Call] = []
        self.literal_escapes = True
        self.faults = Faults(spared=frozenset({TOKEN, STABLE, TYPING}))
        self.lock = threading.RLock()
        self._msgid = 200_228_331
        self._serve: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
            SEND: self._send,
            TYPING: self._typing,
            TEMPLATE: self._template,
            ONCE: self._once,
            BIZSEND: self._bizsend,
            MENU: self._create_menu,
            QUOTA: self._quota,
            TEMPLATES: self._list_templates,
            NOTICES: self._list_notices,
            TICKET: lambda _: {"ticket": "jsapi-ticket-1", "expires_in": 7200},
        }

    def answer(self, request: Request) -> Reply:
        """Answer one request, with the faults a test ordered."""
        if request.path.startswith("/pic/"):
            return self._media_reply(request.path.removeprefix("/pic/"))
        fault = self.faults.take(request.path)
        if fault and fault.kind == "http":
            self._note(request, {}, -2)
            return Reply(fault.detail, b"<html>error</html>", {"Content-Type": "text/html"})
        if fault and fault.kind == "lost":
            return SILENCE
        reply = self._answer_honestly(request, fault)
        return SILENCE if fault and fault.kind == "timeout" else reply

    def _answer_honestly(self, request: Request, fault: Fault | None) -> Reply:
        body: dict[str, Any] = {}
        try:
            if request.path in (TOKEN, STABLE):
                result = self._token(request, fault)
            else:
                self._check_call(request, fault)
                if request.path == MEDIA:
                    reply = self._media_reply(request.query.get("media_id", ""))
                    self._note(request, dict(request.query), 0)
                    return reply
                if request.path not in READ:
                    body = read_json(request.body, self.literal_escapes)
                with self.lock:
                    result = {"errcode": 0, "errmsg": "ok"} | (
                        self._serve[request.path](body) or {}
                    )
        except ApiError as error:
            result = {"errcode": error.errcode, "errmsg": error.errmsg}
        self._note(request, body, result.get("errcode", 0))
        return json_reply(result, content_type=JSON_TYPE)

    def _note(self, request: Request, body: dict[str, Any], errcode: int) -> None:
        with self.lock:
            self.calls.append(Call(request.path, body, errcode))

    def _check_call(self, request: Request, fault: Fault | None) -> None:
        if request.path not in ALLOWED:
            raise ApiError(40066)
        if (request.method == "GET") != (request.path in READ):
            raise ApiError(43001 if request.path in READ else 43002)
        if fault and fault.kind == "reply":
            raise ApiError(fault.detail)
        self._check_token(request.query.get("access_token", ""))
        if self.account not in ALLOWED[request.path]:
            raise ApiError(48001)

    def _check_token(self, value: str) -> None:
        if not value:
            raise ApiError(41001)
        verdicts = [book.judge(value) for book in (self.plain, self.stable)]
        known = [verdict for verdict in verdicts if verdict is not None]
        errcode = known[0] if known else 40001
        if errcode:
            raise ApiError(errcode)

    def _token(self, request: Request, fault: Fault | None) -> dict[str, Any]:
        if fault and fault.kind == "reply":
            raise ApiError(fault.detail)
        stable = request.path == STABLE
        if stable and request.method != "POST":
            raise ApiError(43002)
        asked: dict[str, Any] = read_json(request.body, False) if stable else request.query
        if asked.get("grant_type") != "client_credential":
            raise ApiError(40002)
        if asked.get("appid") != self.appid:
            raise ApiError(40013)
        if asked.get("secret") != self.secret:
            raise ApiError(40125)
        forced = asked.get("force_refresh") is True
        issued = self.stable.fetch_stable(forced) if stable else self.plain.fetch_plain()
        if issued is None:
            raise ApiError(45009)
        return {"access_token": issued[0], "expires_in": issued[1]}

    def _person(self, body: dict[str, Any], must_follow: bool = True) -> Person:
        person = self.people.get(str(body.get("touser", "")))
        if person is None:
            raise ApiError(40003)
        if must_follow and not person.following:
            raise ApiError(43004)
        return person

    def _send(self, body: dict[str, Any]) -> None:
        person = self._person(body)
        text = message_text(body)
        errcode = person.spend(self.clock.now())
        if errcode:
            raise ApiError(errcode)
        person.seen.append(text)

    def _typing(self, body: dict[str, Any]) -> None:
        person = self._person(body)
        errcode = person.type_now(str(body.get("command", "")), self.clock.now())
        if errcode:
            raise ApiError(errcode)

    def _template(self, body: dict[str, Any]) -> dict[str, Any]:
        person = self._person(body)
        template_id, fields = self._filled(body)
        notice = self._notice("template", person, template_id, fields)
        notice.url = body.get("url")
        return {"msgid": notice.msgid}

    def _bizsend(self, body: dict[str, Any]) -> None:
        person = self._person(body, must_follow=False)
        template_id, fields = self._filled(body)
        if not person.use_consent(template_id):
            raise ApiError(43101)
        self._notice("subscription", person, template_id, fields)

    def _once(self, body: dict[str, Any]) -> None:
        person = self._person(body, must_follow=False)
        scene, title, content = check_once(body)
        template_id = str(body.get("template_id", ""))
        if not person.use_consent(template_id, scene):
            raise ApiError(43101)
        notice = self._notice("once", person, template_id, {"content": content})
        self.pending.remove(notice)
        notice.title, notice.status = title, "success"

    def _filled(self, body: dict[str, Any]) -> tuple[str, dict[str, str]]:
        template_id = str(body.get("template_id", ""))
        if not template_id or (self.templates and template_id not in self.templates):
            raise ApiError(40037)
        return template_id, check_fields(body.get("data"), self.templates.get(template_id))

    def _notice(self, kind: str, person: Person, template_id: str, data: dict[str, str]) -> Notice:
        self._msgid += 1
        notice = Notice(kind, person.openid, template_id, data, self._msgid)
        person.notices.append(notice)
        self.pending.append(notice)
        return notice

    def _create_menu(self, body: dict[str, Any]) -> None:
        check_menu(body)
        self.menu = body

    def _quota(self, body: dict[str, Any]) -> dict[str, Any]:
        path = str(body.get("cgi_path", ""))
        if path not in ALLOWED:
            raise ApiError(76021)
        if self.account not in ALLOWED[path]:
            raise ApiError(76022)
        used = sum(call.path == path for call in self.calls)
        quota = {"daily_limit": DAILY_CALLS, "used": used, "remain": DAILY_CALLS - used}
        return {"quota": quota}

    def _list_templates(self, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "template_list": [
                {"template_id": id_, "title": "template", "content": _content(fields)}
                for id_, fields in self.templates.items()
            ]
        }

    def _list_notices(self, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "data": [
                {"priTmplId": id_, "title": "notice", "content": _content(fields), "type": 2}
                for id_, fields in self.templates.items()
            ]
        }

    def _media_reply(self, media_id: str) -> Reply:
        media = self.media.get(media_id)
        if media is None or self.clock.now() - media.added > timedelta(days=3):
            return json_reply({"errcode": 40007, "errmsg": ERRMSG[40007]}, content_type=JSON_TYPE)
        headers = {
            "Content-Type": media.content_type,
            "Content-Disposition": f'attachment; filename="{media_id}"',
        }
        return Reply(200, media.data, headers)


def _content(fields: frozenset[str]) -> str:
    return "\n".join(f"{name}: {{{{{name}.DATA}}}}" for name in sorted(fields))
