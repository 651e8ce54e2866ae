"""Runs before everything else in the frozen app: an empty module in the place of PyAV.

faster-whisper imports `av` to read sound files, which CallAssist never asks of it: it hands over samples. PyAV's
wheels carry FFmpeg with GPL parts, which must not be distributed with the app (docs/dependencies.md), so they are left
out, and this takes the name's place. What would need the real one says so.
"""

from __future__ import annotations

import sys
import types


class _LeftOut(types.ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what the import system and inspections ask of any module
            raise AttributeError(name)
        raise ImportError(f"av.{name}: PyAV is not part of the frozen app; hand over samples, not a sound file")


sys.modules["av"] = _LeftOut("av", "Left out; see packaging/frozen/without_av.py.")
