"""What stands around the facts in every report of a call on paper (`reports/sheet.py`), whatever it is of."""

from __future__ import annotations

from typing import Literal

from callassist import policies
from callassist.events import Speaker
from callassist.knowledge.bilingual import Bilingual


class SheetLabels(policies.Policy):
    """What the file of such a report must have; each adds its own facts, sections and columns."""

    title: Bilingual
    confidential: Bilingual
    page: Bilingual
    unknown: Bilingual
    direction: dict[Literal["inbound", "outbound", "internal"], Bilingual]
    reason: dict[Literal["hangup", "cut"], Bilingual]
    speaker: dict[Speaker, Bilingual]
