"""Windows and macOS as far as they can be tried elsewhere: named fakes do what the libraries' sources say they do.

None of this has run on a real PC of either kind yet.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import sounddevice

from callassist.audio import microphone
from callassist.audio.devices import Block, Device, DeviceChoice, DeviceTrouble, Found
from callassist.audio.loopback import EndpointStream, ProcessStream
from callassist.audio.macos import MacSystem
from callassist.audio.windows import WindowsSystem


def module(name: str, **holds: object) -> types.ModuleType:
    made = types.ModuleType(name)
    for key, value in holds.items():
        setattr(made, key, value)
    return made


class FakeEndpoint:
    """pycaw's AudioDevice."""

    def __init__(self, name: str, muted: bool = False) -> None:
        self.id, self.FriendlyName = f"{{{name}}}", name
        self.EndpointVolume = types.SimpleNamespace(GetMute=lambda: int(muted))

    def GetId(self) -> str:  # noqa: N802 - COM's names
        return self.id


class FakeCoreAudio:
    """pycaw's AudioUtilities and the enumerator it gives."""

    def __init__(self) -> None:
        self.microphones = [FakeEndpoint("Desk microphone"), FakeEndpoint("Headset microphone", muted=True)]
        self.outputs = [FakeEndpoint("Loudspeakers"), FakeEndpoint("Headset")]
        self.for_calls: dict[int, FakeEndpoint | None] = {0: self.outputs[1], 1: self.microphones[1]}
        self.sessions: list[Any] = []
        self.clients: list[Any] = []

    def GetDeviceEnumerator(self) -> FakeCoreAudio:  # noqa: N802
        return self

    def RegisterEndpointNotificationCallback(self, client: object) -> None:  # noqa: N802
        self.clients.append(client)

    def UnregisterEndpointNotificationCallback(self, client: object) -> None:  # noqa: N802
        self.clients.remove(client)

    def GetAllDevices(self, flow: int, state: int) -> list[FakeEndpoint]:  # noqa: N802
        assert state == 1
        return self.microphones if flow == 1 else self.outputs

    def GetDefaultAudioEndpoint(self, flow: int, role: int) -> FakeEndpoint:  # noqa: N802
        assert role == 2
        found = self.for_calls[flow]
        if found is None:
            raise OSError("Element not found")
        return found

    def GetAllSessions(self) -> list[Any]:  # noqa: N802
        return self.sessions


class FakeRegistry:
    """winreg with Windows' privacy switches."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "machine", "user"

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}

    def OpenKey(self, root: str, place: str) -> FakeKey:  # noqa: N802
        return FakeKey(self.values, (root, place.rpartition("\\")[2]))

    def QueryValueEx(self, key: FakeKey, name: str) -> tuple[str, int]:  # noqa: N802
        assert name == "Value"
        return key.value(), 1


class FakeKey:
    """An open key of the registry."""

    def __init__(self, values: dict[tuple[str, str], str], place: tuple[str, str]) -> None:
        if place not in values:
            raise FileNotFoundError(place)
        self._values, self._place = values, place

    def value(self) -> str:
        return self._values[self._place]

    def __enter__(self) -> FakeKey:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class FakeTap:
    """proctap.ProcessAudioCapture on Windows 10 20H1 (`alone`), before it (None), or where all is given."""

    alone: bool | None = True
    started: list[FakeTap] = []

    def __init__(self, pid: int, on_data: Callable[[bytes, int], None]) -> None:
        if FakeTap.alone is None:
            raise RuntimeError("Failed to initialize process loopback (HRESULT=0x80004002).")
        self.pid, self.on_data, self.is_running = pid, on_data, False
        self._backend = types.SimpleNamespace(_native=types.SimpleNamespace(is_process_specific=lambda: FakeTap.alone))

    def start(self) -> None:
        self.is_running = True
        FakeTap.started.append(self)

    def close(self) -> None:
        self.is_running = False


class FakeLoopbackAudio:
    """pyaudiowpatch.PyAudio with one loopback."""

    opened: list[dict[str, Any]] = []

    def get_loopback_device_info_generator(self) -> Iterator[dict[str, Any]]:
        yield {"name": "Headset [Loopback]", "index": 17, "defaultSampleRate": 44100.0, "maxInputChannels": 2}

    def open(self, **arguments: Any) -> types.SimpleNamespace:
        FakeLoopbackAudio.opened.append(arguments)
        return types.SimpleNamespace(is_active=lambda: True, close=lambda: None)

    def terminate(self) -> None:
        return None


@pytest.fixture
def core_audio(monkeypatch: pytest.MonkeyPatch) -> FakeCoreAudio:
    fake = FakeCoreAudio()
    FakeTap.alone, FakeTap.started, FakeLoopbackAudio.opened = True, [], []
    fakes = {
        "pycaw": module("pycaw"),
        "pycaw.callbacks": module("pycaw.callbacks", MMNotificationClient=object),
        "pycaw.utils": module("pycaw.utils", AudioUtilities=fake),
        "winreg": FakeRegistry(),
        "proctap": module("proctap", ProcessAudioCapture=FakeTap),
        "pyaudiowpatch": module("pyaudiowpatch", PyAudio=FakeLoopbackAudio, paFloat32=1, paContinue=0),
    }
    for name, made in fakes.items():
        monkeypatch.setitem(sys.modules, name, made)
    monkeypatch.setattr(sys, "coinit_flags", 2, raising=False)
    return fake


# ── Windows ───────────────────────────────────────────────────────────────────────────────────────────────


def test_windows_lists_devices_with_the_one_for_communications(core_audio: FakeCoreAudio) -> None:
    found = WindowsSystem(lambda: None).devices()
    assert Device("Headset microphone", "Headset microphone", "Windows WASAPI", "agent", is_default=True) in found
    assert Device("Loudspeakers", "Loudspeakers", "Windows WASAPI", "customer") in found
    assert sum(device.is_default for device in found) == 2


def test_windows_follows_the_role_of_communications(core_audio: FakeCoreAudio) -> None:
    changes: list[bool] = []
    system = WindowsSystem(lambda: changes.append(True))
    assert system.find("agent", DeviceChoice()) == Found(
        ("{Headset microphone}", None), "Headset microphone", "Headset microphone", muted=True
    )
    core_audio.for_calls[1] = core_audio.microphones[0]
    core_audio.clients[0].on_default_device_changed("eCapture", 1, "eCommunications", 2, "{Desk microphone}")
    assert changes == [True]
    found = system.find("agent", DeviceChoice())
    assert found is not None
    assert found.name == "Desk microphone"
    core_audio.for_calls[1] = None
    with pytest.raises(DeviceTrouble) as caught:
        system.find("agent", DeviceChoice())
    assert caught.value.state == "missing"
    system.close()
    assert core_audio.clients == []


@pytest.mark.parametrize(
    "switch",
    [("machine", "microphone"), ("user", "microphone"), ("user", "NonPackaged")],
    ids=lambda where: "-".join(where),
)
def test_windows_privacy_switch_is_told_from_silence(core_audio: FakeCoreAudio, switch: tuple[str, str]) -> None:
    registry: Any = sys.modules["winreg"]
    system = WindowsSystem(lambda: None)
    registry.values[switch] = "Allow"
    assert system.find("agent", DeviceChoice())
    registry.values[switch] = "Deny"
    with pytest.raises(DeviceTrouble) as caught:
        system.find("agent", DeviceChoice())
    assert caught.value.state == "denied"
    assert system.find("customer", DeviceChoice())


def test_windows_hears_the_softphone_alone_where_it_can(core_audio: FakeCoreAudio) -> None:
    system = WindowsSystem(lambda: None)
    choice = DeviceChoice(process="microsip")
    assert system.find("customer", choice) is None  # it plays nothing yet
    core_audio.sessions = [
        types.SimpleNamespace(Process=None),  # the system's own sounds
        types.SimpleNamespace(Process=types.SimpleNamespace(name=lambda: "MicroSIP.exe", pid=4711)),
    ]
    found = system.find("customer", choice)
    assert found is not None
    assert (found.name, found.label, found.part) == ("Headset", "microsip", 4711)
    blocks: list[Block] = []
    source = system.open("customer", found, blocks.append)
    assert isinstance(source, ProcessStream)
    FakeTap.started[0].on_data(np.full(960, 0.5, np.float32).tobytes(), -1)
    assert (blocks[0].samples.shape, blocks[0].rate) == ((480, 2), 48_000)
    source.close()
    assert not source.alive
    FakeTap.started[0].on_data(np.zeros(960, np.float32).tobytes(), -1)
    assert len(blocks) == 1


@pytest.mark.parametrize("alone", [None, False])
def test_an_older_windows_hears_all_that_the_device_plays(core_audio: FakeCoreAudio, alone: bool | None) -> None:
    FakeTap.alone = alone
    blocks: list[Block] = []
    source = WindowsSystem(lambda: None).open("customer", Found("key", "Headset", "microsip", part=4711), blocks.append)
    assert isinstance(source, EndpointStream)
    assert FakeTap.started == []
    opened = FakeLoopbackAudio.opened[0]
    assert (opened["input_device_index"], opened["rate"], opened["channels"]) == (17, 44_100, 2)
    answer = opened["stream_callback"](np.full(200, 0.25, np.float32).tobytes(), 100, {}, 0)
    assert answer == (None, 0)
    assert (blocks[0].samples.shape, blocks[0].rate) == ((100, 2), 44_100)
    with pytest.raises(DeviceTrouble, match="missing"):
        EndpointStream(Found("key", "Gone", "Gone"), blocks.append)


@pytest.mark.parametrize(
    ("arguments", "state"),
    [
        (("Unanticipated host error", -9999, (13, -2147024891, "")), "denied"),
        (("Unanticipated host error", -9999, (13, 0, "Access is denied.")), "denied"),
        (("Unanticipated host error", -9999, (13, -2004287478, "AUDCLNT_E_DEVICE_IN_USE")), "busy"),
        (("Device unavailable", -9985), "busy"),
        (("Invalid device", -9996), "missing"),
        (("Internal PortAudio error", -9986), "lost"),
    ],
)
def test_what_portaudio_says_becomes_what_people_can_mend(arguments: tuple[Any, ...], state: str) -> None:
    trouble = microphone.trouble(sounddevice.PortAudioError(*arguments), "Headset")
    assert (trouble.state, bool(trouble.remedy)) == (state, True)


# ── macOS ─────────────────────────────────────────────────────────────────────────────────────────────────


class FakePortAudio:
    """sounddevice on a Mac: a list that is as it was when it began, and streams that end when it begins anew."""

    def __init__(self) -> None:
        self.plugged_in = ["MacBook microphone", "BlackHole 2ch"]
        self._seen: list[str] = []
        self.running: list[FakeInputStream] = []
        self.begin()

    def begin(self) -> None:
        self._seen = list(self.plugged_in)
        for stream in self.running:
            stream.active = False
        self.running.clear()

    def query_devices(self) -> list[dict[str, Any]]:
        common = {"hostapi": 0, "max_input_channels": 2, "default_samplerate": 48_000.0}
        return [{"name": name, "index": index, **common} for index, name in enumerate(self._seen)]

    def query_hostapis(self, index: int | None = None) -> Any:
        api = {"name": "Core Audio", "default_input_device": 0 if self._seen else -1}
        return (api,) if index is None else api


class FakeInputStream:
    """sounddevice.InputStream."""

    portaudio: FakePortAudio

    def __init__(self, **arguments: Any) -> None:
        self.arguments, self.active = arguments, False

    def start(self) -> None:
        self.active = True
        self.portaudio.running.append(self)

    def abort(self, ignore_errors: bool) -> None:
        self.active = False

    def close(self, ignore_errors: bool) -> None:
        self.active = False


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    fake = FakePortAudio()
    FakeInputStream.portaudio = fake
    monkeypatch.setattr(sounddevice, "query_devices", fake.query_devices)
    monkeypatch.setattr(sounddevice, "query_hostapis", fake.query_hostapis)
    monkeypatch.setattr(sounddevice, "_terminate", lambda: None)
    monkeypatch.setattr(sounddevice, "_initialize", fake.begin)
    monkeypatch.setattr(sounddevice, "InputStream", FakeInputStream)
    return fake


def test_a_mac_hears_the_softphone_through_a_virtual_device(portaudio: FakePortAudio) -> None:
    system = MacSystem(lambda: None)
    assert Device("BlackHole 2ch", "BlackHole 2ch", "Core Audio", "customer", is_default=True) in system.devices()
    found = system.find("customer", DeviceChoice())
    blocks: list[Block] = []
    source = system.open("customer", found, blocks.append)
    portaudio.running[0].arguments["callback"](np.zeros((1440, 2), np.float32), 1440, None, None)
    assert (blocks[0].samples.shape, blocks[0].rate) == ((1440, 2), 48_000)
    source.close()


def test_a_mac_without_one_says_how_to_get_it(portaudio: FakePortAudio) -> None:
    portaudio.plugged_in.remove("BlackHole 2ch")
    portaudio.begin()
    with pytest.raises(DeviceTrouble) as caught:
        MacSystem(lambda: None).find("customer", DeviceChoice())
    assert caught.value.state == "missing"
    assert "BlackHole" in caught.value.remedy
    assert "Multi-Output Device" in caught.value.remedy


def test_a_mac_sees_what_was_plugged_in_since(portaudio: FakePortAudio) -> None:
    system = MacSystem(lambda: None)
    running = system.open("customer", system.find("customer", DeviceChoice()), lambda block: None)
    portaudio.plugged_in.append("Headset")
    assert system.find("agent", DeviceChoice("Headset")).name == "Headset"
    assert not running.alive  # it is opened again by the side that it belongs to
