"""Stands in for the language engine where a run needs more turns, or starts, than Rasa has time for.

Started by the application's own supervisor with Rasa's own arguments (``python -m rasa run …``), it
speaks the three routes that the application uses. Reading is a table of words; what a turn does is
told by the project's own ``rules.yml`` and by the forms of ``domain.yml``, and done by the real
action route: session start, form validation, question or action, in the order that Rasa calls
them. As with Rasa a tracker lives in memory, and an action that fails ends the turn.
"""

import argparse
import json
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

ROOT = Path(__file__).resolve().parents[4]
MEANINGS = (
    (r"投诉|脏|没擦|迟到|态度", "complaint_quality"),
    (r"多少钱|价格|怎么收费", "enquiry_price"),
    (r"包括|内容|哪些", "enquiry_content"),
    (r"几点|营业|上班", "enquiry_area_hours"),
    (r"优惠|活动", "enquiry_promotion"),
    (r"查.*订单|我的订单", "order_status"),
    (r"约|预订", "order_place"),
    (r"谢", "thanks"),
    (r"再见|拜拜", "goodbye"),
    (r"你好|您好|在吗", "greet"),
    (r"^(好|是|对|确认|可以)", "affirm"),
    (r"^(不|算了)", "deny"),
)

type Json = dict[str, Any]


def _load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _rules() -> tuple[dict[str, str], dict[str, str]]:
    """What follows an intent, and what follows a form that has all it needs."""
    after: dict[str, str] = {}
    submit: dict[str, str] = {}
    for rule in _load(ROOT / "nlu" / "data" / "rules.yml")["rules"]:
        steps = rule["steps"]
        if "intent" in steps[0]:
            after[steps[0]["intent"]] = steps[1]["action"]
        else:
            submit[steps[0]["action"]] = steps[-1]["action"]
    return after, submit


class Actions:
    """The application's action route."""

    def __init__(self, url: str) -> None:
        self._url = url

    def run(self, name: str, sender: str, slots: Json) -> Json:
        tracker = {"sender_id": sender, "slots": slots, "latest_message": {}, "events": []}
        call = {"next_action": name, "sender_id": sender, "tracker": tracker}
        request = urllib.request.Request(
            self._url, json.dumps(call).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))


class Dialogue:
    """One turn after the other; a sender's slots and form are kept as a tracker keeps them."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._after, self._submit = _rules()
        self._forms = {
            name: form["required_slots"]
            for name, form in _load(ROOT / "domain.yml")["forms"].items()
        }
        self._trackers: dict[str, Json] = {}

    def take(self, sender: str, intent: str) -> list[Json]:
        """What the bot says; nothing more after an action that failed."""
        said: list[Json] = []
        try:
            if sender not in self._trackers:
                self._trackers[sender] = {"slots": {}, "form": None}
                self._do("action_session_start", sender, said)
            self._follow(intent, sender, said)
        except (urllib.error.URLError, ValueError, OSError) as error:
            sys.stderr.write(f"action failed: {error}\n")
        return said

    def _follow(self, intent: str, sender: str, said: list[Json]) -> None:
        form = self._trackers[sender]["form"] if intent == "inform" else None
        action = form or self._after[intent]
        if action not in self._forms:
            self._do(action, sender, said)
            return
        self._do(f"validate_{action}", sender, said)
        slots = self._trackers[sender]["slots"]
        missing = [slot for slot in self._forms[action] if slots.get(slot) is None]
        self._do(f"action_ask_{action}_{missing[0]}" if missing else self._submit[action],
                 sender, said)  # fmt: skip

    def _do(self, action: str, sender: str, said: list[Json]) -> None:
        tracker = self._trackers[sender]
        done = self._actions.run(action, sender, tracker["slots"])
        said += done["responses"]
        for event in done["events"]:
            if event["event"] == "slot":
                tracker["slots"][event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                tracker["form"] = event["name"]


def parse(text: str) -> Json:
    """The first meaning whose words are in the text, surely; else nothing of ours."""
    intent = next((i for words, i in MEANINGS if re.search(words, text)), "out_of_scope")
    ranked = [{"name": intent, "confidence": 0.97}]
    return {"text": text, "intent": ranked[0], "intent_ranking": ranked, "entities": []}


def make_handler(token: str, model: str, dialogue: Dialogue) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self._answer({"model_id": model, "model_file": model})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if urlsplit(self.path).path == "/model/parse":
                self._answer(parse(body["text"]))
            else:
                said = dialogue.take(body["sender"], body["message"].removeprefix("/"))
                self._answer([{"recipient_id": body["sender"], **line} for line in said])

        def _answer(self, data: Any) -> None:
            known = parse_qs(urlsplit(self.path).query).get("token") == [token]
            body = json.dumps(data if known else {"status": "failure"}).encode()
            self.send_response(200 if known else 401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--auth-token")
    options.add_argument("-i")
    options.add_argument("-p", type=int)
    options.add_argument("-m")
    given, _ = options.parse_known_args()
    dialogue = Dialogue(Actions(os.environ["FRONTDESK_ACTION_URL"]))
    handler = make_handler(given.auth_token, Path(given.m).stem, dialogue)
    server = ThreadingHTTPServer((given.i, given.p), handler)
    server.daemon_threads = True
    _wait_for(os.environ["FRONTDESK_ACTION_URL"])
    server.serve_forever()


def _wait_for(url: str) -> None:
    """Rasa is ready long after the application listens; who comes before it finds no actions."""
    where = urlsplit(url)
    while True:
        try:
            socket.create_connection((where.hostname or "", where.port or 0), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
