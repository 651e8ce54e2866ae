"""Thresholds that agents' rejections propose. Only proposed: somebody approves or declines them (`thresholds.py`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies
from callassist.conduct.anger_policy import THRESHOLDS, AngerPolicy, Share, Threshold
from callassist.conduct.told_alarms import ToldAlarm

_PLACES = 6


class ProposalPolicy(policies.Policy):
    """All of `resources/policies/proposals.toml`, which says what each is for."""

    days: Annotated[int, Field(ge=1, le=366)]
    least_rejected: Annotated[int, Field(ge=1)]
    least_share: Share
    least_avoided: Annotated[float, Field(gt=0, le=1)]
    most_lost: Share
    step: Annotated[float, Field(gt=0, le=0.2)]
    highest: Annotated[float, Field(gt=0, lt=1)]

    def since(self, now: datetime) -> datetime:
        """From when on alarms are looked at."""
        return now - timedelta(days=self.days)


def load_policy(path: Path | None = None) -> ProposalPolicy:
    """The shipped policy, or that of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "proposals.toml"), ProposalPolicy)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A higher threshold, and what it would have changed.

    Attributes:
        before, after: its value, 0 to 1. days: how many were looked at. told: how many alarms it raised in them.
        rejected, confirmed: those of them, the latest first. avoids, loses: those of these that would not have been
            told.
    """

    threshold: Threshold
    before: float
    after: float
    days: int
    told: int
    rejected: tuple[ToldAlarm, ...]
    confirmed: tuple[ToldAlarm, ...]
    avoids: tuple[ToldAlarm, ...]
    loses: tuple[ToldAlarm, ...]


def proposals(
    alarms: Iterable[ToldAlarm],
    anger: AngerPolicy,
    rules: ProposalPolicy,
    decided: Mapping[Threshold, datetime],
    now: datetime,
) -> tuple[Proposal, ...]:
    """What is proposed now; one for each threshold at most.

    Args:
        anger: what is in force. decided: when somebody decided about a threshold last; older alarms count no more.
        now: with an offset.
    """
    # What the thresholds in force would not tell any more asks for no others.
    told = sorted((alarm for alarm in alarms if is_told(alarm, anger)), key=lambda alarm: alarm.at, reverse=True)
    found = []
    for threshold in THRESHOLDS:
        since = max(rules.since(now), decided.get(threshold, rules.since(now)))
        own = [alarm for alarm in told if alarm.threshold == threshold and since < alarm.at]
        proposal = _proposed(threshold, own, anger, rules)
        if proposal is not None:
            found.append(proposal)
    return tuple(found)


def is_told(alarm: ToldAlarm, anger: AngerPolicy) -> bool:
    """Whether it would be told by these thresholds; a threat that is not may still be told as abuse."""
    kind, _, rule = alarm.threshold.partition(".")
    if rule == "ruled" and alarm.score >= anger.value(alarm.threshold):
        return True
    least = min(anger.abuse.unruled, anger.threat.unruled) if kind == "threat" else anger.abuse.unruled
    return alarm.score >= least


def _proposed(
    threshold: Threshold, own: Sequence[ToldAlarm], anger: AngerPolicy, rules: ProposalPolicy
) -> Proposal | None:
    rejected = tuple(alarm for alarm in own if alarm.verdict == "rejected")
    confirmed = tuple(alarm for alarm in own if alarm.verdict == "confirmed")
    if len(rejected) < rules.least_rejected or len(rejected) <= rules.least_share * len(own):
        return None
    before = anger.value(threshold)
    best: Proposal | None = None
    for after in sorted({_above(alarm.score, rules.step) for alarm in rejected}):
        if not before < after <= rules.highest:
            continue
        raised = anger.with_values({threshold: after})
        avoids = tuple(alarm for alarm in rejected if not is_told(alarm, raised))
        loses = tuple(alarm for alarm in confirmed if not is_told(alarm, raised))
        if len(loses) > rules.most_lost * len(confirmed) or len(avoids) < rules.least_avoided * len(rejected):
            continue
        if best is None or len(avoids) - len(loses) > len(best.avoids) - len(best.loses):
            best = Proposal(threshold, before, after, rules.days, len(own), rejected, confirmed, avoids, loses)
    return best


def _above(score: float, step: float) -> float:
    """The first multiple of `step` at which this score is not told any more."""
    return round((math.floor(round(score / step, _PLACES)) + 1) * step, _PLACES)
