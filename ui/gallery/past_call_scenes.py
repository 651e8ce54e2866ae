"""States of the window of past calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from callassist.reports.call_filters import Filters
from callassist.reports.log_desk import Exported, Exporting, NotExported, Told
from ui.agent.window import AgentWindow
from ui.gallery.past_calls import FakeLogDesk
from ui.gallery.scene import Scene
from ui.supervisor.calls_window import CallsWindow
from ui.words import window_language

WIDE: Final = (1160, 760)
_NARROW: Final = (420, 690)


def _opened(
    act: Callable[[CallsWindow, FakeLogDesk], None] = lambda window, desk: None,
    size: tuple[int, int] = WIDE,
    most: int = 40,
    prepare: Callable[[FakeLogDesk], None] = lambda desk: None,
) -> Callable[[AgentWindow], None]:
    def open_them(window: AgentWindow) -> None:
        desks: list[FakeLogDesk] = []

        def made(tell: Callable[[Told], None]) -> FakeLogDesk:
            desks.append(FakeLogDesk(tell, window_language(), most))
            prepare(desks[0])
            return desks[0]

        window.past_calls.make_desk = made
        shown = window.past_calls.open()
        shown.resize(*size)
        QApplication.processEvents()
        act(shown, desks[0])
        QApplication.processEvents()

    return open_them


def _calls_window(window: AgentWindow) -> QWidget:
    assert window.past_calls.window is not None, "it was opened"
    return window.past_calls.window


def _scene(act: Callable[[AgentWindow], None]) -> Scene:
    return Scene(lambda language: [], act, shown=_calls_window)


def _filtered(window: CallsWindow, _desk: FakeLogDesk) -> None:
    window.filters.choose(Filters(period="last_week", flags=frozenset({"warning"})))


def _searched(window: CallsWindow, _desk: FakeLogDesk) -> None:
    said = {"ar": "فاتورة", "en": "bill"}[window_language()]
    window.filters.choose(Filters(said=said))
    window.list.setCurrentIndex(window.list.rows.index(0, 0))


def _hit(window: CallsWindow, desk: FakeLogDesk) -> None:
    _searched(window, desk)
    QApplication.processEvents()
    window.pane.go_to_hit(1)


def _nothing_fits(window: CallsWindow, _desk: FakeLogDesk) -> None:
    window.filters.choose(Filters(customer="???", flags=frozenset({"threat"})))


def _facts(window: CallsWindow, _desk: FakeLogDesk) -> None:
    window.pane.facts_button.click()


def _entered(window: CallsWindow, _desk: FakeLogDesk) -> None:
    window.list.begin()
    window.list.entered.emit(window.list.call())


def _exporting(_window: CallsWindow, desk: FakeLogDesk) -> None:
    desk.tell(Exporting(1200, 10_000))


def _several(window: CallsWindow, _desk: FakeLogDesk) -> None:
    QApplication.processEvents()
    window.list.begin()
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(2):
        QApplication.sendEvent(window.list, down)


def _unwritable(_window: CallsWindow, desk: FakeLogDesk) -> None:
    desk.tell(NotExported(f"{Path('calls.csv')} can't be written (No space left).", "Free some space on the disk."))


def _broken(desk: FakeLogDesk) -> None:
    desk.fault = ("journal.db is damaged: page 17.", "Restore it from a backup.")


def _silent(desk: FakeLogDesk) -> None:
    desk.silent = True


def _exported(_window: CallsWindow, desk: FakeLogDesk) -> None:
    desk.tell(Exported(Path("calls.csv"), 40))


def _damaged(desk: FakeLogDesk) -> None:
    desk.damaged = 2


def _unreadable(desk: FakeLogDesk) -> None:
    desk.unreadable = True


PAST_CALL_SCENES: Final[dict[str, Scene]] = {
    "past-calls": _scene(_opened()),
    "past-calls-filtered": _scene(_opened(_filtered)),
    "past-calls-searched": _scene(_opened(_searched)),
    "past-calls-hits": _scene(_opened(_hit)),
    "past-calls-facts": _scene(_opened(_facts)),
    "past-calls-empty": _scene(_opened(most=0)),
    "past-calls-nothing-fits": _scene(_opened(_nothing_fits)),
    "past-calls-looking": _scene(_opened(prepare=_silent)),
    "past-calls-broken": _scene(_opened(prepare=_broken)),
    "past-calls-several": _scene(_opened(_several)),
    "past-calls-exporting": _scene(_opened(_exporting)),
    "past-calls-exported": _scene(_opened(_exported)),
    "past-calls-damaged": _scene(_opened(prepare=_damaged)),
    "past-calls-unreadable": _scene(_opened(prepare=_unreadable)),
    "past-calls-not-exported": _scene(_opened(_unwritable)),
    "past-calls-narrow": _scene(_opened(size=_NARROW)),
    "past-calls-narrow-call": _scene(_opened(_entered, size=_NARROW)),
}
