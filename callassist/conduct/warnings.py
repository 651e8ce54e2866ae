"""The three warnings as a state machine: what is an outburst, which warning it makes due, and when the call may end.

Abuse belongs to one outburst until its warning is given, and for a while (`grace`) after that. By when something was
said, not by when its text came: an abusive utterance that began before a warning was given belongs to what was warned
of, and a warning that began before the abuse is none for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, Protocol

from callassist.conduct.outbursts import Alarm, Given, Outburst
from callassist.conduct.policy import MOST_WARNINGS, OutburstKind, TimingPolicy
from callassist.events import AlarmWithdrawn, Alert, Event, MayEndCall, WarningDue, WarningGiven

State = Literal["calm", "aggrieved", "abusive", "due", "given", "may_end"]


class Words(Protocol):
    """What is said to whom, by the company's policy and in the customer's dialect."""

    def warning(self, kind: OutburstKind, number: int) -> str:
        """The words of warning `number`, 1 to 3."""

    def closing(self) -> str:
        """The words with which the call is ended."""

    def whom_to_call(self) -> str:
        """Whom a threat must be told to."""


class ThreeWarnings:
    """The machine of one call. Each method takes what happened and returns what follows from it, in order.

    Args:
        timing: of the policy. words: what is said.
    """

    def __init__(self, timing: TimingPolicy, words: Words) -> None:
        self._timing = timing
        self._words = words
        self._outbursts: list[Outburst] = []
        # With when it became known, which may be long after it was said.
        self._warned: list[tuple[float, Given]] = []
        self._now = 0.0
        self._aggrieved = False

    @property
    def outbursts(self) -> Sequence[Outburst]:
        """All of the call, in the order in which they became known."""
        return self._outbursts

    @property
    def strikes(self) -> int:
        """How many warnings were given and stand."""
        return sum(outburst.strike for outburst in self._outbursts)

    @property
    def state(self) -> State:
        """Where the call stands."""
        open_still = [found for found in self._outbursts if found.rejected is None]
        if any(found.is_due for found in open_still):
            return "due"
        if any(found.may_end for found in open_still):
            return "may_end"
        if self.strikes:
            return "given"
        return "abusive" if open_still else "aggrieved" if self._aggrieved else "calm"

    def time(self, t: float) -> None:
        """It is `t` now; never less than before."""
        self._now = max(self._now, t)

    def grievance(self) -> None:
        """The customer complains, which asks for no warning."""
        self._aggrieved = True

    def alarm(self, alarm: Alarm) -> list[Event]:
        """The customer was abusive, threatened, or was declared disruptive."""
        self.time(alarm.t1)
        told = self._told_before(alarm)
        if told is not None:
            return self._told_again(*told, alarm)
        return self._add(alarm)

    def warned(self, given: Given) -> list[Event]:
        """The agent gave a warning. With none due it is kept a while for abuse that is not known yet, unless it says
        again what was just said; one that was confirmed in the midst of it lasts to its end."""
        self.time(given.t1)
        due = next((outburst for outburst in self._outbursts if outburst.is_due), None)
        grace = self._timing.grace
        warned = [found for found in self._outbursts if found.strike and given.t0 <= found.lasts_to(grace)]
        if due is None and warned:
            for found in warned:
                if found.given is not None and found.given.t0 <= given.t1 and given.t0 <= found.given.t1:
                    found.given = replace(found.given, t1=max(found.given.t1, given.t1))
            return []
        self._warned.append((self._now, given))
        return [] if due is None else self._answer(due)

    def reject(self, t: float) -> list[Event]:
        """The agent takes back the latest alarm: its number is free again, given or not. Once is enough."""
        self.time(t)
        last = self._outbursts[-1] if self._outbursts else None
        if last is None or last.rejected is not None:
            return []
        last.rejected = t
        evidence = last.alarms[-1].evidence
        return [AlarmWithdrawn(t=t, number=last.number, evidence=evidence, since=min(a.t0 for a in last.alarms))]

    def confirm(self, t: float) -> list[Event]:
        """The agent says that the latest alarm is right: it was heard unsurely, or they had rejected it by mistake."""
        self.time(t)
        last = self._outbursts[-1] if self._outbursts else None
        if last is None:
            return []
        if last.rejected is not None:
            return self._stand_again(last)
        confirmed = [replace(alarm, counts=True) for alarm in last.alarms if not alarm.counts]
        last.alarms = [*(alarm for alarm in last.alarms if alarm.counts), *confirmed]
        return [*self._judge(last), *self._alert(last, confirmed)] if confirmed else []

    def _stand_again(self, rejected: Outburst) -> list[Event]:
        """What was rejected asks for what it asked for, and its warning is given if it was."""
        if rejected.given is not None:
            self._warned.append((self._now, rejected.given))
        rejected.rejected = rejected.number = rejected.given = None
        rejected.may_end = False
        rejected.alarms = [replace(alarm, counts=True) for alarm in rejected.alarms]
        return [*self._judge(rejected), *self._alert(rejected, rejected.alarms)]

    def _add(self, alarm: Alarm) -> list[Event]:
        outburst = self._place(alarm)
        outburst.alarms.append(alarm)
        return [*self._judge(outburst), *self._alert(outburst, (alarm,))]

    def _told_before(self, alarm: Alarm) -> tuple[Outburst, int] | None:
        """Where this utterance is already: one that was revised is told again."""
        for outburst in self._outbursts:
            for place, known in enumerate(outburst.alarms):
                if known.t0 == alarm.t0 and "disruption" not in (known.kind, alarm.kind):
                    return outburst, place
        return None

    def _told_again(self, outburst: Outburst, place: int, alarm: Alarm) -> list[Event]:
        known = outburst.alarms[place]
        merged = Alarm(
            known.t0,
            max(known.t1, alarm.t1),
            "threat" if "threat" in (known.kind, alarm.kind) else known.kind,
            alarm.evidence,
            known.counts or alarm.counts,
        )
        if outburst.rejected is not None:
            return []
        if merged.counts and not outburst.stands:
            del outburst.alarms[place]
            if not outburst.alarms:
                self._outbursts.remove(outburst)
            return self._add(merged)
        outburst.alarms[place] = merged
        was_threat = known.kind == "threat" and known.counts
        return [*self._judge(outburst), *([] if was_threat else self._alert(outburst, (merged,)))]

    def _place(self, alarm: Alarm) -> Outburst:
        """The outburst that `alarm` belongs to; a new one where it belongs to none."""
        grace = self._timing.grace
        for outburst in self._outbursts:
            if outburst.rejected is not None:
                # The agent heard it, too, before they rejected; but a threat is never taken for rejected.
                if alarm.t1 <= outburst.rejected and alarm.kind == "abuse":
                    return outburst
            elif outburst.stands and not outburst.apart and alarm.t0 <= outburst.lasts_to(grace):
                return self._apart(outburst) if alarm.kind == "threat" and outburst.strike else outburst
        for outburst in self._outbursts:
            doubted = outburst.rejected is None and not outburst.stands and not outburst.apart
            if doubted and alarm.t0 <= outburst.lasts_to(grace):
                return outburst
        return self._new(len(self._outbursts), Outburst())

    def _apart(self, warned: Outburst) -> Outburst:
        """Where threats during the grace of `warned` are."""
        after = self._outbursts.index(warned) + 1
        if after < len(self._outbursts) and (found := self._outbursts[after]).apart and found.rejected is None:
            return found
        return self._new(after, Outburst(apart=True))

    def _new(self, place: int, outburst: Outburst) -> Outburst:
        self._outbursts.insert(place, outburst)
        return outburst

    def _judge(self, outburst: Outburst) -> list[Event]:
        """What an outburst asks for, now that something of it has become known."""
        if not outburst.stands or outburst.apart or outburst.may_end or outburst.given is not None:
            return []
        if outburst.number is not None:
            return self._answer(outburst)
        happened = min((alarm for alarm in outburst.alarms if alarm.counts), key=lambda alarm: alarm.t0).t1
        strikes = self.strikes
        if strikes == MOST_WARNINGS:
            outburst.may_end = True
            return [MayEndCall(t=happened, say=self._words.closing())]
        outburst.number = strikes + 1
        self._gather_doubted(outburst)
        say = self._words.warning(outburst.kind, outburst.number)
        return [WarningDue(t=happened, number=outburst.number, say=say), *self._answer(outburst)]

    def _gather_doubted(self, due: Outburst) -> None:
        """What was heard unsurely since it began belongs to it: all abuse does until its warning is given."""
        for other in list(self._outbursts):
            doubted = other.rejected is None and not other.stands and not other.apart
            if doubted and other.began >= due.began:
                due.alarms += other.alarms
                self._outbursts.remove(other)

    def _answer(self, due: Outburst) -> list[Event]:
        """The due warning is given, if one was said since the outburst began."""
        kept_from = self._now - self._timing.early
        self._warned = [(known, given) for known, given in self._warned if known >= kept_from]
        answers = [given for _, given in self._warned if given.t0 >= due.began]
        if not answers or due.number is None:
            return []
        due.given = given = min(answers, key=lambda one: one.t1)
        self._warned = [(known, one) for known, one in self._warned if one.t0 > given.t1]
        return [WarningGiven(t=given.t1, number=due.number, heard=given.heard), *self._anew(due)]

    def _anew(self, warned: Outburst) -> list[Event]:
        """Abuse that followed a warning whose text came late is an outburst of its own."""
        ends = warned.lasts_to(self._timing.grace)
        later = sorted((alarm for alarm in warned.alarms if alarm.t0 > ends), key=lambda alarm: alarm.t0)
        warned.alarms = [alarm for alarm in warned.alarms if alarm.t0 <= ends]
        events: list[Event] = []
        for alarm in later:
            outburst = self._place(alarm)
            outburst.alarms.append(alarm)
            events += self._judge(outburst)
        return events

    def _alert(self, outburst: Outburst, alarms: Iterable[Alarm]) -> list[Event]:
        if outburst.rejected is not None:
            return []
        return [
            Alert(t=alarm.t1, whom=self._words.whom_to_call(), evidence=alarm.evidence)
            for alarm in alarms
            if alarm.kind == "threat" and alarm.counts
        ]
