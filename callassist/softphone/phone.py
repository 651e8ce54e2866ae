"""What a softphone tells, whatever kind it is: a link turns its phone's own language into these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

PhoneEventKind = Literal["rings", "dials", "answered", "held", "resumed", "muted", "unmuted", "hung_up"]
LinkState = Literal["connected", "lost", "absent"]
"""`absent`: no link is set up, and calls are begun and ended by hand or by the hook."""


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """Something happened to a call of the softphone.

    Attributes:
        kind: `rings` (a call comes in), `dials` (one goes out), `answered`, `held`, `resumed`, `muted`, `unmuted`,
            `hung_up`.
        line: the softphone's own id for the call; None where it has none (a hook, a click), and then it is the
            only call that it can mean.
        number: as the softphone wrote it; None where it did not say.
        name: what the softphone shows for the number, if anything.
        host_t: when it was known, on the host's clock.
    """

    kind: PhoneEventKind
    host_t: float
    line: str | None = None
    number: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The link to the softphone came up or went away.

    Attributes:
        state: as named. link: which one, for people ("baresip on 127.0.0.1:4444"). remedy: what to do about it.
    """

    state: LinkState
    link: str
    remedy: str = ""


class Link(Protocol):
    """A way to a softphone. It tells `PhoneEvent` and `LinkChanged` to whoever it was made with.

    Attributes:
        can_answer, can_hang_up: whether it can do that to calls. names_lines: whether it knows calls by an id, and so
            ends none that came without one.
    """

    can_answer: bool
    can_hang_up: bool
    names_lines: bool

    def start(self) -> None:
        """Begin to listen to the softphone; returns at once, and goes on trying until `close`."""

    def answer(self, line: str) -> None:
        """Answer a call that rings, at the agent's own chord only.

        Raises:
            UserError: it can't.
        """

    def hang_up(self, line: str | None) -> None:
        """End a call, at the agent's own chord only; `hung_up` is told when it has happened.

        Raises:
            UserError: the softphone can't be reached, or it isn't clear which call is meant.
        """

    def close(self) -> None:
        """Stop listening."""
