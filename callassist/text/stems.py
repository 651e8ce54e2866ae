"""What may be left of an Arabic word without what is written together with it: enough to see that two are one word.

This compares and does not analyse: it knows no roots and joins no broken plurals (`text.plurals`).
"""

from __future__ import annotations

from functools import lru_cache

from callassist.text.tokens import clitics

SHORTEST_STEM = 3
"""Letters; shorter remains of a word are chance."""

_ARTICLE = "ال"
# Folded, so that ta marbuta is ه too, and a word may lose it without harm: it is kept beside what is left.
_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كو", "ي", "ني", "نا")


@lru_cache(maxsize=4096)
def stems(word: str) -> frozenset[str]:
    """A folded word, and what may be left of it without conjunction, preposition, article and pronoun.

    Before a pronoun ta marbuta is written ت, and comes back: «وفاتورتك» gives «فاتوره» among others.
    """
    bare = {word, *(word[len(clitic) :] for clitic in clitics(word))}
    for stem in tuple(bare):
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun):
                left = stem.removesuffix(pronoun)
                bare |= {left, left[:-1] + "ه"} if left.endswith("ت") else {left}
    return frozenset({word, *(stem for stem in bare if len(stem) >= SHORTEST_STEM)})


def without_article(word: str) -> str:
    """A folded word as a list is compared by: without the article, unless next to nothing would be left."""
    stem = word.removeprefix(_ARTICLE)
    return stem if len(stem) >= SHORTEST_STEM else word
