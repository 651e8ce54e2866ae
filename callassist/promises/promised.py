"""What is promised in a line: what, by when, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callassist.events import Language
from callassist.promises import promising
from callassist.promises.due import Calendar, Due
from callassist.promises.heads import Head, Heads, english_goes_on
from callassist.promises.policy import PromisesPolicy
from callassist.promises.promising import Sense
from callassist.promises.sentences import Sentence, sentences
from callassist.promises.time_meanings import After, AtHour, InPart, Now, Piece
from callassist.promises.time_pieces import pieces
from callassist.promises.time_row import TimeRow
from callassist.text.stems import stems

_MOST_WORDS = 14
_LONGEST_SUBJECT = 4
# How far behind a verb the one for whom it is done may stand.
_NEAR = 8
_COMMAS = frozenset(",،:؛-–")
# Before a time, what belongs to it and not to what is promised.
_THAT = frozenset({"ان", "بان", "انه", "بانه", "that"})
_LEADING = ("between", "within", "during", "date", "at", "of")
_MOST_LEADING = 4
_OWN = frozenset({"contact", "inform", "send", "money"})
_ARABIC = "\u0600"
_STRENGTH: tuple[Sense, ...] = ("contact", "send", "money", "come", "inform", "act")


@dataclass(frozen=True, slots=True)
class Promise:
    """One that was heard.

    Attributes:
        what: what is going to be done, in the agent's words. evidence: all the words that say so. due: when; None where
            nothing was said of it. sense: what kind of thing it is. agent: whether the agent
            speaks of themselves. words: stems of `what`, by which two are compared.
            unsure: whether the recogniser was unsure of any of it.
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
            takes_back: it says that something can't be done. denied: the times of which it says that they are not meant.
            also: it is about something further.
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
        least_confidence, answered_within, same_words: of the policy, for whoever follows a call.

    Args:
        policy: the company's.
    """

    def __init__(self, policy: PromisesPolicy) -> None:
        self._policy = policy
        self._calendar = Calendar(policy)
        self._heads = Heads(promising.load())
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
        row = TimeRow(text, language)
        times = pieces(row)
        doubted = tuple(unsure)
        found: list[Promise] = []
        for sentence in sentences(row, self._heads):
            heads = [head for head in self._heads.find(row) if sentence.first <= head.first < sentence.end]
            within = [piece for piece in times if sentence.first <= piece.first < sentence.end]
            # «حالا» looks like a verb that nobody knows.
            heads = [head for head in heads if head.known or not _is_in(head, within)]
            if heads:
                found += self._promises(text, sentence, heads, within, now, doubted)
            elif (
                found and within and found[-1].due is None and self._is_time(row, sentence.first, sentence.end, within)
            ):
                found[-1] = self._completed(found[-1], within, text, row, sentence, now)
        return Heard(
            tuple(found),
            self._time_alone(row, times, now) if not found else None,
            corrects=self._says(row, "sorry"),
            takes_back=self._says(row, "taken_back"),
            denied=tuple(due for piece in times if self._is_denied(row, piece) and (due := self._due([piece], now))),
            also=self._says(row, "also"),
        )

    def _promises(
        self,
        text: str,
        sentence: Sentence,
        heads: Sequence[Head],
        times: Sequence[Piece],
        now: datetime,
        unsure: Sequence[tuple[int, int]],
    ) -> list[Promise]:
        groups = self._groups(sentence, heads, times)
        found: list[Promise] = []
        for at, group in enumerate(groups):
            last = groups[at + 1].first if at + 1 < len(groups) else sentence.end
            floor = groups[at - 1].end if at else sentence.first
            promise = self._promise(text, sentence, group, floor, last, now, unsure)
            if promise is not None:
                found.append(promise)
        return found

    def _groups(self, sentence: Sentence, heads: Sequence[Head], times: Sequence[Piece]) -> list[_Group]:
        """Verbs that are one promise, each with the times that belong to it."""
        groups: list[_Group] = []
        for head in heads:
            if groups and _goes_on(groups[-1], head, times):
                groups[-1].heads.append(head)
            else:
                groups.append(_Group([head], []))
        for piece in times:
            groups[_owner(sentence.row, groups, piece)].times.append(piece)
        return groups

    def _promise(
        self,
        text: str,
        sentence: Sentence,
        group: _Group,
        floor: int,
        last: int,
        now: datetime,
        unsure: Sequence[tuple[int, int]],
    ) -> Promise | None:
        row, head = sentence.row, group.heads[0]
        vetoes = (sentence.is_asked, sentence.is_conditional, sentence.is_denied, sentence.is_hearsay)
        if any(veto(head) for veto in vetoes):
            return None
        told = [piece for piece in group.times if not self._is_denied(row, piece)]
        if group.times and not told:
            return None
        if sentence.vague(sentence.first, last):
            told = [piece for piece in told if not isinstance(piece.meaning, Now)]
        told = _put_right(told, [place for place in range(head.last, last) if self._heads.phrase(row, "sorry", place)])
        last = max(sentence.break_after(head.last, last), *(piece.last for piece in told), head.last)
        sense = self._sense(sentence, group, told, last)
        if sense is None:
            return None
        first = self._subject(row, sentence, group, floor)
        what = self._what(row, first, last, told, head)
        if not what:
            return None
        begin = min([first, *(self._lead(row, piece, sentence.first) for piece in told)])
        end = max(what[-1] + 1, *(piece.last for piece in told), head.last)
        start, stop = row.row[begin].start, row.row[end - 1].end
        return Promise(
            what=_joined(text, row, what),
            evidence=text[start:stop],
            due=self._due(told, now),
            sense=sense,
            agent=head.agent,
            words=frozenset().union(*(stems(row.words[place]) for place in what)),
            unsure=any(low < stop and start < high for low, high in unsure),
        )

    # ── Whether it is one ─────────────────────────────────────────────────────────────────────────────────

    def _sense(self, sentence: Sentence, group: _Group, told: Sequence[Piece], last: int) -> Sense | None:
        """What is promised by verbs at the times that were told; None where it is nothing."""
        later = [piece for piece in told if not isinstance(piece.meaning, Now)]
        timed = bool(later) or sentence.vague(group.first, last)
        held = self._is_short(later) if later else sentence.is_held()
        is_state = any(self._heads.phrase(sentence.row, "state", place) for place in range(group.last, last))
        senses: list[Sense] = []
        begun = group.heads[0].future
        for each in group.heads:
            head = each
            if each.future == "bare":
                timed_before = each.joined and any(piece.last == each.first for piece in told)
                if sentence.is_vowed(each) or (timed_before and not each.agent):
                    head = replace(each, future="will")
                elif each.agent and each.joined:
                    head = replace(each, future=begun)
            if self._counts(head, timed=timed, now=bool(told), held=held, is_state=is_state):
                senses.append(head.sense if head.sense not in ("contact", "inform") or head.you else "act")
        if not group.heads[0].arabic and group.heads[0].agent:
            for place, sense in english_goes_on(sentence.row, self._heads, group.heads[-1].last, last):
                you = any(
                    self._heads.phrase(sentence.row, "you", each) for each in range(place, min(place + _NEAR, last))
                )
                goes_on = Head(place, place, place + 1, sense, True, "will", True, you)
                if self._counts(goes_on, timed=timed, now=bool(told), held=held):
                    senses.append(sense)
        return min(senses, key=_STRENGTH.index) if senses else None

    def _counts(self, head: Head, *, timed: bool, now: bool, held: bool, is_state: bool = False) -> bool:
        """Whether a verb promises something.

        To call, to tell and to send are promises by themselves, once it is said for whom; whatever else is one only
        where a time is told, since otherwise it is done within the call.
        """
        if head.by_you and not head.you and (head.us or head.sense in ("contact", "inform")):
            return False
        if not head.agent:
            if is_state or ((head.us or not head.known) and not head.you):
                return False
            if head.future == "bare" and not head.you:
                return False
            if head.sense in ("contact", "inform"):
                return head.you and (timed or head.future != "bare")
            return timed or (head.you and head.future == "will" and head.sense in ("come", "money"))
        if (held and not head.calls) or (head.us and (head.future == "bare" or not head.you)):
            return False
        if head.future == "bare" and head.sense == "act" and not head.you:
            return False
        sure = head.future == "will" or (head.future == "perhaps" and (head.you or timed))
        if head.sense in ("contact", "inform"):
            return (head.you and (sure or timed)) or (timed and head.sense == "contact")
        if head.sense in ("send", "money"):
            return sure or timed or now
        return timed

    def _is_short(self, told: Sequence[Piece]) -> bool:
        """Whether all that is told is a length that somebody waits on the line for."""
        least = self._policy.reading.hold_minutes
        return all(
            isinstance(piece.meaning, After) and piece.meaning.unit == "minute" and piece.meaning.amount <= least
            for piece in told
        )

    # ── The words ─────────────────────────────────────────────────────────────────────────────────────────

    def _subject(self, row: TimeRow, sentence: Sentence, group: _Group, floor: int) -> int:
        """Where what is promised begins: with the verb, or with whoever else is going to do it."""
        head = group.heads[0]
        if head.agent:
            return head.verb if not head.arabic else head.first
        taken = {place for piece in group.times for place in range(self._lead(row, piece, sentence.first), piece.last)}
        first = head.first
        if head.arabic and head.joined:
            return first
        while first > max(floor, head.first - _LONGEST_SUBJECT):
            word = row.words[first - 1]
            if (
                first - 1 in taken
                or word in _THAT
                or not word[0].isalnum()
                or self._heads.phrase(row, "fillers", first - 1)
            ):
                break
            first -= 1
            if word > _ARABIC and word[0] == "و" and len(word) > 3:
                break
        return first

    def _what(self, row: TimeRow, first: int, last: int, told: Sequence[Piece], head: Head) -> list[int]:
        """The tokens of what is promised, without its times and without courtesies."""
        left_out = {place for piece in told for place in range(self._lead(row, piece, first), piece.last)}
        for place in range(first, last):
            for name in ("god", "vague"):
                left_out |= set(range(place, place + self._heads.phrase(row, name, place)))
        kept: list[int] = []
        for place in range(first, last):
            word = row.words[place]
            comma = word in _COMMAS
            if comma and place > head.last and not any(piece.first > place for piece in told):
                break
            if place not in left_out and word[0].isalnum():
                kept.append(place)
        while (
            kept
            and kept[-1] > head.last
            and (
                row.words[kept[-1]]
                in ("و", "and", "so", "بس", "at", "by", "in", "on", "the", "في", "ان", "then", "or", "to")
            )
        ):
            kept.pop()
        return kept[:_MOST_WORDS]

    def _lead(self, row: TimeRow, piece: Piece, first: int) -> int:
        """Where a time begins with the words before it that belong to it."""
        at = piece.first
        for _ in range(_MOST_LEADING):
            length = max((row.before(name, at) for name in _LEADING), default=0)
            if not length or at - length < first:
                break
            at -= length
        return at

    # ── Times ─────────────────────────────────────────────────────────────────────────────────────────────

    def _due(self, told: Sequence[Piece], now: datetime) -> Due | None:
        return self._calendar.due(told, now)

    def _is_denied(self, row: TimeRow, piece: Piece) -> bool:
        lead = self._lead(row, piece, 0)
        return any(self._heads.phrase_before(row, "not_then", place) for place in {lead, piece.first})

    def _time_alone(self, row: TimeRow, times: Sequence[Piece], now: datetime) -> Due | None:
        told = [piece for piece in times if not self._is_denied(row, piece)]
        return self._due(told, now) if told and self._is_time(row, 0, len(row.words), times) else None

    def _is_time(self, row: TimeRow, first: int, last: int, times: Sequence[Piece]) -> bool:
        """Whether a stretch says when, and next to nothing else."""
        said = {place for piece in times for place in range(self._lead(row, piece, first), piece.last)}
        for place in range(first, last):
            for name in ("god", "fillers", "sorry", "not_then"):
                said |= set(range(place, place + self._heads.phrase(row, name, place)))
        return sum(place not in said and row.words[place][0].isalnum() for place in range(first, last)) <= 1

    def _completed(
        self, promise: Promise, told: Sequence[Piece], text: str, row: TimeRow, sentence: Sentence, now: datetime
    ) -> Promise:
        """A promise with a time that is said in a sentence of its own."""
        start = text.index(promise.evidence)
        end = row.row[sentence.end - 1].end
        return replace(promise, due=self._due(told, now), evidence=text[start:end])

    def _says(self, row: TimeRow, name: str) -> bool:
        return any(self._heads.phrase(row, name, place) for place in range(len(row.words)))


@dataclass(slots=True)
class _Group:
    heads: list[Head]
    times: list[Piece]

    @property
    def first(self) -> int:
        return self.heads[0].first

    @property
    def last(self) -> int:
        return self.heads[-1].last

    @property
    def end(self) -> int:
        return max([self.last, *(piece.last for piece in self.times)])


def _goes_on(group: _Group, head: Head, times: Sequence[Piece]) -> bool:
    """Whether a verb only goes on from those before it: «أتأكد وأرجع لك بكرة»; a telling goes on from a call."""
    before = group.heads[-1]
    between = any(before.last <= piece.first < head.first for piece in times)
    if not head.arabic:
        return head.joined and not between
    if not (head.agent and before.agent):
        return False
    if head.first == before.last and head.future == "bare":
        return True
    if not head.joined or head.future == "bare":
        return head.joined
    behind = any(head.last <= piece.first for piece in times)
    return (head.sense == "inform" and not (between and behind)) or (before.sense == "act" and not between)


def _owner(row: TimeRow, groups: Sequence[_Group], piece: Piece) -> int:
    """Whose a time is: of the verb before it, unless that has one already and it stands right before the next."""
    owner = max((at for at, group in enumerate(groups) if group.first <= piece.first), default=0)
    following = owner + 1
    if following >= len(groups) or groups[owner].first > piece.first:
        return owner
    has_one = any(_is_day(each) == _is_day(piece) for each in groups[owner].times)
    opened = piece.first and (row.words[piece.first - 1] in ("و", "and", ",", "،") or row.words[piece.first][0] == "و")
    lead = row.words[max(0, piece.first - 2) : piece.first]
    opened = opened or any(word > _ARABIC and word[0] == "و" for word in lead)
    near = groups[following].first - piece.last <= 2
    return following if near and (has_one or opened) else owner


def _is_in(head: Head, times: Sequence[Piece]) -> bool:
    return any(piece.first <= head.verb < piece.last for piece in times)


def _is_day(piece: Piece) -> bool:
    return not isinstance(piece.meaning, AtHour | InPart)


def _put_right(told: Sequence[Piece], places: Sequence[int]) -> list[Piece]:
    """What is left of times when some were put right: of two of a kind the one behind "sorry"."""
    kept = list(told)
    for place in places:
        behind = [piece for piece in kept if piece.first >= place]
        days = any(_is_day(piece) for piece in behind)
        hours = any(not _is_day(piece) for piece in behind)
        kept = [
            piece
            for piece in kept
            if piece.first >= place or not ((days and _is_day(piece)) or (hours and not _is_day(piece)))
        ]
    return kept


def _joined(text: str, row: TimeRow, places: Sequence[int]) -> str:
    """The words at `places`, those that stand together as they were written."""
    said = ""
    for at, place in enumerate(places):
        token = row.row[place]
        between = text[row.row[places[at - 1]].end : token.start] if at and places[at - 1] == place - 1 else " "
        said += (between if at else "") + text[token.start : token.end]
    return said
