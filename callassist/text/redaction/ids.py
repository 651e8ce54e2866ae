"""Identity numbers that prove themselves, phone numbers that do, and what was masked being said again."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.events import RedactionKind
from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import is_egyptian_id, is_emirates_id, is_id, is_phone, is_saudi_id
from callassist.text.redaction.stream import Gap

Secret = tuple[RedactionKind, str]

# Groups a phone number is typed or said in, at most: ten digits one by one, a country code, a plus.
_PHONE_GROUPS = 16


def find_phones(case: Case) -> None:
    """Take phone numbers out of the search: +…, 00…, 0… where a run begins, any valid one that is called so."""
    index = 0
    while index < len(case.links):
        index = _phone_from(case, index) or index + 1


def _phone_from(case: Case, index: int) -> int | None:
    """The index behind the phone number that begins with link `index`, None where none does."""
    link, cue = case.links[index], case.context(index)
    named = cue is not None and cue.kind == "phone"
    begins = link.gap is Gap.BREAK or named or case.claimed[index - 1]
    if not (link.group.plus or (begins and (named or link.group.digits.startswith("0")))):
        return None
    digits, longest = "", None
    for end in range(index, min(index + _PHONE_GROUPS, len(case.links))):
        if end > index and case.links[end].gap > Gap.FILLER:
            break
        digits += case.links[end].group.digits
        if is_phone(digits, case.policy.phone, plus=link.group.plus, named=named):
            longest = end + 1
    for taken in range(index, longest or index):
        case.claimed[taken] = True
    return longest


def find_ids(case: Case) -> None:
    """Claim what is an identity number as a whole: a run, a single group, a run's longer part."""
    ids = case.policy.id
    for segment in list(case.stream.segments()):
        for run in list(case.free(segment)):
            strip = case.strip(run)
            if is_id(strip.digits, ids):
                _claim_whole(case, run)
                continue
            for index in run:
                if is_id(case.links[index].group.digits, ids):
                    _claim_whole(case, range(index, index + 1))
            for part in list(case.free(run)):
                _find_longer(case, part)


def _claim_whole(case: Case, run: range) -> None:
    strip, ids = case.strip(run), case.policy.id
    emirates = is_emirates_id(strip.digits, ids)
    if case.proof(run) is not None and not emirates:
        return
    cue = case.named(run)
    if cue is not None and cue.kind in ("card", "iban") and cue.named and not emirates:
        return
    # Ten digits of a card under way can look like a Saudi ID; where nothing says which, time must tell.
    certain = not is_saudi_id(strip.digits, ids) or (cue is not None and cue.kind == "id")
    case.claim_strip("id", strip, run.start, 0, len(strip.digits), certain=certain)


def _find_longer(case: Case, run: range) -> None:
    """Emirati and Egyptian numbers among other digits; ten digits would be met by chance too often."""
    if case.proof(run) is not None:
        return
    strip, ids = case.strip(run), case.policy.id
    bounds = set(strip.bounds)
    end_before = 0
    for first in strip.bounds:
        for length, is_one in ((15, is_emirates_id), (14, is_egyptian_id)):
            end = first + length
            if first >= end_before and end in bounds and is_one(strip.digits[first:end], ids):
                case.claim_strip("id", strip, run.start, first, end)
                end_before = end


def find_repeated(case: Case, secrets: Sequence[Secret]) -> None:
    """Claim digits that are part of something masked before: read back, or said again."""
    least = case.policy.windows.repeated_digits
    for segment in list(case.stream.segments()):
        for run in list(case.free(segment)):
            strip = case.strip(run)
            if len(strip.digits) < least or case.proof(run) == "own":
                continue
            for kind, secret in secrets:
                if strip.digits in secret:
                    case.claim_strip(kind, strip, run.start, 0, len(strip.digits), certain=False)
                    break
