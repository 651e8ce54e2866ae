"""Identity numbers that prove themselves, phone numbers that do, and what was masked being said again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from callassist.events import RedactionKind
from callassist.text.redaction.case import SHORTEST_ID, Case
from callassist.text.redaction.checks import (
    EGYPTIAN_CENTURIES,
    PHONE_DIGITS,
    is_egyptian_id,
    is_emirates_id,
    is_phone,
    is_saudi_id,
    is_scheme_card,
)
from callassist.text.redaction.corrections import readings
from callassist.text.redaction.policy import SENSITIVE
from callassist.text.redaction.stream import Gap
from callassist.text.redaction.strip import Strip

Secret = tuple[RedactionKind, str]

# Groups a phone number is typed or said in, at most: ten digits one by one, a country code, a plus.
_PHONE_GROUPS = 16
# The Emirati number.
_LONGEST_ID = 15


def find_phones(case: Case, known: Sequence[str] = ()) -> None:
    """Take phone numbers out of the search: +…, 00…, 0… where a run begins, any valid one that is called so.

    Args:
        known: digits that are masked; what reads them back is no phone number, though it may look like one.
    """
    index = 0
    while index < len(case.links):
        end = _phone_from(case, index)
        if end is not None and not _reads_back(case, range(index, end), known):
            for taken in range(index, end):
                case.claimed[taken] = True
        index = end or index + 1


def _reads_back(case: Case, run: range, known: Sequence[str]) -> bool:
    return any(True for _ in repeats(case, run, known, case.policy.windows.repeated_digits))


def _phone_from(case: Case, index: int) -> int | None:
    """The index behind the phone number that begins with link `index`, None where none does."""
    link = case.links[index]
    if not (link.group.plus or link.cue or link.group.digits.startswith("0")):
        return None
    cue = case.context(index)
    named = cue is not None and cue.kind == "phone"
    begins = link.gap is Gap.BREAK or named or case.claimed[index - 1]
    asked = cue is not None and cue.kind in SENSITIVE and cue.named
    if index in case.coded or (asked and not link.group.plus):
        return None
    if not (link.group.plus or (begins and (named or link.group.digits.startswith("0")))):
        return None
    digits, longest = "", None
    for end in range(index, min(index + _PHONE_GROUPS, len(case.links))):
        if end > index and case.links[end].gap > Gap.FILLER:
            break
        digits += case.links[end].group.digits
        if len(digits) < PHONE_DIGITS.stop and is_phone(digits, case.policy.phone, plus=link.group.plus, named=named):
            longest = end + 1
    # "Call 4111 1111 1111 1111": what a card begins with may be a number somewhere, and "call" is said of both.
    return None if is_scheme_card(digits, case.policy.card) and not link.group.plus else longest


def find_sure_ids(case: Case) -> None:
    """Claim Emirati, Egyptian and so named Saudi numbers; they come before cards, for which they may pass."""
    ids = case.policy.id
    _find_whole(case, lambda digits: is_emirates_id(digits, ids) or is_egyptian_id(digits, ids))
    _find_whole(case, lambda digits: is_saudi_id(digits, ids), only_told=True)


def find_other_ids(case: Case) -> None:
    """Claim other Saudi numbers, and Emirati and Egyptian ones among other digits."""
    _find_whole(case, lambda digits: is_saudi_id(digits, case.policy.id))
    for run in case.runs(SHORTEST_ID):
        _find_longer(case, run)


def _find_whole(case: Case, is_one: Callable[[str], bool], *, only_told: bool = False) -> None:
    """Claim what is an identity number as a whole: a run, also with corrections, or a single group.

    Args:
        only_told: leave runs alone that were neither called an ID nor corrected.
    """
    for run in case.runs(SHORTEST_ID):
        strip, cue = case.strip(run), case.named(run)
        told = cue is not None and cue.kind == "id" and cue.named
        if only_told and not told and not strip.corrections:
            continue
        if not told and is_scheme_card(strip.digits, case.policy.card):
            # Diners Club's numbers can be Egyptian ones, and a longer card begin like one.
            continue
        for part in case.whole(run, _LONGEST_ID):
            digits = case.strip(part).digits
            if is_one(digits) and case.is_free(part):
                _claim_whole(case, part, digits)
        for index in case.long_groups(run):
            digits = case.links[index].group.digits
            if is_one(digits) and not case.claimed[index]:
                _claim_whole(case, range(index, index + 1), digits)
        if case.is_free(run):
            _find_corrected(case, run, strip, is_one)


def _find_corrected(case: Case, run: range, strip: Strip, is_one: Callable[[str], bool]) -> None:
    for reading in readings(strip, _LONGEST_ID + 1):
        if is_one(reading.digits):
            _claim_whole(case, run, reading.digits)
            return


def _claim_whole(case: Case, run: range, meant: str) -> None:
    emirates = is_emirates_id(meant, case.policy.id)
    if case.proof(run) is not None and not emirates:
        return
    cue = case.named(run)
    if cue is not None and cue.kind in ("card", "iban") and cue.named and not emirates:
        return
    saudi, told = is_saudi_id(meant, case.policy.id), cue is not None and cue.kind == "id"
    if saudi and not told and any(case.is_quantity(index) for index in run):
        # A date and a small number have ten digits too.
        return
    # Ten digits of a card under way can look like a Saudi ID; where nothing says which, time must tell.
    strip = case.strip(run)
    case.claim("id", meant, run, strip.pieces(0, len(strip.digits)), certain=told or not saudi)


def _find_longer(case: Case, run: range) -> None:
    """Emirati and Egyptian numbers among other digits; ten digits would be met by chance too often."""
    cue = case.context(run.start)
    if case.proof(run) is not None or (cue is not None and (cue.kind == "iban" or (cue.kind == "card" and cue.named))):
        return
    strip, ids = case.strip(run), case.policy.id
    kinds = ((ids.emirates_prefix, 15, is_emirates_id), (EGYPTIAN_CENTURIES, 14, is_egyptian_id))
    digits, end_before = strip.digits, 0
    for first in strip.bounds:
        for beginning, length, is_one in kinds:
            if first < end_before or not digits.startswith(beginning, first):
                continue
            end = first + length
            if end in strip.ends and is_one(digits[first:end], ids):
                case.claim_strip("id", strip, run.start, first, end)
                end_before = end


def find_taken_back(case: Case) -> None:
    """Claim what corrects a number that seemed complete: "…, no, sorry, one two"."""
    for found in [found for found in case.found if found.certain]:
        end = found.last + 1
        while end < len(case.links) and not case.claimed[end]:
            if case.links[end].gap is not Gap.CORRECTION and (
                end == found.last + 1 or case.links[end].gap > Gap.FILLER
            ):
                break
            end += 1
        run = range(found.last + 1, end)
        if run and case.proof(run) is None:
            strip = case.strip(run)
            case.claim_strip(found.kind, strip, run.start, 0, len(strip.digits))


def find_repeated(case: Case, secrets: Sequence[Secret]) -> None:
    """Claim digits that are part of something masked before: read back, or said again."""
    if not secrets:
        return
    least = case.policy.windows.repeated_digits
    for run in case.runs():
        if case.proof(run) == "own":
            continue
        for kind, secret in secrets:
            for part in list(case.free(run)):
                for again in repeats(case, part, [secret], least):
                    strip = case.strip(again)
                    case.claim_strip(kind, strip, again.start, 0, len(strip.digits))


def repeats(case: Case, run: range, known: Sequence[str], least: int) -> Iterator[range]:
    """The parts of `run` that have `least` or more digits in a row in common with something known."""
    strip = case.strip(run)
    starts = [
        at
        for at in range(len(strip.digits) - least + 1)
        if any(strip.digits[at : at + least] in digits for digits in known)
    ]
    part: range | None = None
    for at in starts:
        covered = list(strip.covered(at, at + least))
        first, end = run.start + covered[0], run.start + covered[-1] + 1
        if part is not None and first <= part.stop:
            part = range(part.start, max(part.stop, end))
            continue
        if part is not None:
            yield part
        part = range(first, end)
    if part is not None:
        yield part
