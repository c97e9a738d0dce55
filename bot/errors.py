"""The one family of errors: each message says what to do about it."""


class FrontDeskError(Exception):
    """Base of everything that this application raises on purpose."""


class ConfigurationError(FrontDeskError):
    """A setting, a key or a model is missing or wrong; the start is refused."""


class ConflictError(FrontDeskError):
    """The wish does not fit what is stored now (an illegal state change, a taken worker).

    Expected in daily life: pages show it, the API answers 409, nothing is logged as a fault.
    """


class ForbiddenError(ConflictError):
    """The role does not allow it (see services/permissions.py)."""


class NotFoundError(FrontDeskError):
    """No such record."""


class RefusedError(FrontDeskError):
    """A customer's wish that a rule refuses; ``reason`` is a response key of domain.yml."""

    def __init__(self, reason: str, **places: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.places = places


class EngineError(FrontDeskError):
    """The language engine did not answer, or answered with a fault."""


class BadPushError(FrontDeskError):
    """A channel pushed something that cannot be read: answered with 400."""


class SignatureError(FrontDeskError):
    """A push that does not come from the channel: answered with 403."""


class SheetError(FrontDeskError):
    """A file that is no table or has wrong cells; nothing of it was taken over."""
