"""What only its surroundings tell: security codes, expiry dates, and numbers behind a cue that fail their check."""

from __future__ import annotations

from itertools import product

from callassist.events import RedactionKind
from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import card_lengths, is_expiry
from callassist.text.redaction.reading import Word
from callassist.text.redaction.stream import Context, Gap
from callassist.text.redaction.strip import Strip

_CVV = (3, 4)
_PIN = (3, 4, 5, 6)
# Longer than an expiry date with its year in full and a security code, it is something else.
_EXTRAS = 10
# Between month and year: "month twelve of year twenty six".
_ASIDE = 3


def find_extras(case: Case) -> None:
    """Claim expiry date and security code that are said right after a card, without being named."""
    cards = [found for found in case.found if found.kind == "card"]
    for card in cards:
        end = card.last + 1
        while end < len(case.links) and _goes_on(case, card.last, end):
            end += 1
        run = range(card.last + 1, end)
        if run and case.proof(run) is None:
            _claim_extras(case, run)


def _goes_on(case: Case, card: int, index: int) -> bool:
    link = case.links[index]
    if case.claimed[index] or link.group.quantity or case.context(index) is not None:
        return False
    # In a call the rest may come a breath later, alone in its utterance; the card is still the topic then.
    return link.gap <= Gap.CORRECTION or (
        case.stream.live and link.alone and link.gap is Gap.WEAK and link.utterance != case.links[card].utterance
    )


def _claim_extras(case: Case, run: range) -> None:
    strip = case.strip(run)
    for first, end, kind in _split_extras(case, strip):
        case.claim_strip(kind, strip, run.start, first, end)


def _split_extras(case: Case, strip: Strip) -> list[tuple[int, int, RedactionKind]]:
    """The digits behind a card as expiry and code in either order; what fits neither is masked undivided."""
    count = len(strip.digits)
    if not _CVV[0] <= count <= _EXTRAS:
        return []
    widths = [width for width in dict.fromkeys((count, 4, 3, 6, count - 3, count - 4)) if 0 < width <= count]
    for width in sorted(widths, key=lambda width: width not in strip.bounds):
        heads, tails = _extra(case, strip, 0, width), _extra(case, strip, width, count)
        if heads and width == count:
            return [(0, count, heads[0])]
        for head, tail in product(heads, tails):
            if head != tail:
                return [(0, width, head), (width, count, tail)]
    return [(0, count, "digits")]


def _extra(case: Case, strip: Strip, first: int, end: int) -> list[RedactionKind]:
    """What digits behind a card can be, the likelier first."""
    kinds: list[RedactionKind] = ["cvv"] if end - first in _CVV else []
    if is_expiry(strip.digits[first:end], case.policy):
        # Three digits said in one are a code; "1/26" is not.
        kinds.insert(0 if end - first > _CVV[0] or first + 1 in strip.starts else 1, "expiry")
    return kinds


def find_named(case: Case) -> None:
    """Claim what a cue says is sensitive although it does not prove itself."""
    for index in range(len(case.links)):
        if not case.claimed[index] and _is_about_expiry(case, index):
            _claim_expiry(case, index)
    for segment in list(case.stream.segments()):
        for run in list(case.free(segment)):
            cue = case.named(run)
            if cue is not None and case.proof(run) is None:
                _claim_named(case, run, cue)


def claim_unproved(case: Case) -> None:
    """Claim what may be a piece of a number: so many digits that nothing proves harmless."""
    for segment in list(case.stream.segments()):
        for run in list(case.free(segment)):
            strip = case.strip(run)
            if len(strip.digits) >= case.policy.windows.piece_digits and case.proof(run) is None:
                case.claim_strip("digits", strip, run.start, 0, len(strip.digits), certain=False)


def _claim_named(case: Case, run: range, cue: Context) -> None:
    strip, policy = case.strip(run), case.policy
    count = len(strip.digits)
    if cue.kind == "cvv":
        _claim_code(case, run, strip)
    elif cue.kind == "pin" and count in _PIN:
        case.claim_strip("digits", strip, run.start, 0, count)
    elif cue.kind == "expiry" and cue.named and count in _CVV:
        # Misheard: no month, or a year long gone.
        case.claim_strip("expiry", strip, run.start, 0, count, certain=False)
    elif cue.kind in ("card", "last_digits"):
        if count >= (policy.card.fragment if cue.named else policy.card.passing_fragment) or (
            count >= policy.card.fragment and card_lengths(strip.digits, policy.card)
        ):
            case.claim_strip("card", strip, run.start, 0, count, certain=False)
    elif cue.kind == "iban" and count >= (policy.iban.named if cue.named else policy.iban.unnamed):
        case.claim_strip("iban", strip, run.start, 0, count, certain=False)
    elif cue.kind == "id" and (count >= policy.id.named if cue.named else count in policy.id.passing_named):
        case.claim_strip("id", strip, run.start, 0, count, certain=False)


def _claim_code(case: Case, run: range, strip: Strip) -> None:
    """The code itself where it stands apart, else all that was said for it."""
    for end in strip.starts[1:]:
        if end in _CVV and len(strip.digits) > max(_CVV):
            case.claim_strip("cvv", strip, run.start, 0, end)
            return
    if min(_CVV) <= len(strip.digits) <= _EXTRAS:
        case.claim_strip("cvv", strip, run.start, 0, len(strip.digits))


def _is_about_expiry(case: Case, index: int) -> bool:
    link, cue = case.links[index], case.context(index)
    if cue is None or cue.kind != "expiry":
        cue = link.after
    if cue is not None and cue.kind == "expiry":
        return cue.named or _speaks_of_cards(case, index)
    # "…, December twenty six" right behind the card.
    return link.group.quantity and case.kinds.get(index - 1) == "card"


def _speaks_of_cards(case: Case, index: int) -> bool:
    first = case.first_card_cue
    return any(found.kind == "card" for found in case.found) or (first is not None and first <= index)


def _claim_expiry(case: Case, index: int) -> None:
    """Month and year in one group or two, or a month's name and a year."""
    for end in (index + 2, index + 1):
        if end > len(case.links) or any(case.claimed[index:end]):
            continue
        if end > index + 1 and not _close(case, index):
            continue
        strip = case.strip(range(index, end))
        if is_expiry(strip.digits, case.policy):
            case.claim_strip("expiry", strip, index, 0, len(strip.digits))
            return
    group = case.links[index].group
    first, last = case.policy.card.expiry_years
    year = group.digits[2:] if len(group.digits) == 4 and group.digits.startswith("20") else group.digits
    if group.quantity and len(year) == 2 and first <= int(year) <= last and _month_before(case, index):
        case.claim_strip("expiry", case.strip(range(index, index + 1)), index, 0, len(group.digits))


def _close(case: Case, index: int) -> bool:
    following = case.links[index + 1]
    return following.gap < Gap.BREAK and following.place - case.links[index].place <= _ASIDE


def _month_before(case: Case, index: int) -> bool:
    place = case.links[index].place
    before = [placed.item for placed in case.stream.items if place - _ASIDE <= placed.place < place]
    return any(isinstance(item, Word) and item.meaning is not None and item.meaning.role == "month" for item in before)
