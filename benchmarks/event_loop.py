"""How late an event loop is, and a loop with nothing in it: `python -m benchmarks.event_loop [--window]`.

The probe asks for a turn every 5 ms on a fixed grid. A turn that comes late answers for all that were due meanwhile, so
a stall of 100 ms counts as twenty late turns and not as one.
"""

from __future__ import annotations

import json
import math
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from callassist.audio import host_clock

STEP_S = 0.005
_saying = threading.Lock()


def say(what: str, t: float, **more: object) -> None:
    """Tell whoever watches this program, from whatever thread."""
    with _saying:
        sys.stdout.write(json.dumps({"what": what, "t": t, **more}) + "\n")
        sys.stdout.flush()


class Probe(QObject):
    """Asks the event loop of the thread it is made in for turns, until the program ends.

    Attributes:
        turns: when each was due on the host's clock, and by how many seconds it was late.
    """

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[tuple[float, float]] = []
        self._due = host_clock.now() + STEP_S
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(0)

    def _turn(self) -> None:
        now = host_clock.now()
        while self._due <= now:
            self.turns.append((self._due, now - self._due))
            self._due += STEP_S
        self._timer.start(max(0, math.ceil((self._due - host_clock.now()) * 1000)))


class FirstPaint(QObject):
    """Says `painted` once a widget has been painted and the event loop has answered after it."""

    def __init__(self, wanted: Callable[[QObject], bool], then: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._wanted, self._then = wanted, then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See a paint event coming; what is painted is on the screen before the next turn of the loop."""
        if event.type() == QEvent.Type.Paint and self._wanted(watched):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self._answered)
        return False

    def _answered(self) -> None:
        say("painted", host_clock.now())
        self._then()


class Quitting(QObject):
    """Quits the application when the program's standard input ends."""

    _wanted = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._wanted.connect(app.quit, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        sys.stdin.read()
        self._wanted.emit()


def main() -> None:
    """A plain application: with nothing at all and the probe, or with one empty window."""
    app = QApplication(sys.argv[:1])
    quitting = Quitting(app)
    if "--window" in sys.argv:
        window = QWidget()
        first = FirstPaint(lambda watched: watched is window)
        app.installEventFilter(first)
        window.show()
        app.exec()
    else:
        probe = Probe()
        say("ready", host_clock.now())
        app.exec()
        say("turns", host_clock.now(), turns=probe.turns)
    del quitting


if __name__ == "__main__":
    main()
