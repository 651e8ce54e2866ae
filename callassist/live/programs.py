"""What the two children run. Each imports its own, so that capture starts without the engines and neither with both."""

from __future__ import annotations

from pathlib import Path

from callassist.live.line import Line


def capture(line: Line, ring: str) -> None:
    """Both devices into the ring named `ring`."""
    from callassist.live import capturing

    capturing.main(line, ring)


def recognise(line: Line, ring: str, hearing: Path | None, watching: Path | None) -> None:
    """What is said in the ring named `ring`, by the thresholds of two files, or the shipped ones."""
    from callassist.live import recognising

    recognising.main(line, ring, hearing, watching)
