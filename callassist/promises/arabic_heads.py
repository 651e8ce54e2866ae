"""Arabic verbs of which something may be promised: «هبعتلك», «راح يتواصل معاك», «أوعدك إني أكلمك»."""

from __future__ import annotations

from dataclasses import replace

from callassist.promises.arabic_verbs import Verb, going_to_be, verbs
from callassist.promises.heads import AGENTS, Head, for_you, made
from callassist.promises.mending import sounded
from callassist.promises.promising import PromisingWords
from callassist.promises.time_row import TimeRow

# How far behind a verb the one for whom it is done may stand; right behind one that nobody knows.
_NEAR = 5
_CLOSE = 2


class ArabicHeads:
    """Finds them.

    Args:
        words: the verbs and phrases.
    """

    def __init__(self, words: PromisingWords) -> None:
        self._words = words
        self._agent, self._anybody = words.first["ar"], words.other["ar"]
        self._heard_agent = {sounded(stem): stem for stem in self._agent}
        self._heard_anybody = {sounded(stem): stem for stem in self._anybody}

    def find(self, row: TimeRow, at: int) -> Head | None:
        """The one that stands at `at`."""
        words = self._words
        if (told := made(words, row, at, arabic=True)) is not None:
            return told
        if words.at(row, "never", at) or words.before(row, "aim", at):
            return None
        aside = at - words.before(row, "aside", at)
        best = self._verb(row, at, aside)
        if best is None:
            return None
        stems = self._agent if best.person in AGENTS else self._anybody
        said = max(words.before(row, "future", aside), words.before(row, "vow", aside))
        return Head(
            first=aside - said if said else at,
            verb=at,
            last=at + 1,
            sense=stems.get(best.stem, "act"),
            agent=best.person in AGENTS,
            future="will" if said else best.future,
            joined=best.joined,
            you=best.you or for_you(words, row, at + 1, at + 1 + _NEAR),
            us=best.us or bool(words.at(row, "us", at + 1)),
            by_you=best.person == "she",
            arabic=True,
            calls=best.stem in words.calling,
            known=best.stem in stems,
        )

    def _verb(self, row: TimeRow, at: int, aside: int) -> Verb | None:
        """The verb at `at`: of the stems that are known, else any that is surely of the future."""
        word = row.words[at]
        known = list(verbs(word, self._agent, self._anybody))
        if known:
            return max(known, key=lambda verb: (len(verb.stem), verb.person in AGENTS))
        if word in self._words.no_verbs or word.removeprefix("و") in self._words.no_verbs:
            return None
        likely = for_you(self._words, row, at + 1, at + 1 + _CLOSE)
        if likely and (misheard := self._misheard(word)) is not None:
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
