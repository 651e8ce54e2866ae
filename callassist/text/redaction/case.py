"""What has been found in a stream so far, and how far a cue still reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal

from callassist.events import RedactionKind
from callassist.text.redaction.policy import LONG, SENSITIVE, RedactionPolicy
from callassist.text.redaction.reading import Cue, Item
from callassist.text.redaction.stream import Context, Gap, Stream
from callassist.text.redaction.strip import Piece, Strip


@dataclass(frozen=True, slots=True)
class Found:
    """Something that must be masked. Not printed: it holds the secret.

    Attributes:
        kind: of number. value: its digits, an IBAN's with its letters. pieces: where it stands.
        certain: whether it is complete; what only a cue tells may still be going on.
        last: index of the last link it takes in.
    """

    kind: RedactionKind
    value: str = field(repr=False)
    pieces: tuple[Piece, ...]
    certain: bool
    last: int


# Its own words or units, or only what was asked for before.
Proof = Literal["own", "topic"]

SHORTEST_ID = 10
"""Digits: a Saudi number."""


class Case:
    """A stream being judged.

    Attributes:
        stream: what is judged. links: its links. policy: by what. found: the findings. claimed: for each link whether
            something was found in it, or it was proved harmless. kinds: what was found in a link, by index. coded:
            indexes of links right behind a country's code. holds_card: whether a card was found.
    """

    def __init__(self, stream: Stream, policy: RedactionPolicy) -> None:
        self.stream = stream
        self.links = stream.links
        self.policy = policy
        self.found: list[Found] = []
        self.claimed = bytearray(len(stream.links))
        self.kinds: dict[int, RedactionKind] = {}
        self.coded: set[int] = set()
        self.holds_card = False
        # For each place in the stream whether something complete ends there.
        self._completed = bytearray(len(stream.items))
        self._strips: dict[range, Strip] = {}

    @cached_property
    def segments(self) -> list[range]:
        """The stream's segments."""
        return list(self.stream.segments())

    @cached_property
    def _corrected(self) -> list[int]:
        return [index for index, link in enumerate(self.links) if link.gap is Gap.CORRECTION]

    @cached_property
    def _totals(self) -> list[int]:
        return list(accumulate((len(link.group.digits) for link in self.links), initial=0))

    @cached_property
    def _long(self) -> list[int]:
        least = min(SHORTEST_ID, self.policy.card.shortest)
        return [index for index, link in enumerate(self.links) if len(link.group.digits) >= least]

    @cached_property
    def first_card_cue(self) -> int | None:
        """Index of the first utterance in which this speaker speaks of a card."""
        spoken = zip(self.stream.items, self.stream.utterances, strict=True)
        return next((utterance for item, utterance in spoken if _is_about_card(item)), None)

    def claim(
        self,
        kind: RedactionKind,
        value: str,
        links: Iterable[int],
        pieces: Sequence[Piece],
        *,
        certain: bool = True,
    ) -> None:
        """Enter a finding in `links` (indexes, at least one)."""
        taken = list(links)
        for index in taken:
            self.claimed[index] = 1
            self.kinds[index] = kind
        self.holds_card = self.holds_card or kind == "card"
        self.found.append(Found(kind, value, tuple(pieces), certain, taken[-1]))
        if certain:
            self._completed[self.links[taken[-1]].place] = 1

    def claim_strip(
        self, kind: RedactionKind, strip: Strip, base: int, first: int, end: int, *, certain: bool = True
    ) -> None:
        """Enter the digits `first` to `end` of a strip whose first link has index `base`."""
        covered = strip.covered(first, end)
        links = range(base + covered.start, base + covered.stop)
        self.claim(kind, strip.digits[first:end], links, strip.pieces(first, end), certain=certain)

    def free(self, run: range) -> Iterator[range]:
        """The parts of `run` in which nothing is claimed yet."""
        start = run.start
        while (index := self.claimed.find(1, start, run.stop)) >= 0:
            if start < index:
                yield range(start, index)
            start = index + 1
        if start < run.stop:
            yield range(start, run.stop)

    def runs(self, least: int = 1) -> Iterator[range]:
        """The free parts of all segments that have at least `least` digits.

        What is claimed in a segment while its parts are gone through changes nothing.
        """
        for segment in self.segments:
            if self.count(segment) >= least:
                yield from [run for run in self.free(segment) if self.count(run) >= least]

    def is_free(self, run: range) -> bool:
        """Whether nothing is claimed in `run`."""
        return self.claimed.find(1, run.start, run.stop) < 0

    def long_groups(self, run: range) -> list[int]:
        """The links in `run` whose group alone may be an identity number or a card."""
        return self._long[bisect_left(self._long, run.start) : bisect_left(self._long, run.stop)]

    def whole(self, run: range, longest: int) -> Iterator[range]:
        """`run`, then its parts of whole utterances with at most `longest` digits.

        What was a whole number when it was said remains one, whatever is said next.
        """
        yield run
        links = self.links
        if links[run.start].utterance == links[run.stop - 1].utterance:
            return
        starts = [at for at in run if at == run.start or links[at].utterance != links[at - 1].utterance]
        ends = [*starts[1:], run.stop]
        for first, start in enumerate(starts):
            for end in ends[first:]:
                if self.count(range(start, end)) > longest:
                    break
                if (start, end) != (run.start, run.stop):
                    yield range(start, end)

    def count(self, run: range) -> int:
        """How many digits the links in `run` have."""
        return self._totals[run.stop] - self._totals[run.start]

    def corrections(self, run: range) -> int:
        """How many links in `run`, its first left out, were said behind a correction."""
        return bisect_left(self._corrected, run.stop) - bisect_left(self._corrected, run.start + 1)

    def segment_end(self, index: int) -> int:
        """The index behind the last link of the segment that link `index` is in."""
        return self.segments[bisect_right(self.segments, index, key=lambda segment: segment.start) - 1].stop

    def strip(self, run: range) -> Strip:
        """The digits of the links in `run`."""
        found = self._strips.get(run)
        if found is None:
            found = self._strips[run] = Strip(self.links[run.start : run.stop])
        return found

    def index_at(self, place: int) -> int:
        """The index of the link at `place` in the stream."""
        return bisect_left(self.links, place, key=lambda link: link.place)

    def context(self, index: int) -> Context | None:
        """The cue that link `index` stands under; one that has got its number no longer counts."""
        link = self.links[index]
        for cue in (link.cue, link.aside):
            if cue is not None and self._completed.find(1, cue.place + 1, link.place) < 0:
                return cue
        return None

    def aside(self, index: int) -> Context | None:
        """What was mentioned in front of link `index` behind a number that had been asked for in so many words."""
        link = self.links[index]
        if link.cue is None or link.aside is None:
            return None
        number = self.index_at(link.aside.place) - 1
        return link.aside if number >= 0 and self.links[number].place > link.cue.place else None

    def follows_card(self, index: int) -> bool:
        """Whether link `index` comes behind a whole card and nothing else has become the topic since."""
        cards = [found.last for found in self.found if found.kind == "card" and found.certain and found.last < index]
        if not cards:
            return False
        card, link = self.links[max(cards)], self.links[index]
        if link.cue is not None and link.cue.place > card.place:
            return False
        said = self.stream.said
        return said[link.utterance].t0 - said[card.utterance].t1 <= self.policy.windows.topic_s

    def named(self, run: range) -> Context | None:
        """The sensitive cue in front of `run`, or close behind: if there is none in front, and in "123 is the CVV"."""
        before = self.context(run.start)
        after = self.links[run.stop - 1].after
        code = after if after is not None and after.kind in SENSITIVE - LONG else None
        if before is not None and before.kind in SENSITIVE:
            # "my card expires soon, 789 is the CVV"
            firmer = code is not None and (before.kind in LONG or (code.named and not before.named))
            if not firmer:
                return before
        if self.proof(run) is None and after is not None and after.kind in SENSITIVE:
            return after
        return None

    def is_quantity(self, index: int) -> bool:
        """Whether link `index` is an amount, a time or a date.

        In a call its form alone shows nothing where nothing else is said, or a secret is named right beside it: "10:50"
        is also how "ten fifty" is written.
        """
        link = self.links[index]
        if link.group.quantity or not link.group.shaped:
            return link.group.quantity
        return not self.stream.live or not (link.alone or self._is_called_secret(index))

    def _is_called_secret(self, index: int) -> bool:
        return any(
            cue is not None and cue.kind in SENSITIVE and cue.named and self._is_near(cue)
            for cue in (self.context(index), self.links[index].after)
        )

    def _is_near(self, cue: Context) -> bool:
        """A short number that was asked for comes at once, in whatever words."""
        return cue.kind not in LONG if cue.distance is None else cue.distance <= self.policy.windows.gap_words

    def proof(self, run: range) -> Proof | None:
        """What shows that the digits of `run` are harmless, None where nothing does."""
        if all(map(self.is_quantity, run)):
            return "own"
        cue, after = self.context(run.start), self.links[run.stop - 1].after
        if cue is not None and cue.kind == "last_digits":
            if self.count(run) > self.policy.windows.last_digits:
                return None
            return "topic" if cue.distance is None else "own"
        if cue is not None and cue.kind not in SENSITIVE:
            if cue.kind == "amount" and not cue.named and self.count(run) > self.policy.windows.amount_digits:
                return None  # what something was paid with, and not how much
            if cue.distance is None:
                return "topic"
            if cue.distance <= (self.policy.windows.near_before if cue.named else 1):
                return "own"
        elif cue is None and after is not None and after.named and after.kind not in SENSITIVE:
            return "own"
        return None


def _is_about_card(item: Item) -> bool:
    return isinstance(item, Cue) and item.meaning.detail == "card"
