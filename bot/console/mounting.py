"""Puts the console into the web application under /console."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from nicegui import app as pages
from nicegui import run, ui

from bot.console import (
    callbacks,
    cases,
    desk,
    handover,
    intake,
    ledger,
    outbox,
    own_account,
    pictures,
    quality,
    roster,
    search,
    sign_in,
    staffing,
    theme,
)
from bot.console.live import Pulse
from bot.console.session import Guard
from bot.house import House

_RECONNECT_SECONDS = 30.0


def mount(app: FastAPI, house: House) -> None:
    """Serve the console of ``house`` at /console (REQ A4, G3).

    NiceGUI has one application per process: mounting again replaces what was mounted before.
    """
    app.mount("/console/assets", StaticFiles(directory=theme.ASSETS), name="console-assets")
    app.include_router(sign_in.make_router(house), include_in_schema=False)
    app.include_router(pictures.make_router(house), include_in_schema=False)
    _forget_earlier_mount()
    pages.storage.path = house.settings.data.resolve() / "console"
    pages.add_middleware(Guard, house=house)
    pulse = Pulse(house)
    desk.add_page(house, pulse)
    cases.add_page(house, pulse)
    roster.add_page(house, pulse)
    handover.add_page(house, pulse)
    search.add_page(house, pulse)
    intake.add_page(house, pulse)
    outbox.add_page(house, pulse)
    ledger.add_pages(house, pulse)
    callbacks.add_page(house, pulse)
    quality.add_page(house, pulse)
    staffing.add_page(house, pulse)
    own_account.add_page(house, pulse)
    ui.run_with(
        app,
        mount_path="/console",
        title=f"客服工作台 · {house.settings.company}",
        favicon=theme.ASSETS / "icon.svg",
        language="zh-CN",
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=_RECONNECT_SECONDS,
        binding_refresh_interval=None,
    )


def _forget_earlier_mount() -> None:
    pages.user_middleware.clear()
    pages.middleware_stack = None
    try:
        run.thread_pool.submit(int)
    except RuntimeError:  # an earlier application of this process was shut down
        run.reset()
