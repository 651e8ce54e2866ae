"""The capture as a child process by itself, without what watches it: its own end of the line, on a plain pipe."""

from __future__ import annotations

from multiprocessing.connection import Connection

from callassist.live.capturing import main
from callassist.live.line import Line


def run(pipe: Connection, ring: str) -> None:
    main(Line(pipe, beat=60.0), ring)
