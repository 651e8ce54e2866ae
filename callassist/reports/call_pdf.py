"""One past call on paper (`reports/sheet.py`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from callassist.events import Language, Utterance
from callassist.knowledge.bilingual import Bilingual
from callassist.reports import call_labels, wrapped
from callassist.reports.call_labels import Column, Fact, Section
from callassist.reports.sheet import Sheet, isolated
from callassist.reports.whole_call import WholeCall

_WITH_SIGN = re.compile(r"[+\-]\d+")


class _Writer:
    """Puts one call on sheets."""

    def __init__(self, whole: WholeCall, language: Language) -> None:
        self._whole = whole
        self._language: Language = language
        self._labels = call_labels.load()
        self._began = datetime.fromisoformat(whole.call.started_at)
        self._sheet = Sheet(language, self._in(self._labels.confidential), self._in(self._labels.page))

    def pdf(self) -> bytes:
        whole, labels, sheet = self._whole, self._labels, self._sheet
        # The time of the call, not of printing it, so that the same call gives the same bytes.
        sheet.set_creation_date(self._began)
        damaged = self._in(labels.damaged).format(count=whole.damaged) if whole.damaged else ""
        sheet.headed(self._in(labels.title), damaged)
        sheet.rows(self._facts(), (38, 136), headings=False)
        if "summary" not in whole.wrap_up:
            sheet.paragraph(self._in(labels.sections["summary"]), whole.summary)
        written = [
            [self._in(label), wrapped.written(name, str(whole.wrap_up[name]), self._language)]
            for name, label in labels.written.items()
            if name in whole.wrap_up
        ]
        self._table("wrap_up", (), (48, 126), written)
        promised = [[each.what, self._due(each.due), self._state(each.state)] for each in whole.promises]
        self._table("promises", ("what", "due", "state"), (94, 40, 40), promised)
        self._table("notes", ("time", "text"), (22, 152), [[self._time(note.t), note.text] for note in whole.notes])
        self._table("lines", ("time", "speaker", "text"), (22, 24, 128), self._lines())
        figures = [
            [self._in(label), isolated(f"{whole.metrics[name]:g}")]
            for name, label in labels.metrics.items()
            if name in whole.metrics
        ]
        self._table("metrics", (), (76, 98), figures)
        return bytes(sheet.output())

    def _facts(self) -> list[list[str]]:
        call, labels = self._whole.call, self._labels
        unknown = self._in(labels.unknown)
        ended = self._in(labels.going_on)
        if call.ended_t is not None:
            reason = labels.reason.get(call.end_reason)  # type: ignore[call-overload]  # one that is not listed is none
            moment = (self._began + timedelta(seconds=call.ended_t)).strftime("%H:%M:%S")
            ended = " · ".join([isolated(moment), *([self._in(reason)] if reason is not None else [])])
        flags = [
            self._in(labels.flag[flag]) + (f" ({isolated(str(count))})" if count > 1 else "")
            for flag, count in call.flags.items()
        ]
        facts: dict[Fact, str] = {
            "customer": call.name or unknown,
            "number": call.display or unknown,
            "agent": call.agent or unknown,
            "call": f"{isolated(call.id)} · {self._in(labels.direction[call.direction])}",  # type: ignore[index]
            "started": isolated(self._began.strftime("%Y-%m-%d %H:%M:%S")),
            "length": isolated(_clock(self._whole.length)),
            "ended": ended,
            "happened": " · ".join(flags),
            "wrap_up": "" if call.wrapped_up else self._in(labels.not_wrapped_up),
        }
        return [[self._in(labels.facts[name]), value] for name, value in facts.items() if value]

    def _lines(self) -> list[list[str]]:
        """What was said and what happened, as it went; what happened stands in brackets."""
        rows: list[tuple[float, int, list[str]]] = []
        for each in self._whole.said:
            said = each.event
            if isinstance(said, Utterance):
                who = self._in(self._labels.speaker[said.speaker])
                rows.append((said.t0, each.seq, [self._time(said.t0), who, _numbers_kept(said.marked)]))
        for cue in self._whole.cues:
            words = self._labels.told(cue, self._language)
            if words:
                rows.append((cue.t, cue.seq, [self._time(cue.t), "", f"[{words}]"]))
        return [row for _, _, row in sorted(rows, key=lambda row: row[:2])]

    def _table(
        self, section: Section, columns: Sequence[Column], widths: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        headings = [self._in(self._labels.columns[name]) for name in columns]
        self._sheet.section(self._in(self._labels.sections[section]), headings, widths, rows)

    def _state(self, state: str) -> str:
        return self._labels.state_of(state, self._language)

    def _due(self, due: str | None) -> str:
        return "" if due is None else isolated(call_labels.written_due(due, self._began.tzinfo))

    def _time(self, t: float) -> str:
        return isolated(_clock(t))

    def _in(self, text: Bilingual) -> str:
        return text.words(self._language)


def pdf(whole: WholeCall, language: Language) -> bytes:
    """A call as a PDF file in one of the languages; what was said stays as it was."""
    return _Writer(whole, language).pdf()


def _numbers_kept(text: str) -> str:
    """What was said, its phone numbers in their order: a + before digits goes astray in a right-to-left line."""
    return _WITH_SIGN.sub(lambda found: isolated(found[0]), text)


def _clock(t: float) -> str:
    minutes, seconds = divmod(int(t), 60)
    return f"{minutes:02d}:{seconds:02d}"
