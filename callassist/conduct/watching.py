"""Watches a call by the three-warning policy, and at its end hands over the report where there has to be one."""

from __future__ import annotations

from collections.abc import Iterable

from callassist.conduct.given import WarningEar, WarningListener
from callassist.conduct.outbursts import Alarm, Given
from callassist.conduct.policy import ConductPolicy, OutburstKind
from callassist.conduct.report import OWN, Account
from callassist.conduct.spoken import SpokenWords
from callassist.conduct.warnings import ThreeWarnings
from callassist.events import Anger, CallEnded, CallStarted, Event, Incident, KeyPressed, Language, Tick, Utterance
from callassist.knowledge.offering import Manner
from callassist.text.dialect import DialectEar


class WarningObserver:
    """Tells when a warning is due or given, when the call may be ended, and whom to tell of a threat.

    It goes by the `Anger` that another observer tells, by the agent's words and by chords, and ends no call itself.

    Args:
        policy: the company's. ear: tells a warning by its words. dialects: tell the customer's. manner: of the company
            and the agent. language: that the agent reads; the call's, too, where it says none.
    """

    def __init__(
        self, policy: ConductPolicy, ear: WarningEar, dialects: DialectEar, manner: Manner, language: Language
    ) -> None:
        self._policy = policy
        self._ear = ear
        self._language: Language = language
        self._words = SpokenWords(policy, dialects, manner, language)
        self._begin()

    @property
    def warnings(self) -> ThreeWarnings:
        """Where the call stands."""
        return self._machine

    def observe(self, event: Event) -> Iterable[Event]:
        """What follows from `event`, in order."""
        if isinstance(event, OWN):
            return ()  # on the account since it was told
        if isinstance(event, CallStarted):
            self._begin()
        self._words.take(event)
        self._account.take(event)
        told = self._follow(event)
        for own in told:
            self._account.take(own)
        return [*told, *self._report()]

    def _begin(self) -> None:
        self._machine = ThreeWarnings(self._policy.timing, self._words)
        self._listener = WarningListener(self._ear)
        self._account = Account(self._policy, self._language)
        self._reported = False

    def _follow(self, event: Event) -> list[Event]:
        match event:
            case Tick() | CallEnded():
                self._machine.time(event.t)
            case Anger(kind="grievance"):
                self._machine.grievance()
            case Anger():
                kind: OutburstKind = "threat" if event.kind == "threat" else "abuse"
                ended = event.t if event.t1 is None else max(event.t, event.t1)
                return self._machine.alarm(Alarm(event.t, ended, kind, event.evidence, event.counts))
            case Utterance(speaker="agent"):
                given = self._listener.hear(event)
                return [] if given is None else self._machine.warned(given)
            case KeyPressed():
                return self._pressed(event)
            case _:
                pass
        return []

    def _pressed(self, key: KeyPressed) -> list[Event]:
        match key.action:
            case "warning_given":
                return self._machine.warned(Given(key.t, key.t))
            case "alarm_rejected":
                return self._machine.reject(key.t)
            case "alarm_confirmed":
                return self._machine.confirm(key.t)
            case "disruptive":
                return self._machine.alarm(Alarm(key.t, key.t, "disruption", self._words.declared()))
            case _:
                return []

    def _report(self) -> list[Event]:
        """Once the call is over; an alarm may come behind its end, when the last words are decoded."""
        ended = self._account.ended
        if ended is None or self._reported or not self._account.is_owed:
            return []
        self._reported = True
        return [Incident(t=ended, report=self._account.report())]
