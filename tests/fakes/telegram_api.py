"""The methods of the Bot API that the fake serves."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .clock import Clock
from .faults import Fault, Faults
from .http import SILENCE, Reply, Request, json_reply
from .telegram_chats import Chat, Message, unix
from .telegram_errors import ApiError, bad_request
from .telegram_markup import entities, read_markup, shown_text
from .telegram_params import as_bool, as_int, as_json, params_of
from .telegram_updates import UpdateQueue, Webhook

# Calls that meet an ordered fault only when it names them.
SPARED = frozenset(
    {"getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "setMyCommands"}
    | {"sendChatAction"}
)
ACTIONS = re.compile(
    r"typing|choose_sticker|find_location|upload_(photo|document|video|video_note|voice)"
    r"|record_(video|video_note|voice)"
)
FILE_BYTES = 20 * 1024 * 1024


@dataclass
class Call:
    """One call of the bot; ``status`` is what it was answered with."""

    method: str
    params: dict[str, Any]
    status: int = 200


@dataclass
class Callback:
    """A pressed inline button and what the bot answered to it."""

    id: str
    data: str
    answered: bool = False
    text: str | None = None
    alert: bool = False
    expired: bool = False


class TelegramApi:
    """State and rules of one bot, reached through ``answer``."""

    def __init__(self, token: str, clock: Clock) -> None:
        """The bot's id is the part of the token before the colon."""
        self.token, self.clock = token, clock
        self.queue = UpdateQueue(clock)
        self.faults = Faults(SPARED)
        self.lock = threading.RLock()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.callbacks: dict[str, Callback] = {}
        self.commands: list[dict[str, str]] = []
        self.calls: list[Call] = []
        self.me = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "前台",
            "username": "frontdesk_test_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getme": lambda params: self.me,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "sendmessage": self._send_message,
            "sendchataction": self._chat_action,
            "answercallbackquery": self._answer_callback,
            "editmessagetext": self._edit_text,
            "editmessagereplymarkup": self._edit_markup,
            "setmycommands": self._set_commands,
            "getmycommands": lambda params: self.commands,
            "getfile": self._get_file,
        }

    def answer(self, request: Request) -> Reply:
        """Answer one request, with the faults a test ordered."""
        match = re.fullmatch(r"(/file)?/bot([^/]+)/(.+)", request.path)
        if match is None:
            return json_reply(ApiError(404, "Not Found").body(), 404)
        if match[2] != self.token:
            return json_reply(ApiError(401, "Unauthorized").body(), 401)
        name = f"file/{match[3]}" if match[1] else match[3]
        fault = self.faults.take(name)
        if fault and fault.kind == "http":
            self._note(Call(name, {}, fault.detail))
            return Reply(fault.detail, b"<html>error</html>", {"Content-Type": "text/html"})
        if fault and fault.kind == "lost":
            return SILENCE
        reply = self._file(match[3]) if match[1] else self._answer(name, request, fault)
        return SILENCE if fault and fault.kind == "timeout" else reply

    def run(self, method: str, params: dict[str, Any]) -> Any:
        """Carry out one method (also one that came as a webhook's answer)."""
        todo = self._methods.get(method.lower())
        if todo is None:
            raise ApiError(404, "Not Found: method not found")
        with self.lock:
            return todo(params)

    def now(self) -> int:
        """Return the time as Telegram writes it."""
        return unix(self.clock.now())

    def chat(self, value: Any) -> Chat:
        """Find a chat that may be written to."""
        try:
            chat = self.chats.get(int(value))
        except (TypeError, ValueError):
            chat = None
        if chat is None:
            raise bad_request("chat not found")
        chat.check_writable()
        return chat

    def _answer(self, name: str, request: Request, fault: Fault | None) -> Reply:
        call = Call(name, {})
        self._note(call)
        try:
            call.params = params_of(request)
            if fault and fault.kind == "reply":
                raise fault.detail
            if name.lower() == "getupdates":
                result: Any = self._get_updates(call.params, request)
            else:
                result = self.run(name, call.params)
        except ApiError as error:
            call.status = error.code
            return json_reply(error.body(), error.code)
        return json_reply({"ok": True, "result": result})

    def _note(self, call: Call) -> None:
        with self.lock:
            self.calls.append(call)

    def _get_updates(self, params: dict[str, Any], request: Request) -> list[dict[str, Any]]:
        if "allowed_updates" in params:
            self.queue.allowed = as_json(params["allowed_updates"]) or []
        limit = min(max(as_int(params.get("limit"), 100), 1), 100)
        timeout = min(max(as_int(params.get("timeout"), 0), 0), 50)
        offset = as_int(params.get("offset"), 0)
        return self.queue.poll(offset, limit, timeout, request.gone)

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        url = str(params.get("url", ""))
        parts = urlsplit(url)
        if url and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = str(params.get("secret_token") or "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        most = min(max(as_int(params.get("max_connections"), 40), 1), 100)
        with self.queue.changed:
            self.queue.webhook = Webhook(url, secret, most)
            if "allowed_updates" in params:
                self.queue.allowed = as_json(params["allowed_updates"]) or []
            if as_bool(params.get("drop_pending_updates")):
                self.queue.pending.clear()
            self.queue.changed.notify_all()
        return True

    def _delete_webhook(self, params: dict[str, Any]) -> bool:
        dropping = {"drop_pending_updates": params.get("drop_pending_updates")}
        return self._set_webhook(dropping)

    def _webhook_info(self, params: dict[str, Any]) -> dict[str, Any]:
        with self.queue.changed:
            self.queue.forget_old()
            hook, waiting = self.queue.webhook, len(self.queue.pending)
        info: dict[str, Any] = {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }
        if hook.url:
            info["max_connections"] = hook.max_connections
        if hook.last_error_date is not None:
            info["last_error_date"] = hook.last_error_date
            info["last_error_message"] = hook.last_error_message
        return info | ({"allowed_updates": self.queue.allowed} if self.queue.allowed else {})

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        chat = self.chat(params.get("chat_id"))
        text = shown_text(params.get("text"), params.get("parse_mode"))
        markup = read_markup(params.get("reply_markup"), chat.private)
        reply = as_json(params.get("reply_parameters")) or {}
        wanted = as_int(reply.get("message_id"), 0)
        if wanted and not chat.knows(wanted) and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return self.message_json(chat, chat.post(text, markup, self.now()))

    def message_json(self, chat: Chat, message: Message) -> dict[str, Any]:
        """Return the Message object of a message of the bot."""
        data = {
            "message_id": message.message_id,
            "from": {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")},
            "chat": chat.json(),
            "date": message.date,
            "text": message.text,
        }
        if marks := entities(message.text):
            data["entities"] = marks
        if message.markup and "inline_keyboard" in message.markup:
            data["reply_markup"] = message.markup
        return data | ({"edit_date": self.now()} if message.edited else {})

    def _chat_action(self, params: dict[str, Any]) -> bool:
        chat = self.chat(params.get("chat_id"))
        if not ACTIONS.fullmatch(str(params.get("action"))):
            raise bad_request("wrong parameter action in request")
        chat.actions.append(str(params["action"]))
        return True

    def _answer_callback(self, params: dict[str, Any]) -> bool:
        callback = self.callbacks.get(str(params.get("callback_query_id")))
        if callback is None or callback.expired:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        if len(str(params.get("text") or "")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        callback.answered, callback.text = True, params.get("text")
        callback.alert = as_bool(params.get("show_alert"))
        return True

    def _edit_text(self, params: dict[str, Any]) -> dict[str, Any]:
        text = shown_text(params.get("text"), params.get("parse_mode"))
        return self._edit(params, text)

    def _edit_markup(self, params: dict[str, Any]) -> dict[str, Any]:
        return self._edit(params, None)

    def _edit(self, params: dict[str, Any], text: str | None) -> dict[str, Any]:
        chat = self.chat(params.get("chat_id"))
        message = chat.find(as_int(params.get("message_id"), 0))
        markup = read_markup(params.get("reply_markup"), chat.private)
        if markup and "inline_keyboard" not in markup:
            raise bad_request("inline keyboard expected")
        markup = markup if markup and any(markup["inline_keyboard"]) else None
        text = message.text if text is None else text
        if (text, markup) == (message.text, message.markup):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.show(text, markup)
        message.edited = True
        return self.message_json(chat, message)

    def _set_commands(self, params: dict[str, Any]) -> bool:
        commands = as_json(params.get("commands")) or []
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands = commands
        return True

    def _get_file(self, params: dict[str, Any]) -> dict[str, Any]:
        file_id = str(params.get("file_id", ""))
        if file_id not in self.files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        path, data = self.files[file_id]
        if len(data) > FILE_BYTES:
            raise bad_request("file is too big")
        unique = f"u-{file_id}"
        return {
            "file_id": file_id,
            "file_unique_id": unique,
            "file_size": len(data),
            "file_path": path,
        }

    def _file(self, path: str) -> Reply:
        for known, data in self.files.values():
            if known == path:
                return Reply(200, data, {"Content-Type": "application/octet-stream"})
        return json_reply(ApiError(404, "Not Found").body(), 404)
