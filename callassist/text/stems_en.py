"""English words without their plural and with their endings: enough to see that two are one word."""

from __future__ import annotations

SHORTEST = 4
"""Letters; shorter words ("gas", "yes") keep what looks like an ending."""

_VOWELS = frozenset("aeiou")
_NEVER_DOUBLED = frozenset("wxy")
_HISSING = ("s", "x", "z", "ch", "sh", "o")


def singular(word: str) -> str:
    """A folded English word without its plural ending.

    The rules are those of Harman's S-stemmer (D. Harman, "How effective is suffixing?", JASIS 42, 1991): the first
    that fits alone is used.
    """
    if len(word) < SHORTEST:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def inflections(word: str) -> frozenset[str]:
    """A folded English word with its regular endings: "charge" gives "charges", "charged" and "charging".

    Where spelling leaves a choice both are there ("cancelled", "canceled"), and so is one that nobody writes.
    """
    stems = {word}
    if word.endswith("e"):
        stems = {word[:-1]}
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        return frozenset({word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"})
    elif word[-1] not in _VOWELS | _NEVER_DOUBLED and word[-2:-1] in _VOWELS and word[-3:-2] not in _VOWELS:
        stems.add(word + word[-1])
    plural = word + ("es" if word.endswith(_HISSING) else "s")
    return frozenset({word, plural, *(stem + ending for stem in stems for ending in ("ed", "ing"))})
