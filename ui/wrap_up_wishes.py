"""What the window asks of the engine about wrap-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from callassist.events import Language

if TYPE_CHECKING:  # the window is painted before it is imported
    from callassist.calls.wrapping_up.draft import Draft


class WrapUpWishes(Protocol):
    """Part of `ui.bridge.Engine`. `call` is the call's key in the journal."""

    def open_wrap_up(self, call: UUID) -> None:
        """Tells `WrapUpShown`."""

    def write_wrap_up(self, call: UUID, draft: Draft) -> None:
        """Keep what is written by now. Tells `WrapUpKept`."""

    def finish_wrap_up(self, call: UUID, draft: Draft) -> None:
        """The call is wrapped up; handed on in a little while. Tells `WrapUpKept` and `WrapUpsWaiting`."""

    def reopen_wrap_up(self, call: UUID) -> None:
        """It was finished by mistake. Tells `WrapUpShown`, or `NotDone` where it is handed on already."""

    def copy_wrap_up(self, call: UUID, draft: Draft, language: Language) -> None:
        """Tells `WrapUpCopied`."""
