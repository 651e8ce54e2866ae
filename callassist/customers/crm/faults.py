"""What can go wrong with a CRM, by what is to be done about it."""

from __future__ import annotations

from callassist.errors import UserError


class CrmFault(UserError):
    """The CRM did not do what it was asked. What was to be written stays in the outbox and is tried again."""


class NoAnswer(CrmFault):
    """It can't be reached, or not in time. `reached`: a connection was made, so that others may still get through."""

    def __init__(self, what: str, remedy: str, *, reached: bool = False) -> None:
        super().__init__(what, remedy)
        self.reached = reached


class Busy(CrmFault):
    """It says that it can't just now. `retry_after`: in how many seconds it wants to be asked again, if it says so."""

    def __init__(self, what: str, remedy: str, retry_after: float | None = None) -> None:
        super().__init__(what, remedy)
        self.retry_after = retry_after


class NotAllowed(CrmFault):
    """It does not accept the token, or the token may not do this."""


class Unusable(CrmFault):
    """What answered is not the CRM's interface, or not as its description says."""


class Refused(CrmFault):
    """It does not want what it was given, and will not want it later: somebody has to decide."""


class Stopped(CrmFault):
    """We broke it off ourselves."""

    def __init__(self) -> None:
        super().__init__("CallAssist closes, so the CRM was not waited for.", "It is asked again after the next start.")
