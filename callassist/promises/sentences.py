"""The sentences of a line, and what in them makes a promise none: questions, conditions, denials, hearsay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from callassist.promises.heads import Head
from callassist.promises.promising import PromisingWords
from callassist.promises.reported import is_reported
from callassist.promises.time_row import TimeRow
from callassist.text.tokens import SENTENCE_ENDS

_QUESTIONS = frozenset("?؟")
_COMMAS = frozenset(",،:")
_JOINING = frozenset({"and", "or", "but", "و", "او", "so", "then"})
_HALVES_OF_DAY = frozenset({"a", "p"})
# Words before a verb within which what takes it back must stand.
_CLOSE = 3
# Where agents turn from what others said to what they say themselves.
_OWN_WORDS = frozenset({"انا", "وانا", "احنا", "واحنا"})
# «يسعدني أن أخبرك» is what the agent says now.
_SUBJUNCTIVE = "ان"
# What begins a sentence where "if" is left out, and a verb behind «إن» that is in the past for the same reason: none
# begins with an article or as a verb of the present does, or ends as nouns do.
_INVERTED = frozenset({"should", "had", "were"})
_DONE = re.compile(r"(?!ال|[يبلوس])\w{2,}(?<!ا)(?:ت|تم|تي)")
# «ماينفعش نبعت حد»
_DENIED_AROUND = re.compile(r"ما?[اين]\w{2,}ش")
_MAY = frozenset({"قد", "وقد", "فقد"})
_ADDRESSED = ("you", "your", "you've", "you're", "you'd")


def sentences(row: TimeRow, words: PromisingWords) -> Iterator[Sentence]:
    """In order. The points of "p.m." end none."""
    start = 0
    for at, word in enumerate(row.words):
        if word in SENTENCE_ENDS and not _is_of_half(row, at):
            if at > start:
                yield Sentence(row, words, start, at, question=word in _QUESTIONS)
            start = at + 1
    if start < len(row.words):
        yield Sentence(row, words, start, len(row.words), question=False)


def _is_of_half(row: TimeRow, at: int) -> bool:
    if row.words[at] != ".":
        return False
    before, after = row.words[at - 1 : at], row.words[at + 1 : at + 2]
    if before and before[0] in _HALVES_OF_DAY and after == ["m"]:
        return True
    return before == ["m"] and row.words[at - 2 : at - 1] == ["."] and at + 1 < len(row.words)


@dataclass(frozen=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of a row. `question`: a mark of one ends it."""

    row: TimeRow
    words: PromisingWords
    first: int
    last: int
    question: bool

    @cached_property
    def end(self) -> int:
        """Where it ends without what only asks whether it is all right («…، تمام؟»)."""
        for place in range(max(self.first + 1, self.last - 7), self.last):
            length = self.words.at(self.row, "tags", place)
            if length and place + length >= self.last:
                comma = place - 1 > self.first and self.row.words[place - 1] in _COMMAS
                return place - comma
        return self.last

    def is_asked(self, head: Head) -> bool:
        """Whether it is a question what is going to be done."""
        if self.question and self.end == self.last:
            return True
        if any(self.words.before(self.row, "asks_last", last) for last in {self.last, self.end}):
            return True
        asked = (place for place in range(self.first, head.verb) if self.words.at(self.row, "asks", place))
        return any(not self._but(place, head.first) for place in asked)

    def is_conditional(self, head: Head) -> bool:
        """Whether it depends on something that is not yet so."""
        for place, opened in self._conditions:
            if place < head.first:
                if not self._but(place, head.first):
                    return True
            elif not opened and not self._another(head, place):
                return True
        return False

    def is_denied(self, head: Head) -> bool:
        """Whether it is denied, or it is only possible, or what was going to be."""
        row, words = self.row, self.words
        if head.bounded:
            return any(words.at(row, "unsure", place) for place in self._close(head))
        # "You can expect a call" is no mere possibility.
        inside = range(head.first + words.at(row, "future", head.first), head.last if head.arabic else head.verb)
        if any(words.at(row, name, place) for place in inside for name in ("denied", "unsure")):
            return True
        if not head.arabic and any(words.at(row, "unsure", place) for place in (head.verb, head.last)):
            return True
        if self._is_refused(head) or self._is_over(head):
            return True
        if head.arabic and head.future == "bare" and self._is_may(head):
            return True
        close = self._close(head)
        if head.arabic and any(_DENIED_AROUND.fullmatch(row.words[place]) for place in close):
            return True
        names = ["denied", "past"] if head.arabic else ["denied"]
        if head.arabic and head.future == "bare":
            names.append("denied_bare")
        told = (place for place in close[-2:] if not (self._is_relative(place) or self._is_until(place)))
        if any(words.at(row, name, place) for place in told for name in names):
            return True
        reach = close if head.arabic else close[-2:]
        if any(words.at(row, "unsure", place) for place in reach):
            return True
        behind = range(head.last, min(head.last + _CLOSE, self.end)) if head.arabic else range(0)
        return any(words.at(row, "unsure", place) and not self._is_joined(place) for place in behind)

    def _is_may(self, head: Head) -> bool:
        """Whether it only may be («قد نتصل بكم»), or is done always («نرد على جميع الشكاوى»)."""
        if head.verb and self.row.words[head.verb - 1] in _MAY:
            return True
        places = range(head.last, min(head.last + _CLOSE, self.end))
        return not head.joined and any(self.words.at(self.row, "general", place) for place in places)

    def _is_relative(self, place: int) -> bool:
        """Whether a «ما» denies nothing: «أول ما», «قبل ما», «زي ما»."""
        lists = ("once", "aim", "as_said")
        return self.row.words[place] == "ما" and any(self.words.before(self.row, name, place + 1) > 1 for name in lists)

    def _is_over(self, head: Head) -> bool:
        """Whether it is told right behind the verb that it was: «بكلمك أمس»."""
        places = range(head.last, min(head.last + _CLOSE, self.end))
        return head.future != "will" and any(self.words.at(self.row, "over", place) for place in places)

    def _is_until(self, place: int) -> bool:
        """Whether an «until» is of a time and not of a verb: «عطني لين باكر وأرد لك»."""
        row, known = self.row, self.row.known
        if not self.words.at(row, "aim", place):
            return False
        return any(row.at(days, place + 1)[0] for days in (known.days, known.weekdays)) or row.is_part(place + 1)

    def _is_refused(self, head: Head) -> bool:
        """Whether it is what the agent says they can't promise, or don't know."""
        row, words = self.row, self.words
        for place in range(self.first, head.last):
            vow = words.at(row, "vowing", place) and any(
                words.at(row, name, each)
                for each in range(max(self.first, place - _CLOSE), place)
                for name in ("denied", "denied_bare")
            )
            if (vow or words.at(row, "refused", place)) and not self._but(place, head.first):
                return True
        return False

    def is_hearsay(self, head: Head) -> bool:
        """Whether somebody else's words are told, or what the agent once said."""
        if is_reported(self.row, self.first, head):
            return True
        for place in range(self.first, head.first):
            told = self.words.at(self.row, "quoted", place)
            if (
                not told
                or self.words.at(self.row, "vow", place) > told
                or self.words.before(self.row, "as_said", place)
                or (place and self.row.words[place - 1] == _SUBJUNCTIVE)
            ):
                continue
            before = self.row.words[place - 1] if place else ""
            if self.words.before(self.row, "as_said", place - 1) and before in ("i", "we", "انا"):
                continue
            broken = any(self.row.words[each] in _COMMAS for each in range(place, head.first))
            own = {self.row.words[head.first - 1], self.row.words[head.first]} & _OWN_WORDS
            if not self._but(place, head.first) and not ((broken or own) and head.agent):
                return True
        return False

    def is_vowed(self, head: Head) -> bool:
        """Whether it is promised outright: «وعد مني خلال أسبوع يكون عندك الحل»."""
        return any(self.words.at(self.row, "vow", place) for place in range(self.first, head.first))

    def is_hoped(self) -> bool:
        """Whether God's will is named, which nobody does of what is being done already."""
        return any(self.words.at(self.row, "will_of_god", place) for place in range(self.first, self.last))

    def is_held(self) -> bool:
        """Whether the customer is asked to wait on the line."""
        return any(self.words.at(self.row, "hold", place) for place in range(self.first, self.last))

    def vague(self, first: int, last: int) -> bool:
        """Whether tokens `first` to `last` say of a time that nobody knows ("as soon as possible")."""
        return any(self.words.at(self.row, "vague", place) for place in range(first, last))

    def break_after(self, at: int, until: int) -> int:
        """Where what was said at `at` ends at the latest: at "but", or at a condition that is opened anew."""
        for place in range(at, until):
            opened = any(place == where and new for where, new in self._conditions)
            if self.words.at(self.row, "but", place) or opened:
                return place
        return until

    @cached_property
    def _conditions(self) -> list[tuple[int, bool]]:
        """Where conditions begin, and whether each is one of what follows and not of what was said before it."""
        found: list[tuple[int, bool]] = []
        place = self.first
        while place < self.end:
            if length := self.words.at(self.row, "polite", place):
                place += length
                continue
            is_one = self.words.at(self.row, "condition", place) or self._is_once(place) or self._is_inverted(place)
            if is_one:
                found.append((place, place > self.first and self._is_joined(place)))
            place += 1
        return found

    def _is_inverted(self, place: int) -> bool:
        """Whether an "if" is left out: "should it arrive late", «إن صدرت التأشيرة»."""
        words = self.row.words
        if words[place] in _INVERTED:
            return place == self.first and not self.question
        following = words[place + 1] if place + 1 < self.end else ""
        return words[place] == _SUBJUNCTIVE and not self._is_led(place) and _DONE.fullmatch(following) is not None

    def _is_led(self, place: int) -> bool:
        """Whether a «أن» belongs to the word before it: «بعد أن», «سبق أن»."""
        return any(self.words.before(self.row, name, place + 1) for name in ("once", "aim"))

    def _is_joined(self, place: int) -> bool:
        before = self.row.words[place - 1] if place else ""
        word = self.row.words[place]
        return before in _JOINING or before in _COMMAS or (word > "\u0600" and word[0] in "وف" and len(word) > 2)

    def _is_once(self, place: int) -> bool:
        """Whether it waits for something that the customer is to do: "once you send it", «بعد ما ترسل النموذج»."""
        length = self.words.at(self.row, "once", place)
        if not length:
            return False
        after = place + length
        following = self.row.words[after : after + 3]
        if not following:
            return False
        if self.words.at(self.row, "once_things", after):
            return False
        nouns = any(self.words.at(self.row, "once_nouns", after + each) for each in range(len(following)))
        if self.row.words[place] < "\u0600":
            return nouns or following[0] in _ADDRESSED
        said = self.row.words[after - 1]
        to_do = (
            following[0][0] == "ت" and len(following[0]) > 2 and said in ("ما", "ان", "لما", "حالما", "عندما", "لين")
        )
        return to_do or nouns

    def _close(self, head: Head) -> range:
        """The words just before a verb, up to a mark."""
        first = head.first
        while first > max(self.first, head.first - _CLOSE) and self.row.words[first - 1] not in _COMMAS:
            first -= 1
            if head.arabic and self._is_joined(first) and self.row.words[first][0] == "و":
                break
        return range(first, head.first)

    def _but(self, first: int, last: int) -> bool:
        return any(self.words.at(self.row, "but", place) for place in range(first + 1, last + 1))

    def _another(self, head: Head, place: int) -> bool:
        """Whether a mark or "but" parts a condition from the verb before it."""
        return any(
            self.words.at(self.row, "but", each) or self.row.words[each] in ("،", ",")
            for each in range(head.last, place)
        )
