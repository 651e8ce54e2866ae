"""The window with a fake engine behind it: what it shows, what its keys do, and that it leaves the focus alone."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, recorded, utterance

from callassist.audio import host_clock
from callassist.calls.updates import (
    CallsChanged,
    CutOff,
    Levels,
    ListeningChanged,
    ListeningState,
    Said,
    Trouble,
)
from callassist.events import Note
from callassist.live.messages import DeviceNotice
from callassist.softphone.phone import LinkChanged
from ui.agent.chords import ACTIONS, CHORDS, described
from ui.agent.window import AgentWindow
from ui.gallery.scenes import SCENES
from ui.settings import Settings
from ui.widgets.labels import Words
from ui.words import choose_digits, clock, left_to_right

ID = "1000000008"


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def words_of(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget)]
    buttons = [button.text() for button in widget.findChildren(QPushButton) if button.isVisibleTo(widget)]
    return " | ".join(labels + buttons)


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


# ── Chords ────────────────────────────────────────────────────────────────────────────────────────────────


def test_chords_do_not_collide_and_are_never_plain_keys() -> None:
    assert set(CHORDS) == set(ACTIONS)
    for keys in ({chord.key for chord in CHORDS.values()}, {chord.scan for chord in CHORDS.values()}):
        assert len(keys) == len(CHORDS)
    # Letters of other places on French or German keyboards, and what desktops take with Ctrl+Alt.
    assert not {chord.key for chord in CHORDS.values()} & set("AQZWMTLD")
    for chord in CHORDS.values():
        (combination,) = QKeySequence(chord.label.strip("\u2066\u2069"))
        assert combination.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_every_chord_is_on_the_sheet(desktop: Desktop) -> None:
    desktop.press("keys")
    sheet = words_of(desktop.window.setup.keys)
    assert [action for action in ACTIONS if CHORDS[action].label not in sheet or described(action) not in sheet] == []


@pytest.mark.parametrize("arabic_layout", [False, True], ids=["latin", "arabic"])
def test_chords_go_by_the_place_of_the_key(desktop: Desktop, arabic_layout: bool) -> None:
    if arabic_layout and sys.platform != "linux":
        pytest.skip("the places are given as X11 gives them")
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause", arabic_layout=arabic_layout)
    desktop.press("note", arabic_layout=arabic_layout)
    assert desktop.engine.asked[-1] == ("pause",)
    assert desktop.window.call.note.field.hasFocus()
    assert desktop.window.call.note.field.text() == ""


def test_plain_keys_do_nothing_but_type(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    asked = len(desktop.engine.asked)
    for chord in CHORDS.values():
        for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(desktop.window.windowHandle(), Qt.Key(chord.codes[0]), modifier)
    assert len(desktop.engine.asked) == asked


def test_hanging_up_takes_two_presses(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    desktop.press("hang_up")
    assert ("hang_up", "c") not in desktop.engine.asked
    assert "Press again" in words_of(desktop.window.bar)
    desktop.press("hang_up")
    assert desktop.engine.asked.count(("hang_up", "c")) == 1
    desktop.press("hang_up")
    desktop.window.bar.hang_up_button._waiting.timeout.emit()
    assert desktop.engine.asked.count(("hang_up", "c")) == 1


def test_one_press_for_one_call_does_not_count_for_the_next(desktop: Desktop) -> None:
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    desktop.press("hang_up")
    desktop.tell(CallsChanged((call("d"),)))
    desktop.press("hang_up")
    assert [asked for asked in desktop.engine.asked if asked[0] == "hang_up"] == []


def test_a_held_key_counts_once(desktop: Desktop) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    desktop.talk(utterance(1, "hello"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, ord("H"), both, "", repeat)
        QApplication.sendEvent(desktop.window.windowHandle(), event)
    assert ("hang_up", "c") not in desktop.engine.asked


def test_a_refusal_stops_the_listening_at_once_and_can_be_undone(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "please do not"))
    desktop.press("refuse")
    assert desktop.engine.asked[-1] == ("pause",)
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("resume",)
    desktop.press("refuse")
    desktop.window.undo._time.timeout.emit()
    assert desktop.engine.asked[-1] == ("refuse", "c")
    assert not desktop.window.undo.offers


def test_a_refusal_lasts_when_the_call_or_the_window_ends_first(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "please do not"))
    desktop.press("refuse")
    desktop.tell(CallsChanged(()))
    desktop.window.close()
    assert ("refuse", "c") in desktop.engine.asked


def test_listening_is_paused_and_goes_on(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause")
    desktop.tell(ListeningChanged("paused"))
    assert "Go on" in words_of(desktop.window.bar)
    desktop.press("pause")
    assert desktop.engine.asked[-2:] == [("pause",), ("resume",)]


def test_a_call_is_begun_by_hand_only_where_there_is_none(desktop: Desktop) -> None:
    desktop.press("start")
    assert desktop.engine.asked[-1] == ("start_call", None)
    desktop.tell(CallsChanged((call(state="ringing", can_answer=True),)))
    desktop.press("start")
    assert desktop.engine.asked[-1] == ("answer", "c")
    desktop.talk(utterance(1, "hello"))
    asked = len(desktop.engine.asked)
    desktop.press("start")
    assert len(desktop.engine.asked) == asked


# ── Notes and looking behind masks ────────────────────────────────────────────────────────────────────────


def write(desktop: Desktop, text: str) -> None:
    QTest.keyClicks(desktop.window.call.note.field, text)
    QTest.keyClick(desktop.window.call.note.field, Qt.Key.Key_Return)
    desktop.settle()


def test_a_note_is_bound_to_the_line_that_was_spoken_last_or_chosen(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one", t=1), utterance(2, "two", t=5), recorded(3, Note(text="a note", line=2)))
    desktop.press("note")
    assert clock(5) in words_of(desktop.window.call.note)
    desktop.tell(Said("c", (utterance(4, "said meanwhile", t=9),)))
    write(desktop, "first")
    view = desktop.window.call.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    desktop.press("note")
    write(desktop, "second")
    notes = [asked for asked in desktop.engine.asked if asked[0] == "note"]
    assert notes == [("note", "c", "first", 2), ("note", "c", "second", 1)]


def test_a_note_belongs_to_the_call_it_was_begun_on(desktop: Desktop) -> None:
    over = call("c", "ended", ended_t=60.0, answered_at=host_clock.now() - 60)
    desktop.talk(utterance(4, "goodbye"))
    desktop.tell(CallsChanged((over,)))
    desktop.press("note")
    QTest.keyClicks(desktop.window.call.note.field, "call back")
    desktop.tell(CallsChanged((call("d", "ringing"), over)))
    desktop.tell(CallsChanged((call("d"),)), Said("d", (utterance(9, "hello"),)))
    desktop.press("note")
    assert "For the call before" in words_of(desktop.window.call.note)
    write(desktop, " on Sunday")
    assert desktop.engine.asked[-1] == ("note", "c", "call back on Sunday", 4)
    desktop.tell(Said("c", (recorded(12, Note(text="call back on Sunday", line=4)),)))
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 12, "")
    assert "For the call before" not in words_of(desktop.window.call.note)
    desktop.press("note")
    write(desktop, "of the new call")
    assert desktop.engine.asked[-1] == ("note", "d", "of the new call", 9)


def test_a_note_that_is_begun_while_it_rings_is_on_the_call_that_was(desktop: Desktop) -> None:
    over = call("c", "ended", ended_t=60.0, answered_at=host_clock.now() - 60)
    desktop.tell(CallsChanged((call("d", "ringing"), over)))
    write(desktop, "sent the form")
    assert desktop.engine.asked[-1] == ("note", "c", "sent the form", None)


def test_a_note_can_be_undone_changed_and_taken_back(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one"))
    desktop.press("note")
    write(desktop, "a note")
    desktop.tell(Said("c", (recorded(7, Note(text="a note", line=1)),)))
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 7, "")
    view = desktop.window.call.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert desktop.window.call.note.field.text() == "a note"
    write(desktop, ", longer")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 7, "a note, longer")


def test_escape_leaves_the_note_unwritten(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one"))
    desktop.press("note")
    QTest.keyClicks(desktop.window.call.note.field, "no")
    QTest.keyClick(desktop.window.call.note.field, Qt.Key.Key_Escape)
    assert desktop.window.call.note.field.text() == ""
    assert [asked for asked in desktop.engine.asked if asked[0] == "note"] == []


def test_an_id_is_seen_only_while_its_key_is_held(desktop: Desktop) -> None:
    desktop.engine.secrets["token"] = ID
    desktop.talk(utterance(1, "it is [id]", behind=((6, 10, "token"),)))
    view = desktop.window.call.view

    def drawn() -> str:
        return view._lay_out(view._line(0)).layout.text()

    assert ID not in drawn()
    desktop.press("reveal", release=False)
    assert ID in drawn()
    desktop.release("reveal")
    assert ID not in drawn()
    desktop.press("reveal", release=False)
    desktop.window._chords.let_go()
    assert ID not in drawn()


# ── Notices ───────────────────────────────────────────────────────────────────────────────────────────────


def test_one_notice_is_shown_the_gravest_first(desktop: Desktop) -> None:
    bar = desktop.window.notices
    desktop.tell(CutOff(2))
    assert "2 calls had been cut off" in words_of(bar)
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
    (got_it,) = [button for button in bar.findChildren(QPushButton) if button.isVisibleTo(bar)]
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


def test_a_note_that_is_half_written_when_the_program_ends_is_kept(desktop: Desktop) -> None:
    desktop.talk(utterance(0, "It drops every evening."))
    desktop.press("note")
    desktop.window.call.note.field.setText("calls back at ")
    desktop.window.close()
    desktop.window.settle()
    assert [asked for asked in desktop.engine.asked if asked[0] == "note"] == [("note", "c", "calls back at", 0)]


def test_an_emptied_note_is_not_taken_back_because_the_program_ends(desktop: Desktop) -> None:
    desktop.talk(utterance(0, "It drops every evening."), recorded(1, Note(t=3.0, text="evenings")))
    transcript = desktop.window.desk.transcript
    assert transcript is not None
    note = transcript.row_of(1)
    assert note is not None
    desktop.window.call.note.edit(transcript.line(note))
    desktop.window.call.note.field.clear()
    desktop.window.close()
    assert not [asked for asked in desktop.engine.asked if asked[0] == "revise_note"]


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
