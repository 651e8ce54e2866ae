"""An abusive call through the real window and the real engine, by keys alone. Only the ears are a fake, and the clock.

What is said comes as text in the place of the recogniser; anger, warnings, tone, report, journal and the customer's
record are what they are in a call. The clock is moved on between outbursts, so that nobody waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from ui_customer import press
from ui_window import Desktop, make_desktop, words_of

from callassist.audio import host_clock
from callassist.calls.hearing import HeardEvent, HeardFinal, Timing
from callassist.calls.switchboard import Switchboard
from callassist.events import Language, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.live.messages import HeardNumbered, HeardOf
from callassist.settings import HearingSettings, Settings, SettingsFile
from callassist.softphone.phone import PhoneEvent
from callassist.speech.recognizer import Word
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from tests.fake_ears import FakeEars

_LONG_MS = 60_000
_GRACE_S = 15.0

INSULTS: dict[Language, tuple[str, ...]] = {
    "ar": ("يا غبي انت ما تفهم", "انت حمار ما تفهم شي", "يا كلب يا حقير", "يا غبي يا حمار"),
    "en": ("you are a stupid idiot", "you useless idiot", "you are a dumb piece of trash", "you stupid idiot"),
}
TITLES: dict[Language, tuple[str, ...]] = {
    "ar": ("قل التنبيه الأول", "قل التنبيه الثاني", "قل التنبيه الثالث", "يمكنك إنهاء المكالمة"),
    "en": ("Give the first", "Give the second", "Give the third", "You may end the call"),
}
EVIDENCE: dict[Language, str] = {"ar": "يا غبي", "en": "you stupid idiot"}
ADDED: dict[Language, str] = {"ar": "اعتذر قبل أن يغلق الخط", "en": "They apologised before hanging up"}


@dataclass
class Call:
    """A call that is going on, in its window.

    Attributes:
        desktop: the window, in front of the real engine. ears: what stands in for the recogniser. skip: move the
            clock on by so many seconds.
    """

    desktop: Desktop
    ears: FakeEars
    skip: Callable[[float], None]
    answered_at: float = field(default=0.0)
    _number: int = 0

    def until(self, right: Callable[[], bool]) -> None:
        self.desktop.qtbot.waitUntil(right, timeout=_LONG_MS)

    def begin(self, board: Switchboard) -> None:
        board.phone(PhoneEvent("rings", host_clock.now(), "a", "+966551234567"))
        self.answered_at = host_clock.now()
        board.phone(PhoneEvent("answered", self.answered_at, "a", "+966551234567"))
        self.until(lambda: self.ears.heard is not None and self.desktop.window.desk.front is not None)

    def say(self, text: str, speaker: Speaker = "customer") -> None:
        """Said just now, for two seconds, and heard surely."""
        assert self.ears.heard is not None
        t0 = host_clock.now() - self.answered_at
        t1 = t0 + 2.0
        self.skip(2.1)
        self._number += 1
        words = tuple(Word(word, confidence=0.95) for word in text.split())
        for heard in (
            HeardEvent(SpeechStarted(t=t0, speaker=speaker), t0),
            HeardEvent(SpeechStopped(t=t1, speaker=speaker), t1),
            HeardNumbered(self._number, HeardFinal(speaker, t0, t1, t1, words, Timing(0.6, 0.0, 0.1))),
            HeardEvent(Tick(t=t1, heard_to=t1), t1),
        ):
            self.ears.tell(HeardOf(self.ears.heard, heard))

    @property
    def card(self) -> str:
        return words_of(self.desktop.window.call.now) if self.desktop.window.call.now.prompt is not None else ""


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture
def call(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: Language) -> Iterator[Call]:
    skipped, real = [0.0], host_clock.now
    monkeypatch.setattr(host_clock, "now", lambda: real() + skipped[0])

    def skip(seconds: float) -> None:
        skipped[0] += seconds

    settings = SettingsFile()
    settings.change(Settings(hearing=HearingSettings(language=language)).with_notice_confirmed("Night shift lead"))
    ears: list[FakeEars] = []

    def make(tell: Callable[..., None]) -> Switchboard:
        return Switchboard(settings, tell, lambda told: ears.append(FakeEars(told)) or ears[0])  # type: ignore[func-returns-value]

    desktop = make_desktop(qtbot, qapp, engine=make)
    desktop.window.resize(420, 690)
    desktop.speak(language)
    board = desktop.engine
    assert isinstance(board, Switchboard)
    board.start()
    made = Call(desktop, ears[0], skip)
    made.begin(board)
    yield made
    desktop.window.settle()
    board.close()
    board.join()


def saved(call: Call, form: str, file: Path) -> None:
    """Save the report by keys, in the dialogue that asks where."""
    page = call.desktop.window.after.page
    (page.pdf_button if form == "pdf" else page.json_button).setFocus()
    press(call.desktop, Qt.Key.Key_Space)
    (dialog,) = call.desktop.window.findChildren(QFileDialog)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(str(file))
    with call.desktop.qtbot.waitSignal(call.desktop.window.after.saver.saved, timeout=_LONG_MS):
        QTest.keyClick(name, Qt.Key.Key_Return)
    call.until(lambda: not call.desktop.window.findChildren(QFileDialog))
    assert file.name in words_of(page)


def test_an_abusive_call_goes_to_its_report_by_keys_alone(call: Call, language: Language, tmp_path: Path) -> None:
    desktop, window = call.desktop, call.desktop.window
    arabic = language == "ar"
    for number, (insult, title) in enumerate(zip(INSULTS[language], TITLES[language], strict=True), start=1):
        call.skip(_GRACE_S)
        call.say(insult)
        call.until(lambda title=title: title in call.card)  # type: ignore[misc]  # lambdas have no types
        if number <= 3:
            assert window.tone.gauge.boxes[number - 1] == "due"
            desktop.press("accept", arabic_layout=arabic)
            call.until(lambda number=number: window.tone.gauge.boxes[number - 1] == "given")  # type: ignore[misc]
    assert window.tone.gauge.boxes == ("given",) * 3
    assert EVIDENCE[language] in call.card

    # Once asks, twice hangs up.
    desktop.press("hang_up", arabic_layout=arabic)
    assert window.desk.front is not None
    assert window.desk.front.state == "active"
    desktop.press("hang_up", arabic_layout=arabic)
    call.until(lambda: window.after.offer.isVisible())
    assert not window.after.breather.isVisible()

    # The report is read first, and added to.
    window.after.offer.read_button.setFocus()
    press(desktop, Qt.Key.Key_Space)
    page = window.after.page
    assert window.stack.currentWidget() is page
    told = words_of(page)
    assert all(insult in told for insult in INSULTS[language])
    page.field.setFocus()
    if arabic:
        page.field.setText(ADDED[language])  # a test has no Arabic keyboard
    else:
        QTest.keyClicks(page.field, ADDED[language])
    press(desktop, Qt.Key.Key_Return)
    call.until(lambda: ADDED[language] in words_of(page))

    # On paper and as data.
    saved(call, "json", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["because"] == ["may_end_call"]
    assert report["warnings_given"] == 3
    said = [line["text"] for line in report["lines"] if line["speaker"] == "customer"]
    assert said == list(INSULTS[language])
    assert all(words["text"] in text for words, text in zip(report["words"], said, strict=True))
    assert [added["text"] for added in report["additions"]] == [ADDED[language]]
    saved(call, "pdf", tmp_path / "report.pdf")
    assert len(PdfReader(tmp_path / "report.pdf").pages) >= 1

    # A breather, and back.
    page.done_button.setFocus()
    press(desktop, Qt.Key.Key_Space)
    assert window.stack.currentWidget() is window.idle
    assert not window.after.offer.isVisible()
    window.after.breather.minutes[5].setFocus()
    press(desktop, Qt.Key.Key_Space)
    assert not window.after.breather.minutes[5].isVisible()
    window.after.breather.away.setFocus()
    press(desktop, Qt.Key.Key_Space)
    assert not window.after.breather.isVisible()

    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database)
        types = [line["type"] for line in calls.lines(calls.find("last").key)]
    assert [types.count(kind) for kind in ("warning_due", "warning_given", "may_end_call", "incident")] == [3, 3, 1, 1]
