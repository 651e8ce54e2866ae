"""The transcript as a list model: finals in order, notes at their lines, and what is being said at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from callassist.events import (
    Event,
    HearingNotice,
    KeyPressed,
    Misstatement,
    Note,
    Partial,
    Recorded,
    Speaker,
    Utterance,
)
from ui.agent.knowing.misstated import explained
from ui.agent.lines import Line, happened, shown
from ui.words import clock, side, translate

LINE: Final = int(Qt.ItemDataRole.UserRole)
"""The role that gives a row's `Line`."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Transcript(QAbstractListModel):
    """Rows of one call. A revision replaces its row in place; partials are always the last rows, one a speaker."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Line] = []
        self._partials: dict[Speaker, Line] = {}

    # ── What Qt asks ──────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row's `Line`, or its words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        line = self._rows[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(line.flag) if line.flag is not None else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(line)
        return None

    # ── What the call tells ───────────────────────────────────────────────────────────────────────────────

    def clear(self) -> None:
        """Begin with an empty call."""
        self.beginResetModel()
        self._rows.clear()
        self._partials.clear()
        self.endResetModel()

    def add(self, recorded: Iterable[Recorded]) -> None:
        """Show what has been recorded, in order."""
        for item in recorded:
            match item.event:
                case Utterance(revises=None) as event:
                    self._take_back(event.speaker)
                    self._append(event, item.seq)
                case Utterance(revises=int(revised)) as event:
                    self._revise(revised, event)
                case Note(revises=None) as event:
                    self._insert_note(event, item.seq)
                case Note(revises=int(revised)) as event:
                    self._revise_note(revised, event)
                case Misstatement() as event:
                    self._flag(event)
                case (KeyPressed() | HearingNotice()) as event if happened(event):
                    self._append(event, item.seq)

    def preview(self, partial: Partial) -> None:
        """Show what is being said, in place of what was being said before; empty text takes it back."""
        if not partial.text:
            self._take_back(partial.speaker)
            return
        line = self._partials.get(partial.speaker)
        if line is None:
            line = Line(partial, -1, self._opens_turn(len(self._rows), partial.speaker))
            self._insert(len(self._rows), line)
            self._partials[partial.speaker] = line
        elif line.event != partial:
            line.event = partial
            self._changed(self._rows.index(line, len(self._rows) - len(self._partials)))

    # ── What the window asks ──────────────────────────────────────────────────────────────────────────────

    def line(self, row: int) -> Line:
        """The row's line."""
        return self._rows[row]

    def row_of(self, seq: int) -> int | None:
        """Where the line of that `seq` stands."""
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].seq == seq:
                return row
        return None

    def row_said_at(self, t: float) -> int | None:
        """Where the agent's line stands that began then."""
        for row, line in enumerate(self._rows):
            if isinstance(line.event, Utterance) and line.event.speaker == "agent" and line.event.t0 == t:
                return row
        return None

    def last_said(self) -> Line | None:
        """The line that was spoken last, to which a note belongs unless another is chosen."""
        return next((line for line in reversed(self._rows) if line.kind == "said"), None)

    def retranslate(self) -> None:
        """The window speaks another language: the words in blocks and marks are others."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────

    def _append(self, event: Event, seq: int) -> None:
        row = len(self._rows) - len(self._partials)
        line = Line(event, seq)
        line.opens_turn = self._opens_turn(row, line.speaker)
        self._insert(row, line)
        self._turns_from(row + 1)

    def _insert(self, row: int, line: Line) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, line)
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def _take_back(self, speaker: Speaker) -> None:
        line = self._partials.pop(speaker, None)
        if line is not None:
            row = self._rows.index(line)
            self._remove(row)
            self._turns_from(row)

    def _revise(self, seq: int, event: Utterance) -> None:
        row = self.row_of(seq)
        if row is not None:
            self._rows[row].event = event
            self._changed(row)

    def _flag(self, misstated: Misstatement) -> None:
        """The line in which it was said carries it; the newest if one is flagged twice."""
        for row in range(len(self._rows) - 1, -1, -1):
            line = self._rows[row]
            said = line.event
            if not isinstance(said, Utterance) or misstated.speaker not in (None, said.speaker):
                continue
            if said.t0 <= misstated.t <= said.t1:
                line.flag = misstated
                self._changed(row)
                return

    def _insert_note(self, note: Note, seq: int) -> None:
        row = None if note.line is None else self.row_of(note.line)
        if row is None:
            self._append(note, seq)
            return
        row += 1
        while row < len(self._rows) and self._rows[row].kind == "note":
            row += 1
        self._insert(row, Line(note, seq))

    def _revise_note(self, seq: int, note: Note) -> None:
        row = self.row_of(seq)
        if row is None:
            return
        if note.text:
            self._rows[row].event = note
            self._changed(row)
        else:
            self._remove(row)

    def _opens_turn(self, row: int, speaker: Speaker | None) -> bool:
        before = row - 1
        while before >= 0 and self._rows[before].kind == "note":
            before -= 1
        return speaker is None or before < 0 or self._rows[before].speaker != speaker

    def _turns_from(self, row: int) -> None:
        """Whether the rows behind a change still begin a turn."""
        for at in range(row, len(self._rows)):
            line = self._rows[at]
            opens = self._opens_turn(at, line.speaker)
            if opens != line.opens_turn:
                line.opens_turn = opens
                self._changed(at)


def _spoken(line: Line) -> str:
    """A row for somebody who listens to it."""
    text = shown(line).text
    match line.event:
        case Utterance(t0=t0, speaker=speaker):
            flagged = f"\n{explained(line.flag)}" if line.flag is not None else ""
            return f"{clock(t0)} {side(speaker)}: {text}{flagged}"
        case Partial(speaker=speaker):
            return f"{side(speaker)}: {text}"
        case Note():
            return translate("transcript", "Note: %1").replace("%1", text)
    return text
