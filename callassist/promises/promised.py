"""What is promised in a line: what, by when, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callassist.events import Language
from callassist.promises import promising
from callassist.promises.agreeing import Agreeing
from callassist.promises.arabic_heads import ArabicHeads
from callassist.promises.due import Calendar, Due
from callassist.promises.english_heads import EnglishHeads
from callassist.promises.grouping import Group, grouped, put_right
from callassist.promises.heads import Head
from callassist.promises.line import SaidLine
from callassist.promises.pointing import begin_of_what
from callassist.promises.policy import PromisesPolicy
from callassist.promises.promising import Sense
from callassist.promises.sentences import Sentence, sentences
from callassist.promises.time_meanings import Now, Piece
from callassist.promises.time_pieces import pieces
from callassist.promises.time_row import TimeRow
from callassist.promises.weighing import Weighing
from callassist.text.stems import stems

_MOST_WORDS = 14
_LONGEST_SUBJECT = 4
_COMMAS = frozenset(",،:؛-–")
# What is left behind where a time was taken out.
_TRAILING = frozenset(
    ("و", "and", "so", "بس", "at", "by", "in", "on", "the", "a", "an", "within", "بين", "في", "ان", "then", "or", "to")
)
_THAT = frozenset({"ان", "بان", "انه", "بانه", "that"})
# Before a time, what belongs to it and not to what is promised.
_ARABIC = "\u0600"


@dataclass(frozen=True, slots=True)
class Promise:
    """One that was heard.

    Attributes:
        what: what is going to be done, in the agent's words. evidence: all the words that say so. due: when; None where
            nothing was said of it. sense: what kind of thing it is. agent: whether agents
            speak of themselves. words: stems of `what`, by which two are compared. unsure: whether the recogniser was
            unsure of any of it.
    """

    what: str
    evidence: str
    due: Due | None
    sense: Sense
    agent: bool
    words: frozenset[str]
    unsure: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line says of promises.

    Attributes:
        promises: that are made in it. time: when it says nothing but a time. corrects: it puts something right.
            takes_back: it says that something can't be done. denied: the times that it says are not meant. also: it is
            about something further.
    """

    promises: tuple[Promise, ...] = ()
    time: Due | None = None
    corrects: bool = False
    takes_back: bool = False
    denied: tuple[Due, ...] = ()
    also: bool = False


class PromiseEar:
    """Hears promises.

    Attributes:
        least_confidence, answered_within, same_words: of the policy, for whoever follows a call. agreeing: knows other
            times that customers ask for.

    Args:
        policy: the company's.
    """

    def __init__(self, policy: PromisesPolicy) -> None:
        self._calendar = Calendar(policy)
        self.agreeing = Agreeing(self._calendar)
        self._words = promising.load()
        self._arabic, self._english = ArabicHeads(self._words), EnglishHeads(self._words)
        self._weighing = Weighing(self._words, self._english, policy.reading.hold_minutes)
        self.least_confidence = policy.reading.least_confidence
        self.answered_within = policy.reading.answered_within
        self.same_words = policy.reading.same_words

    def hear(
        self,
        text: str,
        now: datetime,
        unsure: Iterable[tuple[int, int]] = (),
        language: Language | None = None,
    ) -> Heard:
        """What `text`, said by the agent at `now`, promises.

        Args:
            unsure: [start, end) ranges of its characters that the recogniser doubted. language: of the call.
        """
        line = SaidLine(text, unsure, language)
        row = line.row
        times = pieces(row)
        every = self._heads(row)
        found: list[Promise] = []
        for sentence in sentences(row, self._words):
            heads = [head for head in every if sentence.first <= head.first < sentence.end]
            within = [piece for piece in times if sentence.first <= piece.first < sentence.end]
            # «حالا» looks like a verb that nobody knows, «الأسبوع الجاي» is not on its way, nor «على أبعد تقدير» far.
            heads = [head for head in heads if not _is_in(row, head, within)]
            if heads:
                found += self._promises(line, sentence, heads, within, now)
            elif (
                found and within and found[-1].due is None and self._is_time(row, sentence.first, sentence.end, within)
            ):
                found[-1] = self._completed(found[-1], within, line, sentence, now)
        return Heard(
            tuple(found),
            self._time_alone(row, times, now) if not found else None,
            corrects=self._says(row, "sorry"),
            takes_back=self._says(row, "taken_back"),
            denied=tuple(due for piece in times if self._is_denied(row, piece) and (due := self._due([piece], now))),
            also=self._says(row, "also"),
        )

    def _heads(self, row: TimeRow) -> list[Head]:
        """In order, not overlapping."""
        found: list[Head] = []
        at = 0
        while at < len(row.words):
            finder = self._arabic if row.words[at] > _ARABIC else self._english
            head = finder.find(row, at)
            if head is not None:
                found.append(head)
            at = head.last if head is not None else at + 1
        return found

    def _promises(
        self, line: SaidLine, sentence: Sentence, heads: Sequence[Head], times: Sequence[Piece], now: datetime
    ) -> list[Promise]:
        groups = grouped(sentence.row, heads, times)
        found: list[Promise] = []
        for at, group in enumerate(groups):
            last = groups[at + 1].first if at + 1 < len(groups) else sentence.end
            floor = groups[at - 1].end if at else sentence.first
            promise = self._promise(line, sentence, group, floor, last, now)
            if promise is not None:
                found.append(promise)
            elif at + 1 < len(groups) and _is_weak(group) and not groups[at + 1].times:
                groups[at + 1].times.extend(group.times)
        return found

    def _promise(
        self, line: SaidLine, sentence: Sentence, group: Group, floor: int, last: int, now: datetime
    ) -> Promise | None:
        row, head = sentence.row, group.heads[0]
        vetoes = (sentence.is_asked, sentence.is_conditional, sentence.is_denied, sentence.is_hearsay)
        if any(veto(head) for veto in vetoes):
            return None
        told = [piece for piece in group.times if not self._is_denied(row, piece)]
        if group.times and not told:
            return None
        told = [piece for piece in told if piece.first > head.first or not self._is_theirs(row, piece)]
        if sentence.vague(sentence.first, last):
            told = [piece for piece in told if not isinstance(piece.meaning, Now)]
        told = put_right(told, [place for place in range(head.last, last) if self._words.at(row, "sorry", place)])
        last = max(sentence.break_after(head.last, last), *(piece.last for piece in told), head.last)
        sense = self._weighing.sense(sentence, group, told, last)
        if sense is None:
            return None
        first = self._subject(row, sentence, group, floor)
        what = self._what(row, first, last, told, head)
        if not what:
            return None
        points_at = list(range(begin_of_what(row, self._words, what, head, sentence.first), what[0]))
        begin = min([first, *points_at, *(row.lead(piece.first, sentence.first) for piece in told)])
        end = max(what[-1] + 1, *(piece.last for piece in told), head.last)
        return Promise(
            what=line.without_gaps([*points_at, *what]),
            evidence=line.words(begin, end),
            due=self._due(told, now),
            sense=sense,
            agent=head.agent,
            words=frozenset().union(*(stems(row.words[place]) for place in what)),
            unsure=line.is_unsure(begin, end),
        )

    # ── The words ─────────────────────────────────────────────────────────────────────────────────────────

    def _subject(self, row: TimeRow, sentence: Sentence, group: Group, floor: int) -> int:
        """Where what is promised begins: with the verb, or with whoever else is going to do it."""
        head = group.heads[0]
        if head.agent:
            return head.verb if not head.arabic else head.first
        taken = {
            place
            for piece in group.times
            for place in range(row.lead(piece.first, sentence.first), piece.last + row.around("later", piece.last))
        }
        first = head.first
        if head.arabic and head.joined:
            return first
        while first > max(floor, head.first - _LONGEST_SUBJECT):
            word = row.words[first - 1]
            if (
                first - 1 in taken
                or word in _THAT
                or not word[0].isalnum()
                or self._words.at(row, "fillers", first - 1)
            ):
                break
            first -= 1
            if word > _ARABIC and word[0] == "و" and len(word) > 3:
                break
        return first

    def _what(self, row: TimeRow, first: int, last: int, told: Sequence[Piece], head: Head) -> list[int]:
        """The tokens of what is promised, without its times and without courtesies."""
        left_out = {
            place
            for piece in told
            for place in range(row.lead(piece.first, first), piece.last + row.around("later", piece.last))
        }
        for place in range(first, last):
            for name in ("god", "vague"):
                left_out |= set(range(place, place + self._words.at(row, name, place)))
        kept: list[int] = []
        for place in range(first, last):
            word = row.words[place]
            comma = word in _COMMAS
            if comma and place > head.last and not any(piece.first > place for piece in told):
                break
            if place not in left_out and word[0].isalnum():
                kept.append(place)
        while kept and kept[-1] > head.last and row.words[kept[-1]] in _TRAILING:
            kept.pop()
        return kept[:_MOST_WORDS]

    # ── Times ─────────────────────────────────────────────────────────────────────────────────────────────

    def _due(self, told: Sequence[Piece], now: datetime) -> Due | None:
        return self._calendar.due(told, now)

    def _is_denied(self, row: TimeRow, piece: Piece) -> bool:
        lead = row.lead(piece.first)
        return any(self._words.before(row, "not_then", place) for place in {lead, piece.first})

    def _is_theirs(self, row: TimeRow, piece: Piece) -> bool:
        """Whether it is when the customer is asked to call: «كلمني الساعة خمس وأنا أشوف لك»."""
        return any(self._words.before(row, "call_us", place) for place in {row.lead(piece.first), piece.first})

    def _time_alone(self, row: TimeRow, times: Sequence[Piece], now: datetime) -> Due | None:
        told = [piece for piece in times if not self._is_denied(row, piece)]
        return self._due(told, now) if told and self._is_time(row, 0, len(row.words), times) else None

    def _is_time(self, row: TimeRow, first: int, last: int, times: Sequence[Piece]) -> bool:
        """Whether a stretch says when, and next to nothing else."""
        said = {place for piece in times for place in range(row.lead(piece.first, first), piece.last)}
        for place in range(first, last):
            for name in ("god", "fillers", "sorry", "not_then"):
                said |= set(range(place, place + self._words.at(row, name, place)))
        return sum(place not in said and row.words[place][0].isalnum() for place in range(first, last)) <= 1

    def _completed(
        self, promise: Promise, told: Sequence[Piece], line: SaidLine, sentence: Sentence, now: datetime
    ) -> Promise:
        """A promise with a time that is said in a sentence of its own."""
        return replace(promise, due=self._due(told, now), evidence=line.to(promise.evidence, sentence.end))

    def _says(self, row: TimeRow, name: str) -> bool:
        return any(self._words.at(row, name, place) for place in range(len(row.words)))


def _is_weak(group: Group) -> bool:
    """Whether all that is said is what goes on: «تبدأ الخدمة في الأول من مايو وسنبلغكم»."""
    return all(head.future == "bare" and not head.agent for head in group.heads)


def _is_in(row: TimeRow, head: Head, times: Sequence[Piece]) -> bool:
    return any(piece.first <= head.verb < piece.last + row.around("later", piece.last) for piece in times)
