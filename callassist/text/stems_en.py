"""English words without their plural: enough to see that two are one word."""

from __future__ import annotations

SHORTEST = 4
"""Letters; shorter words ("gas", "yes") keep what looks like an ending."""


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
