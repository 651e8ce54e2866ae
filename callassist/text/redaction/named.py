"""What only its surroundings tell: security codes, expiry dates, and numbers behind a cue that fail their check."""

from __future__ import annotations

from itertools import product

from callassist.events import RedactionKind
from callassist.text.redaction.case import Case
from callassist.text.redaction.checks import card_lengths, is_expiry
from callassist.text.redaction.reading import Item, Word, is_role
from callassist.text.redaction.stream import Context, Gap
from callassist.text.redaction.strip import Piece, Strip

_CVV = (3, 4)
_PIN = (3, 4, 5, 6)
# Longer than an expiry date with its year in full and a security code, it is something else.
_EXTRAS = 10
# Between month and year: "month twelve of year twenty six".
_ASIDE = 3


def find_extras(case: Case) -> None:
    """Claim expiry date and security code that are named, or said right after a card."""
    for index, link in enumerate(case.links):
        if not (link.cue or link.after or link.group.quantity or link.group.shaped):
            continue
        if not case.claimed[index] and _is_about_expiry(case, index):
            _claim_expiry(case, index)
    for card in [found for found in case.found if found.kind == "card"]:
        start = card.last + 1
        while case.kinds.get(start) == "expiry":
            start += 1
        end = start
        while end - start <= _EXTRAS and end < len(case.links) and _goes_on(case, card.last, end):
            end += 1
        if start < end <= start + _EXTRAS and case.proof(range(start, end)) is None:
            _claim_extras(case, range(start, end), dated=start > card.last + 1)


def _goes_on(case: Case, card: int, index: int) -> bool:
    link = case.links[index]
    if case.claimed[index] or case.is_quantity(index) or case.context(index) is not None:
        return False
    # In a call the rest may come a breath later, alone in its utterance; the card is still the topic then.
    return link.gap <= Gap.CORRECTION or (
        case.stream.live and link.alone and link.gap is Gap.WEAK and link.utterance != case.links[card].utterance
    )


def _claim_extras(case: Case, run: range, *, dated: bool) -> None:
    """What `run`, right behind a card, holds; `dated` says that the expiry date is known already."""
    strip = case.strip(run)
    if dated and len(strip.digits) in _CVV:
        case.claim_strip("cvv", strip, run.start, 0, len(strip.digits))
        return
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
    for run in case.runs():
        cue = case.named(run)
        if cue is not None and case.proof(run) is None:
            _claim_named(case, run, cue)


def claim_unproved(case: Case) -> None:
    """Claim what may be a piece of a number: so many digits that nothing proves harmless."""
    for run in case.runs(case.policy.windows.piece_digits):
        if case.proof(run) is None:
            strip = case.strip(run)
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
    elif cue.kind == "card":
        here = cue.named or (cue.distance is not None and count >= policy.card.passing_fragment)
        if count >= policy.card.fragment and (here or card_lengths(strip.digits, policy.card)):
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
    link = case.links[index]
    for cue in (case.context(index), case.aside(index), link.after):
        if cue is not None and cue.kind == "expiry":
            return cue.named or _speaks_of_cards(case, index)
    # "…, December twenty six" right behind the card.
    if not case.is_quantity(index) or case.kinds.get(index - 1) != "card":
        return False
    between = _items_between(case, case.links[index - 1].place, link.place)
    return all(is_role(item, "month") or (isinstance(item, Word) and item.is_glue) for item in between)


def _speaks_of_cards(case: Case, index: int) -> bool:
    link, first = case.links[index], case.first_card_cue
    told = (link.cue is not None and link.cue.kind == "card") or (first is not None and first <= link.utterance)
    return told or case.holds_card


def _claim_expiry(case: Case, index: int) -> None:
    """A month's name and a year, or month and year in one group or two."""
    link, month = case.links[index], _month_before(case, index)
    digits, (first, last) = link.group.digits, case.policy.card.expiry_years
    year = digits[2:] if len(digits) == 4 and digits.startswith("20") else digits
    if month is not None:
        if len(year) == 2 and first <= int(year) <= last:
            piece = Piece(link.utterance, month.start, link.group.end)
            case.claim("expiry", digits, [index], [piece])
        return
    for end in (index + 2, index + 1):
        if end > len(case.links) or any(case.claimed[index:end]) or (end > index + 1 and not _close(case, index)):
            continue
        strip = case.strip(range(index, end))
        if is_expiry(strip.digits, case.policy):
            case.claim_strip("expiry", strip, index, 0, len(strip.digits))
            return


def _close(case: Case, index: int) -> bool:
    following = case.links[index + 1]
    return following.gap < Gap.BREAK and following.place - case.links[index].place <= _ASIDE


def _month_before(case: Case, index: int) -> Word | None:
    """The month's name in front of link `index`, in the same utterance."""
    link = case.links[index]
    for item in _items_between(case, link.place - _ASIDE - 1, link.place, link.utterance):
        if is_role(item, "month"):
            return item
    return None


def _items_between(case: Case, first: int, last: int, utterance: int | None = None) -> list[Item]:
    """The items between two places, of one utterance where one is given."""
    items, utterances = case.stream.items, case.stream.utterances
    return [items[place] for place in range(max(0, first + 1), last) if utterance in (None, utterances[place])]
