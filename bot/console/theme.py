"""The look that all pages share: style sheet, script, the bar on top."""

import hashlib
from functools import cache
from pathlib import Path

from nicegui import ui

from bot.clock import Clock
from bot.console.parts import Tag, box, icon, tag
from bot.console.words import GROUP, ROLE
from bot.models import Group, Role, Staff
from bot.services.sheets.tables import may_edit
from bot.services.undelivered import may_settle

ASSETS = Path(__file__).parent / "assets"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_ACCENT = "#0f6b62"


@cache
def asset(name: str) -> str:
    """The address of a file of ours; it changes with the file."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/console/assets/{name}?v={digest}"


def dress(clock: Clock) -> None:
    """Load style and script into a page, and tell the browser the server's time."""
    now = int(clock.now().timestamp() * 1000)
    ui.add_head_html(f'<link rel="stylesheet" href="{asset("desk.css")}">')
    ui.add_head_html(f'<script src="{asset("desk.js")}"></script>')
    ui.add_head_html(f"<script>desk.start({now})</script>")
    ui.colors(primary=_ACCENT, positive="#1f7a4d", negative="#b3261e", warning="#9a5b00")


def bar(company: str, me: Staff, here: str) -> None:
    """The bar on top: company, pages, who is signed in."""
    with box("bar", "header"):
        with box("brand"):
            tag(company[:1], "mark")
            tag(company, "company")
            tag("客服工作台", "product")
        with box("pages", "nav"):
            _page_link("会话", "/console/", here == "desk")
            _page_link("工单", "/console/cases", here == "cases")
            _page_link("回访", "/console/callbacks", here == "callbacks")
            if may_settle(me):
                _page_link("质量", "/console/quality", here == "quality")
                _page_link("待发", "/console/outbox", here == "outbox")
            if may_edit(me):
                _page_link("服务目录", "/console/catalogue", here == "catalogue")
                _page_link("服务人员", "/console/people", here == "people")
        with box("me"):
            with box("me-text"):
                tag(me.display_name, "me-name")
                tag(f"{GROUP[Group(me.group)]} · {ROLE[Role(me.role)]}", "me-role")
            _sign_out_form()


def _page_link(text: str, target: str, is_here: bool) -> None:
    link = Tag("a", text, "page here" if is_here else "page")
    link.props["href"] = target


def _sign_out_form() -> None:
    form = ui.element("form")
    form.props["method"], form.props["action"] = "post", "/console/logout"
    with form:
        leave = box("btn quiet icon-only", "button")
        leave.props["type"], leave.props["title"] = "submit", "退出登录"
        leave.props["aria-label"] = "退出登录"
        with leave:
            icon("logout")
