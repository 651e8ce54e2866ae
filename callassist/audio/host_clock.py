"""The one clock that all processes of a call share."""

from __future__ import annotations

import time


def now() -> float:
    """Seconds on the host's monotonic clock; the same in every process of this PC, and never set back.

    `time.perf_counter`, since Python's `time.monotonic` moves in steps of 16 ms on Windows.
    """
    return time.perf_counter()
