"""English verbs of which something may be promised: "I'll get back to you", "the engineer is going to visit you"."""

from __future__ import annotations

from collections.abc import Iterator

from callassist.promises.heads import AGENTS, Head, for_you, made
from callassist.promises.promising import PromisingWords, Sense
from callassist.promises.time_row import TimeRow

_WILL = "'ll"
_BE = frozenset({"am", "are", "is", "i'm", "we're", "he's", "she's", "they're", "it's"})
_WAS = frozenset({"was", "were", "wasn't", "weren't"})
_ASKING = frozenset({"what", "how", "when", "where"})
_RELATIVE = frozenset({"which", "who"})
_HAVING = frozenset({"have", "get", "having", "getting"})
# "Should have called" is over.
_PARTICIPLES = frozenset(
    {"been", "come", "gone", "sent", "got", "told", "done", "made", "rung", "given", "put", "taken", "paid"}
)
_MOST_ADVERBS = 5
# How far behind a verb the one for whom it is done may stand; and behind "have" what somebody is made to do.
_NEAR = 5
# How far before a verb the customer may be named whose it is.
_SUBJECT = 4
_HAVE_REACH = 6


class EnglishHeads:
    """Finds them.

    Args:
        words: the verbs and phrases.
    """

    def __init__(self, words: PromisingWords) -> None:
        self._words = words
        self._agent, self._anybody = words.first["en"], words.other["en"]

    def find(self, row: TimeRow, at: int) -> Head | None:
        """The one that stands at `at`."""
        words = self._words
        if (told := made(words, row, at, arabic=False)) is not None:
            return told
        subject, verb = self._subject(row, at)
        if subject is None:
            return None
        verb, skipped = self._past_adverbs(row, verb)
        if any(words.at(row, "never", place) for place in range(at, verb + 1)):
            return None
        agent = subject in AGENTS
        if not agent and any(words.at(row, "events", place) for place in range(max(0, at - 2), at)):
            return None
        last, sense = self._fixed(row, verb) or self._verb(row, verb, agent=agent) or (0, None)
        if sense is None:
            # "It will be in your account": nothing but "be" is said.
            if verb >= len(row.words) or not skipped or "be" not in row.words[at:verb]:
                return None
            if row.words[verb] in words.no_verbs:
                return None
            last, sense = verb, "act"
        listed = self._agent if agent else self._anybody
        being = bool(skipped) and "be" in row.words[at:verb]
        # "The leak will be patched up": by whom else? "Your file will be with the underwriter."
        done = being and verb < len(row.words) and _is_participle(row.words[verb : verb + 1])
        theirs = being and any(words.at(row, "yours", place) for place in range(max(0, at - _SUBJECT), at))
        return Head(
            first=at,
            verb=verb,
            last=last,
            sense=sense,
            agent=agent,
            future="will",
            joined=subject in _RELATIVE,
            you=subject == "you"
            or (theirs and row.words[verb : verb + 1] != ["on"])
            or for_you(words, row, verb, max(verb + _NEAR, last + _NEAR - 1)),
            us=bool(words.at(row, "us", last)),
            calls=not words.calling.isdisjoint(row.words[verb:last]),
            # "There'll be a letter in the post": whatever is there.
            known=subject == "there" or done or self._fixed(row, verb) is not None or row.words[verb] in listed,
            being=being or row.words[verb : verb + 1] == ["be"],
        )

    def goes_on(self, row: TimeRow, at: int, last: int) -> Iterator[tuple[int, Sense]]:
        """Verbs behind "and" between two tokens that go on from one before: "I'll check and call you back"."""
        for place in range(at, last - 1):
            if row.words[place] != "and":
                continue
            verb, _ = self._past_adverbs(row, place + 1)
            found = self._fixed(row, verb) or self._verb(row, verb, agent=True)
            if found is not None:
                yield place + 1, found[1]

    def _subject(self, row: TimeRow, at: int) -> tuple[str | None, int]:
        """Who is going to do something, where that is said at `at`, and the token behind it."""
        word = row.words[at]
        before = row.words[at - 1] if at else ""
        following = row.words[at + 1] if at + 1 < len(row.words) else ""
        if word.endswith(_WILL):
            return word.removesuffix(_WILL), at + 1
        if length := self._words.at(row, "future", at):
            if before in _WAS:
                return None, at
            before = row.words[at - 2] if before in _BE and "'" not in before and at > 1 else before
            # "I'm just going to"
            skipped = at - 2 if at > 1 and self._words.at(row, "adverbs", at - 1) else at
            before = row.words[skipped] if skipped < at and "'" in row.words[skipped] else before
            if at == 0 and following in self._agent:
                # "Will call you tomorrow": who speaks leaves himself out.
                return "i", at + length
            return _person(before), at + length
        if following == "to" and self._words.at(row, "vowing", at):
            return before, at + 2
        if word == "let" and following == "me":
            return "i", at + 2
        if word in AGENTS and row.words[max(0, at - 2) : at] == ["let's", "say"]:
            return word, at + 1
        if word in ("i'm", "we're") or (word in ("am", "are", "is") and before.isalpha()):
            going = following.endswith("ing") and following != "going"
            return (_person(word if "'" in word else before), at + 1) if going else (None, at)
        if word == "should":
            over = following == "have" and _is_participle(row.words[at + 2 : at + 3])
            return (None, at) if over or before in AGENTS | _ASKING else (before or "it", at + 1)
        if word == "expect" and before not in AGENTS | {"don't"}:
            return "you", at + 1
        return None, at

    def _past_adverbs(self, row: TimeRow, at: int) -> tuple[int, int]:
        """The token behind adverbs that begin at `at`, and how many there are."""
        skipped = 0
        while skipped < _MOST_ADVERBS and at < len(row.words) and not self._fixed(row, at):
            if not self._words.at(row, "adverbs", at):
                break
            at, skipped = at + 1, skipped + 1
        return at, skipped

    def _fixed(self, row: TimeRow, at: int) -> tuple[int, Sense] | None:
        """Where an expression whose verb alone says too little ends ("get back to"), and what it does."""
        length, found = row.at(self._words.fixed, at)
        return (at + length, found) if found is not None else None

    def _verb(self, row: TimeRow, at: int, *, agent: bool) -> tuple[int, Sense] | None:
        if at >= len(row.words) or not row.words[at].isalpha() or not row.words[at].isascii():
            return None
        word = row.words[at]
        if word in _HAVING:
            for place in range(at + 1, min(at + 1 + _HAVE_REACH, len(row.words) - 1)):
                if self._agent.get(row.words[place]) == "contact" and row.words[place + 1] == "you":
                    return place + 1, "contact"
        sense = (self._agent if agent else self._anybody).get(word)
        if sense is None and word in self._words.no_verbs:
            return None
        return at + 1, sense or "act"


def _person(word: str) -> str:
    return word.removesuffix("'m").removesuffix("'re")


def _is_participle(words: list[str]) -> bool:
    return any(word.endswith("ed") or word in _PARTICIPLES for word in words)
