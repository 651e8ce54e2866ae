"""The mark-up of a phrase: words that agree with who speaks and who is spoken to, and slots to fill.

    {تفضل|تفضلي|تفضلوا}     by the customer: a man, a woman, not known
    {أنا: آسف|آسفة|أعتذر}    by the agent, in the same order; «me:» does the same
    {name}                  a slot
    [، يا {name}]           left out where a slot within it is not known

`docs/phrases.md` describes it for writers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from callassist.events import Gender

Slot = Literal["name", "agent", "company", "department", "time"]
SLOTS: tuple[Slot, ...] = get_args(Slot)
AGENT_MARKS = ("أنا", "me")

_BRACES = re.compile(r"\{([^{}\[\]]*)\}")
_STRAY = re.compile(r"[{}\[\]|]")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[،,.؟?!؛;])")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words of which one is said, by somebody's gender. `whose`: of the agent or the customer."""

    whose: Literal["agent", "customer"]
    masculine: str
    feminine: str
    unknown: str

    def said(self, gender: Gender | None) -> str:
        """The words for a gender; None where it is not known."""
        return {"m": self.masculine, "f": self.feminine, None: self.unknown}[gender]


Piece = str | Agreement | tuple[Slot]
"""Words as they are, words that agree, or a slot by its name in a tuple of one."""


@dataclass(frozen=True, slots=True)
class _Part:
    pieces: tuple[Piece, ...]
    may_go: bool

    @property
    def slots(self) -> frozenset[Slot]:
        return frozenset(piece[0] for piece in self.pieces if isinstance(piece, tuple))


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase's text, taken apart.

    Attributes:
        source: as it was written.
    """

    source: str
    _parts: tuple[_Part, ...]

    @property
    def needs(self) -> frozenset[Slot]:
        """The slots without which it can't be said."""
        return frozenset().union(*(part.slots for part in self._parts if not part.may_go))

    @property
    def slots(self) -> frozenset[Slot]:
        """All slots that it has."""
        return frozenset().union(*(part.slots for part in self._parts))

    @property
    def shows_the_agent(self) -> bool:
        """Whether it is said otherwise by a man than by a woman."""
        pieces = (piece for part in self._parts for piece in part.pieces)
        return any(isinstance(piece, Agreement) and piece.whose == "agent" for piece in pieces)

    def filled(self, known: Mapping[Slot, str], *, customer: Gender | None, agent: Gender | None) -> str:
        """What is said. `known` must hold what `needs` names; parts that need more are left out."""
        said: list[str] = []
        for part in self._parts:
            if part.may_go and not part.slots <= known.keys():
                continue
            for piece in part.pieces:
                if isinstance(piece, Agreement):
                    said.append(piece.said(agent if piece.whose == "agent" else customer))
                else:
                    said.append(known[piece[0]] if isinstance(piece, tuple) else piece)
        return _SPACE_BEFORE_STOP.sub("", _SPACES.sub(" ", "".join(said))).strip()


def parse(text: str) -> Wording:
    """Take a phrase's text apart.

    Raises:
        ValueError: it says nothing, names an unknown slot, or its braces or brackets are wrong; says which.
    """
    if not text.strip():
        raise ValueError("it is empty")
    parts: list[_Part] = []
    position = 0
    while position < len(text):
        opened = text.find("[", position)
        if opened < 0:
            opened = len(text)
        if opened > position:
            parts.append(_Part(_pieces(text[position:opened]), may_go=False))
        if opened == len(text):
            break
        closed = text.find("]", opened)
        inner = text[opened + 1 : closed]
        if closed < 0 or "[" in inner:
            raise ValueError(f"the bracket at «{text[opened : opened + 15]}» is not closed")
        part = _Part(_pieces(inner), may_go=True)
        if not part.slots:
            raise ValueError(f"[{inner}] holds no slot, so nothing tells when to leave it out")
        parts.append(part)
        position = closed + 1
    return Wording(text, tuple(parts))


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    position = 0
    for match in _BRACES.finditer(text):
        pieces += [_plain(text[position : match.start()]), _within(match[1])]
        position = match.end()
    pieces.append(_plain(text[position:]))
    return tuple(piece for piece in pieces if piece)


def _plain(text: str) -> str:
    if (stray := _STRAY.search(text)) is not None:
        raise ValueError(f"there is a «{stray[0]}» too many or too few at «{text[max(0, stray.start() - 10) :][:20]}»")
    return text


def _within(content: str) -> Piece:
    if "|" not in content:
        for slot in SLOTS:
            if content.strip() == slot:
                return (slot,)
        raise ValueError(f"there is no slot {{{content}}}; there are: {', '.join(SLOTS)}")
    mark, colon, rest = content.partition(":")
    is_agent = bool(colon) and mark.strip() in AGENT_MARKS
    if colon and not is_agent:
        raise ValueError(f"{{{content}}} begins with neither «أنا:» nor «me:»")
    choices = [choice.strip() for choice in (rest if is_agent else content).split("|")]
    if len(choices) != 3:
        raise ValueError(f"{{{content}}} has {len(choices)} forms and wants three: for a man, a woman, and not known")
    if not any(choices):
        raise ValueError(f"{{{content}}} says nothing")
    if len(set(choices)) == 1:
        raise ValueError(f"{{{content}}} says the same to all, so it wants no braces")
    return Agreement("agent" if is_agent else "customer", *choices)
