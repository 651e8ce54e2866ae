"""What the one prompt says: what to do, how, why it is there, and what its two keys mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from callassist.conduct.prompts import Prompt, PromptKind
from ui.agent.chords import CHORDS
from ui.agent.conduct.tone_reason import reason_words
from ui.words import either_way, listed, translate

Ground = Literal["alarm", "attend", "quiet"]

GROUNDS: Final[dict[PromptKind, Ground]] = {
    "threat": "alarm",
    "may_end": "alarm",
    "warning": "alarm",
    "unsure": "attend",
    "colleague": "attend",
    "grievance": "attend",
    "empathy": "attend",
    "tone": "attend",
    "interruption": "quiet",
    "overpromise": "quiet",
    "wording": "quiet",
    "restate": "quiet",
}
"""Red only for abuse and the end of a call; the agent's own slips are told quietly."""


@dataclass(frozen=True, slots=True)
class PromptWords:
    """In the window's language, but for what was said or is to be said.

    Attributes:
        title: what to do. say: words to be said aloud, or whom to call; may be empty. how: more about it; may be empty.
        because: why it is there; may be empty. accept, reject: what the keys mean; an empty `reject` is not offered.
    """

    title: str
    say: str
    how: str
    because: str
    accept: str
    reject: str


def words_of(prompt: Prompt, *, hangs_up: bool) -> PromptWords:
    """What a prompt says; `hangs_up`: the softphone hangs up when it is told to."""
    title, how = _what(prompt, hangs_up=hangs_up)
    accept, reject = _keys(prompt.kind)
    return PromptWords(title, prompt.say, how, _because(prompt), accept, reject)


def _what(prompt: Prompt, *, hangs_up: bool) -> tuple[str, str]:
    match prompt.kind:
        case "threat":
            return translate("now", "A threat: call at once"), ""
        case "may_end":
            twice = translate("now", "Press %1 twice: it hangs up.")
            if not hangs_up:
                twice = translate("now", "Press %1 twice, and hang up in the softphone.")
            return translate("now", "You may end the call"), twice.replace("%1", CHORDS["hang_up"].label)
        case "warning":
            return _warning(prompt.number), ""
        case "unsure":
            return translate("now", "Was that abuse? It was not heard surely"), ""
        case "colleague":
            return (
                translate("now", "A complaint about a colleague: listen to the end"),
                translate(
                    "now",
                    "If the customer is right, apologise for the colleague and the company; if not, for the"
                    " misunderstanding. Nothing personal.",
                ),
            )
        case "grievance":
            return (
                translate("now", "Own it, and say what happens next"),
                translate("now", "Apologise for the company, and promise only what you can keep."),
            )
        case "empathy":
            return translate("now", "Say first that you understand how this feels"), ""
        case "tone":
            return (
                translate("now", "The tone is rising: lower your voice, slow down"),
                translate("now", "Say what you are doing for them just now."),
            )
        case "interruption":
            return translate("now", "Let them finish"), ""
        case "overpromise":
            return _too_much(prompt), ""
        case "wording":
            return translate("now", "Better said so"), ""
        case "restate":
            return translate("now", "Say it back in your own words"), translate(
                "now", "And ask whether you have it right."
            )


def _warning(number: int | None) -> str:
    return {
        1: translate("now", "Give the first warning"),
        2: translate("now", "Give the second warning"),
        3: translate("now", "Give the third and last warning"),
    }[number or 1]


def _too_much(prompt: Prompt) -> str:
    return {
        "authority": translate("now", "More than you may promise on your own"),
        "sooner": translate("now", "Sooner than we can deliver"),
        "absolute": translate("now", "Nobody can promise that for certain"),
        "late": translate("now", "Later than the service time allows"),
    }[prompt.too_much or "absolute"]


def _keys(kind: PromptKind) -> tuple[str, str]:
    false_alarm = translate("now", "False alarm")
    match kind:
        case "threat":
            return translate("now", "They know"), false_alarm
        case "may_end":
            return translate("now", "I go on"), false_alarm
        case "warning":
            return translate("now", "I said it"), false_alarm
        case "unsure":
            return translate("now", "Yes, it was"), translate("now", "No")
    return translate("now", "Got it"), ""


def _because(prompt: Prompt) -> str:
    parts = [each for each in prompt.evidence if each]
    if not parts:
        return ""
    if prompt.kind == "tone":
        return translate("now", "because: %1").replace("%1", listed(*map(reason_words, parts)))
    said = " ".join(parts)
    return translate("now", "because: “%1”").replace("%1", either_way(said))
