"""What in an utterance tells of abuse or a threat by rule: insults with their aim, and cues, each with its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from callassist.conduct.aimed import Aims
from callassist.conduct.hints import HINTS, Hint
from callassist.conduct.senses import SENSES, Sense
from callassist.conduct.words import ConductWords, Named
from callassist.events import Language
from callassist.text.cues import Cues, Heard, heard
from callassist.text.tokens import Token

Sign = Literal[
    "insult_listener", "insult_elsewhere", "insult_open", "abuse", "threat", "grievance", "harmless", "aside", "quoted",
    "listener", "listeners", "speaker", "thing", "other", "told", "denial",
]  # fmt: skip
SIGNS: tuple[Sign | Hint | Sense, ...] = (*get_args(Sign), *HINTS, *SENSES)

Range = tuple[int, int]

_ARABIC = "\u0600"


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of an utterance.

    Attributes:
        row: its tokens. found: which signs, hints and senses there are. abuse, threat, grievance: the first words that
            are one by rule, as a range of `row`; None where none are.
    """

    row: Sequence[Token]
    found: frozenset[Sign | Hint | Sense]
    abuse: Range | None
    threat: Range | None
    grievance: Range | None


def signs(text: str, words: ConductWords) -> Signs:
    """What is in `text`."""
    row = words.row(text)
    named = words.named(row)
    aims = Aims(row, named)
    said, starts = _spoken(row)
    folded = [token.folded for token in row]
    found: set[Sign | Hint | Sense] = {*_roles(named), *words.hints.hints(folded)}
    found = found.union(*words.senses.row(folded))
    found |= {f"insult_{insult.aim}" for insult in aims.insults}  # type: ignore[misc]
    abuse = next(((insult.first, insult.last) for insult in aims.insults if insult.aim == "listener"), None)
    threat: Range | None = None
    grievance: Range | None = None
    # Cues of a language that no word was said in can't be there, and looking for them takes as long.
    spoken = [cues for language, cues in words.cues.items() if any(_is_of(token, language) for token in row)]
    if any(cues.aside.first(said) is not None for cues in spoken):
        found.add("aside")
        abuse = None
    if any(cues.harmless.first(said) is not None for cues in spoken):
        found.add("harmless")
    for cues in spoken:
        grievance = grievance or _range(cues.grievance, said, starts)
        if not found.isdisjoint({"aside", "harmless"}):
            continue
        threats = [("threat", cues.threat)]
        if grievance is None and "listeners" not in found:
            threats.append(("threat", cues.menace))
        for name, kind in (("abuse", cues.abuse), *threats):
            at = _range(kind, said, starts)
            if at is None:
                continue
            if aims.is_quoted(at[0]) or aims.is_denied(at[0]):
                found.add("quoted")
            elif name == "abuse":
                abuse = abuse or at
                found.add("abuse")
            else:
                threat = threat or at
                found.add("threat")
    if grievance is not None:
        found.add("grievance")
    return Signs(row, frozenset(found), abuse, threat, grievance)


def _roles(named: Sequence[Named]) -> set[Sign]:
    roles: tuple[Sign, ...] = ("listener", "listeners", "speaker", "thing", "other", "told", "denial")
    return {role for item in named for role in roles if role in item.tags}


def _is_of(token: Token, language: Language) -> bool:
    return (token.folded >= _ARABIC) == (language == "ar")


def _spoken(row: Sequence[Token]) -> tuple[Heard, list[int]]:
    """The words of a row as cues are looked for in them, and where in their text each token begins."""
    texts = [token.folded for token in row]
    ends = accumulate(len(text) + 1 for text in texts)
    return heard(" ".join(texts)), [0, *ends][: len(texts)]


def _range(cues: Cues, said: Heard, starts: Sequence[int]) -> Range | None:
    """Where the first of the cues is that was said, in tokens."""
    found = cues.first(said)
    if found is None:
        return None
    return bisect_right(starts, found.start) - 1, bisect_right(starts, found.end - 1)
