"""What must be masked in a live call just now: what was found, and digits that may yet become part of something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from callassist.events import RedactionKind
from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import card_lengths
from callassist.text.redaction.ids import repeats
from callassist.text.redaction.policy import SENSITIVE
from callassist.text.redaction.stream import Context, Gap
from callassist.text.redaction.strip import Piece

# The lengths a card that was misheard most likely has.
_USUAL_CARDS = (15, 16)
# Words between a cue and a digit or two: "it is", «بتاعي هو».
_RIGHT_BEHIND = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to mask. Not printed: it holds the secret.

    Attributes:
        kind: shown in its place. value: what it hides. pieces: where. lasting: whether it is settled; else it may
            prove harmless, or something else.
    """

    kind: RedactionKind
    value: str = field(repr=False)
    pieces: tuple[Piece, ...]
    lasting: bool


def marks(case: Case, is_open: Callable[[int], bool], held: Sequence[str] = ()) -> Iterator[Mark]:
    """All marks of `case`.

    Args:
        is_open: whether the number that ends in this utterance (index) may still go on.
        held: open digits of the other speaker; reading them back is as open as they are.
    """
    for found in case.found:
        if found.certain or not is_open(case.links[found.last].utterance):
            yield Mark(found.kind, found.value, found.pieces, lasting=True)
        else:
            yield Mark("digits", found.value, found.pieces, lasting=False)
    for chain in case.stream.chains():
        yield from _in_chain(case, chain, is_open, held)


def _in_chain(case: Case, chain: range, is_open: Callable[[int], bool], held: Sequence[str]) -> Iterator[Mark]:
    """Unproved digits of numbers that may belong together."""
    runs = [run for run in _segments(case, chain) if case.proof(run) != "own"]
    if not runs:
        return
    counts = [case.count(run) for run in runs]
    together = sum(count for count in counts if count >= case.policy.windows.open_digits)
    going_on = is_open(case.links[chain[-1]].utterance)
    for run, count in zip(runs, counts, strict=True):
        linked = max(count, together)
        # A small number near a long one is a part of it only where it was said as one.
        if count < case.policy.windows.open_digits and len(runs) > 1:
            linked = count
        if _may_go_on(case, run, linked) if going_on else _stays_masked(case, run, linked):
            yield _mark(case, run, lasting=not going_on)
            continue
        for part in repeats(case, run, held, case.policy.windows.open_digits):
            yield _mark(case, part, lasting=False)


def _mark(case: Case, run: range, *, lasting: bool) -> Mark:
    strip = case.strip(run)
    return Mark("digits", strip.digits, tuple(strip.pieces(0, len(strip.digits))), lasting)


def _segments(case: Case, chain: range) -> Iterator[range]:
    for segment in case.stream.segments(chain):
        yield from case.free(segment)


def _may_go_on(case: Case, run: range, count: int) -> bool:
    windows, link = case.policy.windows, case.links[run[-1]]
    cue = case.context(run.start)
    asked = case.follows_card(run.start) or _is_asked(cue)
    if count >= windows.open_digits:
        return link.ends or asked or count >= windows.open_digits_inside
    # "One" is a digit where nothing else is said, or right behind "the code is"; hardly in "I want a new one".
    right_behind = cue is not None and cue.distance is not None and cue.distance <= _RIGHT_BEHIND
    return asked and link.ends and (link.alone or right_behind)


def _stays_masked(case: Case, run: range, count: int) -> bool:
    windows, cue = case.policy.windows, case.context(run.start)
    digits = "".join(case.links[index].group.digits for index in run)
    begins_like_card = bool(card_lengths(digits, case.policy.card))
    if cue is not None and cue.kind in SENSITIVE and cue.named:
        return count >= windows.open_digits
    if cue is not None and cue.kind == "iban":
        return count >= case.policy.iban.unnamed
    if cue is not None and cue.kind in SENSITIVE:
        # Mentioned beside it, a piece is enough; mentioned some time ago, it must look like a card.
        return count >= windows.open_digits_inside and (
            cue.distance is not None or (begins_like_card and count >= case.policy.card.fragment)
        )
    if case.proof(run) is not None:
        return False
    if len(digits) >= windows.open_digits and _adjoins_masked(case, run):
        return True
    return len(digits) in _USUAL_CARDS and begins_like_card


def _adjoins_masked(case: Case, run: range) -> bool:
    """Whether `run` was said in one with something masked: a part of it may have passed for the whole."""
    behind = run.start - 1 in case.kinds and case.links[run.start].gap <= Gap.CORRECTION
    before = run.stop in case.kinds and case.links[run.stop].gap <= Gap.CORRECTION
    return behind or before


def _is_asked(cue: Context | None) -> bool:
    """Whether a sensitive number was named, or an IBAN has begun."""
    return cue is not None and cue.kind in SENSITIVE and (cue.named or cue.kind == "iban")
