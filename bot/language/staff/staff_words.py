"""What a member of the staff says in the chat that gets alarms: to stop them."""

import re

_STOP = re.compile(
    r"^(?:请|我要|帮我)?(?:(?:解除|取消)绑定|解绑"
    r"|(?:停止|取消|关闭|退订|不要|不想|别)(?:再|要)?(?:收|发|接收|收到)?(?:给我)?(?:值班)?(?:告警|提醒))"
    r"(?:了|吧|啊|一下)*[。！!.]*$"
    r"|^(?:unbind|stop(?: the)? alarms?)[.!]*$",
    re.IGNORECASE,
)


def wants_no_alarms(text: str) -> bool:
    """Whether the whole message asks to end the alarms: “解除绑定”, “别发告警了”, “unbind”."""
    return _STOP.search(text.strip()) is not None
