"""The English "will" of a promise, by the verb behind it: "all call you", "full have it sorted", "tell be up"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callassist.promises import promising
from callassist.promises.known_words import is_known, is_one_apart, sounds_like

_LIKE_WILL = frozenset({"fill", "full", "ill", "well", "yill"})
_LIKE_I_WILL = frozenset({"all", "ill", "aisle", "isle"})
_LIKE_WE_WILL = frozenset({"full", "well", "wheel", "we'lr"})
# What "it'll", "he'll" and "she'll" are taken for, where "be" follows.
_LIKE_IT_WILL = frozenset({"tell", "hell", "shell", "till", "ital", "ill"})
# What "will" is taken for behind whatever is going to do something.
_WILL = re.compile(r"(?![bstw]ill)[a-z]?ill")
_CONTRACTED = frozenset(
    f"{person}'{verb}"
    for person, verbs in {
        "i": "ll ve m",
        "we": "ll ve re",
        "you": "ll ve re",
        "they": "ll re",
        "he": "ll",
        "she": "ll",
    }.items()
    for verb in verbs.split()
)
_NEGATED = frozenset(
    {"can't", "won't", "don't", "isn't", "doesn't", "didn't", "wouldn't", "couldn't", "haven't", "aren't"}
)
# What "and" is taken for before a verb that goes on from another.
_LIKE_AND = frozenset({"ant", "end", "nd", "ad", "anc"})
_BE = frozenset({"am", "are", "is", "i'm", "we're", "he's", "she's", "they're", "it's"})
_PERSONS = frozenset({"i", "we", "he", "she", "it", "they"})
_OPENING = frozenset({"and", "so", "but", "then", "okay", "ok", "yeah", "yes", "sure", "right", "absolutely", "now"})
_YOURS = ("you", "your", "yours")
# How far behind the verb the customer may be named.
_NEAR = 8
_CLOSE = 3


def will(words: Sequence[str], at: int) -> str | None:
    """What a word was of which "will" is a part; None where it is what it looks like."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if word == "going" and words[max(0, at - 1)] in _BE and after in promising.load().first["en"] and after != "do":
        return "going to"
    if after == "me" and not is_known(word) and is_one_apart(word, "let"):
        return "let"
    if word in _LIKE_AND and at + 1 < len(words) and words[at + 1] in promising.load().first["en"]:
        led = any(each == "will" or each == "let" or each.endswith("'ll") for each in words[:at])
        return "and" if led else None
    if at + 1 < len(words) and at and words[at - 1].isalpha() and _WILL.fullmatch(word):
        listed = promising.load()
        verb = words[at + 1] == "be" or any(words[at + 1] in each["en"] for each in (listed.first, listed.other))
        if verb and words[at - 1] not in _PERSONS:
            return "will"
    if at + 1 >= len(words) or word not in _LIKE_WILL | _LIKE_I_WILL | _LIKE_WE_WILL | _LIKE_IT_WILL:
        return None
    after, known = words[at + 1], promising.load().first["en"]
    if at and words[at - 1] in _PERSONS:
        return "will" if word in _LIKE_WILL and (after in known or after == "be") else None
    if at and words[at - 1].isalpha() and words[at - 1] not in _OPENING:
        return None
    if after == "be":
        return "it'll" if word in _LIKE_IT_WILL else None
    behind = words[at + 2 : at + 2 + _NEAR]
    if after not in known or behind[:1] in (["us"], ["me"]):
        return None
    if word == "ill":
        return "i'll"
    if word in _LIKE_I_WILL and any(each in _YOURS for each in behind):
        return "i'll"
    telling = known[after] != "act" and any(each in _YOURS for each in behind[:_CLOSE])
    return "we'll" if word in _LIKE_WE_WILL and (telling or word != "well") else None


def contraction(word: str) -> str | None:
    """The pronoun with its verb that a word with an apostrophe was: "i'we", "ze're"."""
    if word in _CONTRACTED | _NEGATED or is_known(word):
        return None
    found = [each for each in sorted(_CONTRACTED | _NEGATED) if is_one_apart(word, each)]
    alike = [each for each in found if sounds_like(word, each)] or found
    return alike[0] if len(alike) == 1 else None


def cut_contraction(words: Sequence[str], at: int) -> tuple[int, str] | None:
    """The pronoun with its verb that was cut apart at `at`, and of how many words: "we 'll"; "'ll" is "I'll"."""
    behind = words[at + 1 : at + 3]
    if words[at] == "'" and at == 0 and behind[:1] == ["ll"]:
        return 2, "i'll"
    whole = f"{words[at]}'{behind[1]}" if len(behind) == len("'l") and behind[0] == "'" else ""
    return (3, whole) if whole in _CONTRACTED or whole == "it'll" else None
