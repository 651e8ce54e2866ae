"""What observers say of a call, each in one line for a terminal, in English as all that commands say."""

from __future__ import annotations

from collections.abc import Mapping

from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    Checklist,
    ColleagueComplaint,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    EmpathyMissing,
    Event,
    Handover,
    Incident,
    Interruption,
    InterruptionWithdrawn,
    KnowledgeGap,
    MayEndCall,
    Metrics,
    Misstatement,
    Offer,
    Overpromise,
    PhraseOffered,
    Restated,
    RestateDue,
    Silence,
    Suggestion,
    Tone,
    WarningDue,
    WarningGiven,
    Wording,
)


def line(event: Event) -> str | None:
    """The line; None where there is nothing to say of the event."""
    return _of_knowing(event) or _of_turns(event) or _of_courtesy(event) or _of_conduct(event) or _of_promises(event)


def _of_knowing(event: Event) -> str | None:
    match event:
        case Suggestion():
            return "answers: " + " · ".join(found.title for found in event.articles)
        case KnowledgeGap():
            return f"no article answers: {event.question}"
        case PhraseOffered():
            return f"say: {event.text}"
        case Misstatement():
            return f"{event.claimed}? It is {event.correct} ({event.article})"
        case Offer():
            return f"offer: {event.text or event.id}"
        case Handover():
            return f"for: {event.name or event.department}"
    return None


def _of_turns(event: Event) -> str | None:
    match event:
        case Interruption():
            return f"interruption by the {event.by}"
        case InterruptionWithdrawn():
            return f"that of the {event.by} was no interruption"
        case Silence():
            return f"nobody spoke for {event.t1 - event.t0:.0f} s"
        case RestateDue():
            return "time to say it back in your own words"
        case Restated():
            return "said back"
        case Tone():
            return f"tone: {event.trend}, {event.level:.2f}" + "".join(f" · {reason}" for reason in event.reasons)
        case Metrics():
            return _shares(event.values)
    return None


def _of_courtesy(event: Event) -> str | None:
    match event:
        case Checklist(done=True):
            return f"said: {_spaced(event.item)}"
        case Checklist(done=False):
            return f"not said: {_spaced(event.item)}"
        case Wording():
            return f"better: {event.better}"
        case EmpathyMissing():
            return "the complaint got no word of empathy"
        case ColleagueComplaint():
            return f"a complaint about a colleague: {event.evidence}"
    return None


def _of_conduct(event: Event) -> str | None:
    match event:
        case Anger():
            return f"{event.kind}{'' if event.counts else ', not heard surely'}: {event.evidence}"
        case WarningDue():
            return f"warning {event.number} is due, say: {event.say}"
        case WarningGiven():
            return f"warning {event.number} was given"
        case AlarmWithdrawn():
            return "the alarm was rejected" + (f", warning {event.number} is free again" if event.number else "")
        case MayEndCall():
            return f"the call may be ended, say: {event.say}"
        case Alert():
            return f"a threat, tell at once: {event.whom}"
        case Incident():
            return "an incident report was made"
    return None


def _of_promises(event: Event) -> str | None:
    match event:
        case Commitment():
            doubt = ", not heard surely" if event.unsure else ""
            return f"promised{doubt}: {event.what}" + (f", due {event.due}" if event.due else "")
        case CommitmentWithdrawn():
            return f"taken back: {event.evidence}"
        case CommitmentSettled():
            return f"{event.state}: {event.what}" + (f", due {event.due}" if event.due else "")
        case Overpromise():
            return f"too much was promised ({event.reason}), better: {event.better}"
    return None


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _shares(values: Mapping[str, float]) -> str | None:
    if "agent_share" not in values:
        return None
    count = round(values["agent_interruptions"])
    interrupted = {0: "never interrupted", 1: "interrupted once"}.get(count, f"interrupted {count} times")
    return (
        f"the agent spoke {values['agent_share']:.0%} of the talk and {interrupted}; "
        f"nobody spoke for {values['silence_s']:.0f} s"
    )
