"""An utterance as misstatements are looked for in it: its words, its amounts, its cues, and what was not heard well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callassist.events import Language, Utterance
from callassist.knowledge.claim_words import Cue, CueName, claim_words
from callassist.text.quantities import Quantity, find_quantities
from callassist.text.tokens import SENTENCE_ENDS, Token, tokens

_ENDS = frozenset(".!?؟؛;…")
_ASKED = frozenset("?؟")


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What was said.

    Attributes:
        text: of the utterance. row: its tokens. words: them, folded. quantities: amounts that were heard well, in
            order. cues: words that make amounts claims or not, in order. unsure: tokens that the recogniser doubted.
        language: by its script.
    """

    text: str
    row: Sequence[Token]
    words: Sequence[str]
    quantities: Sequence[Quantity]
    cues: Sequence[Cue]
    unsure: frozenset[int]
    language: Language

    def sentence(self, quantity: Quantity) -> tuple[int, int]:
        """The tokens of the sentence that an amount stands in, its closing mark included."""
        first = max((at + 1 for at in range(quantity.first) if self._ends(at)), default=0)
        last = next((at + 1 for at in range(quantity.last, len(self.row)) if self._ends(at)), len(self.row))
        return first, last

    def cued(self, name: CueName, first: int, last: int) -> Iterator[Cue]:
        """The cues of a kind that lie within tokens `first` to `last` (excluded)."""
        return (cue for cue in self.cues if name in cue.names and cue.first >= first and cue.last <= last)

    def is_asked(self, last: int) -> bool:
        """Whether the sentence that ends before token `last` ends with a question mark."""
        return last > 0 and self.words[last - 1] in _ASKED

    def _ends(self, at: int) -> bool:
        if self.words[at] not in SENTENCE_ENDS:
            return False
        # The point of an abbreviation («ر.س») touches the letter behind it.
        return at + 1 == len(self.row) or self.row[at + 1].start > self.row[at].end or self.words[at] != "."


def spoken_line(utterance: Utterance, nouns: Mapping[str, str]) -> SpokenLine:
    """`utterance` with all that was heard well in it.

    Args:
        nouns: further units, as `find_quantities` takes them.
    """
    row = tokens(utterance.text)
    unsure = frozenset(
        at
        for at, token in enumerate(row)
        if any(start < token.end and token.start < end for start, end in utterance.unsure)
    )
    language: Language = "ar" if any("\u0600" <= char <= "\u06ff" for char in utterance.text) else "en"
    words = [token.folded for token in row]
    heard = [
        quantity
        for quantity in find_quantities(utterance.text, row, language, nouns=nouns)
        if unsure.isdisjoint(range(quantity.first, quantity.last))
    ]
    return SpokenLine(utterance.text, row, words, heard, claim_words().cues(words), unsure, language)
