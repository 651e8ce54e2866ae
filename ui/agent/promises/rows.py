"""Rows of promises in a column: put in, taken out, walked along by the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QVBoxLayout

from ui.agent.promises.book_row import BookRow


def empty(column: QVBoxLayout) -> None:
    """Take all rows out; anything else in the column is only let go of."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if isinstance(old, BookRow):
            old.setParent(None)
            old.deleteLater()


def fill(column: QVBoxLayout, rows: Sequence[BookRow], wanted: SignalInstance, told: SignalInstance) -> None:
    """Put rows in; what is wanted of one is told by `wanted`, and whose customer knows by `told`."""
    for at, row in enumerate(rows):
        column.addWidget(row)
        row.show()  # now, so that the column is as high as it is going to be
        row.wanted.connect(wanted)
        row.told.connect(told)
        row.beside.connect(partial(_walk, tuple(rows), at))


def _walk(rows: Sequence[BookRow], at: int, step: int) -> None:
    to = at + step
    if 0 <= to < len(rows):
        rows[to].setFocus(Qt.FocusReason.ShortcutFocusReason)
