"""WeChat's envelopes: signature, freshness, safe XML, AES, and the passive reply.

Source: https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html and
…/Message_Management/Message_encryption_and_decryption_instructions.html
"""

import hmac
import re
import secrets
import struct
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.replies import TextReply
from wechatpy.utils import WeChatSigner

from bot.clock import Clock
from bot.errors import BadPushError, ConfigurationError, SignatureError
from bot.settings import Settings

FRESH_SECONDS = 600
_LARGEST = 256 * 1024
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Envelopes:
    """Opens pushes and closes replies with the account's token and AES key."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        secret, key = settings.wechat_token, settings.wechat_aes_key
        self._token = secret.get_secret_value() if secret else ""
        if not self._token:
            raise ConfigurationError("FRONTDESK_WECHAT_TOKEN is missing: take it from 基本配置")
        self._clock = clock
        self._crypto = _crypto(self._token, key.get_secret_value() if key else "", settings)

    def check_url(self, params: Mapping[str, str]) -> None:
        """Check the signature of a URL verification or a plain push.

        Raises:
            SignatureError: wrong, or older than 10 minutes.
        """
        self._check(params, "signature")

    def open(self, params: Mapping[str, str], body: bytes) -> str:
        """The XML of a push, decrypted.

        Raises:
            SignatureError, BadPushError
        """
        if params.get("encrypt_type", "raw") != "aes":
            if self._crypto is not None:
                raise SignatureError("a plain push, but FRONTDESK_WECHAT_AES_KEY asks for 安全模式")
            self.check_url(params)
            xml = _text(body)
            safe_fields(xml)
            return xml
        sealed = safe_fields(_text(body)).get("Encrypt")
        if not sealed:
            raise BadPushError("an encrypted WeChat push without its content")
        self._check(params, "msg_signature", sealed)
        xml = self._decrypt(params, sealed)
        safe_fields(xml)
        return xml

    def _check(self, params: Mapping[str, str], name: str, *more: str) -> None:
        stamp, nonce = params.get("timestamp", ""), params.get("nonce", "")
        signer: Any = WeChatSigner()
        signer.add_data(self._token, stamp, nonce, *more)
        given = params.get(name, "")
        if not hmac.compare_digest(given.encode(), str(signer.signature).encode()):
            raise SignatureError("a WeChat push with a wrong signature")
        if not stamp.isdecimal() or abs(self._now() - int(stamp)) > FRESH_SECONDS:
            raise SignatureError("a stale WeChat push: is the server's time right?")

    def _decrypt(self, params: Mapping[str, str], sealed: str) -> str:
        if self._crypto is None:
            raise SignatureError("an encrypted push, but FRONTDESK_WECHAT_AES_KEY is empty")
        try:
            xml = self._crypto.decrypt_message(
                {"Encrypt": sealed}, params["msg_signature"], params["timestamp"], params["nonce"]
            )
        except (InvalidAppIdException, InvalidSignatureException):
            raise SignatureError("a WeChat push for another account") from None
        except (ValueError, struct.error, IndexError, TypeError):
            raise BadPushError("a WeChat push that cannot be decrypted") from None
        return _CONTROLS.sub("", xml)

    def close(self, xml: str) -> str:
        """The reply as WeChat wants it: encrypted if the account has an AES key."""
        if self._crypto is None:
            return xml
        return self._crypto.encrypt_message(xml, secrets.token_hex(8), str(self._now()))

    def text_reply(self, message: Any, text: str) -> str:
        """The XML of a passive text reply to ``message``; the library escapes nothing."""
        clean = _CONTROLS.sub("", text).replace("]]>", "]] >")
        reply: Any = TextReply(message=message, content=clean, time=self._now())
        return str(reply.render())

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def _crypto(token: str, key: str, settings: Settings) -> Any:
    if not key:
        return None
    try:
        return WeChatCrypto(token, key, settings.wechat_appid)
    except (ValueError, AssertionError):
        raise ConfigurationError(
            "FRONTDESK_WECHAT_AES_KEY must be the 43 characters of EncodingAESKey (基本配置)"
        ) from None


def _text(body: bytes) -> str:
    if len(body) > _LARGEST:
        raise BadPushError("a WeChat push over 256 KB")
    try:
        return _CONTROLS.sub("", body.decode())
    except UnicodeDecodeError:
        raise BadPushError("a WeChat push that is not UTF-8") from None


def safe_fields(xml: str) -> dict[str, str]:
    """The top elements of an XML without a DTD (no entity bombs).

    Raises:
        BadPushError
    """
    try:
        root = fromstring(xml, forbid_dtd=True)
    except (ParseError, ValueError):
        raise BadPushError("a WeChat push that is no clean XML") from None
    return {child.tag: child.text or "" for child in root}
