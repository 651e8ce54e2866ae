"""The company's three-warning policy, from `resources/policies/conduct.toml`; `docs/conduct.md` is for its writers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from callassist import paths, policies
from callassist.events import Dialect, Language
from callassist.knowledge.bilingual import Bilingual
from callassist.knowledge.wording import Slot, parse

MOST_WARNINGS = 3
"""Fixed: it is what customers are told, what the gauge shows, and no call may be ended sooner."""

OutburstKind = Literal["abuse", "threat", "disruption"]
SupervisorNews = Literal["threat", "may_end"]

# Whatever else a phrase may hold is not known when a warning is due.
_SLOTS: frozenset[Slot] = frozenset({"name", "agent", "company"})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# A number stands on its own in a right-to-left sentence, or its parts change places.
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"

Seconds = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


def _can_be_said(text: str) -> str:
    wording = parse(text)
    if unknown := wording.slots - _SLOTS:
        raise ValueError(f"there is no {{{min(unknown)}}} here; there are: {', '.join(sorted(_SLOTS))}")
    if wording.needs:
        raise ValueError(f"{{{min(wording.needs)}}} is not always known, so it wants square brackets around it")
    if not wording.filled({}, customer=None, agent=None):
        raise ValueError("nothing of it is left where nobody's name is known")
    return text


def _can_be_filled(text: str) -> str:
    if "{" in (rest := _PLACEHOLDER.sub("", text)) or "}" in rest:
        raise ValueError("a brace is opened or closed too often")
    known = ("customer", "number", "words")
    if unknown := set(_PLACEHOLDER.findall(text)).difference(known):
        raise ValueError(f"there is no {{{min(unknown)}}} here; there are: {', '.join(known)}")
    return text


Spoken = Annotated[str, Field(max_length=400), AfterValidator(_can_be_said)]
Template = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_can_be_filled)]


class TimingPolicy(policies.Policy):
    """`grace`: how long abuse belongs to what was just warned of. `early`: how long a warning is kept that nothing is
    known to ask for yet. Seconds."""

    grace: Seconds
    early: Seconds


class ReportPolicy(policies.Policy):
    """How much of the call around the abuse is reported, in seconds."""

    before: Seconds
    after: Seconds


class InDialects(policies.Policy):
    """Something to say, in every dialect."""

    msa: Spoken
    gulf: Spoken
    egyptian: Spoken
    en: Spoken

    def in_dialect(self, dialect: Dialect) -> str:
        """As it is written, with its braces and brackets (`knowledge/wording.py`)."""
        return {"msa": self.msa, "gulf": self.gulf, "egyptian": self.egyptian, "en": self.en}[dialect]


class Warnings(policies.Policy):
    """The three warnings of one kind."""

    first: InDialects
    second: InDialects
    third: InDialects


class WarningsByKind(policies.Policy):
    """Words that name what is warned of."""

    abuse: Warnings
    threat: Warnings
    disruption: Warnings


class BilingualTemplate(policies.Policy):
    """A text with `{customer}`, `{number}` and `{words}` in it."""

    ar: Template
    en: Template


class SupervisorPolicy(policies.Policy):
    """What a supervisor is told; `unknown` stands for a customer of whom nothing is known."""

    threat: BilingualTemplate
    may_end: BilingualTemplate
    unknown: Bilingual


class ConductPolicy(policies.Policy):
    """All of `resources/policies/conduct.toml`, which says what each means."""

    timing: TimingPolicy
    report: ReportPolicy
    warnings: WarningsByKind
    closing: InDialects
    supervisor: SupervisorPolicy
    whom_to_call: Bilingual
    declared: Bilingual

    def warning(self, kind: OutburstKind, number: int, dialect: Dialect) -> str:
        """The words of a warning, 1 to 3, as they are written."""
        three = {"abuse": self.warnings.abuse, "threat": self.warnings.threat, "disruption": self.warnings.disruption}
        return (three[kind].first, three[kind].second, three[kind].third)[number - 1].in_dialect(dialect)

    def supervisor_told(
        self, news: SupervisorNews, language: Language, *, customer: str | None, number: str | None, words: str
    ) -> str:
        """What a supervisor is told, filled."""
        text = self.supervisor.threat if news == "threat" else self.supervisor.may_end
        values = {
            "customer": customer or self.supervisor.unknown.words(language),
            "number": f"{_ISOLATE}{number}{_END_ISOLATE}" if number else "—",
            "words": words,
        }
        return _PLACEHOLDER.sub(lambda found: values[found[1]], text.ar if language == "ar" else text.en)


def load(path: Path | None = None) -> ConductPolicy:
    """The shipped policy, or that of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "conduct.toml"), ConductPolicy)
