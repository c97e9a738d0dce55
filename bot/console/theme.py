"""The look that all pages share: style sheet, script, the bar on top."""

import hashlib
from functools import cache
from pathlib import Path

from nicegui import ui

from bot.clock import Clock
from bot.console.parts import Tag, box, icon, tag
from bot.console.words import GROUP, ROLE
from bot.models import Group, Role, Staff
from bot.services.staff.permissions import PAGES, may

ASSETS = Path(__file__).parent / "assets"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_ACCENT = "#0f6b62"
_PAGES = {
    "/": ("desk", "会话"),
    "/search": ("search", "搜索"),
    "/intake": ("intake", "登记"),
    "/cases": ("cases", "工单"),
    "/callbacks": ("callbacks", "回访"),
    "/roster": ("roster", "排班"),
    "/handover": ("handover", "交接班"),
    "/quality": ("quality", "质量"),
    "/outbox": ("outbox", "待发"),
    "/catalogue": ("catalogue", "服务目录"),
    "/people": ("people", "服务人员"),
    "/staff": ("staff", "账号"),
}


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
    ui.add_head_html(f'<script src="{asset("keys.js")}"></script>')
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
            for path, (key, title) in _PAGES.items():
                if may(me, PAGES[path]):
                    _page_link(title, f"/console{path}", here == key)
        with box("me"):
            ui.context.client.storage["bar_slot"] = box("slot")
            _keys_button()
            name = box("me-text", "a")
            name.props["href"], name.props["title"] = "/console/me", "我的账号"
            with name:
                tag(me.display_name, "me-name")
                tag(f"{GROUP[Group(me.group)]} · {ROLE[Role(me.role)]}", "me-role")
            _sign_out_form()


def _page_link(text: str, target: str, is_here: bool) -> None:
    link = Tag("a", text, "page here" if is_here else "page")
    link.props["href"] = target


def _keys_button() -> None:
    """Lists the keys; `?` does the same."""
    keys = box("btn quiet icon-only keys-button", "button")
    keys.props["type"], keys.props["title"] = "button", "键盘快捷键（?）"
    keys.props["aria-label"] = "键盘快捷键"
    keys.on("click", js_handler="() => keys.help()")
    with keys:
        icon("keyboard")


def _sign_out_form() -> None:
    form = ui.element("form")
    form.props["method"], form.props["action"] = "post", "/console/logout"
    with form:
        leave = box("btn quiet icon-only", "button")
        leave.props["type"], leave.props["title"] = "submit", "退出登录"
        leave.props["aria-label"] = "退出登录"
        with leave:
            icon("logout")
