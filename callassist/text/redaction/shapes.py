"""Typed forms that are numbers of another kind whatever stands beside them: dates, times, addresses, hex strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callassist.text.masks import MASK

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)[0-9]{2})"
_DATE = (
    rf"(?:{_YEAR}(?P<a>[-/.]){_MONTH}(?P=a){_DAY}|{_DAY}(?P<b>[-/.]){_MONTH}(?P=b)(?:{_YEAR}|[0-9]{{2}})"
    rf"|{_MONTH}(?P<c>[-/.]){_DAY}(?P=c)(?:{_YEAR}|[0-9]{{2}}))"
)
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?"
_ZONE = r"(?:z|[+-][0-9]{2}:?[0-9]{2})?"

# A date's neighbours must not go on in its own manner: groups of a card number may look like one.
_SHAPE = re.compile(
    # What any of them begins with, so that most of a text is looked at no further.
    r"(?=[0-9a-f\[])(?:"
    r"(?=[0-9]{1,4}[-/.:]|[0-9]{8}t)(?<![0-9])(?<![0-9][-/.:])(?:"
    rf"(?P<date>{_DATE}(?P<time>(?:t|,? ){_CLOCK}{_ZONE})?)"
    rf"|(?P<compact>{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])t[0-9]{{6}}z?)"
    r"|(?P<hour>(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9:z+]))"
    rf"|(?P<clock>{_CLOCK}{_ZONE})"
    r"|(?P<address>(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?::[0-9]{1,5})?)"
    r"|(?P<fraction>(?<![a-z])0\.[0-9]+(?:e[+-]?[0-9]+)?)"
    r")(?![0-9]|[-/.:][0-9])"
    r"|(?P<hex>(?<![0-9a-z])(?:0x(?![0-9a-f]*[0-9]{13})[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    # Nine digits in a row are rare in a digest and usual in what must be found.
    r"|(?=[0-9]*[a-f])(?=(?:[a-f]*[0-9]){4})(?![0-9a-f]*[0-9]{9})[0-9a-f]{20,})(?![0-9a-z]))"
    # What this module itself puts in place of a number, in a text that comes a second time.
    rf"|(?P<mask>{MASK.pattern})"
    r")"
)


# What groups of a longer number may look like.
_LIKELY = ("hour", "address", "fraction")


@dataclass(frozen=True, slots=True)
class Shape:
    """A number of another kind.

    Attributes:
        start, end: its range in the folded text. likely: whether groups of a longer number may look so too ("10:35",
            "2006/10/02", "63.61.206.89"), and only their surroundings tell.
    """

    start: int
    end: int
    likely: bool


def shapes(folded: str, *, spoken: bool = False) -> Iterator[Shape]:
    """Such forms in a folded text, ascending; in a `spoken` one "11:22:33" may be three pairs of a longer number."""
    names = (*_LIKELY, "clock") if spoken else _LIKELY
    for match in _SHAPE.finditer(folded):
        date_alone = match["date"] is not None and match["time"] is None
        yield Shape(*match.span(), likely=date_alone or any(match[name] is not None for name in names))
