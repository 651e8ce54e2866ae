"""From the engine's thread to Qt's: everything recorded, in order; the newest of what is fleeting."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import utterance

from callassist.calls.updates import BroughtForward, CallsChanged, Levels, Said, Saying, Update
from callassist.events import Partial, Speaker
from ui.bridge import Bridge


def saying(text: str, speaker: Speaker = "customer", key: str = "c") -> Saying:
    return Saying(key, Partial(speaker=speaker, text=text))


def tell_from_another_thread(bridge: Bridge, updates: list[Update]) -> None:
    thread = threading.Thread(target=lambda: [bridge.tell(update) for update in updates])
    thread.start()
    thread.join()


def test_every_final_comes_in_order_and_on_qts_thread(qtbot: QtBot, qapp: QApplication) -> None:
    bridge = Bridge()
    came: list[int] = []
    threads = set()

    def take(update: Said) -> None:
        came.append(update.recorded[0].seq)
        threads.add(QThread.currentThread())

    bridge.said.connect(take)
    tell_from_another_thread(bridge, [Said("c", (utterance(seq, "word"),)) for seq in range(1000)])
    assert came == []
    qtbot.waitUntil(lambda: len(came) == 1000)
    assert came == list(range(1000))
    assert threads == {qapp.thread()}


def test_of_a_flood_of_partials_and_levels_only_the_newest_is_shown(qtbot: QtBot) -> None:
    bridge = Bridge()
    shown: list[tuple[str, str]] = []
    levels: list[Levels] = []
    bridge.saying.connect(lambda update: shown.append((update.partial.speaker, update.partial.text)))
    bridge.levels.connect(levels.append)
    flood: list[Update] = []
    for number in range(500):
        flood += [saying(f"c{number}"), saying(f"a{number}", "agent"), Levels(-number, -number)]
    tell_from_another_thread(bridge, flood)
    qtbot.waitUntil(lambda: bool(levels))
    assert shown == [("customer", "c499"), ("agent", "a499")]
    assert levels == [Levels(-499, -499)]


def test_a_flood_wakes_the_event_loop_once_for_each_time_it_is_shown(qtbot: QtBot) -> None:
    bridge = Bridge()
    wakes, shown = [], []
    bridge._woken_for_latest.connect(lambda: wakes.append(1))
    bridge.levels.connect(shown.append)
    for _ in range(5):
        before = len(shown)
        tell_from_another_thread(bridge, [Levels(-1, -2)] * 200)
        qtbot.waitUntil(lambda before=before: len(shown) > before)
    assert len(wakes) == len(shown) == 5


def test_no_partial_outlives_its_final(qtbot: QtBot) -> None:
    bridge = Bridge()
    order: list[str] = []
    bridge.saying.connect(lambda update: order.append(update.partial.text))
    bridge.said.connect(lambda update: order.append("final"))
    tell_from_another_thread(
        bridge, [saying("old"), saying("other side", "agent"), Said("c", (utterance(1, "new"),)), saying("next")]
    )
    qtbot.waitUntil(lambda: len(order) == 3)
    assert sorted(order[1:]) == ["next", "other side"]
    assert order[0] == "final"


def test_a_partial_never_comes_before_what_was_told_earlier(qtbot: QtBot) -> None:
    bridge = Bridge()
    order: list[str] = []
    bridge.calls.connect(lambda _update: order.append("call"))
    bridge.saying.connect(lambda _update: order.append("partial"))
    tell_from_another_thread(bridge, [*[CallsChanged(())] * 300, saying("hello")])
    qtbot.waitUntil(lambda: "partial" in order)
    assert order == ["call"] * 300 + ["partial"]


def test_a_second_start_brings_the_window_forward(qtbot: QtBot) -> None:
    bridge = Bridge()
    with qtbot.waitSignal(bridge.forward):
        tell_from_another_thread(bridge, [BroughtForward()])
