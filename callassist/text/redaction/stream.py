"""One speaker's digits in the order they were said, over utterances, each with its context.

The other speaker's words do not part them, but what that speaker asks for is context too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import cast

from callassist.events import Speaker
from callassist.text.redaction.policy import LONG, SENSITIVE, CueKind, RedactionPolicy, Windows
from callassist.text.redaction.reading import Cue, Group, Item, Word, is_role


class Gap(IntEnum):
    """What stands between a group of digits and the one before it, from nothing to too much."""

    TIGHT = 0
    FILLER = 1
    CORRECTION = 2
    WEAK = 3
    BREAK = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance (or line) taken apart. Times are on the call clock."""

    speaker: Speaker
    t0: float
    t1: float
    items: Sequence[Item] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """A cue as seen from a group of digits.

    Attributes:
        kind: of number. named: whether the cue leaves no doubt. place: where in the stream it stands.
        distance: words between; None where it was said in another utterance.
    """

    kind: CueKind
    named: bool
    place: int
    distance: int | None


@dataclass(slots=True)
class Link:
    """A group of digits in its stream.

    Attributes:
        utterance: index of its utterance. place: its index among the stream's items. gap: to the link before.
        cue: the latest cue in front of it. aside: a number that was mentioned since, while that cue had named another;
            it counts once that one was given. after: a cue close behind it. ends: whether nothing but fillers
            follows it in its utterance. alone: whether its utterance holds nothing but digits and fillers.
    """

    group: Group
    utterance: int
    place: int
    gap: Gap
    cue: Context | None
    aside: Context | None = None
    after: Context | None = None
    ends: bool = True
    alone: bool = True


@dataclass(slots=True)
class Stream:
    """A speaker's items and links.

    Attributes:
        said: all utterances. items: the speaker's; an item's place in the stream is its index. utterances: for each
            item the index of its utterance. links: its groups of digits. live: whether it is a call, and no line that
            stands for itself.
    """

    said: Sequence[Said]
    items: list[Item]
    utterances: list[int]
    links: list[Link]
    live: bool

    def segments(self, within: range | None = None) -> Iterator[range]:
        """Runs of links with at most fillers and corrections between them, as ranges of link indexes."""
        return self._runs(Gap.CORRECTION, range(len(self.links)) if within is None else within)

    def chains(self) -> Iterator[range]:
        """Runs of links that may be one number although other words stand between them."""
        return self._runs(Gap.WEAK, range(len(self.links)))

    def _runs(self, widest: Gap, within: range) -> Iterator[range]:
        start = within.start
        for index in within[1:]:
            if self.links[index].gap > widest:
                yield range(start, index)
                start = index
        if start < within.stop:
            yield range(start, within.stop)


def stream(said: Sequence[Said], speaker: Speaker, policy: RedactionPolicy, *, live: bool) -> Stream:
    """The stream of `speaker` out of all that was `said`, in order."""
    builder = _Builder(said, policy.windows, live)
    for index, utterance in enumerate(said):
        if utterance.speaker == speaker:
            builder.own(index, utterance)
        else:
            builder.other(utterance)
    return builder.stream


@dataclass(slots=True)
class _Topic:
    """A cue and what it still reaches.

    Attributes:
        cue: it. t: when it was said, or its number given. utterance: where, -1 where the other speaker said it.
        words: how many had been said by then.
    """

    cue: Context
    t: float
    utterance: int
    words: int


class _Builder:
    def __init__(self, said: Sequence[Said], windows: Windows, live: bool) -> None:
        self.stream = Stream(said, [], [], [], live)
        self._windows = windows
        self._place = -1
        self._widest = Gap.TIGHT
        self._words = 0
        self._topic: _Topic | None = None
        self._aside: _Topic | None = None
        self._all_words = 0

    def other(self, said: Said) -> None:
        """What the other speaker says in between: cues count, much talk loosens, nothing else."""
        plain = 0
        for item in said.items:
            if isinstance(item, Cue):
                self._take_cue(item, said, utterance=-1)
            elif isinstance(item, Word) and not item.is_glue:
                plain += 1
        if plain > self._windows.interjection_words:
            self._widest = max(self._widest, Gap.WEAK)

    def own(self, index: int, said: Said) -> None:
        """The speaker's own utterance."""
        links = self.stream.links
        self.stream.items += said.items
        self.stream.utterances += [index] * len(said.items)
        first = open_ended = len(links)
        alone = True
        for item in said.items:
            self._place += 1
            if isinstance(item, Group):
                self._take_group(item, index, said)
                continue
            if isinstance(item, Cue):
                self._take_cue(item, said, utterance=index)
            elif self._take_word(item):
                continue
            alone = False
            for link in links[open_ended:]:
                link.ends = False
            open_ended = len(links)
        for link in links[first:]:
            link.alone = alone

    def _take_group(self, group: Group, index: int, said: Said) -> None:
        links = self.stream.links
        if not links:
            gap = Gap.BREAK
        elif links[-1].utterance == index:
            gap = self._gap(0.0, crossing=False)
        else:
            gap = self._gap(said.t0 - self.stream.said[links[-1].utterance].t1, crossing=True)
        cue, aside = self._context(self._topic, index, said), self._context(self._aside, index, said)
        links.append(Link(group, index, self._place, gap, cue, aside))
        self._widest, self._words = Gap.TIGHT, 0
        self._all_words += 1

    def _gap(self, pause: float, *, crossing: bool) -> Gap:
        if self._widest is Gap.BREAK or pause > self._windows.join_s:
            return Gap.BREAK
        if self._words > (self._windows.pause_words if crossing else self._windows.gap_words):
            return Gap.BREAK
        if pause > self._windows.pause_s:
            return Gap.WEAK
        if self._words and self._widest is not Gap.CORRECTION:
            return Gap.WEAK
        return self._widest

    def _context(self, topic: _Topic | None, index: int, said: Said) -> Context | None:
        """What a group stands under."""
        if topic is None:
            return None
        cue, since = topic.cue, self._all_words - topic.words
        if topic.utterance != index:
            if said.t0 - topic.t > self._windows.topic_s:
                return None
        elif since > self._windows.near_before and not self.stream.live:
            return None
        else:
            cue = Context(cue.kind, cue.named, cue.place, since)
        # What was asked for stays the topic while it is being given.
        topic.t = said.t1
        return cue

    def _take_word(self, word: Word) -> bool:
        """Whether it may be said between digits without ending the number."""
        self._all_words += 1
        if _corrects(word):
            self._widest = max(self._widest, Gap.CORRECTION)
        elif word.is_glue:
            self._widest = max(self._widest, Gap.FILLER)
        else:
            self._words += 1
            return False
        return True

    def _take_cue(self, cue: Cue, said: Said, utterance: int) -> None:
        kind = cast(CueKind, cue.meaning.detail)
        named = cue.meaning.named
        if utterance >= 0:
            self._set_after(kind, named, utterance)
        if kind not in SENSITIVE and not named:
            self._words += 1
        elif kind not in LONG:
            self._widest = Gap.BREAK
        else:
            self._words += 1
        topic = _Topic(Context(kind, named, self._place, None), said.t1, utterance, self._all_words)
        if named or not self._asks_more_firmly(said, utterance):
            self._topic, self._aside = topic, None
        elif kind in SENSITIVE:
            self._aside = topic

    def _asks_more_firmly(self, said: Said, utterance: int) -> bool:
        """Whether what was named stays so while another thing is mentioned: "the security code on my card"."""
        topic = self._topic
        if topic is None or not topic.cue.named or topic.cue.kind not in SENSITIVE:
            return False
        return utterance == topic.utterance or said.t0 - topic.t <= self._windows.topic_s

    def _set_after(self, kind: CueKind, named: bool, utterance: int) -> None:
        links = self.stream.links
        at = len(links) - 1
        if at < 0 or links[at].utterance != utterance or links[at].after is not None:
            return
        if self._place - links[at].place <= self._windows.near_after:
            links[at].after = Context(kind, named, self._place, self._place - links[at].place - 1)


def _corrects(item: Item) -> bool:
    return is_role(item, "correction")
