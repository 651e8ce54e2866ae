"""Lines of agents, and why what they promise is too much; how it is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callassist.conversation import courtesy_policy
from callassist.events import CallEnded, CallStarted, Event, Language, Overpromise, Utterance
from callassist.knowledge.offering import Manner
from callassist.promises import overpromise_policy, policy, service_times
from callassist.promises.commitments import CommitmentObserver
from callassist.promises.overpromise import OverpromiseEar, OverpromiseObserver
from callassist.promises.promised import PromiseEar
from callassist.promises.service_times import ServiceTimes
from callassist.text import dialect
from callassist.text.numbers import spoken_to_digits

FILE = Path(__file__).with_name("overpromise_dev.tsv")
MONDAY = "2026-04-13T10:00:00+03:00"
PROMISES = PromiseEar(policy.load_policy())
EAR = OverpromiseEar(overpromise_policy.load_policy(), courtesy_policy.load_policy().goodwill)
TIMES = ServiceTimes(service_times.load_policy(), policy.load_policy())
DIALECTS = dialect.load()


@dataclass(frozen=True, slots=True)
class OverpromiseLine:
    """What was said in a dialect, and why it is too much; None where it is not."""

    dialect: str
    reason: str | None
    text: str

    @property
    def language(self) -> Language:
        return "en" if self.dialect == "en" else "ar"


def overpromise_lines(file: Path = FILE) -> list[OverpromiseLine]:
    """The lines of a file, in order."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        OverpromiseLine(dialect, None if reason == "-" else reason, text)
        for dialect, reason, text in (row for row in rows if len(row) == 3)
    ]


def said(text: str, t0: float = 1.0, **more: object) -> Utterance:
    """The agent's words, their numbers in digits as a call has them."""
    treated = spoken_to_digits(text, "en" if text.isascii() else "ar").text
    return Utterance(t=t0, t0=t0, t1=t0 + 2, speaker="agent", text=treated, **more)  # type: ignore[arg-type]


def told(
    *events: Event,
    language: Language = "ar",
    manner: Manner | None = None,
) -> list[Overpromise]:
    """What is told in a call of these events, of which the commitments are heard."""
    promised = CommitmentObserver(PROMISES, language)
    observer = OverpromiseObserver(EAR, TIMES, manner or Manner(), DIALECTS, language)
    waiting: list[Event] = [CallStarted(id="c1", started_at=MONDAY, language=language), *events, CallEnded(t=999.0)]
    found: list[Overpromise] = []
    while waiting:
        event = waiting.pop(0)
        made = list(promised.observe(event))
        found += [each for each in observer.observe(event) if isinstance(each, Overpromise)]
        waiting = [*made, *waiting]
    return found


def reasons(line: OverpromiseLine) -> Sequence[str]:
    """Why it is told that a line is too much."""
    return [each.reason for each in told(said(line.text), language=line.language)]
