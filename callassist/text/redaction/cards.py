"""Card numbers that prove themselves by Luhn: whole, inside longer runs, with corrections, with words in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import card_lengths, is_card, is_scheme_card, passes_luhn
from callassist.text.redaction.corrections import FOLLOWED, readings
from callassist.text.redaction.policy import LONGEST_PREFIX
from callassist.text.redaction.stream import Gap
from callassist.text.redaction.strip import Strip

Interval = tuple[int, int]

# Between the groups of one typed number; commas, colons and brackets part different numbers.
_JOINT = re.compile(r"[\s\-‐-―_./|*·]{0,3}")
# A card that is part of a longer number: the rarer lengths would be met by chance too often.
_COMMON_LENGTHS = (15, 16)
# ISO/IEC 7812 knows no longer ones.
_LONGEST = 19
# Groups that may stand in front of a corrected card without being part of it.
_BEGINNINGS = 4
# Digits of a quantity that may be said between two groups.
_ASIDE = 2


def find_cards(case: Case) -> None:
    """Claim every card that Luhn shows."""
    for run in case.runs(min(case.policy.card.shortest, *_COMMON_LENGTHS)):
        if _is_iban(case, run.start):
            # An IBAN's digits can pass for a card; under way they can not yet prove what they are.
            continue
        strip = case.strip(run)
        for first, end in _joined(_in_segment(case, run, strip)):
            # With something taken back inside, the check may have been passed by chance: the rest belongs to it.
            corrected = any(first < offset < end for offset in strip.corrections)
            case.claim_strip("card", strip, run.start, first, len(strip.digits) if corrected else end)
            if corrected:
                break
    for chain in list(case.stream.chains()):
        for run in list(case.free(chain)):
            _in_chain(case, run)


def _in_segment(case: Case, run: range, strip: Strip) -> Iterator[Interval]:
    cards = case.policy.card
    harmless = case.proof(run) is not None
    for index in case.long_groups(run):
        start, digits = strip.starts[index - run.start], case.links[index].group.digits
        if is_card(digits, cards) or (not harmless and _holds_card(case, digits)):
            yield start, start + len(digits)
    whole = strip.digits
    if is_card(whole, cards) and _is_one_number(case, run, strip):
        yield 0, len(whole)
    elif not harmless and len(whole) > cards.shortest:
        yield from _in_utterances(case, run, strip)
        yield from _windows(case, strip)
        yield from _corrected(case, strip)


def _in_utterances(case: Case, run: range, strip: Strip) -> Iterator[Interval]:
    for part in case.whole(run, case.policy.card.longest):
        first = strip.starts[part.start - run.start]
        end = strip.starts[part.stop - run.start] if part.stop < run.stop else len(strip.digits)
        digits = strip.digits[first:end]
        if is_card(digits, case.policy.card) and card_lengths(digits, case.policy.card):
            yield first, end


def _is_one_number(case: Case, run: range, strip: Strip) -> bool:
    """Whether it begins like a card, or at least its groups are joined in the manner of one number."""
    if card_lengths(strip.digits, case.policy.card):
        return True
    first = strip.links[0]
    if any(case.is_quantity(index) for index in run) or any(link.utterance != first.utterance for link in strip.links):
        return False
    return all(
        link.group.spoken or link.gap is not Gap.TIGHT or _JOINT.fullmatch(link.group.separator)
        for link in strip.links[1:]
    )


def _holds_card(case: Case, digits: str) -> bool:
    """Whether digits that were joined without a gap begin or end with a card, or if very long, hold one anywhere."""
    cards = case.policy.card
    if len(digits) <= cards.longest:
        return len(digits) > 16 and any(is_scheme_card(digits[:length], cards) for length in _COMMON_LENGTHS)
    return any(
        start + length <= len(digits) and passes_luhn(digits[start : start + length])
        for start in range(len(digits) - min(_COMMON_LENGTHS) + 1)
        for length in card_lengths(digits[start : start + 4], cards).intersection(_COMMON_LENGTHS)
    )


def _windows(case: Case, strip: Strip, least: int = 14) -> Iterator[Interval]:
    """Cards of a known scheme that begin and end where a part of the run does."""
    digits, ends, lengths = strip.digits, strip.ends, case.policy.card.lengths_by_beginning
    for first in strip.bounds:
        for length in lengths.get(digits[first : first + LONGEST_PREFIX], ()):
            end = first + length
            if length >= least and end in ends and passes_luhn(digits[first:end]):
                yield first, end


def _corrected(case: Case, strip: Strip) -> Iterator[Interval]:
    """Cards that come out when what was taken back is left out, and all that was said for them."""
    if len(strip.corrections) > FOLLOWED:
        if card_lengths(strip.digits, case.policy.card):
            yield 0, len(strip.digits)
        return
    beginnings = strip.starts[:_BEGINNINGS]
    for reading in readings(strip, beginnings[-1] + _LONGEST):
        for first in reading.places(beginnings):
            digits = reading.digits[first : first + _LONGEST]
            for length in card_lengths(digits, case.policy.card):
                if len(digits) >= length and passes_luhn(digits[:length]):
                    yield 0, reading.offset(first + length - 1) + 1


def _in_chain(case: Case, run: range) -> None:
    """Cards in groups with other words in between: only lengths that people have, nothing with a unit in it.

    "One second" and "two minutes" are said while looking for the rest; they are passed over.
    """
    aside = {index for index in run if case.is_quantity(index)}
    tight = not aside and all(case.links[index].gap <= Gap.CORRECTION for index in run[1:])
    if tight or len(aside) == len(run) or any(len(case.links[index].group.digits) > _ASIDE for index in aside):
        return
    kept = [index for index in run if index not in aside]
    strip = Strip([case.links[index] for index in kept])
    for first, end in _joined(_windows(case, strip, least=min(_COMMON_LENGTHS))):
        covered = [kept[index] for index in strip.covered(first, end)]
        if not any(_is_iban(case, index) or case.proof(range(index, index + 1)) for index in covered):
            case.claim("card", strip.digits[first:end], covered, strip.pieces(first, end))


def _is_iban(case: Case, index: int) -> bool:
    cue = case.context(index)
    return cue is not None and cue.kind == "iban"


def _joined(intervals: Iterator[Interval]) -> list[Interval]:
    """Overlapping intervals made one: which of them is the card can not be told, so all of it goes."""
    joined: list[Interval] = []
    for first, end in sorted(intervals):
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((first, end))
    return joined
