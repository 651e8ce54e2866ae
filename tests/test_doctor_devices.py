"""What the doctor makes of the devices that the sound system finds."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from callassist.doctor import devices
from callassist.doctor.wording import Wording
from callassist.events import Speaker
from callassist.settings import DeviceSetting


class FakeTrouble(Exception):
    """As the sound system's own: a state, a device's name and a remedy."""

    def __init__(self, state: str, device: str, remedy: str) -> None:
        super().__init__(state)
        self.state, self.device, self.remedy = state, device, remedy


@dataclass(frozen=True)
class FakeChoice:
    name: str
    host_api: str
    process: str


@dataclass(frozen=True)
class FakeFound:
    label: str
    muted: bool = False


class FakeSystem:
    """Answers every search with one device, or raises one trouble."""

    def __init__(self, answer: FakeFound | FakeTrouble | None) -> None:
        self._answer = answer
        self.asked: list[Any] = []

    def find(self, speaker: Speaker, choice: Any) -> FakeFound | None:
        self.asked.append(choice)
        if isinstance(self._answer, FakeTrouble):
            raise self._answer
        return self._answer

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def audio() -> ModuleType:
    module = ModuleType("fake_audio")
    module.__dict__.update(DeviceChoice=FakeChoice, DeviceTrouble=FakeTrouble)
    return module


@pytest.mark.parametrize(
    ("answer", "chosen", "state", "about"),
    [
        (FakeFound("Headset"), True, "ok", "ready"),
        (FakeFound("Headset"), False, "attention", "by_default"),
        (FakeFound("Headset", muted=True), True, "attention", "muted"),
        (None, True, "ok", "not_playing"),
        (FakeTrouble("missing", "Headset", "Plug it in."), True, "fails", "missing"),
        (FakeTrouble("busy", "Headset", "Close it."), True, "fails", "busy"),
        (FakeTrouble("denied", "Headset", "Allow it."), True, "fails", "denied"),
        (FakeTrouble("lost", "", "Start it."), True, "fails", "lost"),
    ],
)
def test_every_outcome_has_its_state_and_its_words(
    audio: ModuleType, answer: FakeFound | FakeTrouble | None, chosen: bool, state: str, about: str
) -> None:
    setting = DeviceSetting(process="softphone" if answer is None else "")
    outcome = devices.find(audio, FakeSystem(answer), "customer", setting)
    finding = devices.told(outcome, setting, chosen=chosen)
    assert (finding.state, finding.about) == (state, about)
    what, remedy = Wording().of(finding)
    assert what.startswith("Customer: ") or about == "lost"
    assert remedy or state == "ok"


def test_the_choice_is_handed_on_as_it_was_made(audio: ModuleType) -> None:
    system = FakeSystem(FakeFound("Headset"))
    devices.find(audio, system, "agent", DeviceSetting(name="alsa_input.usb", host_api="PulseAudio"))
    assert system.asked == [FakeChoice("alsa_input.usb", "PulseAudio", "")]
