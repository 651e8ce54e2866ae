"""A report on paper: A4, Arabic shaped and from right to left, or English.

The same report gives the same bytes. fpdf2 lays it out and HarfBuzz shapes it; both fonts are shipped and embedded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fpdf import FPDF, FontFace
from fpdf.enums import MethodReturnValue, TableBordersLayout, XPos, YPos

from callassist import paths
from callassist.events import Language

_FONTS = {
    "arabic": ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    "latin": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
}
# Millimetres and points.
_MARGIN = 18
_LINE = 6.0
_PADDING = 1.2
# Lines of one row: half a page, so that a long one leaves little of a page empty. Letters that take fewer lines than
# that even in the narrowest column.
_MOST_LINES = 20
_SURELY_SHORT = 200
_TEXT, _SMALL, _HEADING, _TITLE = 10, 8, 12, 17
_INK, _FAINT, _RULE = (25, 25, 30), (95, 95, 105), (205, 205, 212)

# A number keeps its order in a right-to-left line.
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"


class Sheet(FPDF):
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

    def headed(self, title: str, remark: str = "") -> None:
        """Begin with a title, and what has to be said before all else."""
        self.set_title(title)
        self.add_page()
        self.write_as(_TITLE, bold=True)
        self.line_of(title, 11)
        if remark:
            self.write_as(_TEXT, bold=True)
            self.line_of(remark)
        self.ln(2)

    def line_of(self, text: str, height: float = _LINE) -> None:
        """A paragraph of its own, over the whole width."""
        self.multi_cell(0, height, text, align=self.side, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def paragraph(self, heading: str, text: str) -> None:
        """A section of plain text; none where there is nothing to tell."""
        if text:
            self._head(heading)
            self.write_as(_TEXT)
            self.line_of(text)

    def section(
        self, heading: str, columns: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]
    ) -> None:
        """A table with a heading; none where there is nothing to tell. Widths in mm; columns may have no names."""
        filled = list(rows)
        if filled:
            self._head(heading)
            self.rows([list(columns), *filled] if columns else filled, widths, headings=bool(columns))

    def rows(self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, headings: bool) -> None:
        """A table, in the direction of the language."""
        self.write_as(_TEXT)
        self.set_draw_color(*_RULE)
        with self.table(
            col_widths=tuple(self._across(widths)),
            text_align=self.side,
            v_align="TOP",
            line_height=_LINE,
            padding=(0.6, _PADDING),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            first_row_as_headings=headings,
            headings_style=FontFace(emphasis="BOLD", color=_FAINT),
        ) as table:
            for row in rows:
                for part in self._parts(row, widths):
                    cells = table.row()
                    for text in self._across(part):
                        cells.cell(text)

    def _parts(self, row: Sequence[str], widths: Sequence[float]) -> Iterator[Sequence[str]]:
        """A row, or several where it might be higher than a page, which a table can't take: somebody spoke for minutes
        without a pause, or wrote a long note."""
        cells = [self._lines(text, width) for text, width in zip(row, widths, strict=True)]
        for start in range(0, max(map(len, cells)), _MOST_LINES):
            yield ["\n".join(lines[start : start + _MOST_LINES]) for lines in cells]

    def _lines(self, text: str, width: float) -> Sequence[str]:
        """How a long text breaks in a column; a short one as it is."""
        if len(text) <= _SURELY_SHORT and text.count("\n") < _MOST_LINES:
            return [text]
        room = width - 2 * _PADDING - 1
        lines = self.multi_cell(room, _LINE, text, align=self.side, dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(lines, list), "lines were asked for"
        return lines

    def footer(self) -> None:
        """See `FPDF`."""
        self.set_y(-_MARGIN + 4)
        self.write_as(_SMALL, faint=True)
        self.cell(0, _LINE, f"{self._foot} · {self._page} {self.page_no()}", align="C")

    def _head(self, heading: str) -> None:
        # A heading alone at the foot of a page heads nothing.
        if self.will_page_break(5 * _LINE):
            self.add_page()
        self.ln(4)
        self.write_as(_HEADING, bold=True)
        self.line_of(heading, 8)

    def _across(self, columns: Sequence[Any]) -> Sequence[Any]:
        """The columns in the order in which they are drawn, from left to right."""
        return columns[::-1] if self.is_arabic else columns


def isolated(text: str) -> str:
    """A number, a time or an id that keeps its order in a line of the other direction."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}"
