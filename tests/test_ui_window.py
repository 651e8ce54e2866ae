"""The window with a fake engine behind it: what it shows, what its keys do, and that it leaves the focus alone."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, utterance, words_of

from callassist.calls.updates import CallsChanged, LeftOvers, Levels, ListeningChanged, ListeningState, Said, Trouble
from callassist.events import Language
from callassist.live.messages import DeviceNotice
from callassist.softphone.phone import LinkChanged
from ui.agent.window import AgentWindow
from ui.gallery import wrap_ups
from ui.gallery.scenes import SCENES
from ui.settings import Settings
from ui.widgets.labels import Words
from ui.words import choose_digits, clock, left_to_right


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


# ── Calls ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_shown_from_ring_to_end(desktop: Desktop) -> None:
    bar, window = desktop.window.bar, desktop.window
    assert "Ready" in words_of(window)
    ringing = call(state="ringing", number="+966550000012", display="+966 55 000 0012", name="Salem")
    desktop.tell(CallsChanged((ringing,)))
    assert "Ringing" in words_of(bar)
    assert left_to_right("+966 55 000 0012") in words_of(bar)
    assert window.stack.currentWidget() is window.call
    desktop.talk(utterance(1, "hello"))
    assert "On a call" in words_of(bar)
    assert "Listening" in words_of(bar)
    assert clock(60) in words_of(bar)
    desktop.tell(CallsChanged((call(state="ended", name="Salem", ended_t=61.0),)))
    desktop.tell(CallsChanged(()), ListeningChanged("off"))
    assert window.stack.currentWidget() is window.idle
    assert "Salem" in words_of(window.idle)
    assert clock(61) in words_of(window.idle)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("starting", "Getting ready"),
        ("paused", "Paused"),
        ("muted", "Muted"),
        ("held", "Not listening: on hold"),
        ("refused", "Refused"),
        ("not_confirmed", "Notice not confirmed"),
        ("failed", "Cannot listen"),
    ],
)
def test_whether_anybody_is_heard_is_always_in_sight(desktop: Desktop, state: ListeningState, word: str) -> None:
    desktop.tell(CallsChanged((call(),)), ListeningChanged(state), Levels(-20, -20))
    desktop.qtbot.wait(80)
    assert word in words_of(desktop.window.bar)
    assert desktop.window.bar._customer.share == 0
    desktop.press("compact")
    assert word in words_of(desktop.window.bar)


def test_a_call_that_waits_is_shown_and_can_be_answered(desktop: Desktop) -> None:
    waiting = call("d", "ringing", waiting=True, can_answer=True, display="+20 100 000 0034")
    desktop.tell(CallsChanged((call(), waiting)))
    assert "Waiting" in words_of(desktop.window.others)
    assert left_to_right("+20 100 000 0034") in words_of(desktop.window.others)
    (answer,) = desktop.window.others.findChildren(QPushButton)
    answer.click()
    assert ("answer", "d") in desktop.engine.asked
    desktop.tell(CallsChanged((call("d"), call("c", "held"))), Said("d", (utterance(1, "second call"),)))
    assert desktop.window.call.view.transcript() is desktop.window.desk.transcript
    assert "On hold" in words_of(desktop.window.others)


def test_each_call_has_its_own_transcript_and_none_outlives_it(desktop: Desktop) -> None:
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    desktop.tell(Said("c", (utterance(1, "in c"),)), Said("d", (utterance(1, "in d"),)))
    assert set(desktop.window.desk._transcripts) == {"c", "d"}
    desktop.tell(CallsChanged((call("d"),)), Said("c", (utterance(2, "too late"),)))
    assert set(desktop.window.desk._transcripts) == {"d"}


# ── Notices ───────────────────────────────────────────────────────────────────────────────────────────────


def test_one_notice_is_shown_the_gravest_first(desktop: Desktop) -> None:
    bar = desktop.window.notices
    desktop.tell(LeftOvers((wrap_ups.left_over("en"),)))
    assert "A call was cut off" in words_of(bar)
    desktop.tell(LinkChanged("lost", "baresip"), DeviceNotice("agent", "lost", "Headset"))
    desktop.tell(Trouble("journal", pending=1))
    assert "The disk does not take the record" in words_of(bar)
    assert "1 line waits in memory" in words_of(bar)
    assert "3 more" in words_of(bar)
    desktop.tell(Trouble("journal", over=True))
    assert "Your microphone is gone: \u2068Headset\u2069" in words_of(bar)
    desktop.tell(DeviceNotice("agent", "back", "Headset"))
    assert "link to the softphone" in words_of(bar)
    desktop.tell(LinkChanged("connected", "baresip"))
    got_it = [button for button in bar.findChildren(QPushButton) if button.isVisibleTo(bar)][-1]
    got_it.click()
    assert not bar.isVisible()


def test_an_exception_in_a_slot_is_reported_and_shown(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from callassist import paths
    from ui.app import fault_reporter

    def fail(_call: object) -> None:
        raise RuntimeError("a fault that a test planted")

    desktop.bridge.link.connect(fail)
    # pytest-qt takes the hook for itself during a test, and gives it back behind the block.
    with qtbot.captureExceptions():
        monkeypatch.setattr(sys, "excepthook", fault_reporter(desktop.bridge, sys.__excepthook__))
        desktop.tell(LinkChanged("connected", "baresip"))
    (report,) = paths.log_dir().glob("crash-*.txt")
    assert "a fault that a test planted" in report.read_text(encoding="utf-8")
    assert report.name in words_of(desktop.window.notices)


# ── Language, size, place ─────────────────────────────────────────────────────────────────────────────────


def test_the_language_is_switched_while_running_and_all_is_mirrored(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "the card is [card]"))
    desktop.tell(Trouble("recogniser"))
    window = desktop.window
    place = window.bar.hang_up_button.mapTo(window, QPoint()).x()
    desktop.speak("ar")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    mirrored = window.bar.hang_up_button.mapTo(window, QPoint()).x() + window.bar.hang_up_button.width()
    assert place > window.width() / 2 > mirrored
    spoken = words_of(window) + str(window.call.view.model().index(0, 0).data())
    left = [word for word in ("Listening", "Pause", "Hang up", "Customer", "card number", "Writing") if word in spoken]
    assert left == []
    assert "رقم\u00a0بطاقة" in spoken
    desktop.speak("en")
    assert "Listening" in words_of(window)
    assert window.bar.hang_up_button.mapTo(window, QPoint()).x() == place


def test_figures_are_latin_or_arabic_by_choice(desktop: Desktop) -> None:
    assert clock(3723) == "\u20661:02:03\u2069"
    choose_digits("arabic")
    try:
        assert clock(222) == "\u2066٠٣:٤٢\u2069"
        assert left_to_right("\u2066+966 55\u2069") == "\u2066+٩٦٦ ٥٥\u2069"
    finally:
        choose_digits("latin")


def cut_off(window: AgentWindow) -> list[str]:
    """Words and buttons that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QPushButton | Words):
            room = widget.parentWidget().rect()
            inside = room.contains(QRect(widget.pos(), widget.size()))
            if not inside or widget.width() < widget.minimumSizeHint().width():
                found.append(f"{type(widget).__name__} {widget.text()!r} {widget.geometry()} in {room}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("scale", "width"), [(100, 320), (200, 700)])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_cut_off_however_large_the_text(
    qtbot: QtBot, qapp: QApplication, name: str, scale: int, width: int, request: pytest.FixtureRequest
) -> None:
    desktop = make_desktop(qtbot, qapp, scale=scale)
    request.addfinalizer(lambda: desktop.look.choose("light", 100))
    desktop.window.resize(width, 700)
    desktop.tell(*SCENES[name].updates("en"))
    SCENES[name].act(desktop.window)
    desktop.settle()
    assert desktop.window.width() == width
    assert cut_off(desktop.window) == []


def test_larger_text_makes_the_panel_wider(desktop: Desktop) -> None:
    before = desktop.window.width()
    desktop.window.take_settings(Settings(language="en", scale=150))
    assert desktop.window.width() > before


def test_the_small_window_is_the_call_bar_only(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    tall = desktop.window.height()
    desktop.press("compact")
    assert desktop.window.height() < tall / 3
    assert not desktop.window.stack.isVisible()
    desktop.press("compact")
    assert desktop.window.stack.isVisible()
    assert desktop.window.height() == tall


def test_the_window_remembers_its_place_and_size(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp)
    chosen: list[Settings] = []
    desktop.window.settings_changed.connect(chosen.append)
    desktop.window.setGeometry(120, 60, 400, 500)
    qtbot.waitUntil(lambda: bool(chosen) and chosen[-1].place is not None)
    assert chosen[-1].place == (120, 60, 400, 500)
    again = make_desktop(qtbot, qapp, Settings(language="en", place=chosen[-1].place))
    assert again.window.geometry() == QRect(120, 60, 400, 500)


@pytest.mark.parametrize("spoken", ["ar", "en"])
def test_moving_the_window_leaves_the_language_of_the_calls(qtbot: QtBot, qapp: QApplication, spoken: Language) -> None:
    desktop = make_desktop(qtbot, qapp, Settings(language="en", calls_in=spoken))
    chosen: list[Settings] = []
    desktop.window.settings_changed.connect(chosen.append)
    desktop.window.setGeometry(120, 60, 400, 500)
    qtbot.waitUntil(lambda: bool(chosen) and chosen[-1].place is not None)
    desktop.press("compact")
    assert chosen[-1].compact
    assert {each.calls_in for each in chosen} == {spoken}


def test_a_place_on_a_screen_that_is_gone_is_not_used(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp, Settings(language="en", place=(9000, 9000, 400, 500)))
    screen = qapp.primaryScreen().availableGeometry()
    assert screen.contains(desktop.window.geometry().center())


def test_the_window_stays_on_top_by_choice(desktop: Desktop) -> None:
    on_top = Qt.WindowType.WindowStaysOnTopHint
    assert desktop.window.windowFlags() & on_top
    desktop.window.setup.settings.on_top.click()
    desktop.settle()
    assert not desktop.window.windowFlags() & on_top
    assert desktop.window.isVisible()
    # A window that was shown anew hears its chords as before.
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause")
    assert desktop.engine.asked[-1] == ("pause",)
