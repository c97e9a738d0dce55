"""The shapes of the chat's JSON, as OpenAPI documents them."""

from datetime import datetime, time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Voice = Literal["customer", "bot", "person"]


class Opened(BaseModel):
    """A new visitor; the token is told only here."""

    sender: str
    token: str


class Info(BaseModel):
    """What the page must know of the company and of the limits."""

    company: str
    hotline: str
    desk_from: time
    desk_until: time
    message_limit: int = Field(description="characters of one message")
    media_limit_mb: int = Field(description="megabytes of one picture or voice")


class NoteIn(BaseModel):
    """One message: an id made by the client, and either a text or an offered button's payload."""

    model_config = ConfigDict(strict=True)

    id: str = Field(min_length=1, max_length=64, description="unique per visitor, such as a UUID")
    text: str | None = None
    button: str | None = Field(None, description="payload of an offered button")


class Stored(BaseModel):
    """The message is stored and will be answered; ``id`` is the one it was sent with."""

    id: str


class ButtonOut(BaseModel):
    """An offered answer."""

    title: str
    payload: str


class MessageOut(BaseModel):
    """One message of the thread; ``at`` has its offset (Asia/Shanghai)."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: str = Field(description="opaque; a customer's message keeps the id it was sent with")
    author: Voice = Field(serialization_alias="from")
    text: str
    at: datetime
    buttons: list[ButtonOut]
    media: str | None = Field(None, description="address of the picture or voice; needs the token")


class ThreadOut(BaseModel):
    """The messages in the order in which the customer got them."""

    messages: list[MessageOut]


class Problem(BaseModel):
    """What is wrong, in words that may be shown to the customer."""

    detail: str
