"""The sound system of Windows: WASAPI's devices, in the role of communications, and who plays.

Microphones by sounddevice; what plays by `loopback`. pycaw (Core Audio) tells what PortAudio does not: which device
Windows uses for calls, which process plays, and that something was plugged in or out. Not run on a real PC yet; the
tests replay what the libraries' own sources say they do.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from callassist.audio.devices import Deliver, Device, DeviceChoice, DeviceTrouble, Found, Source
from callassist.audio.loopback import EndpointStream, NotAlone, ProcessStream
from callassist.events import Speaker

HOST_API = "Windows WASAPI"

# mmdeviceapi.h
_RENDER, _CAPTURE, _COMMUNICATIONS, _ACTIVE = 0, 1, 2, 1
# Where Windows keeps the privacy switches, for all programs and for those of the desktop
_CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"

_log = logging.getLogger(__name__)


class WindowsSystem:
    """Core Audio's devices; see `SoundSystem`.

    Args:
        changed: called from a thread of Windows when devices come, go, or are chosen for another role.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        # Before comtypes is imported: notices come in threads of their own, so no message loop is needed.
        sys.coinit_flags = 0  # type: ignore[attr-defined]
        from pycaw.callbacks import MMNotificationClient
        from pycaw.utils import AudioUtilities

        class Watch(MMNotificationClient):  # type: ignore[misc]
            def on_default_device_changed(self, *_: object) -> None:
                changed()

            def on_device_added(self, _: str) -> None:
                changed()

            def on_device_removed(self, _: str) -> None:
                changed()

            def on_device_state_changed(self, *_: object) -> None:
                changed()

        self._audio = AudioUtilities
        self._enumerator = AudioUtilities.GetDeviceEnumerator()
        self._watch = Watch()
        self._enumerator.RegisterEndpointNotificationCallback(self._watch)

    def devices(self) -> list[Device]:
        """Active microphones, and active outputs, which are listened in on."""
        sides: tuple[tuple[int, Speaker], ...] = ((_CAPTURE, "agent"), (_RENDER, "customer"))
        return [
            Device(device.FriendlyName, device.FriendlyName, HOST_API, side, device.id == self._default(flow))
            for flow, side in sides
            for device in self._active(flow)
        ]

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found | None:
        """Where a choice leads; see `SoundSystem.find`."""
        if speaker == "agent" and _microphones_are_denied():
            raise DeviceTrouble(
                "denied", choice.name, "Allow desktop apps to use the microphone in Windows' privacy settings."
            )
        if speaker == "customer" and choice.process:
            process = self._playing(choice.process)
            return None if process is None else self._device(_RENDER, choice, process)
        return self._device(_CAPTURE if speaker == "agent" else _RENDER, choice, None)

    def open(self, speaker: Speaker, found: Found, deliver: Deliver) -> Source:
        """Begin to hear it; see `SoundSystem.open`."""
        if speaker == "agent":
            from callassist.audio import microphone

            microphone.start_afresh()
            return microphone.open_by_name(HOST_API, found, deliver)
        if found.part is not None:
            try:
                return ProcessStream(found, deliver)
            except NotAlone:
                _log.warning("this Windows gives no program's sound apart; all that %s plays is heard", found.name)
        return EndpointStream(found, deliver)

    def close(self) -> None:
        """Stop watching."""
        self._enumerator.UnregisterEndpointNotificationCallback(self._watch)

    def _active(self, flow: int) -> list[Any]:
        return list(self._audio.GetAllDevices(flow, _ACTIVE))

    def _default(self, flow: int) -> str:
        """The id of the device for communications; empty where there is none."""
        try:
            return str(self._enumerator.GetDefaultAudioEndpoint(flow, _COMMUNICATIONS).GetId())
        except OSError:  # COMError is one: not found
            return ""

    def _device(self, flow: int, choice: DeviceChoice, process: int | None) -> Found:
        default = "" if choice.name else self._default(flow)
        for device in self._active(flow):
            if device.FriendlyName == choice.name or device.id == default:
                return Found(
                    (device.id, process),
                    device.FriendlyName,
                    choice.process or device.FriendlyName,
                    muted=bool(device.EndpointVolume.GetMute()),
                    part=process,
                )
        raise DeviceTrouble("missing", choice.name, "Plug it in, or choose another.")

    def _playing(self, program: str) -> int | None:
        """The process of this name that has sound; without `.exe`, in any case."""
        wanted = program.lower().removesuffix(".exe")
        for session in self._audio.GetAllSessions():
            process = session.Process
            if process is not None and process.name().lower().removesuffix(".exe") == wanted:
                return int(process.pid)
        return None


def _microphones_are_denied() -> bool:
    """Whether one of Windows' privacy switches is off, so that a microphone gives silence or can't be opened."""
    import winreg

    places = (
        (winreg.HKEY_LOCAL_MACHINE, _CONSENT),  # type: ignore[attr-defined]
        (winreg.HKEY_CURRENT_USER, _CONSENT),  # type: ignore[attr-defined]
        (winreg.HKEY_CURRENT_USER, _CONSENT + r"\NonPackaged"),  # type: ignore[attr-defined]
    )
    for root, place in places:
        try:
            with winreg.OpenKey(root, place) as key:  # type: ignore[attr-defined]
                if winreg.QueryValueEx(key, "Value")[0] == "Deny":  # type: ignore[attr-defined]
                    return True
        except FileNotFoundError:
            continue
    return False
