"""Whether an utterance is a grievance, abuse, a threat or plain: rules and a trained model, both asked.

The rules know whom an insult is aimed at and threats without a bad word, and give the words that show it; the model
knows much that no list holds, and takes back what rules misread. Where they disagree nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

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
_WHOLE_CLAUSE, _NEAR_EDGE = 14, 3
"""A clause of so many words is shown whole; of a longer one so many are not cut off at an edge."""
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

        They are of one clause, and the whole of it where it is not long, so that they can be read. It is no clause of a
        word or two where there is a longer one: a greeting, a name or «كلمني» shows nothing.
        """
        about = self._words.senses.row([token.folded for token in row])
        pulls = self._weights.pull([token.text for token in row], kind, about)
        mean = sum(pulls) / len(pulls)
        clauses = _clauses(row)
        telling = [clause for clause in clauses if _words(row, clause) >= _FEWEST_WORDS] or clauses
        ranges = [at for clause in telling for at in _within(row, clause)]
        first, last = max(ranges, key=lambda at: sum(pulls[at[0] : at[1]]) - (at[1] - at[0]) * mean)
        return _to_edges((first, last), next(each for each in telling if each[0] <= first < each[1]))


def _clauses(row: Sequence[Token]) -> list[Range]:
    """The rows of words between marks of punctuation; the whole row where there is no word."""
    found: list[Range] = []
    for is_word, places in groupby(range(len(row)), key=lambda place: row[place].text[0].isalnum()):
        run = list(places)
        if is_word:
            found.append((run[0], run[-1] + 1))
    return found or [(0, len(row))]


def _words(row: Sequence[Token], at: Range) -> int:
    return sum(token.text[0].isalpha() for token in row[at[0] : at[1]])


def _within(row: Sequence[Token], clause: Range) -> Iterator[Range]:
    """Where the words that tell may stand in a clause: between words that say something by themselves."""
    places = range(*clause)
    edges = [place for place in places if _says_something(row[place])]
    edges = edges or [place for place in places if row[place].text[0].isalpha()] or [clause[0]]
    return ((first, last + 1) for first in edges for last in edges if first <= last < first + _MOST_WORDS)


def _to_edges(at: Range, clause: Range) -> Range:
    """The same up to the edges of its clause where they are near, and never too few words."""
    if clause[1] - clause[0] <= _WHOLE_CLAUSE:
        return clause
    first, last = at
    if first - clause[0] <= _NEAR_EDGE:
        first = clause[0]
    if clause[1] - last <= _NEAR_EDGE:
        last = clause[1]
    last = max(last, min(clause[1], first + _FEWEST_WORDS))
    return min(first, max(clause[0], last - _FEWEST_WORDS)), last


def _says_something(token: Token) -> bool:
    return _POINTING.fullmatch(token.folded) is None and any(not term.quiet for term in terms(token.text))
