"""An incident report on paper: A4, Arabic shaped and from right to left, or English.

The same report gives the same bytes. fpdf2 lays it out and HarfBuzz shapes it; both fonts are shipped and embedded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos

from callassist import paths
from callassist.conduct import report_labels
from callassist.conduct.report_labels import Column, Fact, Section
from callassist.events import Language
from callassist.knowledge.bilingual import Bilingual

_FONTS = {
    "arabic": ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    "latin": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
}
# Millimetres and points.
_MARGIN = 18
_LINE = 6.0
_TEXT, _SMALL, _HEADING, _TITLE = 10, 8, 12, 17
_INK, _FAINT, _RULE = (25, 25, 30), (95, 95, 105), (205, 205, 212)

# A number keeps its order in a right-to-left line.
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"

Entry = Mapping[str, Any]


class _Sheet(FPDF):
    """A4 with a foot that says what it is and which page."""

    def __init__(self, language: Language, foot: str, page: str) -> None:
        super().__init__(format="A4")
        self.is_arabic = language == "ar"
        self._foot, self._page = foot, page
        for family, files in _FONTS.items():
            for style, name in zip(("", "B"), files, strict=True):
                self.add_font(family, style, paths.shipped("resources", "fonts", name))
        self.family, other = ("arabic", "latin") if self.is_arabic else ("latin", "arabic")
        self.set_fallback_fonts([other], exact_match=True)
        self.set_text_shaping(use_shaping_engine=True)
        self.set_lang(language)
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        self.write_as(_TEXT)

    @property
    def side(self) -> str:
        """Where lines begin."""
        return "R" if self.is_arabic else "L"

    def write_as(self, size: float, *, bold: bool = False, faint: bool = False) -> None:
        """What follows is written so."""
        self.set_font(self.family, "B" if bold else "", size)
        self.set_text_color(*(_FAINT if faint else _INK))

    def line_of(self, text: str, height: float = _LINE) -> None:
        """A paragraph of its own, over the whole width."""
        self.multi_cell(0, height, text, align=self.side, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        """See `FPDF`."""
        self.set_y(-_MARGIN + 4)
        self.write_as(_SMALL, faint=True)
        self.cell(0, _LINE, f"{self._foot} · {self._page} {self.page_no()}", align="C")


class _Writer:
    """Puts one report on sheets."""

    def __init__(self, report: Entry, language: Language) -> None:
        self._report = report
        self._language: Language = language
        self._labels = report_labels.load()
        self._sheet = _Sheet(language, self._in(self._labels.confidential), self._in(self._labels.page))

    def pdf(self) -> bytes:
        report, labels, sheet = self._report, self._labels, self._sheet
        # The time of the call, not of printing it, so that the same report gives the same bytes.
        written = report["call"]["started_at"] if report["ended"] is None else report["ended"]["clock"]
        sheet.set_creation_date(datetime.fromisoformat(written))
        sheet.set_title(self._in(labels.title))
        sheet.add_page()
        sheet.write_as(_TITLE, bold=True)
        sheet.line_of(self._in(labels.title), 11)
        if not report["stands"]:
            sheet.write_as(_TEXT, bold=True)
            sheet.line_of(self._in(labels.rejected_all))
        sheet.ln(2)
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
            "number": _isolated(customer["number"]) if customer["number"] else unknown,
            "person": _isolated(customer["person"]) if customer["person"] else unknown,
            "call": f"{_isolated(call['id'])} · {self._in(labels.direction[call['direction']])}",
            "started": _isolated(began.strftime("%Y-%m-%d %H:%M:%S")),
            "ended": unknown
            if ended is None
            else " · ".join([_isolated(_clock(ended)), *([self._in(reason)] if reason is not None else [])]),
            "because": " · ".join(self._in(labels.because[why]) for why in report["because"]),
            "warnings_given": str(report["warnings_given"]),
        }
        rows = [[self._in(labels.facts[name]), value] for name, value in facts.items()]
        self._rows(rows, (38, 136), headings=False)

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
        level = _isolated(f"{round(entry['level'] * 100)}%")
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
        """A section with a heading; none where there is nothing to tell."""
        filled = list(rows)
        if not filled:
            return
        sheet = self._sheet
        # A heading alone at the foot of a page heads nothing.
        if sheet.will_page_break(5 * _LINE):
            sheet.add_page()
        sheet.ln(4)
        sheet.write_as(_HEADING, bold=True)
        sheet.line_of(self._in(self._labels.sections[section]), 8)
        self._rows([[self._in(self._labels.columns[name]) for name in columns], *filled], widths, headings=True)

    def _rows(self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, headings: bool) -> None:
        sheet = self._sheet
        sheet.write_as(_TEXT)
        sheet.set_draw_color(*_RULE)
        with sheet.table(
            col_widths=tuple(self._across(widths)),
            text_align=sheet.side,
            v_align="TOP",
            line_height=_LINE,
            padding=(0.6, 1.2),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            first_row_as_headings=headings,
            headings_style=FontFace(emphasis="BOLD", color=_FAINT),
        ) as table:
            for row in rows:
                cells = table.row()
                for text in self._across(row):
                    cells.cell(text)

    def _across(self, columns: Sequence[Any]) -> Sequence[Any]:
        """The columns in the order in which they are drawn, from left to right."""
        return columns[::-1] if self._sheet.is_arabic else columns

    def _in(self, text: Bilingual) -> str:
        return text.words(self._language)


def pdf(report: Mapping[str, Any], language: Language) -> bytes:
    """An incident report (`conduct/report.py`) as a PDF file in one of the languages; what was said stays as it was."""
    return _Writer(report, language).pdf()


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def _clock(entry: Entry) -> str:
    return datetime.fromisoformat(entry["clock"]).strftime("%H:%M:%S")


def _time(entry: Entry) -> str:
    """By the clock, and below it in the call."""
    minutes, seconds = divmod(int(entry["t"]), 60)
    return f"{_clock(entry)}\n{minutes:02d}:{seconds:02d}"
