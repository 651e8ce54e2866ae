"""The real app, which says what becomes of it: `python -m benchmarks.watched_app [--probe]`.

It is started as `callassist` is, and nothing of it is replaced; around the window's entry point it is noted what the
engine tells and what has been painted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.event_loop import FirstPaint, Probe, Quitting, say
from callassist.audio import host_clock
from callassist.calls.updates import CallsChanged, ListeningChanged, Update
from ui import app as window_program
from ui.agent.window import AgentWindow
from ui.bridge import Engine, Tell


class _Bar(QObject):
    """Says when the call bar was painted with a call in another state."""

    def __init__(self, window: AgentWindow) -> None:
        super().__init__()
        self._window = window
        self._shown = "idle"
        for widget in (window.bar, *window.bar.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """As for a first paint."""
        if event.type() == QEvent.Type.Paint:
            front = self._window.desk.front
            state = "idle" if front is None else front.state
            if state != self._shown:
                self._shown = state
                QTimer.singleShot(0, lambda: say("bar", host_clock.now(), state=state))
        return False


class _Watch:
    """Stands between engine and window, and looks on."""

    def __init__(self, app: QApplication, tell: Tell, *, probing: bool) -> None:
        self._tell = tell
        self._quitting = Quitting(app)
        self._bar: _Bar | None = None
        self._first = FirstPaint(lambda watched: isinstance(watched, AgentWindow), self._watch_bar)
        self.probe = Probe() if probing else None
        if self.probe is None:  # a filter in Python costs every event a little
            app.installEventFilter(self._first)

    def __call__(self, update: Update) -> None:
        """Hand on what the engine tells, and say what concerns whoever watches."""
        self._tell(update)
        if isinstance(update, ListeningChanged):
            say("listening", host_clock.now(), state=update.state, model=update.model)
        elif isinstance(update, CallsChanged):
            say("calls", host_clock.now(), states=[call.state for call in update.calls])

    def _watch_bar(self) -> None:
        windows = QApplication.topLevelWidgets()
        self._bar = _Bar(next(window for window in windows if isinstance(window, AgentWindow)))


def main() -> None:
    """Run it until standard input ends."""
    probing = "--probe" in sys.argv
    run_window = window_program.main
    watches: list[_Watch] = []

    def watched_main(argv: Sequence[str], make_engine: Callable[[Tell], Engine]) -> int:
        def make_watched(tell: Tell) -> Engine:
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            watches.append(_Watch(app, tell, probing=probing))
            return make_engine(watches[0])

        return run_window(argv, make_watched)

    window_program.main = watched_main
    sys.argv = ["callassist"]
    from callassist.__main__ import run

    try:
        run()
    finally:
        for watch in watches:
            if watch.probe is not None:
                say("turns", host_clock.now(), turns=watch.probe.turns)


if __name__ == "__main__":
    main()
