"""What the doctor found, before it is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from callassist.errors import UserError

State = Literal["ok", "attention", "fails"]
"""`ok`; `attention`: there will be a transcript, though somebody should look; `fails`: there will be none."""

Check = Literal["versions", "libraries", "settings", "folders", "database", "model", "devices", "link", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: what it belongs to. about: which sentence of the wording says it, within the check's.
        values: what the sentence's places are filled with; never a word of a call, nor a number or name of a caller.
    """

    check: Check
    state: State
    about: str
    values: dict[str, object] = field(default_factory=dict)


def trouble(check: Check, state: State, error: UserError) -> Finding:
    """What an error that a user can mend says by itself."""
    return Finding(check, state, "trouble", {"what": error.what, "remedy": error.remedy})


def prevents_transcripts(findings: Iterable[Finding]) -> bool:
    """Whether any of them stands in the way of a transcript."""
    return any(finding.state == "fails" for finding in findings)
