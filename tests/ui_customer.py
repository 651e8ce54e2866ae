"""A call with a customer in the window under test, and what the agent does there by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui_window import Desktop, call

from callassist.calls.updates import CallsChanged, CustomerShown
from ui.gallery.talks import KEY


def ring(desktop: Desktop, shown: CustomerShown | None, state: str = "ringing") -> None:
    """A call, and whose record belongs to it once that is known."""
    desktop.tell(CallsChanged((call(KEY, state),)), *([shown] if shown is not None else []))


def asked(desktop: Desktop, what: str) -> list[tuple[object, ...]]:
    """What was asked of the engine under this name."""
    return [each for each in desktop.engine.asked if each[0] == what]


def press(desktop: Desktop, key: Qt.Key) -> None:
    """A key, where the focus is."""
    widget = QApplication.focusWidget() or desktop.window.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)
    desktop.settle()


def edit(desktop: Desktop, name: str) -> QWidget:
    """Go to a field with the arrows and begin to write."""
    desktop.press("customer")
    record = desktop.window.call.customer.record
    for _ in list(record.rows)[: list(record.rows).index(name)]:  # type: ignore[arg-type]
        press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    editor = record.rows[name].editor  # type: ignore[index]
    assert editor is not None
    return editor
