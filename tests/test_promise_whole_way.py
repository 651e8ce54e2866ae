"""From the agent's words to the book and back: the real engine and the real window; only the hearing is a fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from ui_window import words_of

from callassist.calls import promise_desk
from callassist.calls.switchboard import Switchboard
from callassist.calls.wrapping_up.stored import StoredWrapUps
from callassist.customers.records import records_path
from callassist.events import Language
from callassist.live.messages import Told as FromEars
from callassist.promises.book import Book
from callassist.settings import Settings, SettingsFile
from callassist.softphone.phone import PhoneEvent
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from callassist.store.records_schema import promise
from tests.customer_records import opened
from tests.fake_ears import FakeEars, now
from ui import settings as window_settings
from ui.agent.chords import CHORDS, Action
from ui.agent.window import AgentWindow
from ui.bridge import Bridge
from ui.language import Translators
from ui.theme.look import Look

ROOT = Path(__file__).resolve().parents[1]
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


class Hands:
    """The agent's, on the keys alone: everything goes to the window as the desktop delivers it.

    Attributes:
        presses: how many keys were pressed, those that are held among them.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self.presses = 0

    def chord(self, action: Action) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        self._press(CHORDS[action].codes[0], both, held=2)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._press(key.value, modifier, held=int(modifier != Qt.KeyboardModifier.NoModifier))

    def type(self, text: str) -> None:
        for letter in text:
            self._press(ord(letter) if letter.isdecimal() else 0, Qt.KeyboardModifier.NoModifier, text=letter)

    @property
    def focus(self) -> QWidget | None:
        return self._running.window.focusWidget()

    def _press(self, key: int, modifier: Qt.KeyboardModifier, *, text: str = "", held: int = 0) -> None:
        self.presses += 1 + held
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self._running.window.windowHandle(), QKeyEvent(kind, key, modifier, text))
        QApplication.processEvents()


COMPLAINT: dict[Language, str] = {
    "ar": "النت عندي يقطع كل مساء وأبي حل",
    "en": "my internet line drops every evening and I want it fixed",
}
OUTCOME: dict[Language, str] = {"ar": "كان مرتاح", "en": "they were pleased"}
NEW_DATE: dict[Language, str] = {"ar": "يوم الأحد الساعة عشرة الصبح", "en": "Sunday at ten"}


def hung_up(run: Callable[[Language], Running], language: Language) -> Running:
    """A call in which the customer complained and the agent promised something, just over."""
    running = run(language)
    running.phone("answered")
    running.until(lambda: running.ears[0].heard is not None)
    key = running.ears[0].heard
    assert key is not None
    running.ears[0].say(key, COMPLAINT[language], 1.0, 4.0, "customer")
    running.ears[0].say(key, SAID[language], 5.0, 8.0, "agent")
    running.until(lambda: len(running.window.call.promises.rows) == 1)
    running.phone("hung_up")
    page = running.window.wrap_up.page
    running.until(lambda: page.isVisible() and page.shown is not None and page.shown.of.ended_t is not None)
    return running


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("later", [False, True], ids=["at once", "after a restart"])
def test_a_usual_wrap_up_takes_eight_key_presses(
    run: Callable[[Language], Running], data: Path, language: Language, later: bool
) -> None:
    running = hung_up(run, language)
    if later:
        running.end()
        running = run(language)
        running.until(lambda: bool(running.window.wrap_up.waiting.all))
    hands, page = Hands(running), running.window.wrap_up.page
    hands.chord("wrap_up")
    running.until(lambda: hands.focus is page.category.current)
    hands.type("1")  # what it was about
    hands.type("1")  # how it ended
    hands.type("1")  # what was promised counts
    running.until(lambda: page.shown is not None and page.shown.of.promises[0].state == "approved")
    hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    running.until(lambda: not page.isVisible())
    running.end()
    assert hands.presses == 8
    assert "eight key presses" in (ROOT / "docs" / "wrap-up.md").read_text(encoding="utf-8")
    with open_for_reading(journal_path()) as database:
        wrap_ups = StoredWrapUps(database)
        (call,) = StoredCalls(database).calls()
        found = wrap_ups.read(call.key)
    assert found is not None
    assert (found.state, found.draft.outcome) == ("handed_on", "solved")
    assert found.draft.category is not None
    with opened(data / records_path().name) as records:
        assert [each.call for each in Book(records).open_promises()] == [call.key]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_one_is_moved_and_the_customer_told_and_then_done_by_keys_alone(
    run: Callable[[Language], Running], data: Path, language: Language
) -> None:
    running = hung_up(run, language)
    hands, page = Hands(running), running.window.promises.page
    hands.chord("approve_promise")
    running.until(lambda: len(page._views) == 1)
    hands.chord("promises")
    running.until(lambda: hands.focus is page.rows[0])
    hands.key(Qt.Key.Key_Space)
    hands.type(NEW_DATE[language])
    running.until(lambda: page.panel.buttons["move"].isEnabled() and bool(page.panel.phrase.text()))
    for _ in range(4):
        hands.key(Qt.Key.Key_Tab)
        if hands.focus is page.panel.told:
            break
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Return)
    running.until(lambda: len(page.rows) == 1 and page.rows[0].view.promise.moved == 1)
    assert page.rows[0].view.promise.told
    running.until(lambda: hands.focus is page.rows[0])
    hands.key(Qt.Key.Key_Return)
    hands.type(OUTCOME[language])
    hands.key(Qt.Key.Key_Return)
    running.until(lambda: not page.rows)
    running.end()
    with opened(data / records_path().name) as records, records.database.reading() as connection:
        (kept,) = connection.execute(select(promise)).mappings()
    assert (kept["state"], kept["outcome"], kept["moved"], kept["told"]) == ("kept", OUTCOME[language], 1, True)
    assert kept["due"].endswith(":00+00:00")
