"""What the agent writes down of a call when it is over, and how it is made fit for the disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from callassist.calls.wrapping_up.policy import RANGES, SCALES, WrapUpPolicy
from callassist.customers.writing import LONGEST_NAME, LONGEST_TEXT, is_sensitive
from callassist.text.masks import MASK
from callassist.text.normalise import clean
from callassist.text.redaction import RedactionPolicy, redact_text

_FREE = ("summary", "transfer", "feedback")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that is to follow. `kind`: its id in the policy. `on`: the day, ISO 8601."""

    kind: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A wrap-up as far as it is written.

    Attributes:
        summary, transfer: free texts, None while the agent has left what was made of the call as it is.
        category, outcome: ids of the policy. csat, nps, ces: answers on the scales of `policy.RANGES`, where asked.
        feedback: on a product, for another department. case_number: under which the company follows this up.
    """

    summary: str | None = field(default=None, repr=False)
    category: str | None = None
    outcome: str | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    feedback: str = field(default="", repr=False)
    transfer: str | None = field(default=None, repr=False)
    case_number: str = field(default="", repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written or chosen."""
        return self == Draft()


def kept(draft: Draft, policy: WrapUpPolicy, redaction: RedactionPolicy) -> tuple[Draft, tuple[str, ...]]:
    """A draft as it may be kept, and the names of the fields in which something had to be left out.

    Free texts are redacted as whatever may hold a piece of a card number; a case number that reads as the number of a
    card, an IBAN or an ID is left out, as are values that the policy does not know.
    """
    values: dict[str, object] = {}
    for name in _FREE:
        written: str | None = getattr(draft, name)
        if written is not None:
            values[name] = redact_text(_tidy(written)[:LONGEST_TEXT], policy=redaction)
    number = clean(draft.case_number)[:LONGEST_NAME]
    values["case_number"] = "" if is_sensitive(number, redaction) else number
    values["category"] = draft.category if policy.of_category(draft.category) else None
    values["outcome"] = draft.outcome if policy.of_outcome(draft.outcome) else None
    values["follow_ups"] = tuple(
        each for each in draft.follow_ups if policy.of_follow_up(each.kind) and _is_day(each.on)
    )
    for scale in SCALES:
        answer: int | None = getattr(draft, scale)
        values[scale] = answer if answer in RANGES[scale] else None
    found = replace(draft, **values)  # type: ignore[arg-type]  # each of its own kind, as above
    left_out = [name for name in _FREE if _masks(getattr(found, name)) > _masks(getattr(draft, name))]
    if number and not found.case_number:
        left_out.append("case_number")
    return found, tuple(left_out)


def _tidy(text: str) -> str:
    """Line by line as it is kept elsewhere; an empty text stays one, for it is what the agent wants."""
    return "\n".join(clean(line) for line in text.strip().splitlines())


def _masks(text: str | None) -> int:
    return len(MASK.findall(text or ""))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
