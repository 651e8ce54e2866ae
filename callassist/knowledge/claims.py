"""Whether an amount was stated to be so: not asked, denied, supposed, wished for, long gone, or of something else.

Where two readings are possible it is no claim: a cue that corrects somebody who said nothing wrong costs more than one
that is missed.
"""

from __future__ import annotations

from callassist.knowledge.article import Fact
from callassist.knowledge.claim_words import CueName, claim_words
from callassist.knowledge.fact_index import Mention, said_forms
from callassist.knowledge.misstatement_policy import Reach
from callassist.knowledge.spoken_line import SpokenLine
from callassist.text.quantities import Quantity
from callassist.text.units import units

# What a price is for where nothing is said.
_USUAL_PERIODS = (None, "month")
# What has rules of its own, or takes nothing away.
_STATING: frozenset[CueName] = frozenset(
    {"states", "links", "allowed", "used", "ours", "paid", "why", "opening", "tag", "neutral", "others", "deny"}
)
_COMMAS = (",", "،")
_TIMES = ("time", "calendar", "working time")


class Claims:
    """Judges amounts of one line.

    Attributes:
        line: what was said.

    Args:
        policy: how far its words reach.
    """

    def __init__(self, line: SpokenLine, policy: Reach) -> None:
        self.line = line
        self._policy = policy

    def is_denied(self, quantity: Quantity, mention: Mention | None = None) -> bool:
        """Whether it was said not to be so."""
        return self._just_before("deny", quantity, mention, self._policy.negation_words)

    def is_claim(self, quantity: Quantity, fact: Fact, mention: Mention | None) -> bool:
        """Whether the speaker holds `quantity` to be the value of `fact`.

        Args:
            mention: the words that the fact was meant by; None where it is only what was talked about.
        """
        policy = self._policy
        if self._is_question(quantity) or self.is_denied(quantity, mention):
            return False
        if self._just_before("condition", quantity, mention, policy.condition_words):
            return False
        if mention is not None and not self._is_linked(quantity, mention):
            return False
        if self._is_of_others(quantity) or self._is_elsewhere(quantity, mention):
            return False
        if not quantity.units and not self._is_stated(quantity):
            return False
        if units().is_money(fact.unit):
            return self._is_price(quantity, mention)
        if units().family(fact.unit) in _TIMES and self._is_spent(quantity, mention):
            return False
        return fact.kind != "limit" or self._is_allowance(quantity, mention)

    def _is_question(self, quantity: Quantity) -> bool:
        """Whether it was asked, or doubted."""
        line = self.line
        first, last = line.sentence(quantity)
        if any(line.cued("why", first, last)):
            return False
        if any(line.cued("ask", first, min(last, quantity.last + self._policy.asked_words))):
            return True
        if any(line.cued("doubt", first, quantity.first)):
            return True
        # "The late fee is 50 riyals, can you waive it?" asks something else.
        if line.is_asked(last) and not any(word in _COMMAS for word in line.words[quantity.last : last]):
            return True
        end = last - 1 if last > first and line.words[last - 1] in ".!…?؟" else last
        if any(cue.last == end for cue in line.cued("tag", quantity.last, end)):
            return True
        start = first
        while opening := next((cue for cue in line.cued("opening", start, last) if cue.first == start), None):
            if "ask_first" in opening.names:
                break
            start = opening.last
            if start < last and line.words[start] in _COMMAS:
                start += 1
        return any(cue.first == start for cue in line.cued("ask_first", start, quantity.first))

    def _just_before(self, name: CueName, quantity: Quantity, mention: Mention | None, words: int) -> bool:
        """Whether a cue covers the amount: between it and its fact's name, or just before the two."""
        line = self.line
        earlier = [other.last for other in line.quantities if other.last <= quantity.first]
        first = max(line.sentence(quantity)[0], *earlier, 0)
        named = quantity.first if mention is None else min(quantity.first, mention.first)
        name_of_fact = frozenset(mention.places if mention else ())
        return any(
            name_of_fact.isdisjoint(range(cue.first, cue.last))
            for place in (named, quantity.first)
            for cue in line.cued(name, first, min(place + 1, quantity.first))
            if cue.last > place - words
        )

    def _is_linked(self, quantity: Quantity, mention: Mention) -> bool:
        """Whether what stands between name and value, and before a value that goes first, only states it.

        Any other word may be a verb that makes it an amount of something else: "you refunded 50 of the late fee".
        """
        line, known = self.line, claim_words()
        covered = {at for cue in line.cues if not cue.names.isdisjoint(_STATING) for at in range(cue.first, cue.last)}
        covered |= {at for other in line.quantities for at in range(other.first, other.last)} | {*mention.places}
        places = [*range(min(mention.last, quantity.last), max(mention.first, quantity.first))]
        begin, (first, _) = min(mention.first, quantity.first), line.sentence(quantity)
        for at in range(begin - 1, max(first, begin - self._policy.leading_words) - 1, -1):
            if any(cue.first <= at < cue.last for cue in line.cued("opens", first, begin)):
                break
            places.append(at)
        words = (line.words[at] for at in places if at not in covered)
        unknown = [word for word in words if not known.links(word) and mention.fact.words.isdisjoint(said_forms(word))]
        return len(unknown) <= self._policy.unknown_words

    def _is_of_others(self, quantity: Quantity) -> bool:
        """Whether another company was spoken of, and not us again since."""
        line = self.line
        first, last = line.sentence(quantity)
        for cue in line.cued("others", first, last):
            if cue.first >= quantity.last or not any(line.cued("ours", cue.last, quantity.first)):
                return True
        return False

    def _is_elsewhere(self, quantity: Quantity, mention: Mention | None) -> bool:
        """Whether it is wished for, or is an amount of something else, or for more or with more than the fact."""
        line, policy = self.line, self._policy
        first, last = line.sentence(quantity)
        named = frozenset(mention.places if mention else ())
        begin = min(quantity.first, mention.first) if mention else quantity.first

        def near(name: CueName, first_word: int, after: int) -> bool:
            cues = line.cued(name, max(first, first_word), min(last, quantity.last + after))
            return any(named.isdisjoint(range(cue.first, cue.last)) for cue in cues)

        return (
            near("wish", begin - policy.wish_words, 0)
            or near("other_amount", quantity.first - policy.other_amount_words, 2)
            or any(line.cued("other_basis", first, last))
            or any(line.cued("past", first, last))
            or any(line.cued("remaining", first, last))
        )

    def _is_stated(self, quantity: Quantity) -> bool:
        """Whether a bare number is put forward as a value, and counts nothing that follows it."""
        line = self.line
        earliest, latest = self._policy.bare_years
        if quantity.low is None or quantity.low < self._policy.bare_least or earliest <= quantity.low <= latest:
            return False
        stated = any(cue.last == quantity.first for cue in line.cued("states", 0, quantity.first))
        after = line.words[quantity.last] if quantity.last < len(line.words) else ""
        known = claim_words()
        nothing_counted = not after or not after[0].isalnum() or known.is_small(after)
        # «15 من الشهر», "15 of March"
        return stated and nothing_counted and after not in known.linking

    def _is_price(self, quantity: Quantity, mention: Mention | None) -> bool:
        if quantity.per not in _USUAL_PERIODS:
            return False
        line = self.line
        first, last = line.sentence(quantity)
        if not any(line.cued("paid", max(first, quantity.first - self._policy.paid_words), last)):
            return True
        # Whatever was paid is no claim about a price unless the fee is named right beside it.
        return mention is not None and distance(quantity, mention) <= self._policy.paid_words

    def _is_spent(self, quantity: Quantity, mention: Mention | None) -> bool:
        """Whether it is time that has passed, or the time of something else that was or will be done."""
        line, words = self.line, self._policy.elapsed_words
        first, last = line.sentence(quantity)
        first, last = max(first, quantity.first - words), min(last, quantity.last + words)
        names: tuple[CueName, ...] = ("elapsed", "happened", "other_event")
        cues = [cue for name in names for cue in line.cued(name, first, last)]
        cues += [cue for cue in line.cued("since", first, quantity.first) if cue.last == quantity.first]
        named = frozenset(mention.places if mention else ())
        return any(
            named.isdisjoint(range(cue.first, cue.last))
            # «من 3 ل5 أيام»: where a range begins, «من» is "from", not "since".
            and not (quantity.value is None and cue.first < quantity.first <= cue.last)
            for cue in cues
        )

    def _is_allowance(self, quantity: Quantity, mention: Mention | None) -> bool:
        """Whether the most there is was spoken of, and not what somebody has or has used of it."""
        sentence = self.line.sentence(quantity)
        if any(self.line.cued("used", *sentence)):
            return False
        named = mention is not None and (mention.own or distance(quantity, mention) == 0)
        return named or any(self.line.cued("allowed", *sentence))


def distance(quantity: Quantity, mention: Mention) -> int:
    """How many words stand between an amount and the nearest word of a name."""
    return min(
        quantity.first - place - 1 if place < quantity.first else place - quantity.last for place in mention.places
    )
