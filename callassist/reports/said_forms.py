"""The forms in which a word that is looked for may have been said: what clings to it, and its other numbers.

The index has words as they were said, folded (`text.normalise`). What is written together with a word, before it and
behind it, is added to what is looked for, so that the index need not be made anew: «فاتورة» finds «وفاتورتي» too, and
«فواتيركم», of which a list or a rule knows that it is the same word (`text.plurals`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callassist.text.plurals import other_numbers
from callassist.text.stems import SHORTEST_STEM
from callassist.text.tokens import CLITICS

_ARABIC = re.compile(r"[\u0621-\u064a]")
# Beside the clitics of nouns: «هال» of the Gulf («هالنت»), who does it in a verb («يقطع»), with what Egypt and the Gulf
# put before that («بيقطع»، «هيقطع»، «حيقطع»، «سيقطع»), and «ما» of a denial.
_BEFORE_NOUNS = ("", *CLITICS, "هال", "وهال", "بهال")
_VERBAL = tuple(first + who for first in ("", "و", "ب", "ه", "ح", "س", "ما") for who in "يتنا")
_BEFORE = (*_BEFORE_NOUNS, "ه", "ح", "س", "ما", *_VERBAL)
_ARTICLES = sorted((clitic for clitic in CLITICS if clitic.endswith(("ال", "لل"))), key=len, reverse=True)
# Before two letters a preposition makes another word of them («كنت» is no form of «نت»).
_BEFORE_SHORT = ("", *_ARTICLES, "هال", "وهال", "بهال")
# Behind two letters stand only «خطي» and the like, and two of them («خطين»).
_BEHIND_SHORT = ("", "ي", "ك", "كم", "ه", "ها", "هم", "نا", "ين")
_NO_ARTICLE = frozenset({"الله", "اللي", "الذي", "التي", "الي", "الا", "الو", "الان", "الف", "الاف"})
# Before a pronoun ta marbuta is written ت: «فاتورتي» is a form of «فاتورة».
_OWNED = re.compile(r"ت(?:ي|ك|ه|ها|هم|هن|كم|نا)$")
# Several of them by an ending, and how many letters it must leave: «ين» ends many a word of its own («الحين»).
_ENDINGS = (("ات", SHORTEST_STEM), ("تين", SHORTEST_STEM), ("ين", SHORTEST_STEM + 1), ("ون", SHORTEST_STEM + 1))
_TENS = frozenset({"اربعين", "ثمانين", "اربعون", "ثمانون"})


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say it. `before`, `behind`: what may stand around `stem`; None: whatever follows."""

    before: tuple[str, ...]
    stem: str
    behind: tuple[str, ...] | None

    def matches(self) -> Iterator[str]:
        """Terms of the full-text index."""
        if self.behind is None:
            return (f'"{before}{self.stem}"*' for before in self.before)
        return (f'"{before}{self.stem}{behind}"' for before in self.before for behind in self.behind)

    @property
    def pattern(self) -> str:
        """A regular expression for a folded text, from the beginning of a word to its end."""
        end = r"[^\W_]*" if self.behind is None else f"(?:{'|'.join(self.behind)})"
        return f"(?:{'|'.join(self.before)}){self.stem}{end}"


def forms(word: str) -> tuple[Form, ...]:
    """All of a folded word, as it was given first."""
    if not _ARABIC.search(word):
        stems = {word, *(() if word.isdigit() else other_numbers(word))}
        wide = [each for each in stems if len(each) >= SHORTEST_STEM and not each.isdigit()]
        return tuple(Form(("",), each, None if each in wide else ("",)) for each in _shortest(sorted(stems), wide))
    bare = next((word.removeprefix(each) for each in _ARTICLES if _leaves_a_word(word, each)), word)
    stem = _without_owner(bare)
    said = {bare, stem, f"{stem}ه"} if stem != bare else {bare}
    others = {_without_ta(other) for each in said for other in other_numbers(each)}
    others |= {bare.removesuffix(end) for end, left in _ENDINGS if bare.endswith(end) and len(bare) - len(end) >= left}
    # What has an article is no verb.
    found = [_form(_without_ta(stem), _BEFORE if bare == word else _BEFORE_NOUNS)]
    wide = [found[0].stem] if found[0].behind is None else []
    for other in _shortest(sorted(others), wide) if bare not in _TENS else ():
        found.append(_form(other, _BEFORE_NOUNS))
    return tuple(found)


def _form(stem: str, before: tuple[str, ...]) -> Form:
    return Form(before, stem, None) if len(stem) >= SHORTEST_STEM else Form(_BEFORE_SHORT, stem, _BEHIND_SHORT)


def _shortest(stems: list[str], wide: list[str]) -> Iterator[str]:
    """Without those that another one finds, since more may follow it."""
    return (each for each in stems if not any(each != one and each.startswith(one) for one in wide))


def _without_owner(bare: str) -> str:
    owned = _OWNED.sub("", bare)
    return owned if len(owned) >= SHORTEST_STEM else bare


def _without_ta(stem: str) -> str:
    return stem[:-1] if stem.endswith("ه") and len(stem) > SHORTEST_STEM else stem


def _leaves_a_word(word: str, article: str) -> bool:
    return word.startswith(article) and len(word) - len(article) >= 2 and word not in _NO_ARTICLE
