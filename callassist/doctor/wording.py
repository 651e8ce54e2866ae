"""The sentences of the doctor, from `resources/doctor/wording-LANGUAGE.toml`, and what is kept out of them."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

from pydantic import RootModel

from callassist import paths, policies
from callassist.doctor.finding import Finding

_FOREIGN = frozenset({"device", "path", "kept", "what", "remedy", "reason", "system", "model"})
"""Values that come from the PC. All others are words of ours, which may well be somebody's login name ("agent")."""


class Sentence(policies.Policy):
    """What was found, and what to do about it; both with places in braces."""

    what: str
    remedy: str = ""


class _Sentences(RootModel[dict[str, dict[str, Sentence]]]):
    pass


class Wording:
    """The doctor's sentences in one language.

    Args:
        home, user: of whoever runs it. They are taken out of what is said: a report is passed on to others.
    """

    def __init__(self, language: str = "en", *, home: Path | None = None, user: str | None = None) -> None:
        self._sentences = policies.load(
            paths.shipped("resources", "doctor", f"wording-{language}.toml"), _Sentences
        ).root
        self._home = str(home or Path.home())
        self._user = _login() if user is None else user

    def of(self, finding: Finding) -> tuple[str, str]:
        """What was found, in a sentence, and the remedy, which may be empty."""
        sentence = self._sentences[finding.check][finding.about]
        values = {key: self._private(str(value)) if key in _FOREIGN else value for key, value in finding.values.items()}
        return sentence.what.format_map(values).strip(), sentence.remedy.format_map(values).strip()

    def _private(self, text: str) -> str:
        if len(self._home) > 1:
            text = text.replace(self._home, "~")
        if len(self._user) > 1 and self._user != "root":
            # Sound systems and headsets like to be called after their owners.
            text = re.sub(rf"(?<!\w){re.escape(self._user)}(?!\w)", "(user)", text, flags=re.IGNORECASE)
        return text


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without an entry, as in a container
        return ""
