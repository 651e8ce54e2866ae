"""How much of what must be masked is masked, on made-up numbers, and how much else is, on real banking questions."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.made_up_numbers import MAKERS, TONGUES, Secret, Turn, card, dictation, leaks, line, said
from callassist.text.numbers import spoken_to_digits
from callassist.text.redaction import CallRedactor, RedactionPolicy, Revised, Vault, load_policy, redact_line

# A run's numbers are the same every time.
_SEED = 20260301
_HOLD_S = 60.0
_QUESTIONS = Path(__file__).resolve().parents[2] / "shared" / "data" / "intents"
_CODES = ("the security code is {}", "CVV {}", "رمز الأمان {}", "الرقم السري خلف البطاقة {}", "سي في في {}")


@dataclass
class Screen:
    """What a call shows at every moment: the texts by utterance, and the previews.

    Attributes:
        texts: the latest text of each utterance. kinds: everything that was said to be masked.
    """

    policy: RedactionPolicy
    texts: dict[int, str] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        self._redactor = CallRedactor(self.policy, Vault())

    def say(self, turn: Turn) -> Iterator[str]:
        """An utterance, treated as in a call; yields everything that can be read on the way."""
        self.now += turn.pause
        self._revise(self._redactor.settle(self.now))
        yield self.everything()
        text = spoken_to_digits(turn.text).text
        words = text.split(" ")
        for count in range(1, len(words) + 1):
            preview = self._redactor.preview(turn.speaker, " ".join(words[:count])).text
            yield f"{self.everything()} {preview}"
        key = len(self.texts)
        heard = self._redactor.hear(key, turn.speaker, text, self.now, self.now + 1.0)
        self.now += 1.0
        self.texts[key] = heard.edited.text
        self.kinds += heard.kinds
        self._revise(heard.revised)
        yield self.everything()

    def end(self) -> str:
        """Everything that can be read when nothing more is said."""
        self._revise(self._redactor.settle(self.now + _HOLD_S))
        self._revise(self._redactor.close())
        return self.everything()

    def everything(self) -> str:
        """All texts, one behind the other."""
        return " ".join(self.texts.values())

    def _revise(self, revised: tuple[Revised, ...]) -> None:
        for item in revised:
            self.texts[item.key] = item.edited.text
            self.kinds += item.kinds


def run(small: bool) -> dict[str, object]:
    """Counts and shares; `small` for a quick look. Without the questions beside the checkout, says so instead."""
    policy = load_policy()
    chance = random.Random(_SEED)
    count = 300 if small else 5000
    return {
        "lines": _recall(count, lambda: _line_is_masked(chance, policy)),
        "dictated calls": _recall(count, lambda: _dictation_is_masked(chance, policy)),
        "security codes": _recall(count, lambda: _code_is_masked(chance, policy)),
        "questions": _false_redactions(policy, small),
    }


def _recall(count: int, is_masked: Callable[[], bool]) -> dict[str, object]:
    masked = sum(is_masked() for _ in range(count))
    return {"numbers": count, "masked": masked, "recall": masked / count}


def _line_is_masked(chance: random.Random, policy: RedactionPolicy) -> bool:
    secret = _secret(chance)
    text = line(chance, secret, chance.choice(TONGUES), named=chance.random() < 0.5)
    return not leaks(redact_line(text, policy=policy).text, secret)


def _dictation_is_masked(chance: random.Random, policy: RedactionPolicy) -> bool:
    secret, screen = _secret(chance), Screen(policy)
    turns = dictation(chance, secret, chance.choice(TONGUES))
    shown = [moment for turn in turns for moment in screen.say(turn)] + [screen.end()]
    return not any(leaks(moment, secret) for moment in shown)


def _code_is_masked(chance: random.Random, policy: RedactionPolicy) -> bool:
    """A security code in a line that names it, and right behind a card in a call."""
    code = f"{chance.randrange(10_000):04d}"[chance.randrange(2) :]
    tongue = chance.choice(TONGUES)
    spelled = said(chance, code, tongue) if chance.random() < 0.5 else code
    named = redact_line(chance.choice(_CODES).format(spelled), policy=policy)
    screen = Screen(policy)
    for turn in (Turn("customer", said(chance, card(chance).text, tongue), 1.0), Turn("customer", spelled, 2.0)):
        list(screen.say(turn))
    screen.end()
    return "cvv" in named.kinds and screen.texts[1].startswith("[")


def _secret(chance: random.Random) -> Secret:
    return chance.choice(MAKERS)(chance)


def _false_redactions(policy: RedactionPolicy, small: bool) -> dict[str, object]:
    if not _QUESTIONS.is_dir():
        return {"skipped": f"needs {_QUESTIONS}, which is not part of the repository"}
    questions = [row["text"] for file in sorted(_QUESTIONS.glob("*.csv")) for row in _rows(file)]
    if small:
        questions = questions[::20]
    changed = sum(redact_line(question, policy=policy).text != question for question in questions)
    return {"questions": len(questions), "changed": changed, "share": changed / len(questions)}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))
