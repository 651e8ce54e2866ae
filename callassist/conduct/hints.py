"""Hints: words that alone tell nothing of anger, and tell much together.

"Break", "your", "jaw" and "I'll" are everybody's words; "I'll break your jaw" is a threat in any of a thousand wordings
that no list of cues holds. So the trained model gets which hints an utterance has, and which pairs of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from callassist.text.normalise import fold
from callassist.text.phrase_map import PhraseMap
from callassist.text.tokens import clitics

Hint = Literal[
    "violence", "violence_mine", "violence_you", "violence_mine_you", "your_body", "your_family", "your_place",
    "weapon", "oath", "waiting", "harass", "mine_you", "will",
]  # fmt: skip
HINTS: tuple[Hint, ...] = get_args(Hint)

ListedHint = Literal["roots", "your_body", "your_family", "your_place", "weapon", "oath", "waiting", "harass"]
Listed = Mapping[ListedHint, Sequence[str]]
_YOURS: tuple[Literal["your_body", "your_family", "your_place"], ...] = ("your_body", "your_family", "your_place")
_PLAIN: tuple[Literal["weapon", "oath", "waiting", "harass"], ...] = ("weapon", "oath", "waiting", "harass")

_ARABIC = "\u0600"
# What makes an Arabic verb one of the speaker's own future: «سأ», «ه», «ح», «با», «لأ», and «ا», «ب» of the present.
_MINE = ("سا", "ها", "حا", "با", "لا", "هن", "بن", "سن", "ه", "ح", "ب", "ا", "ن")
_OTHERS = ("بي", "هي", "حي", "سي", "بت", "هت", "ست", "ي", "ت")
_OF_YOU = ("كما", "كم", "كو", "كي", "كن", "ك", "ج")
_LONGEST_ENDING = 3
_SHORTEST = 4
_YOUR = frozenset({"your", "you", "you're", "yer", "ur"})
_NEAR = 3
_WILL_EN = frozenset(
    {"i'll", "ill", "i'm", "gonna", "going", "will", "we'll", "we're", "imma", "i'd", "you'll", "wanna"}
)
_WILL_AR = frozenset({"راح", "رح", "سوف", "بدي", "ناوي", "هروح", "باجي", "بجي", "هاجي"})
_CONJUNCTIONS = ("و", "ف")


class HintFinder:
    """Finds hints.

    Args:
        listed: by language, as in the files of words.
    """

    def __init__(self, listed: Iterable[Listed]) -> None:
        read = list(listed)
        self._plain: PhraseMap[Hint] = PhraseMap(
            ((phrase, hint) for each in read for hint in _PLAIN for phrase in each[hint]), _bare
        )
        self._yours: dict[str, set[Hint]] = {}
        for each in read:
            for hint in _YOURS:
                for word in each[hint]:
                    self._yours.setdefault(fold(word).text, set()).add(hint)
        roots = [fold(root).text for each in read for root in each["roots"]]
        self._words = frozenset(root for root in roots if root < _ARABIC)
        self._roots = tuple(sorted((root for root in roots if root >= _ARABIC), key=len, reverse=True))

    def hints(self, words: Sequence[str]) -> frozenset[Hint]:
        """The hints in a row of folded words."""
        found: set[Hint] = set()
        for place, word in enumerate(words):
            _, meanings = self._plain.at(words, place)
            found |= set(meanings)
            found |= self._arabic(word) if word >= _ARABIC else self._english(words, place)
        return frozenset(found)

    def _english(self, words: Sequence[str], place: int) -> set[Hint]:
        word, found = words[place], set[Hint]()
        if word in _WILL_EN:
            found.add("will")
        near = _YOUR.intersection(words[max(0, place - _NEAR) : place])
        if near:
            found |= self._yours.get(word, set())
        if word in self._words:
            found.add("violence")
            following = _YOUR.intersection(words[place + 1 : place + 1 + _NEAR])
            mine = _WILL_EN.intersection(words[max(0, place - _NEAR) : place])
            if following:
                found.add("violence_you")
            if mine:
                found.add("violence_mine")
            if mine and following:
                found.add("violence_mine_you")
        return found

    def _arabic(self, word: str) -> set[Hint]:
        found: set[Hint] = {"will"} if word in _WILL_AR else set()
        bare = word[1:] if word.startswith(_CONJUNCTIONS) and len(word) > _SHORTEST else word
        ending = next((ending for ending in _OF_YOU if bare.endswith(ending) and len(bare) > len(ending) + 1), "")
        stem = bare.removesuffix(ending)
        if ending:
            for form in (stem, *(stem[len(clitic) :] for clitic in clitics(stem))):
                found |= self._yours.get(form, set()) | self._yours.get(form.removesuffix("ت") + "ه", set())
        mine = next((start for start in _MINE if stem.startswith(start) and len(stem) > len(start) + 1), "")
        if mine and ending and len(bare) > _SHORTEST:
            found.add("mine_you")
        if mine in ("سا", "ها", "حا", "هن", "سن", "ه", "ح"):
            found.add("will")
        found |= self._violent(bare, ending)
        return found

    def _violent(self, bare: str, ending: str) -> set[Hint]:
        for root in self._roots:
            at = bare.find(root)
            if at < 0:
                continue
            before, after = bare[:at], bare[at + len(root) :]
            if len(after) > _LONGEST_ENDING + len(ending) or (before and before not in (*_MINE, *_OTHERS, "ال", "ل")):
                continue
            found: set[Hint] = {"violence"}
            if before in _MINE:
                found.add("violence_mine")
            if ending:
                found.add("violence_you")
            if before in _MINE and ending:
                found.add("violence_mine_you")
            return found
        return set()


def _bare(word: str) -> Iterable[str]:
    return (word, word[1:]) if word.startswith(_CONJUNCTIONS) and len(word) > _SHORTEST else (word,)
