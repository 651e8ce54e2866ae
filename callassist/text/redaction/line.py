"""Redacting a text that stands for itself: a line given to `callassist redact`, a log record, a crash report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from callassist.events import Language, RedactionKind
from callassist.text.edits import Edit, Edited, apply
from callassist.text.masks import mask
from callassist.text.redaction.case import Case
from callassist.text.redaction.judge import judge
from callassist.text.redaction.named import claim_unproved
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.reading import read
from callassist.text.redaction.stream import Said, stream

# Where ranges overlap, the kind that says most.
_WEIGHT: dict[RedactionKind, int] = {"digits": 0, "expiry": 1, "cvv": 2, "id": 3, "card": 4, "iban": 5}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something sensitive in a text.

    Attributes:
        start, end: its range in the text, characters. kind: what it is. value: its digits, an IBAN's with its
            letters; not printed.
    """

    start: int
    end: int
    kind: RedactionKind
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RedactedLine:
    """A text fit to be written.

    Attributes:
        text: the text. kinds: one for each thing masked, in order. edited: how it came about.
    """

    text: str
    kinds: tuple[RedactionKind, ...]
    edited: Edited


def find_sensitive(text: str, *, policy: RedactionPolicy, language: Language | None = None) -> list[Finding]:
    """What must not be written of `text`, ascending; a thing in several places has a finding for each.

    Findings may overlap.
    """
    return _findings(_case(text, policy, language))


def redact_line(text: str, *, policy: RedactionPolicy, language: Language | None = None) -> RedactedLine:
    """`text` with what is sensitive replaced, everything else to the letter.

    Works on digits and on words, cleaned or not, in time linear in its length; any `str` is fit.
    """
    findings = find_sensitive(text, policy=policy, language=language)
    merged = merge((finding.start, finding.end, finding.kind) for finding in findings)
    edited = apply(text, (Edit(start, end, mask(kind)) for start, end, kind in merged))
    return RedactedLine(edited.text, tuple(kind for _, _, kind in merged), edited)


def redact_text(text: str, *, policy: RedactionPolicy) -> str:
    """`text`, of one line or many, fit for a log: each line is redacted for itself, then all of them together.

    A log line may hold any piece of what was said, so that digits which might be a piece of a number go too, unless
    their own words prove them harmless.
    """
    ranges: list[tuple[int, int, RedactionKind]] = []
    offset = 0
    lines = text.splitlines(keepends=True)
    for line in [*lines, text] if len(lines) > 1 else [text]:
        case = _case(line, policy, None)
        claim_unproved(case)
        start = 0 if line is text else offset
        ranges += [(start + item.start, start + item.end, item.kind) for item in _findings(case)]
        offset += len(line)
    return apply(text, (Edit(start, end, mask(kind)) for start, end, kind in merge(ranges))).text


def merge(ranges: Iterable[tuple[int, int, RedactionKind]]) -> list[tuple[int, int, RedactionKind]]:
    """Overlapping ranges made one, of the kind that says most; ascending."""
    merged: list[tuple[int, int, RedactionKind]] = []
    for start, end, kind in sorted(ranges):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = before[0], max(end, before[1]), max(kind, before[2], key=_WEIGHT.__getitem__)
        else:
            merged.append((start, end, kind))
    return merged


def _case(text: str, policy: RedactionPolicy, language: Language | None) -> Case:
    said = Said("customer", 0.0, 0.0, read(text, policy, language))
    return judge(stream([said], "customer", policy, live=False), policy)


def _findings(case: Case) -> list[Finding]:
    return sorted(
        (Finding(piece.start, piece.end, found.kind, found.value) for found in case.found for piece in found.pieces),
        key=lambda finding: (finding.start, finding.end),
    )
