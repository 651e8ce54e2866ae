"""Singulars and plurals that are other words: Arabic broken plurals («فواتير» of «فاتورة»), and English ones.

Of short words nobody can tell by their letters («قبول» is no plural of «قبل»), so they are a list
(`resources/text/plurals.toml`). Long ones go by rule: those of four consonants put an alef behind the second one and
leave the rest as it is (فَعالِل and فَعاليل with their kin فَواعِل, فَواعيل and فَعائل; W. Wright, A Grammar of the
Arabic Language, volume I, on the broken plurals of quadriliterals).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies
from callassist.text.normalise import fold
from callassist.text.stems_en import singular

_Group = Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=2)]
_ARABIC = re.compile(r"[\u0621-\u064a]+")
# Folded, so that hamza on ya is ya and ta marbuta is ه. «فاتوره», «شارع»; «صندوق», «مشكله»; «رساله».
_OF_FA_IL = re.compile(r"([^ا])ا([^او])([اوي]?)([^اهء])ه?")
_OF_FOUR = re.compile(r"([^ا])([^ا])([^ا])([اوي]?)([^اهء])ه?")
_OF_FA_ILA = re.compile(r"([^ا])([^ا])[او]([^اوي])ه")
# «فواتير», «شوارع»; «صناديق», «مشاكل».
_FAWA_IL = re.compile(r"([^ا])وا([^ا])(ي?)([^اهء])")
_FA_ALIL = re.compile(r"([^ا])([^ا])ا([^ا])(ي?)([^اهء])")
# What begins so and has no long vowel at its end may be a verb or its noun: «تعامل» is no plural of «تعمل».
_OF_VERBS = frozenset("تينا")
_HISSING = ("ses", "xes", "zes", "ches", "shes")


class Plurals(policies.Policy):
    """Groups of one word in its numbers, by language."""

    ar: tuple[_Group, ...]
    en: tuple[_Group, ...]


def other_numbers(word: str) -> frozenset[str]:
    """What a folded word, without what is written together with it, may be in another number.

    Rules bring along words that nobody writes («فاتير»), which does no harm where words are looked for.
    """
    found = set(_listed().get(word, ()))
    if _ARABIC.fullmatch(word):
        found |= {*_plurals(word), *_singulars(word)}
    elif word.isascii():
        one = singular(word)
        found |= {one, *_listed().get(one, ())}
        if word.endswith(_HISSING):
            found.add(word[:-2])
        if one.endswith("y"):
            found.add(one[:-1] + "ies")
    return frozenset(found - {word})


def load(path: Path) -> Mapping[str, frozenset[str]]:
    """The lists of a file, by each of their words, folded; a UserError names file, key and reason."""
    lists = policies.load(path, Plurals)
    found: dict[str, set[str]] = defaultdict(set)
    for group in (*lists.ar, *lists.en):
        folded = {fold(word).text for word in group}
        for word in folded:
            found[word] |= folded - {word}
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    return load(paths.shipped("resources", "text", "plurals.toml"))


def _plurals(word: str) -> Iterator[str]:
    if found := _OF_FA_IL.fullmatch(word):
        first, second, long, third = found.groups()
        yield f"{first}وا{second}{'ي' if long else ''}{third}"
    if found := _OF_FA_ILA.fullmatch(word):
        yield "{}{}اي{}".format(*found.groups())
    if found := _OF_FOUR.fullmatch(word):
        first, second, third, long, fourth = found.groups()
        if not long and first not in _OF_VERBS and (third not in "وي" or word.endswith("ه")):
            yield f"{first}{second}ا{third}{fourth}"
        if long or third not in "وي":
            yield f"{first}{second}ا{third}ي{fourth}"


def _singulars(word: str) -> Iterator[str]:
    if found := _FAWA_IL.fullmatch(word):
        first, second, long, third = found.groups()
        middle = "وي" if long else ("",)
        yield from (f"{first}ا{second}{each}{third}" for each in middle)
    if found := _FA_ALIL.fullmatch(word):
        first, second, third, long, fourth = found.groups()
        if long or first not in _OF_VERBS:
            yield f"{first}{second}{third}{fourth}"
        if long:
            yield from (f"{first}{second}{third}{each}{fourth}" for each in "اوي")
        elif third == "ي":
            yield from (f"{first}{second}{each}{fourth}ه" for each in "او")
