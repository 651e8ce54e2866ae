"""Tells of every utterance of the customer's that is a grievance, abuse or a threat. The agent's are not looked at."""

from __future__ import annotations

from collections.abc import Iterable

from callassist.conduct.judge import Judge
from callassist.events import Anger, CallStarted, Event, Language, Utterance

_PLACES = 3
"""Of a score: more say nothing."""


class AngerObserver:
    """Judges the customer's utterances of one call after another.

    Args:
        judge: shared between calls; it keeps nothing.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._begin(None)

    def observe(self, event: Event) -> Iterable[Event]:
        """An `Anger` for an utterance that is one. A revision keeps the utterance's place in time: it is told once."""
        if isinstance(event, CallStarted):
            self._begin(event.language)
        elif isinstance(event, Utterance) and event.speaker == "customer":
            return self._heard(event)
        return ()

    def _begin(self, language: Language | None) -> None:
        self._language = language
        self._told: set[tuple[float, float]] = set()

    def _heard(self, said: Utterance) -> Iterable[Event]:
        place = (said.t0, said.t1)
        if said.revises is not None and place in self._told:
            return ()
        found = self._judge.judge(said.text, self._language, said.unsure, said.confidence)
        if found.kind is None:
            return ()
        self._told.add(place)
        told = Anger(
            t=said.t0,
            t1=said.t1,
            kind=found.kind,
            evidence=found.evidence,
            counts=found.counts,
            score=round(found.score, _PLACES),
            ruled=found.ruled,
        )
        return (told,)
