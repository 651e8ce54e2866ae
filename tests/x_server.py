"""A real X server for tests of what only a desktop has: focus, and keys of all windows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.needs import program


@contextmanager
def x_server(needed: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start Xvfb on a display of its own and give the display's name; skip where a program is missing.

    Args:
        needed: further programs, and Debian's packages of them.
    """
    for name, package in {"Xvfb": "xvfb", **(needed or {})}.items():
        program(name, package)
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
