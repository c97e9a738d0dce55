"""What customers of the official account do, and the pushes this makes."""

from typing import Any

from .clock import Clock
from .wechat_api import Media, WeChatApi
from .wechat_people import ACTION_WINDOW, MESSAGE_WINDOW, Notice, Person
from .wechat_push import Push, Pusher, PushResult
from .wechat_xml import push_xml

OPENING_EVENTS = frozenset({"subscribe", "SCAN", "CLICK", "scancode_push", "scancode_waitmsg"})


class Customers:
    """The customers' side of the fake; every method waits for the product's answer."""

    def __init__(self, api: WeChatApi, pusher: Pusher, clock: Clock) -> None:
        """Share the account's state and its pusher."""
        self.api, self.pusher, self.clock = api, pusher, clock
        self._serial = 24_300_000_000_000_000

    @property
    def url(self) -> str:
        """Where pictures can be fetched."""
        raise NotImplementedError

    def follow(self, openid: str, scene: str = "") -> PushResult:
        """Follow the account, by a QR code if ``scene`` is given."""
        key = f"qrscene_{scene}" if scene else ""
        return self.event(openid, "subscribe", EventKey=key)

    def unfollow(self, openid: str) -> PushResult:
        """Stop following."""
        return self.event(openid, "unsubscribe", EventKey="")

    def says(self, openid: str, text: str) -> PushResult:
        """Write a text."""
        return self._message(openid, "text", Content=text)

    def writes(self, openid: str, text: str) -> tuple[str, Push]:
        """Write a text that is still on its way; its MsgId, and the push for ``deliver``."""
        person, msgid = self._contact(openid), self._next()
        person.message_window.open(MESSAGE_WINDOW, self.clock.now())
        body = self._xml(openid, "text", Content=text, MsgId=msgid)
        return str(msgid), self.pusher.make(openid, body)

    def deliver(self, push: Push) -> PushResult:
        """Deliver a push; the identical one may be delivered again and again."""
        return self._show(self._person(push.openid), self.pusher.deliver(push))

    def picks(self, openid: str, content: str, menu_id: str) -> PushResult:
        """Tap a line of a msgmenu message: a text that opens the small window only."""
        person = self._contact(openid)
        person.action_window.open(ACTION_WINDOW, self.clock.now())
        body = self.text_xml(openid, content, bizmsgmenuid=menu_id)
        return self._deliver(person, body)

    def image(
        self, openid: str, data: bytes = b"\xff\xd8\xff\xd9", content_type: str = "image/jpeg"
    ) -> PushResult:
        """Send a picture; it can be fetched by MediaId and by PicUrl."""
        media_id = self.put_media(data, content_type)
        return self._message(openid, "image", PicUrl=f"{self.url}/pic/{media_id}", MediaId=media_id)

    def voice(
        self, openid: str, data: bytes = b"#!AMR\n", recognition: str | None = None
    ) -> PushResult:
        """Send a voice message; ``recognition`` may be empty, as it is being retired."""
        fields: dict[str, Any] = {
            "MediaId": self.put_media(data, "audio/amr"),
            "Format": "amr",
        }
        if recognition is not None:
            fields["Recognition"] = recognition
        return self._message(openid, "voice", **fields)

    def location(self, openid: str, lat: float, lon: float, label: str = "") -> PushResult:
        """Send a place."""
        return self._message(
            openid, "location", Location_X=lat, Location_Y=lon, Scale=15, Label=label
        )

    def event(self, openid: str, event: str, **fields: Any) -> PushResult:
        """Push any event; CLICK, SCAN, scancode_* and subscribe open the 3/1 min window."""
        person = self._person(openid)
        if event in ("subscribe", "unsubscribe"):
            person.following = event == "subscribe"
        if event in OPENING_EVENTS:
            person = self._contact(openid)
            person.action_window.open(ACTION_WINDOW, self.clock.now())
        return self._deliver(person, self.event_xml(openid, event, **fields))

    def clicks(self, openid: str, key: str) -> PushResult:
        """Tap a menu button of the kind click."""
        return self.event(openid, "CLICK", EventKey=key)

    def scans(self, openid: str, scene: str) -> PushResult:
        """Scan the account's QR code as a follower."""
        return self.event(openid, "SCAN", EventKey=scene, Ticket=f"ticket-{scene}")

    def consents(self, openid: str, template_id: str, times: int = 1) -> PushResult:
        """Accept subscription notices in the pop-up; each time is good for one message."""
        self._person(openid).consent(template_id, times=times)
        return self._popup(openid, template_id, "accept")

    def refuses(self, openid: str, template_id: str) -> PushResult:
        """Refuse subscription notices in the pop-up; standing consents are gone."""
        self._person(openid).consents.pop((template_id, ""), None)
        return self._popup(openid, template_id, "reject")

    def consents_once(self, openid: str, template_id: str, scene: str | int) -> None:
        """Confirm a one-time subscription on its web page (WeChat pushes nothing)."""
        self._person(openid, following=False).consent(template_id, str(scene))

    # -- pushes by hand

    def text_xml(self, openid: str, text: str, **more: Any) -> bytes:
        """Write the body of a text push with a fresh MsgId."""
        return self._xml(openid, "text", Content=text, MsgId=self._next(), **more)

    def event_xml(self, openid: str, event: str, **fields: Any) -> bytes:
        """Write the body of an event push."""
        return self._xml(openid, "event", Event=event, **fields)

    def push_raw(
        self,
        body: str | bytes,
        *,
        openid: str = "o-raw",
        signature: str | None = None,
        timestamp: int | str | None = None,
        nonce: str | None = None,
        appid: str | None = None,
        encrypt: bool | None = None,
        msg_signature: str | None = None,
    ) -> PushResult:
        """Deliver any body once, signed truly except for what the test replaces."""
        raw = body.encode() if isinstance(body, str) else body
        signed = self.pusher.sign(timestamp, nonce, signature)
        push = self.pusher.make(
            openid, raw, encrypt=encrypt, appid=appid, signed=signed, msg_signature=msg_signature
        )
        return self.pusher.deliver(push, tries=1)

    def repeat(self, result: PushResult) -> PushResult:
        """Deliver the very same push again, as when WeChat lost the answer."""
        return self.deliver(result.push)

    def verify_url(self, signature: str | None = None) -> bool:
        """Do the URL check of the developer console: True if echostr came back unchanged."""
        status, sent, came = self.pusher.verify(signature)
        return status == 200 and sent == came

    def finish_templates(self, status: str = "success") -> list[PushResult]:
        """Report the outcome of every template and subscription message sent so far."""
        with self.api.lock:
            notices, self.api.pending = self.api.pending, []
        results = []
        for notice in notices:
            notice.status = status
            results.append(self._report(notice))
        return results

    def put_media(self, data: bytes, content_type: str, media_id: str | None = None) -> str:
        """Keep a file for media/get and return its media_id."""
        media_id = media_id or f"media-{self._next()}"
        self.api.media[media_id] = Media(data, content_type, self.clock.now())
        return media_id

    # -- inside

    def _next(self) -> int:
        with self.api.lock:
            self._serial += 1
            return self._serial

    def _person(self, openid: str, following: bool = True) -> Person:
        with self.api.lock:
            return self.api.people.setdefault(openid, Person(openid, following))

    def _known(self, openid: str) -> Person:
        """Look a customer up without making the openid known to the account."""
        return self.api.people.get(openid) or Person(openid, following=False)

    def _contact(self, openid: str) -> Person:
        person = self._person(openid)
        person.last_contact = self.clock.now()
        return person

    def _xml(self, openid: str, kind: str, **fields: Any) -> bytes:
        return push_xml(self.pusher.account_id, openid, self.pusher.stamp(), kind, **fields)

    def _message(self, openid: str, kind: str, **fields: Any) -> PushResult:
        person = self._contact(openid)
        person.message_window.open(MESSAGE_WINDOW, self.clock.now())
        return self._deliver(person, self._xml(openid, kind, MsgId=self._next(), **fields))

    def _deliver(self, person: Person, body: bytes) -> PushResult:
        push = self.pusher.make(person.openid, body)
        return self._show(person, self.pusher.deliver(push))

    def _show(self, person: Person, result: PushResult) -> PushResult:
        """Let the customer see what came of a push: a text, or that the service is down."""
        with self.api.lock:
            if result.text is not None and person.following:
                person.seen.append(result.text)
            if result.error is not None:
                person.errors.append(result.error)
        return result

    def _popup(self, openid: str, template_id: str, choice: str) -> PushResult:
        entry = {"TemplateId": template_id, "SubscribeStatusString": choice, "PopupScene": 2}
        fields = {"SubscribeMsgPopupEvent": {"List": [entry]}}
        return self.event(openid, "subscribe_msg_popup_event", **fields)

    def _report(self, notice: Notice) -> PushResult:
        if notice.kind == "template":
            return self.event(
                notice.openid, "TEMPLATESENDJOBFINISH", MsgID=notice.msgid, Status=notice.status
            )
        good = notice.status == "success"
        entry = {
            "TemplateId": notice.template_id,
            "MsgID": str(notice.msgid),
            "ErrorCode": 0 if good else 1,
            "ErrorStatus": notice.status,
        }
        fields = {"SubscribeMsgSentEvent": {"List": [entry]}}
        return self.event(notice.openid, "subscribe_msg_sent_event", **fields)
