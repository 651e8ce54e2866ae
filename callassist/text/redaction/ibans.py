"""IBANs, typed or spelled, in any grouping: found by their letters, proved by structure and mod 97."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import as_iban, iban_length
from callassist.text.redaction.corrections import FOLLOWED, readings
from callassist.text.redaction.reading import Cue, Group, Item, Word, is_role
from callassist.text.redaction.stream import Context, Gap, Stream
from callassist.text.redaction.strip import Piece

# Words of other kinds that may stand between two characters of an IBAN.
_ASIDE = 6
# ISO 13616 allows 34 characters; each may stand alone, with a word or two behind it.
_LONGEST = 34
_REACH = 120

# Which words are taken for letters of the IBAN: "NWBK" is, "OK" may be; else only what is spelled or touches digits.
_Letters = Literal["no fillers", "spelled", "all"]
_LETTERS: tuple[_Letters, ...] = get_args(_Letters)


@dataclass(frozen=True, slots=True)
class _Code:
    """A country's code in front of digits.

    Attributes:
        country: which. utterance, start: where it begins. sure: whether it is no ordinary word ("at", "is").
        taken: how many of the digits behind it are letters of it (the O of "J O").
    """

    country: str
    utterance: int
    start: int
    sure: bool
    taken: int


def find_ibans(case: Case) -> None:
    """Claim every IBAN that passes its check; behind a country's code, say what other digits are."""
    items = case.stream.items
    for index, link in enumerate(case.links):
        at = link.place
        if case.claimed[index] or not at or not isinstance(items[at - 1], Word):
            continue
        code = _code_before(case.stream, at)
        if code is None:
            continue
        if code.sure or code.taken or code.country in case.policy.iban.home:
            case.coded.add(index)
        if not _from_code(case, at, code) and not _corrected(case, index, code) and index in case.coded:
            _mark_coded(case, index)
    lengths = {iban_length(country) for country in case.policy.iban.home}
    for run in case.runs():
        if case.count(run) + 2 in lengths:
            _without_code(case, run)


def _from_code(case: Case, at: int, code: _Code) -> bool:
    length = iban_length(code.country)
    if length is None:
        return False
    tried = ""
    for letters in _LETTERS:
        taken, characters, doubtful = _collect(case.stream.items, at, length - 2 + code.taken, letters)
        if characters == tried:
            continue
        tried = characters
        if value := as_iban(code.country, characters[code.taken :]):
            indexes = [case.index_at(place) for place in taken if isinstance(case.stream.items[place], Group)]
            case.claim("iban", value, indexes, _pieces(case.stream, taken, code))
            _claim_rest(case, indexes)
            return True
        if not doubtful:
            break
    return False


def _claim_rest(case: Case, indexes: list[int]) -> None:
    """Something was taken back inside: then the check was passed by chance, and what follows belongs to it."""
    if all(case.links[index].gap is not Gap.CORRECTION for index in indexes[1:]):
        return
    rest = range(indexes[-1] + 1, _segment_end(case, indexes[-1]))
    if rest:
        strip = case.strip(rest)
        case.claim_strip("iban", strip, rest.start, 0, len(strip.digits))


def _segment_end(case: Case, index: int) -> int:
    """The index behind the last link that goes on from link `index`, as far as an IBAN may reach."""
    return min(case.segment_end(index), index + _REACH)


def _corrected(case: Case, index: int, code: _Code) -> bool:
    """Claim an IBAN of digits alone in which something was taken back."""
    run = range(index, _segment_end(case, index))
    if not 0 < case.corrections(run) <= FOLLOWED:
        return False
    strip = case.strip(run)
    for reading in readings(strip, code.taken + _LONGEST):
        if value := as_iban(code.country, reading.digits[code.taken :]):
            case.claim("iban", value, run, strip.pieces(0, len(strip.digits)))
            return True
    return False


def _code_before(stream: Stream, at: int) -> _Code | None:
    group = stream.items[at]
    said_as_zero = isinstance(group, Group) and group.digits.startswith("0")
    return _code(stream, at, "") or (_code(stream, at, "O") if said_as_zero else None)


def _code(stream: Stream, at: int, letters: str) -> _Code | None:
    """The code in front of item `at`, given that its last letter was heard as a zero if `letters` has one."""
    taken = len(letters)
    for place in range(at - 1, max(0, at - _ASIDE) - 1, -1):
        item = stream.items[place]
        if not isinstance(item, Word):
            return None
        if is_role(item, "filler") and not (item.capitals or item.touching):
            continue
        if not letters and len(item.letters) > 1:
            country = item.letters[-2:]
            known = (len(item.letters) == 2 or item.touching) and iban_length(country) is not None
            sure = item.touching or item.capitals
            return _Code(country, stream.utterances[place], item.end - 2, sure, 0) if known else None
        if len(item.letters) == 1:
            letters = item.letters + letters
            if len(letters) == 2:
                known = iban_length(letters) is not None
                return _Code(letters, stream.utterances[place], item.start, not taken, taken) if known else None
        elif not item.is_glue:
            return None
    return None


def _collect(items: list[Item], at: int, count: int, letters: _Letters) -> tuple[list[int], str, bool]:
    """The places from `at` on that hold the next `count` characters, those, and whether `letters` made a difference.

    Args:
        letters: which words count.
    """
    taken: list[int] = []
    characters, aside, doubtful = "", 0, False
    for place, item in enumerate(items[at : at + _REACH], at):
        doubtful = doubtful or (isinstance(item, Word) and item.letters != "" and not _is_spelled(item))
        if isinstance(item, Group):
            characters += item.digits
        elif isinstance(item, Word) and item.letters and (_is_spelled(item) or _counts(item, letters)):
            characters += item.letters
        else:
            aside += isinstance(item, Cue) or not item.is_glue
            if aside > _ASIDE:
                break
            continue
        taken.append(place)
        aside = 0
        if len(characters) >= count:
            break
    return taken, characters, doubtful


def _is_spelled(word: Word) -> bool:
    return len(word.letters) == 1 or word.touching


def _counts(word: Word, letters: _Letters) -> bool:
    return letters == "all" or (letters == "no fillers" and not is_role(word, "filler"))


def _pieces(stream: Stream, taken: list[int], code: _Code) -> list[Piece]:
    """From the first character to the last, in each utterance."""
    starts = {code.utterance: code.start}
    ends: dict[int, int] = {}
    for place in taken:
        item, utterance = stream.items[place], stream.utterances[place]
        starts.setdefault(utterance, item.start)
        ends[utterance] = item.end
    return [Piece(utterance, start, ends.get(utterance, start + 1)) for utterance, start in starts.items()]


def _mark_coded(case: Case, index: int) -> None:
    """What follows a country's code was an IBAN, even if it was misheard, unless it was called something else."""
    code_place, digits = case.links[index].place - 1, 0
    for at in range(index, len(case.links)):
        link = case.links[at]
        if (at > index and link.gap is Gap.BREAK) or digits >= _LONGEST:
            return
        digits += len(link.group.digits)
        told = link.cue is not None and (link.cue.kind == "iban" or link.cue.place > code_place)
        if not told and case.proof(range(at, at + 1)) != "own":
            link.cue = Context("iban", False, code_place, 0)


def _without_code(case: Case, run: range) -> None:
    """A home country's IBAN of digits alone, whose letters were not heard."""
    cue, strip = case.context(run.start), case.strip(run)
    if (cue is not None and cue.kind != "iban") or strip.corrections:
        return
    for country in case.policy.iban.home:
        value = as_iban(country, strip.digits) if iban_length(country) == len(strip.digits) + 2 else None
        if value is not None:
            case.claim("iban", value, run, strip.pieces(0, len(strip.digits)))
            return
