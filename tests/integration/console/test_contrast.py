"""The measure of contrast itself, on colours whose ratio is known (WCAG 2.2, 1.4.3)."""

from playwright.sync_api import Browser

from tests.integration.console.contrast import poor_contrast

_PAGE = """<body style="background:#fff">
<p style="color:#767676">4.54 on white</p> <p style="color:#777">4.48 on white</p>
<p style="color:#949494;font-size:24px">3.03, large</p>
<div style="background:#000"><p style="color:rgba(255,255,255,.4)">white, half through</p></div>
<div style="background:#0f6b62"><button style="color:#fff;background:none">on green</button></div>
<button disabled style="color:#ccc">switched off</button> <input placeholder="hint">
<div style="opacity:.5"><p style="color:#333">faint</p></div>
<p style="color:#eee;visibility:hidden">not there</p></body>"""


def test_what_is_hard_to_read_is_found_and_nothing_else(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(_PAGE + "<style>::placeholder { color: #bbb }</style>")
    found = " ".join(poor_contrast(page))
    page.close()
    for text in ("4.48 on white", "white, half through", "hint", "faint"):
        assert text in found
    for text in ("4.54", "3.03, large", "on green", "switched off", "not there"):
        assert text not in found
