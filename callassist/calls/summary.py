"""Sums up a call when it is over: sentences that were said in it, by cues, place and certainty; no word is added.

The cues and weights are data (`resources/policies/summary.toml`). Words are looked at as they are said, so that a long
call ends as fast as a short one; what needs the whole of it, such as what is early and late, is added at the end. Each
sentence points at the utterance it is from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from callassist.calls.summary_policy import SummaryCues, SummaryPolicy
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    Event,
    Recorded,
    Speaker,
    Suggestion,
    Summary,
    SummarySentence,
    Utterance,
)
from callassist.knowledge.situations import Situations
from callassist.text.cues import Cues, Found, Heard, heard
from callassist.text.sentences import sentences
from callassist.text.stems import stems
from callassist.text.tokens import tokens

_LONG_WORD = 4
"""Letters; shorter words are in every sentence."""

_Use = Literal["reason", "done", "result", "planned", "welcome"]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a sentence is worth as one of the parts, by its words alone. `cue`: which of them count."""

    score: float
    cue: Found | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an utterance. `worth`: as what it may be told. `words`: those by which it is compared."""

    said: Utterance
    source: int
    start: int
    end: int
    worth: dict[_Use, _Weighed]
    words: frozenset[str]

    @property
    def text(self) -> str:
        """Its words."""
        return self.said.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A sentence with all that speaks for it."""

    sentence: _Sentence
    score: float
    cue: Found | None


class _Ruled:
    """The cues of a part."""

    def __init__(self, policy: SummaryPolicy, cues: SummaryCues) -> None:
        # One list, so that a longer one takes the words of a shorter one: to want is much, to want to ask is little.
        self.telling = policy.cues((*cues.sure, *cues.vague))
        self.vague = frozenset(cues.vague)
        self.since, self.never = policy.cues(cues.since), policy.cues(cues.never)


class Summariser:
    """Sums up one call from its record.

    Args:
        policy: what speaks for a sentence. situations: tells what the customer speaks of.
    """

    def __init__(self, policy: SummaryPolicy, situations: Situations) -> None:
        self._policy = policy
        self._situations = situations
        self._cues: dict[_Use, _Ruled] = {
            "reason": _Ruled(policy, policy.reason),
            "done": _Ruled(policy, policy.done),
            "result": _Ruled(policy, policy.result),
            "planned": _Ruled(policy, policy.planned),
        }
        self._replies = Cues(policy.replies.words, plain=True)
        self._asked = policy.cues(policy.turns.asked)
        self._sorry = policy.cues(policy.turns.sorry)
        self._glad = policy.cues(policy.turns.glad)
        self._forget()

    def _forget(self) -> None:
        # By who spoke when: one that was revised takes the place of what it was, and is quoted by its first `seq`.
        self._said: dict[tuple[Speaker, float], tuple[int, list[_Sentence]]] = {}
        self._hostile: set[float] = set()
        self._answered: set[float] = set()
        # Where the agent knows why they call: asks who they are, looks it up, is sorry; and where he is glad.
        self._knowing: set[float] = set()
        self._gladness: set[float] = set()
        self._promised: dict[int, Commitment] = {}
        self._dismissed: set[int] = set()

    def take(self, recorded: Recorded) -> Iterable[Event]:
        """The summary, at the end of a call in which anything worth a sentence was said."""
        event = recorded.event
        match event:
            case CallStarted():
                self._forget()
            case Utterance():
                place = (event.speaker, event.t0)
                first = self._said[place][0] if place in self._said else recorded.seq
                self._said[place] = (first, list(self._sentences(first, event)))
                self._turn(event)
            case Anger(kind="abuse" | "threat"):
                self._hostile.add(event.t)
            case Suggestion():
                self._answered.add(event.t)
            case Commitment():
                self._promised[event.number] = event
            case CommitmentWithdrawn():
                self._promised.pop(event.number, None)
            case CommitmentSettled():
                (self._dismissed.add if event.state == "dismissed" else self._dismissed.discard)(event.number)
            case CallEnded():
                told = tuple(self._summed_up())
                return (Summary(t=event.t, sentences=told),) if told else ()
            case _:
                pass
        return ()

    # ── As it is said ─────────────────────────────────────────────────────────────────────────────────────

    def _turn(self, said: Utterance) -> None:
        if said.speaker != "agent":
            return
        words = heard(said.text, said.unsure)
        welcome = self._glad.first(words)
        for turns, is_so in (
            (self._knowing, any(cues.first(words) is not None for cues in (self._asked, self._sorry))),
            (self._gladness, welcome is not None and welcome.first == 0),
        ):
            (turns.add if is_so else turns.discard)(said.t0)

    def _sentences(self, source: int, said: Utterance) -> Iterator[_Sentence]:
        limits = self._policy.limits
        if said.confidence is not None and said.confidence < limits.least_confidence:
            return
        for start, end in sentences(said.text):
            text = said.text[start:end]
            spoken = [token for token in tokens(text) if token.text[0].isalnum()]
            if len(spoken) < limits.least_words:
                continue
            doubts = [
                (max(doubt[0] - start, 0), min(doubt[1] - start, len(text)))
                for doubt in said.unsure
                if doubt[0] < end and doubt[1] > start
            ]
            words = frozenset(min(stems(token.folded), key=len) for token in spoken if len(token.folded) >= _LONG_WORD)
            yield _Sentence(said, source, start, end, self._worth(said.speaker, text, doubts), words)

    def _worth(self, speaker: Speaker, text: str, doubts: list[tuple[int, int]]) -> dict[_Use, _Weighed]:
        weights = self._policy.weights
        said = heard(text, doubts)
        base = weights.full * min(len(said.words) / weights.full_words, 1.0)
        base += weights.unsure * sum(end - start for start, end in doubts) / len(text)
        found: dict[_Use, _Weighed] = {}
        if speaker == "customer":
            reply = self._replies.first(said)
            more = weights.reply if reply is not None and reply.first == 0 else 0.0
            told = self._situations.told("customer", text, doubts).situation
            # Frustration is how they say it, not what it is about.
            more += weights.situation if told not in (None, "thanks", "frustration") else 0.0
            if (weighed := self._weighed("reason", said, base + more, told=more > 0)) is not None:
                found["reason"] = weighed
        # No question says what was done, or how it ended.
        if not text.rstrip().endswith(("?", "؟")):
            uses: tuple[_Use, ...] = ("result",) if speaker == "customer" else ("done", "result", "planned")
            for use in uses:
                if (weighed := self._weighed(use, said, base, told=False)) is not None:
                    found[use] = weighed
            if speaker == "customer":
                found["welcome"] = _Weighed(base + weights.glad, None)
        return found

    def _weighed(self, use: _Use, said: Heard, base: float, *, told: bool) -> _Weighed | None:
        weights, cues = self._policy.weights, self._cues[use]
        found = cues.telling.longest(said)
        sure = [each for each in found if each.cue not in cues.vague][: self._policy.limits.most_cues]
        against = cues.never.find(said, doubted=True)
        if sure and use != "planned":
            # «I've sent it; if it's late, call us», «I'm fine, my line is down»: only what comes before the cue of a
            # deed takes it back, and nothing the cue of a trouble.
            begins = min(each.first for each in sure)
            against = [each for each in against if use != "reason" and each.first <= begins]
        if against:
            return None
        score = base + weights.cue * (0.5 + 0.5 * len(sure)) if sure else base + (0.0 if told else weights.uncued)
        score += weights.vague if len(found) > len(sure) else 0.0
        score += weights.since if (sure or told) and cues.since.first(said) is not None else 0.0
        if not sure and use != "reason" and not (use in ("done", "planned") and found):
            return None
        return _Weighed(score, sure[0] if sure else None)

    # ── At the end ────────────────────────────────────────────────────────────────────────────────────────

    def _summed_up(self) -> Iterator[SummarySentence]:
        said = sorted((part for _, parts in self._said.values() for part in parts), key=lambda part: part.said.t0)
        if not said:
            return
        begun, length = said[0].said.t0, max(max(part.said.t1 for part in said) - said[0].said.t0, 1.0)
        places = [(part.said.t0 - begun) / length for part in said]
        common = Counter(word for part in said for word in part.words)
        promised, limits = self._promises(said), self._policy.limits
        known = min(self._knowing, default=begun + limits.opening_until * length)
        met = self._answered_by({known})
        reason = [
            self._chosen(part, "reason", self._shared(part, common) + self._early(part, place, known, met))
            for part, place in zip(said, places, strict=True)
            if "reason" in part.worth and part.said.t not in self._hostile
        ]
        if (why := self._best(reason)) is not None:
            yield self._quoted("reason", why.sentence, why.cue)
        welcomed = self._answered_by(self._gladness)
        done, result, planned, welcome = [], [], [], []
        for part, place in zip(said, places, strict=True):
            if why is not None and (part is why.sentence or part.said.t0 < why.sentence.said.t0):
                # Nothing was done for it before it was said.
                continue
            beside = self._shared(part, common) + self._late(place) + self._topic(part, why)
            is_promised = any(part is other for other in promised)
            if "done" in part.worth and not is_promised:
                done.append(self._chosen(part, "done", beside))
            if place < limits.outcome_from:
                continue
            if "result" in part.worth:
                result.append(self._chosen(part, "result", beside))
            elif "welcome" in part.worth and part.said.t0 in welcomed:
                welcome.append(self._chosen(part, "welcome", beside))
            if "planned" in part.worth:
                planned.append(self._chosen(part, "planned", beside))
        yield from self._ended(done, result, planned, welcome, promised)

    def _ended(
        self,
        done: list[_Chosen],
        result: list[_Chosen],
        planned: list[_Chosen],
        welcome: list[_Chosen],
        promised: list[_Sentence],
    ) -> Iterator[SummarySentence]:
        limits = self._policy.limits
        best = sorted(self._enough(done), key=lambda each: -each.score)[: limits.most_done]
        best = [each for each in best if each.score >= best[0].score - self._policy.weights.beside_best]
        for each in sorted(best, key=lambda each: each.sentence.said.t0):
            yield self._quoted("done", each.sentence, each.cue)
        told = [each.sentence for each in best]
        how = self._best([each for each in result if not any(each.sentence is other for other in told)])
        if how is not None and best and how.score < best[0].score - self._policy.weights.beside_best:
            how = None
        if all(each.cue is None for each in best):
            # Nothing was done, at most something found: it ended with what is to be, or what the agent was glad of.
            how = max(filter(None, (how, self._best(planned))), key=lambda each: each.score, default=None)
            how = how or self._best(welcome)
        if how is not None and not any(how.sentence is other for other in promised):
            yield self._quoted("result", how.sentence, how.cue)
        for sentence in promised[: limits.most_promised]:
            yield self._quoted("promised", sentence, None)

    def _promises(self, said: list[_Sentence]) -> list[_Sentence]:
        """The sentences in which something was promised that was not taken back or dismissed, each once."""
        found: list[_Sentence] = []
        for number, promise in self._promised.items():
            if number in self._dismissed:
                continue
            within = [part for part in said if part.said.speaker == "agent" and part.said.t0 == promise.t]
            best = max(
                within, key=lambda part: part.text in promise.evidence or promise.evidence in part.text, default=None
            )
            if best is not None and not any(best is other for other in found):
                found.append(best)
        return sorted(found, key=lambda part: part.said.t0)

    def _early(self, part: _Sentence, place: float, known: float, met: set[float]) -> float:
        weights = self._policy.weights
        more = weights.answered if part.said.t1 in self._answered else 0.0
        # Customers say it before they are asked who they are; what follows are answers.
        early = 1.0 - 2.0 * place
        if early > 0.0 and part.said.t0 < known:
            more, early = more + weights.opening, 1.0
        if early > 0.0 and part.said.t0 in met:
            more += weights.met
        return more + weights.early * max(0.0, early)

    def _late(self, place: float) -> float:
        weights = self._policy.weights
        return weights.late * min(max(0.0, (place - weights.late_from) / (weights.late_full - weights.late_from)), 1.0)

    def _topic(self, part: _Sentence, why: _Chosen | None) -> float:
        """For a word that the reason has, too."""
        return self._policy.weights.topic if why is not None and part.words & why.sentence.words else 0.0

    def _answered_by(self, agent: set[float]) -> set[float]:
        """Where the customer spoke just before one of these of the agent's."""
        turns = sorted(self._said, key=lambda turn: turn[1])
        return {before for (speaker, before), (_, after) in pairwise(turns) if speaker == "customer" and after in agent}

    def _shared(self, part: _Sentence, common: Counter[str]) -> float:
        weights = self._policy.weights
        return weights.shared * min(sum(common[word] > 1 for word in part.words) / weights.shared_words, 1.0)

    @staticmethod
    def _chosen(part: _Sentence, use: _Use, beside: float) -> _Chosen:
        worth = part.worth[use]
        return _Chosen(part, worth.score + beside, worth.cue)

    def _enough(self, chosen: Iterable[_Chosen]) -> list[_Chosen]:
        return [each for each in chosen if each.score >= self._policy.weights.least]

    def _best(self, chosen: list[_Chosen]) -> _Chosen | None:
        return max(self._enough(chosen), key=lambda each: each.score, default=None)

    def _quoted(
        self, part: Literal["reason", "done", "result", "promised"], sentence: _Sentence, cue: Found | None
    ) -> SummarySentence:
        """The words of a sentence; of one that never ends, those around its cue."""
        text = sentence.text
        words, most = tokens(text), self._policy.limits.most_words
        if len(words) > most:
            at = 0 if cue is None else cue.first
            first = min(max(at - most // 4, 0), len(words) - most)
            cut = text[words[first].start : words[first + most - 1].end]
            text = ("… " if first else "") + cut + (" …" if first + most < len(words) else "")
        return SummarySentence(part, text, sentence.source)
