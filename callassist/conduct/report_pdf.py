"""An incident report on paper (`reports/sheet.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from callassist.conduct import report_labels
from callassist.conduct.report_labels import Column, Fact, Section
from callassist.events import Language
from callassist.knowledge.bilingual import Bilingual
from callassist.reports.sheet import Sheet, isolated

Entry = Mapping[str, Any]


class _Writer:
    """Puts one report on sheets."""

    def __init__(self, report: Entry, language: Language) -> None:
        self._report = report
        self._language: Language = language
        self._labels = report_labels.load()
        self._sheet = Sheet(language, self._in(self._labels.confidential), self._in(self._labels.page))

    def pdf(self) -> bytes:
        report, labels, sheet = self._report, self._labels, self._sheet
        # The time of the call, not of printing it, so that the same report gives the same bytes.
        written = report["call"]["started_at"] if report["ended"] is None else report["ended"]["clock"]
        sheet.set_creation_date(datetime.fromisoformat(written))
        sheet.headed(self._in(labels.title), "" if report["stands"] else self._in(labels.rejected_all))
        self._facts()
        self._warnings()
        self._table("words", ("time", "kind", "text"), (22, 30, 122), map(self._words, report["words"]))
        self._table("alerts", ("time", "text", "whom"), (22, 92, 60), map(self._alert, report["alerts"]))
        self._table("may_end", ("time", "text"), (22, 152), map(self._may_end, report["may_end"]))
        self._table("rejected", ("time", "warning", "text"), (22, 22, 130), map(self._rejected, report["rejected"]))
        self._table("tone", ("time", "level", "reasons"), (22, 30, 122), map(self._tone, report["tone"]))
        self._table("lines", ("time", "speaker", "text"), (22, 24, 128), map(self._line, report["lines"]))
        self._table("additions", ("time", "text"), (22, 152), map(self._addition, report["additions"]))
        return bytes(sheet.output())

    def _facts(self) -> None:
        report, labels = self._report, self._labels
        call, customer, ended = report["call"], report["customer"], report["ended"]
        unknown = self._in(labels.unknown)
        began = datetime.fromisoformat(call["started_at"])
        reason = None if ended is None else labels.reason.get(ended["reason"])
        facts: dict[Fact, str] = {
            "customer": customer["name"] or unknown,
            "number": isolated(customer["number"]) if customer["number"] else unknown,
            "person": isolated(customer["person"]) if customer["person"] else unknown,
            "call": f"{isolated(call['id'])} · {self._in(labels.direction[call['direction']])}",
            "started": isolated(began.strftime("%Y-%m-%d %H:%M:%S")),
            "ended": unknown
            if ended is None
            else " · ".join([isolated(_clock(ended)), *([self._in(reason)] if reason is not None else [])]),
            "because": " · ".join(self._in(labels.because[why]) for why in report["because"]),
            "warnings_given": str(report["warnings_given"]),
        }
        rows = [[self._in(labels.facts[name]), value] for name, value in facts.items()]
        self._sheet.rows(rows, (38, 136), headings=False)

    def _warnings(self) -> None:
        columns: tuple[Column, ...] = ("warning", "due", "given", "how")
        self._table("warnings", columns, (22, 22, 22, 108), map(self._warning, self._report["warnings"]))

    def _warning(self, entry: Entry) -> list[str]:
        notes = self._labels.notes
        if entry["given"] is None:
            how = self._in(notes["not_given"])
        else:
            heard = entry["heard"]
            how = self._labels.quoted(heard, self._language) if heard else self._in(notes["by_key"])
        given = "" if entry["given"] is None else _time(entry["given"])
        return [str(entry["number"]), _time(entry["due"]), given, self._remarked(how, entry)]

    def _words(self, entry: Entry) -> list[str]:
        return [_time(entry), self._in(self._labels.kind[entry["kind"]]), self._remarked(entry["text"], entry)]

    def _alert(self, entry: Entry) -> list[str]:
        return [_time(entry), self._remarked(entry["told"], entry), entry["whom"]]

    def _may_end(self, entry: Entry) -> list[str]:
        return [_time(entry), self._remarked(entry["say"], entry)]

    def _rejected(self, entry: Entry) -> list[str]:
        return [_time(entry), "" if entry["number"] is None else str(entry["number"]), entry["text"] or ""]

    def _tone(self, entry: Entry) -> list[str]:
        level = isolated(f"{round(entry['level'] * 100)}%")
        reasons = " · ".join(self._labels.reason_of_tone(reason, self._language) for reason in entry["reasons"])
        return [_time(entry), f"{level} {self._in(self._labels.trend[entry['trend']])}", reasons]

    def _line(self, entry: Entry) -> list[str]:
        return [_time(entry), self._in(self._labels.speaker[entry["speaker"]]), entry["text"]]

    def _addition(self, entry: Entry) -> list[str]:
        return [_time(entry), entry["text"]]

    def _remarked(self, text: str, entry: Entry) -> str:
        """The text and what has to be said of it: unsure, confirmed, taken back."""
        notes = self._labels.notes
        remarks = []
        if entry.get("sure") is False:
            remarks.append(self._in(notes["unsure"]))
        if entry.get("confirmed") is not None:
            remarks.append(f"{self._in(notes['confirmed'])} {_clock(entry['confirmed'])}")
        if entry["withdrawn"] is not None:
            remarks.append(f"{self._in(notes['withdrawn'])} {_clock(entry['withdrawn'])}")
        return "\n".join([text, *remarks])

    def _table(
        self, section: Section, columns: Sequence[Column], widths: Sequence[float], rows: Iterable[list[str]]
    ) -> None:
        headings = [self._in(self._labels.columns[name]) for name in columns]
        self._sheet.section(self._in(self._labels.sections[section]), headings, widths, rows)

    def _in(self, text: Bilingual) -> str:
        return text.words(self._language)


def pdf(report: Mapping[str, Any], language: Language) -> bytes:
    """An incident report (`conduct/report.py`) as a PDF file in one of the languages; what was said stays as it was."""
    return _Writer(report, language).pdf()


def _clock(entry: Entry) -> str:
    return datetime.fromisoformat(entry["clock"]).strftime("%H:%M:%S")


def _time(entry: Entry) -> str:
    """By the clock, and below it in the call."""
    minutes, seconds = divmod(int(entry["t"]), 60)
    return f"{_clock(entry)}\n{minutes:02d}:{seconds:02d}"
