"""Errors that a user can mend; whatever else is raised is a bug and is logged whole."""

from __future__ import annotations


class UserError(Exception):
    """Something outside the program is wrong and somebody can put it right.

    Args:
        what: what happened, one sentence, without a stop in front of the remedy.
        remedy: what to do about it, as an instruction.
        exit_code: 1 when the work failed, 2 when the command was used wrongly.
    """

    def __init__(self, what: str, remedy: str = "", *, exit_code: int = 1) -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy
        self.exit_code = exit_code
