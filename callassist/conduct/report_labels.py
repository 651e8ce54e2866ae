"""What stands around the facts in an incident report on paper, from `resources/reports/incident.toml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from callassist import paths, policies
from callassist.conduct.policy import OutburstKind
from callassist.conversation import tone_reasons
from callassist.conversation.tone_reasons import Measure
from callassist.events import Language
from callassist.events.conduct import Trend
from callassist.knowledge.bilingual import Bilingual
from callassist.reports.sheet_labels import SheetLabels

Fact = Literal["customer", "number", "person", "call", "started", "ended", "because", "warnings_given"]
Section = Literal["warnings", "words", "alerts", "may_end", "rejected", "tone", "lines", "additions"]
Column = Literal["time", "warning", "due", "given", "how", "kind", "text", "whom", "level", "reasons", "speaker"]
Remark = Literal["by_key", "not_given", "withdrawn", "unsure", "confirmed"]

# A figure and a quotation keep their own direction in a sentence of the other.
_LEFT_TO_RIGHT, _EITHER, _END = "\u2066", "\u2068", "\u2069"


class ReportLabels(SheetLabels):
    """All of it; each table has a text for every key that a report may hold there."""

    none: Bilingual
    rejected_all: Bilingual
    facts: dict[Fact, Bilingual]
    because: dict[Literal["threat", "may_end_call"], Bilingual]
    kind: dict[OutburstKind, Bilingual]
    trend: dict[Trend, Bilingual]
    sections: dict[Section, Bilingual]
    columns: dict[Column, Bilingual]
    notes: dict[Remark, Bilingual]
    tone_reason: dict[Literal["said", "said_again"] | Measure, Bilingual]

    def quoted(self, words: str, language: Language) -> str:
        """What somebody said, in the quotation marks of the language."""
        return self.tone_reason["said"].words(language).replace("{words}", f"{_EITHER}{words}{_END}")

    def reason_of_tone(self, reason: str, language: Language) -> str:
        """A reason of a `Tone` in words to be read; one that is of no known form stays as it is."""
        read = tone_reasons.read(reason)
        if read is None:
            return f"{_EITHER}{reason}{_END}"
        if read.measure is None:
            if not read.again:
                return self.quoted(read.words, language)
            return self.tone_reason["said_again"].words(language).replace("{words}", f"{_EITHER}{read.words}{_END}")
        text = self.tone_reason[read.measure].words(language)
        return text.replace("{by}", f"{_LEFT_TO_RIGHT}{tone_reasons.shown(read)}{_END}")


@cache
def load() -> ReportLabels:
    """The shipped ones; a UserError names file, key and reason."""
    return policies.load(paths.shipped("resources", "reports", "incident.toml"), ReportLabels)
