"""An incident report as rows to be read, in the words that it has on paper too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from callassist.conduct import report_labels
from callassist.conduct.report_labels import Section
from callassist.events import Language
from callassist.knowledge.bilingual import Bilingual
from ui.words import either_way, figures, left_to_right

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """`time` by the clock, may be empty; `text` as it is told."""

    time: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it; `name` is None for the facts, which have no heading."""

    name: Section | None
    title: str
    rows: tuple[Row, ...]


def parts_of(report: Entry, language: Language) -> tuple[Part, ...]:
    """All of a report (`conduct/report.py`) that there is something to tell of; what was said stays as it was."""
    return _Teller(report, language).parts()


class _Teller:
    def __init__(self, report: Entry, language: Language) -> None:
        self._report = report
        self._language: Language = language
        self._labels = report_labels.load()

    def parts(self) -> tuple[Part, ...]:
        report = self._report
        told: dict[Section, Iterable[Row]] = {
            "warnings": map(self._warning, report["warnings"]),
            "words": (
                _row(said, self._pair(self._labels.kind[said["kind"]], said["text"], said)) for said in report["words"]
            ),
            "alerts": (_row(each, self._remarked(each["told"], each)) for each in report["alerts"]),
            "rejected": (_row(each, each["text"] or "") for each in report["rejected"]),
            "tone": map(self._tone, report["tone"]),
            "lines": (
                _row(each, self._pair(self._labels.speaker[each["speaker"]], each["text"], {}))
                for each in report["lines"]
            ),
            "additions": (_row(each, each["text"]) for each in report["additions"]),
        }
        found = [Part(name, self._in(self._labels.sections[name]), tuple(rows)) for name, rows in told.items()]
        return (Part(None, "", tuple(self._facts())), *(part for part in found if part.rows))

    def _facts(self) -> Iterable[Row]:
        report, labels = self._report, self._labels
        customer, unknown = report["customer"], self._in(labels.unknown)
        began = datetime.fromisoformat(report["call"]["started_at"])
        facts = {
            "customer": either_way(customer["name"] or unknown),
            "number": left_to_right(customer["number"] or "") or unknown,
            "started": left_to_right(began.strftime("%Y-%m-%d %H:%M")),
            "because": " · ".join(self._in(labels.because[why]) for why in report["because"]),
            "warnings_given": figures(str(report["warnings_given"])),
        }
        for name, value in facts.items():
            yield Row("", f"{self._in(labels.facts[name])}: {value}")  # type: ignore[index]  # keys of the labels
        if not report["stands"]:
            yield Row("", self._in(labels.rejected_all))

    def _warning(self, entry: Entry) -> Row:
        notes = self._labels.notes
        if entry["given"] is None:
            how = self._in(notes["not_given"])
        else:
            heard = entry["heard"]
            how = self._labels.quoted(heard, self._language) if heard else self._in(notes["by_key"])
        number = figures(str(entry["number"]))
        return _row(entry["due"], self._remarked(f"{number}. {how}", entry))

    def _tone(self, entry: Entry) -> Row:
        level = left_to_right(f"{round(entry['level'] * 100)}%")
        trend = self._in(self._labels.trend[entry["trend"]])
        reasons = (self._labels.reason_of_tone(reason, self._language) for reason in entry["reasons"])
        return _row(entry, " · ".join([f"{level} {trend}", *reasons]))

    def _pair(self, head: Bilingual, text: str, entry: Entry) -> str:
        return self._remarked(f"{self._in(head)}: {either_way(text)}", entry)

    def _remarked(self, text: str, entry: Entry) -> str:
        """The text and what has to be said of it: unsure, confirmed, taken back."""
        notes, remarks = self._labels.notes, []
        if entry.get("sure") is False:
            remarks.append(self._in(notes["unsure"]))
        if entry.get("confirmed") is not None:
            remarks.append(self._in(notes["confirmed"]))
        if entry.get("withdrawn") is not None:
            remarks.append(self._in(notes["withdrawn"]))
        return f"{text} ({', '.join(remarks)})" if remarks else text

    def _in(self, text: Bilingual) -> str:
        return text.words(self._language)


def _row(entry: Entry, text: str) -> Row:
    return Row(left_to_right(datetime.fromisoformat(entry["clock"]).strftime("%H:%M:%S")), text)
