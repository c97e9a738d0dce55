"""The errcodes the fake answers with, and the words WeChat puts beside them."""

ERRMSG = {
    -1: "system error",
    0: "ok",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40022: "invalid sub button size",
    40037: "invalid template_id",
    40066: "invalid url",
    40125: "invalid appsecret",
    41001: "access_token missing",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43019: "require remove blacklist",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "command out of limit",
    45080: "need recent interaction with user",
    45081: "already in typing state",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    76021: "cgi_path not found, please check",
    76022: "could not use this cgi_path, no permission",
}


class ApiError(Exception):
    """A refusal with an errcode."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        """``detail`` is added to the usual words."""
        super().__init__(errcode)
        self.errcode = errcode
        self.errmsg = f"{ERRMSG.get(errcode, 'error')} {detail}".strip()
