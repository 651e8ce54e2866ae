"""What the doctor makes of the devices that the sound system finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pulse_server import MICROPHONE, SOFTPHONE, PulseServer, private_server

from callassist.audio.devices import Deliver, Device, DeviceChoice, DeviceTrouble, Found, Source
from callassist.doctor import devices
from callassist.doctor.wording import Wording
from callassist.events import Speaker
from callassist.settings import DeviceSetting, HearingSettings


class FakeSystem:
    """A sound system that answers every search with one device, or raises one trouble; it opens none."""

    def __init__(self, answer: Found | DeviceTrouble | None) -> None:
        self._answer = answer
        self.asked: list[DeviceChoice] = []

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found | None:
        self.asked.append(choice)
        if isinstance(self._answer, DeviceTrouble):
            raise self._answer
        return self._answer

    def devices(self) -> list[Device]:
        raise AssertionError("the doctor needs no list")

    def open(self, speaker: Speaker, found: Found, deliver: Deliver) -> Source:
        raise AssertionError("the doctor opens nothing")

    def close(self) -> None:
        """Nothing to let go of."""


def headset(*, muted: bool = False) -> Found:
    return Found(1, "alsa_input.usb", "Headset", muted=muted)


@pytest.mark.parametrize(
    ("answer", "chosen", "state", "about"),
    [
        (headset(), True, "ok", "ready"),
        (headset(), False, "attention", "by_default"),
        (headset(muted=True), True, "attention", "muted"),
        (None, True, "ok", "not_playing"),
        (DeviceTrouble("missing", "Headset", "Plug it in."), True, "fails", "missing"),
        (DeviceTrouble("busy", "Headset", "Close it."), True, "fails", "busy"),
        (DeviceTrouble("denied", "Headset", "Allow it."), True, "fails", "denied"),
        (DeviceTrouble("lost", "", "Start it."), True, "fails", "lost"),
    ],
)
def test_every_outcome_has_its_state_and_its_words(
    answer: Found | DeviceTrouble | None, chosen: bool, state: str, about: str
) -> None:
    setting = DeviceSetting(process="softphone" if answer is None else "")
    outcome = devices.find(FakeSystem(answer), "customer", setting)
    finding = devices.told(outcome, setting, chosen=chosen)
    assert (finding.state, finding.about) == (state, about)
    what, remedy = Wording().of(finding)
    assert what.startswith("Customer: ") or about == "lost"
    assert remedy or state == "ok"


def test_the_choice_is_handed_on_as_it_was_made() -> None:
    system = FakeSystem(headset())
    devices.find(system, "agent", DeviceSetting(name="alsa_input.usb", host_api="PulseAudio"))
    assert system.asked == [DeviceChoice("alsa_input.usb", "PulseAudio", "")]


# ── With a real sound server ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with private_server() as started:
        for name, value in started.environment.items():
            monkeypatch.setenv(name, value)
        yield started


def test_both_sides_are_found_as_the_system_has_them(server: PulseServer) -> None:
    chosen = HearingSettings(devices_chosen=True, customer=DeviceSetting(name=SOFTPHONE))
    assert [finding.about for finding in devices.look(chosen, 60)] == ["ready", "ready"]
    assert [finding.about for finding in devices.look(HearingSettings(), 60)] == ["by_default", "by_default"]
    gone = HearingSettings(devices_chosen=True, agent=DeviceSetting(name="alsa_input.unplugged"))
    agent, _ = devices.look(gone, 60)
    assert (agent.state, agent.about, agent.values["device"]) == ("fails", "missing", "alsa_input.unplugged")


def test_a_microphone_muted_in_the_system_is_said(server: PulseServer) -> None:
    server.pactl("set-source-mute", MICROPHONE, "1")
    agent, customer = devices.look(HearingSettings(devices_chosen=True), 60)
    assert (agent.about, customer.about) == ("muted", "ready")


def test_without_a_sound_server_both_sides_fail_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    found = devices.look(HearingSettings(), 60)
    assert [(finding.state, finding.about) for finding in found] == [("fails", "lost")] * 2
    assert all(Wording().of(finding)[1] for finding in found)
