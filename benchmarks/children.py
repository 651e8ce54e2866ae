"""Which of a program's children is which, and what they cost."""

from __future__ import annotations

from pathlib import Path

import psutil  # type: ignore[import-untyped]

_LOGS = {"callassist-capture.log": "capture", "callassist-recogniser.log": "recogniser"}


def children(parent: psutil.Process) -> dict[str, psutil.Process]:
    """The children of the hearing by name, told apart by the logs they keep."""
    found: dict[str, psutil.Process] = {}
    for child in parent.children(recursive=True):
        for file in child.open_files():
            name = _LOGS.get(Path(file.path).name)
            if name is not None:
                found[name] = child
    return found
