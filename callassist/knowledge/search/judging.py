"""Whether an article fits, and how surely, from everything that speaks for it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from callassist.knowledge.search.policy import MarginPolicy, SearchPolicy

_NOT_AT_ALL = -1.0
"""The margin of an article that words did not bring near."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an article.

    Attributes:
        covered: the share of what was asked for that is in it, 0 to 1. words, meaning: margins of the classifiers;
            None where they have not looked at it. taught: it has examples enough to be judged by them. foreign: it is
            in another language than what was said.
    """

    covered: float = 0.0
    words: float | None = None
    meaning: float | None = None
    taught: bool = False
    foreign: bool = False


def fitting(evidence: Mapping[int, Evidence], policy: SearchPolicy) -> dict[int, float]:
    """How surely each of the articles that fit is the one, 0 to 1, by their places.

    An article in another language is for what the customer's own has not. By words it fits only if it has more of what
    was asked for than any in the customer's language, or about as much where none of those fits; and not where so many
    have as much that the words tell none apart. It is no surer than the surest in the customer's language.
    """
    own = {place: each for place, each in evidence.items() if not each.foreign}
    others = {place: each for place, each in evidence.items() if each.foreign}
    found = {place: surely for place, each in own.items() if (surely := score(each, policy)) is not None}
    own_fits, surest = bool(found), max(found.values(), default=1.0)
    had, most = _most(own.values()), _most(others.values())
    telling = sum(each.covered == most for each in others.values()) <= policy.tied
    for place, each in others.items():
        enough = each.covered > had if own_fits else each.covered >= policy.as_much * had
        surely = score(each if telling and enough else replace(each, covered=0.0), policy)
        if surely is not None:
            found[place] = min(surely, surest)
    return found


def _most(evidence: Iterable[Evidence]) -> float:
    return max((each.covered for each in evidence), default=0.0)


def score(evidence: Evidence, policy: SearchPolicy) -> float | None:
    """How surely an article is the one, 0 to 1; None where it does not fit."""
    judged = []
    if evidence.meaning is not None:
        judged.append((_together(evidence, policy), policy.meaning if evidence.taught else policy.untaught))
        if evidence.foreign:
            judged.append((evidence.meaning, policy.foreign))
    elif evidence.taught and evidence.words is not None:
        judged.append((evidence.words, policy.examples))
    # Between languages only what both mean is shared, which examples tell little of.
    if not evidence.taught or evidence.foreign:
        judged.append((evidence.covered, policy.words))
    return max((_risen(margin, fits) for margin, fits in judged if margin >= fits.least), default=None)


def _together(evidence: Evidence, policy: SearchPolicy) -> float:
    weight = policy.classifier.words
    words = _NOT_AT_ALL if evidence.words is None else evidence.words
    return (weight * words + (evidence.meaning or 0.0)) / (weight + 1)


def _risen(margin: float, fits: MarginPolicy) -> float:
    return 1 / (1 + math.exp(-fits.slope * (margin - fits.even)))
