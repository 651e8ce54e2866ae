"""The heads of what may be promises: who is going to do what, before anything around it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callassist.promises.arabic_verbs import Future, Verb, going_to_be, verbs
from callassist.promises.promising import PromisingWords, Sense
from callassist.promises.time_row import TimeRow

_ARABIC = "\u0600"
_AGENTS = frozenset({"i", "we"})
_CUSTOMERS = frozenset({"you"})
_RELATIVE = frozenset({"which", "who"})
_WILL = "'ll"
# How far behind a verb the one for whom it is done may stand.
_NEAR = 5
_ADVERBS = frozenset(
    "also then just personally definitely certainly surely absolutely immediately now still gladly be so and even directly"
    " both all inshallah please to happily simply promptly quickly be first already actually only".split()
)
_MOST_ADVERBS = 5
# Between a verb and what promises it: «أوعدك إني أكلمك».
_ASIDE = frozenset(
    {"انا", "احنا", "نحن", "اني", "اننا", "ان", "بان", "باني", "باننا", "انه", "بانه", "انك", "بانك", "انها"}
)
_PARTICIPLES = frozenset({"been", "come", "gone", "sent", "got", "told", "done", "made", "rung", "given"})
_WAS = frozenset({"was", "were", "wasn't", "weren't"})
_BE = frozenset({"am", "are", "is", "'m", "i'm", "we're", "he's", "she's", "they're", "it's"})
# "I'll be with you", "I'll get back to you", "I'll let you know", "I'll keep you posted": their verb alone says too little.
_FIXED: tuple[tuple[tuple[str, ...], Sense], ...] = (
    (("get", "back", "to"), "contact"),
    (("get", "back", "with"), "contact"),
    (("get", "back"), "contact"),
    (("getting", "back", "to"), "contact"),
    (("get", "in", "touch"), "contact"),
    (("getting", "in", "touch"), "contact"),
    (("be", "in", "touch"), "contact"),
    (("be", "in", "contact"), "contact"),
    (("be", "back", "in", "touch"), "contact"),
    (("come", "back", "to"), "contact"),
    (("be", "calling"), "contact"),
    (("follow", "up"), "contact"),
    (("following", "up"), "contact"),
    (("circle", "back"), "contact"),
    (("touch", "base"), "contact"),
    (("reach", "out"), "contact"),
    (("reaching", "out"), "contact"),
    (("give", "you", "a"), "contact"),
    (("return", "your", "call"), "contact"),
    (("let", "you", "know"), "inform"),
    (("keep", "you"), "inform"),
    (("give", "you", "an"), "inform"),
    (("hear", "from"), "contact"),
    (("hear", "back"), "contact"),
    (("get", "a", "call"), "contact"),
    (("receive", "a", "call"), "contact"),
    (("a", "call"), "contact"),
    (("my", "call"), "contact"),
    (("our", "call"), "contact"),
    (("a", "visit"), "come"),
    (("be", "sending"), "send"),
    (("make", "sure"), "act"),
    (("making", "sure"), "act"),
    (("see", "to"), "act"),
    (("take", "care"), "act"),
    (("be", "there"), "come"),
    (("be", "at"), "come"),
    (("be", "with", "you"), "come"),
)
# Who does these does not hold the line meanwhile.
_CALLING = frozenset(
    "تصل كلم دق رن خابر هاتف تواصل رسل بعت بعث طرش call ring phone text email send message whatsapp contact".split()
)
_PROMISE_TO = ("promise", "guarantee", "promising", "commit")
_HAVE_REACH = 6
_HAVE_DONE = ("have", "get", "having", "getting")


@dataclass(frozen=True, slots=True)
class Head:
    """A verb that may be one of a promise.

    Attributes:
        first, last: its tokens, from what says that it is going to be; verb: the first of the verb itself. sense: what
            is done. agent: whether it is the agent or their company that speaks of itself. future: whether it is said to
            be yet to come. joined: it goes on from the verb before it. you: it is done for the customer. us: it is done
            for the company. by_you: it may be the customer who is to do it. arabic: its language. calls: it says that it is done later by
            telephone or in writing, and not on this line. known: whether its verb is one of those that are listed.
    """

    first: int
    verb: int
    last: int
    sense: Sense
    agent: bool
    future: Future
    joined: bool = False
    you: bool = False
    us: bool = False
    by_you: bool = False
    arabic: bool = False
    calls: bool = False
    known: bool = True


class Heads:
    """Finds them.

    Args:
        words: the verbs and phrases.
    """

    def __init__(self, words: PromisingWords) -> None:
        self._words = words
        self._agent = {language: frozenset(found) for language, found in words.first.items()}
        self._anybody = {language: frozenset(found) for language, found in words.other.items()}

    def find(self, row: TimeRow) -> list[Head]:
        """In order, not overlapping."""
        found: list[Head] = []
        at = 0
        while at < len(row.words):
            head = self._arabic(row, at) if row.words[at] > _ARABIC else self._english(row, at)
            if head is not None:
                found.append(head)
            at = head.last if head is not None else at + 1
        return found

    def phrase(self, row: TimeRow, name: str, at: int) -> int:
        """How many words the longest phrase of a list that begins at `at` has."""
        return self._words.phrases[name].at(row.words, at)[0]

    def phrase_before(self, row: TimeRow, name: str, at: int) -> int:
        """The same of the longest that ends just before `at`."""
        return self._words.phrases[name].before(row.words, at)[0]

    # ── Arabic ────────────────────────────────────────────────────────────────────────────────────────────

    def _arabic(self, row: TimeRow, at: int) -> Head | None:
        for name in ("coming", "booked"):
            if length := self.phrase(row, name, at):
                return Head(at, at, at + length, "come", False, "perhaps", arabic=True)
        if self.phrase(row, "never", at):
            return None
        aside = 1 if at and row.words[at - 1] in _ASIDE else 0
        if self.phrase_before(row, "aim", at):
            return None
        best = self._verb_of(row, at, aside)
        if best is None:
            return None
        agent = best.person in _AGENTS
        sense = (self._words.first if agent else self._words.other)["ar"].get(best.stem, "act")
        first, future = at, best.future
        for length in (self.phrase_before(row, "future", at - aside), self.phrase_before(row, "vow", at - aside)):
            if length:
                first, future = min(first, at - aside - length), "will"
        you = best.you or self._for_you(row, at + 1, at + 1 + _NEAR)
        us = best.us or bool(self.phrase(row, "us", at + 1))
        return Head(
            first=first,
            verb=at,
            last=at + 1,
            sense=sense,
            agent=agent,
            future=future,
            joined=best.joined,
            you=you,
            us=us,
            by_you=best.person == "she",
            arabic=True,
            calls=best.stem in _CALLING,
            known=best.stem in (self._agent if agent else self._anybody)["ar"],
        )

    def _verb_of(self, row: TimeRow, at: int, aside: int) -> Verb | None:
        """The verb at `at`: of the stems that are known, else any that is surely of the future."""
        word = row.words[at]
        known = list(verbs(word, self._agent["ar"], self._anybody["ar"]))
        if known:
            return max(known, key=lambda verb: (len(verb.stem), verb.person in _AGENTS))
        if word in self._words.no_verbs or word.removeprefix("و") in self._words.no_verbs:
            return None
        if self.phrase_before(row, "future", at - aside):
            word = f"س{word}"
        return going_to_be(word, likely=self._for_you(row, at + 1, at + 3))

    def _for_you(self, row: TimeRow, first: int, last: int) -> bool:
        places = range(first, min(last, len(row.words)))
        return any(self.phrase(row, name, place) for place in places for name in ("you", "yours"))

    # ── English ───────────────────────────────────────────────────────────────────────────────────────────

    def _english(self, row: TimeRow, at: int) -> Head | None:
        for name in ("coming", "booked"):
            if length := self.phrase(row, name, at):
                return Head(at, at, at + length, "come", False, "perhaps")
        if self.phrase(row, "never", at):
            return None
        subject, verb = self._subject(row, at)
        if subject is None:
            return None
        skipped = 0
        while verb < len(row.words) and row.words[verb] in _ADVERBS and skipped < _MOST_ADVERBS:
            if self._fixed(row, verb):
                break
            verb, skipped = verb + 1, skipped + 1
        agent = subject in _AGENTS
        if any(self.phrase(row, "never", place) for place in range(at + 1, verb + 1)):
            return None
        last, sense = self._fixed(row, verb) or self._verb(row, verb, agent) or (0, None)
        if sense is None:
            if verb >= len(row.words) or not skipped or "be" not in row.words[at:verb]:
                return None
            last, sense = verb, "act"
        you = self._for_you(row, verb, max(verb + _NEAR, last + _NEAR - 1))
        us = bool(self.phrase(row, "us", last))
        listed = (self._agent if agent else self._anybody)["en"]
        known = self._fixed(row, verb) is not None or any(word in listed for word in row.words[verb : verb + 1])
        calls = not _CALLING.isdisjoint(row.words[verb:last])
        joined = subject in _RELATIVE
        you = you or subject in _CUSTOMERS
        return Head(at, verb, last, sense, agent, "will", joined, you, us, calls=calls, known=known)

    def _subject(self, row: TimeRow, at: int) -> tuple[str | None, int]:
        """Who is going to do something, where that is said at `at`, and the token behind it."""
        word = row.words[at]
        if word.endswith(_WILL):
            return word.removesuffix(_WILL), at + 1
        if length := self.phrase(row, "future", at):
            before = row.words[at - 1] if at else ""
            if before in _WAS:
                return None, at
            before = row.words[at - 2] if before in _BE and at > 1 else before
            return before.removesuffix("'m").removesuffix("'re"), at + length
        before = row.words[at - 1] if at else ""
        if word in _PROMISE_TO and row.words[at + 1 : at + 2] == ["to"]:
            return before, at + 2
        if word == "let" and row.words[at + 1 : at + 2] == ["me"]:
            return "i", at + 2
        if word in ("i'm", "we're") or (word in ("am", "are", "is") and before.isalpha()):
            verb = at + 1
            going = verb < len(row.words) and row.words[verb].endswith("ing") and row.words[verb] != "going"
            subject = word.removesuffix("'m").removesuffix("'re") if "'" in word else before
            return (subject, verb) if going else (None, at)
        if word == "should" and row.words[at + 1 : at + 2] == ["have"] and _is_participle(row.words[at + 2 : at + 3]):
            return None, at
        if word == "should" and before not in ("i", "we", "what", "how", "when", "where"):
            return before or "it", at + 1
        if word == "expect" and before not in ("i", "we", "don't"):
            return "you", at + 1
        return None, at

    def english_verb(self, row: TimeRow, at: int) -> tuple[int, Sense] | None:
        """Where a verb of the agent's that stands at `at` ends, and what it does."""
        while at < len(row.words) and row.words[at] in _ADVERBS and not self._fixed(row, at):
            at += 1
        return self._fixed(row, at) or self._verb(row, at, agent=True)

    def _fixed(self, row: TimeRow, at: int) -> tuple[int, Sense] | None:
        for words, sense in _FIXED:
            if tuple(row.words[at : at + len(words)]) == words:
                return at + len(words), sense
        return None

    def _verb(self, row: TimeRow, at: int, agent: bool) -> tuple[int, Sense] | None:
        if at >= len(row.words) or not row.words[at].isalpha() or not row.words[at].isascii():
            return None
        if row.words[at] in _HAVE_DONE:
            for place in range(at + 1, min(at + 1 + _HAVE_REACH, len(row.words) - 1)):
                if self._words.first["en"].get(row.words[place]) == "contact" and row.words[place + 1] == "you":
                    return place + 1, "contact"
        sense = (self._words.first if agent else self._words.other)["en"].get(row.words[at])
        if sense is None and row.words[at] in self._words.no_verbs:
            return None
        return at + 1, sense or "act"


def _is_participle(words: list[str]) -> bool:
    """Whether "should have" goes on to what was not done: "should have called"."""
    return any(word.endswith("ed") or word in _PARTICIPLES for word in words)


def english_goes_on(row: TimeRow, heads: Heads, at: int, last: int) -> Iterator[tuple[int, Sense]]:
    """Verbs behind "and" between two tokens that go on from a head before them: "I'll check and call you back"."""
    for place in range(at, last - 1):
        if row.words[place] == "and" and (found := heads.english_verb(row, place + 1)) is not None:
            yield place + 1, found[1]
