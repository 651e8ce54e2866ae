"""Sums up a call when it is over: sentences that were said in it, by cues, place and certainty; no word is added.

The cues and weights are data (`resources/policies/summary.toml`). What an agent would correct stays correct that way:
each sentence points at the utterance it is from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    Event,
    Recorded,
    Speaker,
    Suggestion,
    Summary,
    SummarySentence,
    Utterance,
)
from callassist.knowledge.situations import Situations
from callassist.text.cues import Closeness, Cues, Found, heard
from callassist.text.ruled_cues import RuledCues
from callassist.text.sentences import sentences
from callassist.text.tokens import tokens

_HALF = 0.5
"""Of a call: how it turned out is not told before."""

Weight = Annotated[float, Field(ge=0, le=20)]


class SummaryWeights(policies.Policy):
    """How much speaks for a sentence; `resources/policies/summary.toml` says what each is for."""

    least: Weight
    cue: Weight
    situation: Weight
    answered: Weight
    early: Weight
    late: Weight
    full: Weight
    full_words: Annotated[int, Field(ge=1, le=60)]
    unsure: Annotated[float, Field(ge=-20, le=0)]


class SummaryLimits(policies.Policy):
    """What a sentence needs, and how many there are."""

    least_words: Annotated[int, Field(ge=1, le=20)]
    most_words: Annotated[int, Field(ge=5, le=100)]
    most_done: Annotated[int, Field(ge=0, le=10)]
    least_confidence: Annotated[float, Field(ge=0, le=1)]


class SummaryCues(policies.Policy):
    """Cues that speak for a sentence, and those that rule it out."""

    sure: Annotated[tuple[str, ...], Field(min_length=1)]
    never: tuple[str, ...] = ()


class SummaryPolicy(policies.Policy):
    """All of `resources/policies/summary.toml`."""

    matching: Closeness
    weights: SummaryWeights
    limits: SummaryLimits
    groups: dict[str, str]
    reason: SummaryCues
    done: SummaryCues
    result: SummaryCues

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for cues in (self.reason, self.done, self.result):
            self.ruled(cues)
        return self

    def ruled(self, cues: SummaryCues) -> RuledCues:
        """Cues by this policy's groups and closeness."""

        def made(written: tuple[str, ...]) -> Cues:
            return Cues(written, self.groups, closeness=self.matching)

        return RuledCues(made(cues.sure), made(cues.never))


def load_policy(path: Path | None = None) -> SummaryPolicy:
    """The shipped policy, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies", "summary.toml"), SummaryPolicy)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an utterance; `score` is what speaks for it, and `cue` which words of it do."""

    said: Utterance
    source: int
    start: int
    end: int
    score: float = 0.0
    cue: Found | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return self.said.text[self.start : self.end]


class Summariser:
    """Sums up one call from its record.

    Args:
        policy: what speaks for a sentence. situations: tells what the customer speaks of.
    """

    def __init__(self, policy: SummaryPolicy, situations: Situations) -> None:
        self._policy = policy
        self._situations = situations
        self._reason = policy.ruled(policy.reason)
        self._done = policy.ruled(policy.done)
        self._result = policy.ruled(policy.result)
        self._forget()

    def _forget(self) -> None:
        # By who spoke when: one that was revised takes the place of what it was, and is quoted by its first `seq`.
        self._said: dict[tuple[Speaker, float], tuple[int, Utterance]] = {}
        self._hostile: set[float] = set()
        self._answered: set[float] = set()

    def take(self, recorded: Recorded) -> Iterable[Event]:
        """The summary, at the end of a call in which anything worth a sentence was said."""
        event = recorded.event
        match event:
            case CallStarted():
                self._forget()
            case Utterance():
                place = (event.speaker, event.t0)
                first, _ = self._said.get(place, (recorded.seq, event))
                self._said[place] = (first, event)
            case Anger(kind="abuse" | "threat"):
                self._hostile.add(event.t)
            case Suggestion():
                self._answered.add(event.t)
            case CallEnded():
                told = tuple(self._summed_up())
                return (Summary(t=event.t, sentences=told),) if told else ()
            case _:
                pass
        return ()

    def _summed_up(self) -> Iterator[SummarySentence]:
        said = sorted(self._said.values(), key=lambda item: item[1].t0)
        if not said:
            return
        begun, over = said[0][1].t0, max(utterance.t1 for _, utterance in said)
        all_of_it = [part for seq, utterance in said for part in self._parts(seq, utterance)]
        length = max(over - begun, 1.0)

        def place(part: _Sentence) -> float:
            return (part.said.t0 - begun) / length

        theirs = [part for part in all_of_it if part.said.speaker == "customer"]
        ours = [part for part in all_of_it if part.said.speaker == "agent"]
        reason = self._best([self._as_reason(part, place(part)) for part in theirs if part.said.t not in self._hostile])
        done = [self._as_end(part, self._done, place(part)) for part in ours]
        ends = [self._as_end(part, self._result, place(part)) for part in all_of_it if place(part) >= _HALF]
        if reason is not None:
            yield self._told("reason", reason)
        best_done = sorted(self._enough(done), key=lambda part: -part.score)[: self._policy.limits.most_done]
        for part in sorted(best_done, key=lambda part: part.said.t0):
            yield self._told("done", part)
        result = self._best([part for part in ends if reason is None or part.source != reason.source])
        if result is not None and all(result.source != part.source for part in best_done):
            yield self._told("result", result)

    def _parts(self, source: int, said: Utterance) -> Iterator[_Sentence]:
        limits = self._policy.limits
        if said.confidence is not None and said.confidence < limits.least_confidence:
            return
        for start, end in sentences(said.text):
            if sum(token.text[0].isalnum() for token in tokens(said.text[start:end])) >= limits.least_words:
                yield _Sentence(said, source, start, end)

    def _as_reason(self, part: _Sentence, place: float) -> _Sentence:
        weights = self._policy.weights
        told = self._situations.told("customer", part.text).situation
        # Frustration is how they say it, not what it is about.
        extra = weights.situation if told not in (None, "thanks", "frustration") else 0.0
        extra += weights.answered if part.said.t1 in self._answered else 0.0
        scored = self._scored(part, self._reason, extra + weights.early * max(0.0, 1.0 - 2.0 * place))
        return scored if scored.cue is not None or extra else part

    def _as_end(self, part: _Sentence, cues: RuledCues, place: float) -> _Sentence:
        """As something that was done, or how it turned out: no question is either."""
        if part.text.rstrip().endswith(("?", "؟")):
            return part
        scored = self._scored(part, cues, self._policy.weights.late * max(0.0, 2.0 * place - 1.0))
        return scored if scored.cue is not None else part

    def _scored(self, part: _Sentence, cues: RuledCues, beside: float) -> _Sentence:
        """`part` with what speaks for it by its words, and `beside` them."""
        weights = self._policy.weights
        text = part.text
        unsure = [
            (max(start - part.start, 0), min(end - part.start, len(text)))
            for start, end in part.said.unsure
            if start < part.end and end > part.start
        ]
        said = heard(text, unsure)
        if cues.never.first(said, doubted=True) is not None:
            return part
        found = cues.sure.longest(said)
        doubted = sum(end - start for start, end in unsure) / len(text)
        score = weights.cue * (0.5 + 0.5 * len(found)) if found else 0.0
        score += beside + weights.full * min(len(said.words) / weights.full_words, 1.0) + weights.unsure * doubted
        return replace(part, score=score, cue=found[0] if found else None)

    def _enough(self, parts: Iterable[_Sentence]) -> list[_Sentence]:
        return [part for part in parts if part.score >= self._policy.weights.least]

    def _best(self, parts: list[_Sentence]) -> _Sentence | None:
        return max(self._enough(parts), key=lambda part: part.score, default=None)

    def _told(self, part: Literal["reason", "done", "result"], sentence: _Sentence) -> SummarySentence:
        return SummarySentence(part, self._quoted(sentence), sentence.source)

    def _quoted(self, sentence: _Sentence) -> str:
        """The words of a sentence; of one that never ends, those around its cue."""
        text = sentence.text
        words, most = tokens(text), self._policy.limits.most_words
        if len(words) <= most:
            return text
        cue = 0 if sentence.cue is None else sentence.cue.first
        first = min(max(cue - most // 4, 0), len(words) - most)
        cut = text[words[first].start : words[first + most - 1].end]
        return ("… " if first else "") + cut + (" …" if first + most < len(words) else "")
