"""From the agent's words to the book and back: the real engine and the real window; only the hearing is a fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import words_of

from callassist.calls import promise_desk
from callassist.calls.switchboard import Switchboard
from callassist.customers.records import records_path
from callassist.events import Language
from callassist.live.messages import Told as FromEars
from callassist.promises.book import Book
from callassist.settings import Settings, SettingsFile
from callassist.softphone.phone import PhoneEvent
from tests.customer_records import opened
from tests.fake_ears import FakeEars, now
from ui import settings as window_settings
from ui.agent.window import AgentWindow
from ui.bridge import Bridge
from ui.language import Translators
from ui.theme.look import Look

SAID: dict[Language, str] = {
    "ar": "أبشر بتصل عليك بكرة الساعة أربع العصر",
    "en": "I'll call you back tomorrow at four",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("data", "config", "logs"):
        monkeypatch.setenv(f"CALLASSIST_{name.upper()}", str(tmp_path / name))
    monkeypatch.setattr(promise_desk, "_LOOK_S", 0.05)
    return tmp_path / "data"


class Running:
    """The program with a window, as it runs."""

    def __init__(self, qtbot: QtBot, app: QApplication, language: Language) -> None:
        self.qtbot, self.ears = qtbot, list[FakeEars]()
        Translators(app).speak(language)
        bridge = Bridge()
        settings = SettingsFile()
        settings.change(Settings().with_notice_confirmed("Night shift lead"))
        self.board = Switchboard(settings, bridge.tell, self._listen)
        self.window = AgentWindow(self.board, bridge, Look(app), window_settings.Settings(language=language))
        qtbot.addWidget(self.window)
        self.window.show()
        self.board.start()
        self.board.set_language(language)

    def _listen(self, tell: Callable[[FromEars], None]) -> FakeEars:
        self.ears.append(FakeEars(tell))
        return self.ears[0]

    def phone(self, kind: str) -> None:
        self.board.phone(PhoneEvent(kind, now(), "a", "0551234567"))  # type: ignore[arg-type]

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def end(self) -> None:
        self.board.close()
        self.board.join()


@pytest.fixture
def run(qtbot: QtBot, qapp: QApplication, data: Path) -> Iterator[Callable[[Language], Running]]:
    made: list[Running] = []

    def start(language: Language) -> Running:
        made.append(Running(qtbot, qapp, language))
        return made[-1]

    yield start
    for each in made:
        each.end()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_said_is_approved_kept_found_again_and_done(
    run: Callable[[Language], Running], data: Path, language: Language
) -> None:
    first = run(language)
    first.phone("answered")
    first.until(lambda: first.ears[0].heard is not None)
    key = first.ears[0].heard
    assert key is not None
    first.ears[0].say(key, SAID[language], 1.0, 4.0, "agent")
    strip = first.window.call.promises
    first.until(lambda: len(strip.rows) == 1)
    assert "16:00" in words_of(strip)
    first.window.act("approve_promise")
    first.until(lambda: not strip.rows[0].promise.asks)
    first.until(lambda: len(first.window.promises.page._views) == 1)
    first.end()

    second = run(language)
    second.until(lambda: len(second.window.promises.page._views) == 1)
    second.window.act("promises")
    page = second.window.promises.page
    QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    QTest.keyClicks(page.panel.field, "OK")
    QTest.keyClick(page.panel.field, Qt.Key.Key_Return)
    second.until(lambda: not page.rows)
    second.window.act("undo")
    second.until(lambda: len(page.rows) == 1)
    second.end()
    with opened(data / records_path().name) as records:
        (kept,) = Book(records).open_promises()
    assert kept.due is not None
    assert kept.due.endswith(":00+00:00")
