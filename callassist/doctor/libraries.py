"""Whether the native libraries load, each in its turn, in a child process."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from callassist.doctor.finding import Finding
from callassist.doctor.trial import Crashed, Silent, trial


def look(within: float) -> list[Finding]:
    """A finding for every library; the one at which the child died or hung is the last."""
    found: list[Finding] = []
    try:
        for name, version, reason in trial(load_all, within=within):
            if reason:
                found.append(Finding("libraries", "fails", "refused", {"library": name, "reason": reason}))
            else:
                found.append(Finding("libraries", "ok", "loads", {"library": f"{name} {version}".strip()}))
    except Crashed as crash:
        found.append(Finding("libraries", "fails", "crashed", {"library": _next(found), "code": crash.code}))
    except Silent:
        found.append(Finding("libraries", "fails", "silent", {"library": _next(found), "seconds": round(within)}))
    return found


def _next(found: list[Finding]) -> str:
    """The library whose turn it was; the last where all had had theirs and the child ended badly."""
    return list(_LIBRARIES)[: len(found) + 1][-1]


def load_all() -> Iterator[tuple[str, str, str]]:
    """Load every library: its name, its version as far as it tells one, and what was wrong, empty if nothing."""
    for name, load in _LIBRARIES.items():
        try:
            version, reason = load(), ""
        except (ImportError, OSError, RuntimeError) as error:
            version, reason = "", str(error).strip().rstrip(".") or type(error).__name__
        yield name, version, reason


def _ctranslate2() -> str:
    import ctranslate2

    return f"{ctranslate2.__version__} ({', '.join(sorted(ctranslate2.get_supported_compute_types('cpu')))})"


def _faster_whisper() -> str:
    import faster_whisper

    return str(faster_whisper.__version__)


def _vosk() -> str:
    import vosk

    vosk.SetLogLevel(-1)
    return ""


def _silero() -> str:
    import numpy as np

    from callassist.speech import policy
    from callassist.speech.activity import FRAME, VoiceActivity

    VoiceActivity(policy.load().activity).judge(np.zeros(FRAME, np.float32), 0.0)
    return ""


def _sqlcipher() -> str:
    from sqlcipher3 import dbapi2

    with dbapi2.connect(":memory:") as connection:
        connection.execute("PRAGMA key = 'a trial'")
        (version,) = connection.execute("PRAGMA cipher_version").fetchone()
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    return str(version)


def _sounddevice() -> str:
    import sounddevice

    return f"{sounddevice.__version__} ({sounddevice.get_portaudio_version()[1]})"


def _soundfile() -> str:
    import soundfile

    return f"{soundfile.__version__} ({soundfile.__libsndfile_version__})"


def _soxr() -> str:
    import soxr

    return f"{soxr.__version__} ({soxr.__libsoxr_version__})"


_LIBRARIES: dict[str, Callable[[], str]] = {
    "SQLCipher": _sqlcipher,
    "CTranslate2": _ctranslate2,
    "faster-whisper": _faster_whisper,
    "Vosk": _vosk,
    "Silero voice activity": _silero,
    "sounddevice": _sounddevice,
    "soundfile": _soundfile,
    "soxr": _soxr,
}
