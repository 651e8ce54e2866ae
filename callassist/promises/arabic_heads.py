"""Arabic verbs of which something may be promised: «هبعتلك», «راح يتواصل معاك», «أوعدك إني أكلمك»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from callassist.promises.arabic_verbs import Verb, going_to_be, verbs
from callassist.promises.heads import AGENTS, Head, for_you, made
from callassist.promises.mending import sounded
from callassist.promises.promising import PromisingWords, Sense
from callassist.promises.time_row import TimeRow

# How far behind a verb the one for whom it is done may stand; right behind one that nobody knows.
_NEAR = 5
_CLOSE = 2
_LEAST_MISHEARD = 3
_BY = "ب"
_BE = "كون"
# «ستزورون», said to customers; «ستكون» is not.
_BY_MANY = re.compile(r"[وف]?[سهحب]?ت\w*(?:[^ك]ون|كونون|وا)(?:ه|ها|هم|نا|ني|لنا)?")
_LEAST_NOUN = 4


class ArabicHeads:
    """Finds them.

    Args:
        words: the verbs and phrases.
    """

    def __init__(self, words: PromisingWords) -> None:
        self._words = words
        self._agent, self._anybody = words.first["ar"], words.other["ar"]
        self._heard_agent = _sounded(self._agent)
        self._heard_anybody = _sounded(self._anybody)

    def find(self, row: TimeRow, at: int) -> Head | None:
        """The one that stands at `at`."""
        words = self._words
        if (told := made(words, row, at, arabic=True)) is not None:
            return told
        if words.at(row, "never", at) or words.before(row, "aim", at):
            return None
        if (vowed := self._vowed(row, at)) is not None:
            return vowed
        aside = at - words.before(row, "aside", at)
        best = self._verb(row, at, aside)
        if best is None:
            return None
        if best.person == "she" and best.stem not in words.receiving and _BY_MANY.fullmatch(row.words[at]):
            return None
        if best.person not in AGENTS and words.at(row, "events", at + 1):
            return None
        stems = self._agent if best.person in AGENTS else self._anybody
        sense: Sense = stems.get(best.stem, "act")
        you = best.you or self._for_you(row, at + 1, sense)
        # «سنعيد الاتصال بك», «سيقوم زميلي بالاتصال بك»
        calling = next((place for place in (at + 1, at + 2) if words.at(row, "calls", place)), None)
        if calling is not None and sense == "act" and for_you(words, row, calling + 1, calling + 1 + _CLOSE):
            sense, you = "contact", True
        said = max(words.before(row, "future", aside), words.before(row, "vow", aside))
        return Head(
            first=aside - said if said else at,
            verb=at,
            last=at + 1,
            sense=sense,
            agent=best.person in AGENTS,
            future="will" if said else best.future,
            joined=best.joined,
            you=you,
            us=best.us or bool(words.at(row, "us", at + 1)),
            by_you=best.person == "she",
            arabic=True,
            calls=best.stem in words.calling,
            known=best.stem in stems or best.stem in words.deeds,
            being=best.stem == _BE,
        )

    def _vowed(self, row: TimeRow, at: int) -> Head | None:
        """«أعدك بمعالجة الطلب»: what is promised is a noun."""
        last = at + self._words.at(row, "vow", at)
        if last == at or last >= len(row.words):
            return None
        noun = row.words[last]
        if (
            noun[0] != _BY
            or len(noun) < _LEAST_NOUN
            or self._words.at(row, "aside", last)
            or self._verb(row, last, last)
        ):
            return None
        return Head(at, at, last + 1, "act", True, "will", arabic=True)

    def _for_you(self, row: TimeRow, at: int, sense: Sense | None) -> bool:
        """Whether a verb before `at` is done for the customer: not «أكلم القسم وأرجع لك», as to the first."""
        last = at + _NEAR
        if sense in ("contact", "inform"):
            objects = (place for place in range(at, min(last, len(row.words))) if self._is_object(row, place))
            last = next(objects, last)
        return for_you(self._words, row, at, last)

    def _is_object(self, row: TimeRow, place: int) -> bool:
        word = row.words[place]
        if self._words.at(row, "you", place):
            return False
        named = word.startswith("ال") or word.startswith("بال") or word[0] == "و"
        return named and not any(row.at(found, place)[0] for found in (row.known.days, row.known.weekdays))

    def _verb(self, row: TimeRow, at: int, aside: int) -> Verb | None:
        """The verb at `at`: of the stems that are known, else any that is surely of the future."""
        word = row.words[at]
        known = list(verbs(word, self._agent, self._anybody))
        if not known:
            # «ستعرض شكواكم»: what agents do is done to things too.
            deeds = verbs(word, (), self._words.deeds)
            led = bool(self._words.before(row, "future", aside))
            known = [verb for verb in deeds if verb.future == "will" or led]
        if known:
            return max(known, key=lambda verb: (len(verb.stem), verb.person in AGENTS))
        if word in self._words.no_verbs or word.removeprefix("و") in self._words.no_verbs:
            return None
        likely = for_you(self._words, row, at + 1, at + 1 + _CLOSE)
        if (misheard := self._misheard(word)) is not None and (likely or misheard.future == "will"):
            return misheard
        if self._words.before(row, "future", aside):
            word = f"س{word}"
        return going_to_be(word, likely=likely)

    def _misheard(self, word: str) -> Verb | None:
        """A verb of a known stem in which letters were taken for others that sound alike: «بتسل عليك»."""
        for verb in verbs(sounded(word), self._heard_agent.keys(), self._heard_anybody.keys()):
            known = self._heard_agent if verb.person in AGENTS else self._heard_anybody
            return replace(verb, stem=known[verb.stem])
        return None


def _sounded(stems: Iterable[str]) -> dict[str, str]:
    """Stems by their sound; short ones sound like too many others."""
    return {sounded(stem): stem for stem in stems if len(stem) >= _LEAST_MISHEARD}
