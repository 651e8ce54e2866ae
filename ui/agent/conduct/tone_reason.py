"""Why a tone is told, in the window's language and short enough for a glance."""

from __future__ import annotations

from callassist.conversation import tone_reasons
from ui.words import either_way, left_to_right, quoted, translate


def reason_words(reason: str) -> str:
    """A reason of a `Tone` (`conversation/tone_reasons.py`); one that is of no known form stays as it is."""
    read = tone_reasons.read(reason)
    if read is None:
        return either_way(reason)
    if read.measure is None:
        said = quoted(read.words)
        return translate("tone", "again %1").replace("%1", said) if read.again else said
    match read.measure:
        case "pitch":
            words = translate("tone", "pitch %1 st")
        case "tilt":
            words = translate("tone", "sharpness %1 dB")
        case "loudness":
            words = translate("tone", "loudness %1 dB")
        case "pace":
            words = translate("tone", "pace %1")
    return words.replace("%1", left_to_right(tone_reasons.shown(read)))
