"""Whether an utterance is a grievance, abuse, a threat or plain: rules and a trained model, both asked.

The rules know whom an insult is aimed at and threats without a bad word, and give the words that show it; the model
knows much that no list holds, and takes back what rules misread. Where they disagree nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callassist.conduct import weights as model
from callassist.conduct.anger_policy import AngerPolicy, load_policy
from callassist.conduct.signs import Range, Signs, signs
from callassist.conduct.weights import KINDS, Kind, Weights
from callassist.conduct.words import ConductWords, conduct_words
from callassist.events import Language
from callassist.events.conduct import AngerKind
from callassist.knowledge.search.terms import terms
from callassist.text.tokens import Token

_FEWEST_WORDS, _MOST_WORDS = 3, 8
"""Of evidence, where only the model found something."""
# «منكم», «فيك», «معاكو»: a preposition and whom it points at say nothing by themselves.
_POINTING = re.compile(r"و?(?:من|عن|في|بي?|لي?|معا?|علي|ليه|عند)(?:كم?|كو|كي|ني?|ي|نا|ها?|هم)?")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an utterance is.

    Attributes:
        kind: None for plain. evidence: the words that made it so, cut from the text; empty for plain. counts: whether
            they were heard surely enough to count against anybody. scores: the model's probability of each kind. score:
            what was compared with the policy's threshold. ruled: whether a rule found it too.
    """

    kind: AngerKind | None
    evidence: str
    counts: bool
    scores: Mapping[Kind, float]
    score: float = 0.0
    ruled: bool = False


class Judge:
    """Judges utterances, treated as they are shown.

    Attributes:
        policy: how sure it must be.

    Args:
        policy, words, weights: the shipped ones by default.
    """

    def __init__(
        self, policy: AngerPolicy | None = None, words: ConductWords | None = None, weights: Weights | None = None
    ) -> None:
        self.policy = policy or load_policy()
        self._words = words or conduct_words()
        self._weights = weights or model.load()

    def by(self, policy: AngerPolicy) -> Judge:
        """The same by other thresholds."""
        return Judge(policy, self._words, self._weights)

    def judge(
        self,
        text: str,
        language: Language | None,
        unsure: Sequence[tuple[int, int]] = (),
        confidence: float | None = None,
    ) -> Judgement:
        """What `text` is.

        Args:
            language: of the call. Customers mix languages, so both are looked for all the same. unsure: ranges of
                `text` that the recogniser doubted. confidence: of the whole, 0 to 1.
        """
        found = signs(text, self._words)
        said = model.features(text)
        scores = dict(zip(KINDS, map(float, self._weights.scores(said, found.found)), strict=True))
        # Of a text without a word the model would only tell how often each kind is.
        kind, at = self._decided(found, scores) if len(said.numbers[0]) else (None, None)
        if kind is None:
            return Judgement(None, "", False, scores)
        first, last = at or self._telling(found.row, kind)
        start, end = found.row[first].start, found.row[last - 1].end
        heard = confidence is None or confidence >= self.policy.hearing.least_confidence
        surely = not any(a < end and start < b for a, b in unsure)
        score = scores["abuse"] + scores["threat"] + (scores["grievance"] if kind == "grievance" else 0.0)
        ruled = at is not None
        counts = heard and surely and (ruled or kind == "grievance" or score >= self._sure(kind))
        return Judgement(kind, text[start:end], counts, scores, score, ruled)

    def _sure(self, kind: AngerKind) -> float:
        """How likely abuse or a threat that no rule knows must be for the agent not to be asked first."""
        return self.policy.threat.sure if kind == "threat" else self.policy.abuse.sure

    def _decided(self, found: Signs, scores: Mapping[Kind, float]) -> tuple[AngerKind | None, Range | None]:
        policy = self.policy
        # What is left for abuse and threat together: a curse may sound like either, and must not fall between them.
        bad = scores["abuse"] + scores["threat"]
        if found.threat is not None and bad >= policy.threat.ruled:
            return "threat", found.threat
        if found.abuse is not None and bad >= policy.abuse.ruled:
            return "abuse", found.abuse
        if scores["threat"] > scores["abuse"] and bad >= policy.threat.unruled:
            return "threat", None
        if bad >= policy.abuse.unruled:
            return "abuse", None
        least = policy.grievance.unruled if found.grievance is None else policy.grievance.ruled
        return ("grievance", found.grievance) if scores["grievance"] + bad >= least else (None, None)

    def _telling(self, row: Sequence[Token], kind: AngerKind) -> Range:
        """The words that pull most towards a kind: the row of neighbours with the largest sum above the mean.

        It neither begins nor ends with punctuation or a word that says nothing by itself, and is no single word where
        its neighbours are to be had: «كلمني» shows nothing.
        """
        about = self._words.senses.row([token.folded for token in row])
        pulls = self._weights.pull([token.text for token in row], kind, about)
        mean = sum(pulls) / len(pulls)
        is_word = [token.text[0].isalpha() for token in row]
        edges = [place for place, token in enumerate(row) if _says_something(token)]
        edges = edges or [place for place, there in enumerate(is_word) if there] or [0]
        ranges = ((first, last + 1) for first in edges for last in edges if first <= last < first + _MOST_WORDS)
        first, last = max(ranges, key=lambda at: sum(pulls[at[0] : at[1]]) - (at[1] - at[0]) * mean)
        while last - first < _FEWEST_WORDS and last < len(row) and is_word[last]:
            last += 1
        while last - first < _FEWEST_WORDS and first and is_word[first - 1]:
            first -= 1
        return first, last


def _says_something(token: Token) -> bool:
    return _POINTING.fullmatch(token.folded) is None and any(not term.quiet for term in terms(token.text))
