"""What stands around the facts in an incident report on paper, from `resources/reports/incident.toml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from callassist import paths, policies
from callassist.conduct.policy import OutburstKind
from callassist.events import Speaker
from callassist.events.conduct import Trend
from callassist.knowledge.bilingual import Bilingual

Fact = Literal["customer", "number", "person", "call", "started", "ended", "because", "warnings_given"]
Section = Literal["warnings", "words", "alerts", "may_end", "rejected", "tone", "lines", "additions"]
Column = Literal["time", "warning", "due", "given", "how", "kind", "text", "whom", "level", "reasons", "speaker"]
Remark = Literal["by_key", "not_given", "withdrawn", "unsure", "confirmed"]


class ReportLabels(policies.Policy):
    """All of it; each table has a text for every key that a report may hold there."""

    title: Bilingual
    confidential: Bilingual
    page: Bilingual
    unknown: Bilingual
    none: Bilingual
    rejected_all: Bilingual
    facts: dict[Fact, Bilingual]
    direction: dict[Literal["inbound", "outbound", "internal"], Bilingual]
    reason: dict[Literal["hangup", "cut"], Bilingual]
    because: dict[Literal["threat", "may_end_call"], Bilingual]
    kind: dict[OutburstKind, Bilingual]
    speaker: dict[Speaker, Bilingual]
    trend: dict[Trend, Bilingual]
    sections: dict[Section, Bilingual]
    columns: dict[Column, Bilingual]
    notes: dict[Remark, Bilingual]


@cache
def load() -> ReportLabels:
    """The shipped ones; a UserError names file, key and reason."""
    return policies.load(paths.shipped("resources", "reports", "incident.toml"), ReportLabels)
