"""What happened to a device, in the window's language."""

from __future__ import annotations

from callassist.events import Speaker
from callassist.live.messages import DeviceNotice
from ui.words import either_way, translate


def words(notice: DeviceNotice) -> tuple[str, str]:
    """What happened to a device, and what can be done."""
    device = either_way(notice.device)
    return _device_happened(notice.speaker, notice).replace("%1", device), _device_remedy(notice)


def _device_happened(speaker: Speaker, notice: DeviceNotice) -> str:
    mine = speaker == "agent"
    match notice.state:
        case "lost" | "missing":
            return (
                translate("notices", "Your microphone is gone: %1")
                if mine
                else translate("notices", "The softphone's sound is gone: %1")
            )
        case "busy":
            return translate("notices", "Another program holds the device: %1")
        case "denied":
            return translate("notices", "The system does not let this program hear: %1")
        case "silent":
            return (
                translate("notices", "Nothing comes from your microphone: %1")
                if mine
                else translate("notices", "Nothing comes from the softphone: %1")
            )
    return translate("notices", "The device is another one now: %1")


def _device_remedy(notice: DeviceNotice) -> str:
    match notice.state:
        case "lost" | "missing":
            return translate("notices", "The other side is still written down. Plug it in again, or choose another.")
        case "busy":
            return translate("notices", "The other side is still written down. Close that program, or choose another.")
        case "denied":
            return translate("notices", "Allow the microphone in the system's privacy settings.")
        case "silent":
            return translate("notices", "Is it muted at the headset? Otherwise choose another.")
    return translate("notices", "The system chose it, and we follow.")
