"""What a call comes to when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from callassist.events.base import Event

SummaryPart = Literal["reason", "done", "result", "promised"]


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary, as it was said.

    Attributes:
        part: what it tells: why the customer called, what was done, how that turned out, what was promised. text: the
            words. source: `seq` of the utterance that they are from.
    """

    part: SummaryPart
    text: str
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Event):
    """What the call was about, in sentences that were said in it; told once, at the end.

    Attributes:
        sentences: in the order in which they are read.
    """

    type: ClassVar[str] = "summary"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    sentences: tuple[SummarySentence, ...]

    @property
    def text(self) -> str:
        """One sentence a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def sources(self) -> tuple[int, ...]:
        """`seq` of the utterances quoted, a sentence each."""
        return tuple(sentence.source for sentence in self.sentences)

    def payload(self) -> dict[str, Any]:
        """`text` and `sources`, and the sentences one by one."""
        sentences = [{"part": each.part, "text": each.text, "source": each.source} for each in self.sentences]
        return {"text": self.text, "sources": list(self.sources), "sentences": sentences}
