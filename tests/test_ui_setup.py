"""The first start, the settings, and the application as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, words_of

from callassist.calls.updates import CallsChanged, DeviceOption, DevicesFound, Levels, NoticeChanged
from callassist.live.messages import DeviceChoice
from ui import settings
from ui.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
HEADSET, BUILT_IN = DeviceChoice(name="Headset"), DeviceChoice(name="Built-in")
AGENTS = (DeviceOption(BUILT_IN, "Built-in"), DeviceOption(HEADSET, "Headset", is_default=True))
CUSTOMERS = (DeviceOption(HEADSET, "Monitor of headset", is_default=True),)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def test_the_first_start_confirms_the_notice_and_chooses_devices_by_ear(desktop: Desktop) -> None:
    setup, window = desktop.window.setup, desktop.window
    setup.first_start()
    assert not setup.notice.confirm_button.isEnabled()
    QTest.keyClicks(setup.notice.name, "Nora")
    setup.notice.confirm_button.click()
    assert desktop.engine.asked[-2:] == [("confirm_notice", "Nora", False), ("devices",)]
    assert window.stack.currentWidget() is setup.devices
    desktop.tell(DevicesFound(AGENTS, CUSTOMERS, DeviceChoice(), DeviceChoice()))
    assert desktop.engine.asked[-1] == ("try_devices", HEADSET, HEADSET)
    assert setup.devices._agent.word.text() == "Nothing yet"
    for _ in range(5):
        desktop.tell(Levels(-20.0, -90.0))
        desktop.qtbot.wait(60)
    assert setup.devices._agent.word.text() == "Heard"
    assert setup.devices._customer.word.text() == "Nothing yet"
    setup.devices.done_button.click()
    assert desktop.engine.asked[-2:] == [("choose_devices", HEADSET, HEADSET), ("end_trial",)]
    assert window.stack.currentWidget() is window.idle


def test_the_tone_is_told_from_voices_only_where_the_notice_says_so(desktop: Desktop) -> None:
    setup = desktop.window.setup
    desktop.press("settings")
    assert not setup.settings.voice.isChecked()
    for told in (NoticeChanged(), NoticeChanged("Nora")):
        desktop.tell(told)
        assert not setup.settings.voice.isEnabled()
        assert "Locked: the notice to callers does not say so" in words_of(setup.settings)
        setup.settings.voice.click()
    assert not any(each[0] == "measure_voice" for each in desktop.engine.asked)
    setup._show(setup.notice)
    setup.notice.says_voice.click()
    QTest.keyClicks(setup.notice.name, "Nora")
    setup.notice.confirm_button.click()
    assert desktop.engine.asked[-1] == ("confirm_notice", "Nora", True)
    desktop.tell(NoticeChanged("Nora", says_voice=True))
    assert not setup.settings.voice.isChecked()
    assert "Locked" not in words_of(setup.settings)
    setup.settings.voice.click()
    assert desktop.engine.asked[-1] == ("measure_voice", True)
    desktop.tell(NoticeChanged("Nora", says_voice=True, measures_voice=True))
    assert setup.settings.voice.isChecked()
    setup.settings.voice.click()
    assert desktop.engine.asked[-1] == ("measure_voice", False)


def test_a_call_goes_before_the_set_up(desktop: Desktop) -> None:
    desktop.window.setup.choose_devices()
    desktop.tell(CallsChanged((call(),)))
    assert desktop.window.stack.currentWidget() is desktop.window.call
    assert ("end_trial",) in desktop.engine.asked


def test_who_confirmed_is_shown_when_it_is_opened_again(desktop: Desktop) -> None:
    desktop.tell(NoticeChanged("Nora"))
    assert "Nora" in desktop.window.setup.notice._so_far.text()


def test_settings_are_kept_and_damaged_ones_do_not_stop_the_window(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    assert settings.load(file) == Settings()
    chosen = Settings(language="en", theme="dark", digits="arabic", scale=150, place=(1, 2, 3, 4))
    settings.save(chosen, file)
    assert settings.load(file) == chosen
    assert [found.name for found in file.parent.iterdir()] == ["window.json"]
    for damage in ('{"scale": 37}', "{", "\ufeff[]", '{"language": "xx"}'):
        file.write_text(damage, encoding="utf-8")
        assert settings.load(file) == Settings()


def test_every_setting_of_the_page_takes_effect(desktop: Desktop) -> None:
    chosen: list[Settings] = []
    page = desktop.window.setup.settings
    page.changed.connect(chosen.append)
    for name, box in page.boxes.items():
        box.setCurrentIndex(box.count() - 1)
        box.activated.emit(box.count() - 1)
        assert getattr(chosen[-1], name) == box.itemData(box.count() - 1)
    # One after the other: what was chosen before stays chosen.
    assert all(getattr(chosen[-1], name) == box.itemData(box.count() - 1) for name, box in page.boxes.items())


def test_the_language_of_the_calls_is_left_to_the_engine_to_keep(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    settings.save(Settings(language="en", calls_in="en"), file)
    assert settings.load(file) == Settings(language="en")


def test_the_engine_finds_the_window_without_naming_it() -> None:
    (found,) = entry_points(group="callassist.windows", name="main")
    assert found.value == "ui.app:main"


_RUN = """
import sys
from importlib.metadata import entry_points
from PySide6.QtCore import QTimer
from ui.gallery.fake_engine import FakeEngine

made = []

def make_engine(tell):
    made.append(FakeEngine(tell))
    QTimer.singleShot(300, lambda: print("ready", flush=True))
    return made[0]

(window,) = entry_points(group="callassist.windows", name="main")
code = window.load()(["callassist"], make_engine)
print(made[0].asked[-1], flush=True)
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks it to end by a signal")
def test_the_application_starts_and_ends_politely(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "window.json").write_text(json.dumps({"language": "ar", "set_up": True}), encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-c", _RUN],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "CALLASSIST_CONFIG": str(config)},
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert out == "('close',)\n"
    assert "Traceback" not in err
