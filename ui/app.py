"""The windowed application: one window, one engine, and nothing swallowed."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from callassist import __version__, logs
from callassist.events import Language
from ui import hotkeys, settings, tray, words
from ui.agent.chords import CHORDS
from ui.agent.window import AgentWindow
from ui.bridge import Bridge, Engine, Tell
from ui.language import Translators
from ui.settings import Settings
from ui.theme.look import Look

_log = logging.getLogger(__name__)
_UNSEEN_MS = 1000
"""A window that nobody can see by then (a locked screen) is not waited for."""

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def main(argv: Sequence[str], make_engine: Callable[[Tell], Engine]) -> int:
    """Show the window until the agent quits; gives the exit code. The engine has been told to close by then.

    Args:
        argv: the program's name and what Qt may understand of the rest.
        make_engine: makes the engine, which tells its updates to what it is given, and returns at once. It is started
            when the window has been painted, since what it imports would keep that waiting.
    """
    QApplication.setDesktopFileName("callassist")
    app = QApplication(list(argv))
    app.setApplicationName("CallAssist")
    app.setApplicationVersion(__version__)
    app.setQuitOnLastWindowClosed(False)
    # Before the window is made: a request to end that came while it still opened is heard as soon as it runs.
    requests = _Signals(app)
    try:
        assistant = Application(app, make_engine)
        try:
            return app.exec()
        finally:
            assistant.close()
    finally:
        requests.close()


class Application(QObject):
    """What lives as long as the program does.

    Signals:
        unsaved: why the settings could not be written.
    """

    unsaved = Signal(str)

    def __init__(self, app: QApplication, make_engine: Callable[[Tell], Engine]) -> None:
        super().__init__()
        self._app = app
        self._file = settings.path()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="settings")
        self._settings = settings.load(self._file)
        self._look, self._translators = Look(app), Translators(app)
        self._take_effect()
        self.bridge = Bridge()
        self._hook = sys.excepthook
        sys.excepthook = fault_reporter(self.bridge, self._hook)
        self.engine = make_engine(self.bridge.tell)
        self.window = AgentWindow(self.engine, self.bridge, self._look, self._settings)
        self.window.settings_changed.connect(self._on_settings)
        self.bridge.call_language.connect(self._on_call_language)
        self.window.quit_wanted.connect(app.quit)
        self.unsaved.connect(self.window.report_unsaved, Qt.ConnectionType.QueuedConnection)
        self._tray = tray.of_this_desktop(self.window, self._look, app.quit)
        self._hotkeys = self._take_hotkeys()
        self._started = False
        self.window.painted.connect(self._start_engine, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_UNSEEN_MS, self._start_engine)
        self.window.appear()
        if not self._settings.set_up:
            self.window.setup.left.connect(self._on_set_up)
            self.window.first_start()

    def close(self) -> None:
        """Let go of everything; what was said is kept by the engine first."""
        self.window.settle()
        if self._hotkeys is not None:
            self._hotkeys.close()
        if self._tray is not None:
            self._tray.close()
        self.engine.close()
        self._writer.shutdown()
        sys.excepthook = self._hook

    def _start_engine(self) -> None:
        if not self._started:
            self._started = True
            self.engine.start()

    # ── The agent's choices ───────────────────────────────────────────────────────────────────────────────

    def _on_settings(self, chosen: Settings) -> None:
        before, self._settings = self._settings, chosen
        self._take_effect(before)
        if chosen.calls_in != before.calls_in:
            self.engine.set_language(chosen.calls_in)
        self.window.take_settings(chosen)
        self._writer.submit(settings.save, chosen, self._file).add_done_callback(self._on_saved)

    def _on_call_language(self, language: Language) -> None:
        """The engine keeps it; here it is only shown."""
        self._settings = self._settings.changed(calls_in=language)
        self.window.take_settings(self._settings)

    def _on_saved(self, saved: Future[None]) -> None:
        error = saved.exception()
        if isinstance(error, OSError):
            _log.warning("the window's settings cannot be saved: %s", error)
            self.unsaved.emit(error.strerror or str(error))
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)

    def _on_set_up(self) -> None:
        self.window.setup.left.disconnect(self._on_set_up)
        self._on_settings(self._settings.changed(set_up=True))

    def _take_effect(self, before: Settings | None = None) -> None:
        chosen = self._settings
        words.choose_digits(chosen.digits)
        self._look.choose(chosen.theme, chosen.scale)
        if before is None or (chosen.language, chosen.digits) != (before.language, before.digits):
            # Figures are words too: what is on the screen is said anew.
            self._translators.speak(chosen.language)

    # ── Around the window ─────────────────────────────────────────────────────────────────────────────────

    def _take_hotkeys(self) -> hotkeys.Hotkeys | None:
        port = hotkeys.of_this_desktop()
        if port is None:
            return None
        port.heard.pressed.connect(self.window.act, Qt.ConnectionType.QueuedConnection)
        taken = port.start({action: chord for action, chord in CHORDS.items() if chord.everywhere})
        if taken:
            self.window.report_keys_taken(taken)
        return port


def fault_reporter(bridge: Bridge, before: ExceptHook) -> ExceptHook:
    """A hook for exceptions in slots and such as nobody catches: a report for the log folder, a notice in the bar."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            before(kind, error, trace)
            return
        file = logs.crash_report(error)
        _log.critical("a fault in the window; the report is in %s", file.name, exc_info=error)
        bridge.fault.emit(file.name)

    return report


class _Signals(QObject):
    """Ctrl-C and a polite request to end quit the application: Python's own handlers wait while Qt runs."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._read.setblocking(False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
        self._wakeup = signal.set_wakeup_fd(self._write.fileno())
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(app.quit)
        if sys.platform != "win32":  # whoever started us may have held them back until now
            signal.pthread_sigmask(signal.SIG_UNBLOCK, self._before)

    def close(self) -> None:
        """As it was before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()
