"""IBANs, typed or spelled, in any grouping: found by their letters, proved by structure and mod 97."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import iban_length, is_iban
from callassist.text.redaction.reading import Cue, Group, Word
from callassist.text.redaction.stream import Context, Placed
from callassist.text.redaction.strip import Piece

# Words of other kinds that may stand between two characters of an IBAN.
_ASIDE = 6
# The longest IBAN has 34 characters; each may stand alone, with a word or two behind it.
_REACH = 120


@dataclass(frozen=True, slots=True)
class _Code:
    """A country's code in front of digits: which, and where it begins."""

    country: str
    utterance: int
    start: int


def find_ibans(case: Case) -> None:
    """Claim every IBAN that passes its check; behind a home country's code, say what the digits are."""
    links = {link.place: index for index, link in enumerate(case.links)}
    items = case.stream.items
    for at, placed in enumerate(items):
        if not isinstance(placed.item, Group) or case.claimed[links[placed.place]]:
            continue
        code = _code_before(items, at)
        if code is None or not _from_code(case, links, at, code):
            _mark_home(case, links[placed.place], code)
    for segment in list(case.stream.segments()):
        for run in list(case.free(segment)):
            _without_code(case, run)


def _from_code(case: Case, links: dict[int, int], at: int, code: _Code) -> bool:
    length = iban_length(code.country)
    if length is None:
        return False
    for spelled_only in (False, True):
        taken, characters = _collect(case.stream.items, at, length - 2, spelled_only=spelled_only)
        value = code.country + characters[: length - 2]
        if is_iban(value):
            indexes = [links[placed.place] for placed in taken if placed.place in links]
            case.claim("iban", value, indexes, _pieces(taken, code))
            return True
    return False


def _code_before(items: list[Placed], at: int) -> _Code | None:
    letters = ""
    for placed in reversed(items[max(0, at - _ASIDE) : at]):
        item = placed.item
        if not isinstance(item, Word):
            return None
        if not letters and len(item.letters) > 1:
            country = item.letters[-2:]
            known = (len(item.letters) == 2 or item.touching) and iban_length(country) is not None
            return _Code(country, placed.utterance, item.end - 2) if known else None
        if len(item.letters) == 1:
            letters = item.letters + letters
            if len(letters) == 2:
                known = iban_length(letters) is not None
                return _Code(letters, placed.utterance, item.start) if known else None
        elif not item.is_glue:
            return None
    return None


def _collect(items: list[Placed], at: int, count: int, *, spelled_only: bool) -> tuple[list[Placed], str]:
    """The items from `at` on that hold the next `count` characters, and those.

    Words are letters of the IBAN, or with `spelled_only` only those that are spelled or touch digits.
    """
    taken: list[Placed] = []
    characters, aside = "", 0
    for placed in islice(items, at, at + _REACH):
        item = placed.item
        if isinstance(item, Group):
            characters += item.digits
        elif isinstance(item, Word) and item.letters and not _is_aside(item, spelled_only):
            characters += item.letters
        else:
            aside += isinstance(item, Cue) or not item.is_glue
            if aside > _ASIDE:
                break
            continue
        taken.append(placed)
        aside = 0
        if len(characters) >= count:
            break
    return taken, characters


def _is_aside(word: Word, spelled_only: bool) -> bool:
    if len(word.letters) == 1 or word.touching:
        return False
    return spelled_only or (word.meaning is not None and word.meaning.role == "filler")


def _pieces(taken: list[Placed], code: _Code) -> list[Piece]:
    """From the first character to the last, in each utterance."""
    starts = {code.utterance: code.start}
    ends: dict[int, int] = {}
    for placed in taken:
        starts.setdefault(placed.utterance, placed.item.start)
        ends[placed.utterance] = placed.item.end
    return [Piece(utterance, start, ends.get(utterance, start + 1)) for utterance, start in starts.items()]


def _mark_home(case: Case, index: int, code: _Code | None) -> None:
    """What follows the code of a country at home was an IBAN, even if it was misheard."""
    if code is None or code.country not in case.policy.iban.home:
        return
    link = case.links[index]
    if link.cue is None or link.cue.kind != "iban":
        link.cue = Context("iban", False, link.place - 1, 0)


def _without_code(case: Case, run: range) -> None:
    """A home country's IBAN of digits alone, whose letters were not heard."""
    digits = "".join(case.links[index].group.digits for index in run)
    for country in case.policy.iban.home:
        if iban_length(country) == len(digits) + 2 and is_iban(country + digits):
            strip = case.strip(run)
            pieces = strip.pieces(0, len(digits))
            case.claim("iban", country + digits, run, pieces)
            return
