"""What a child process says on its standard error, native libraries and fatal signals included, goes to our log.

It is kept in a pipe that outlives the child, so that the last words of a crash are not lost with it, and passes the
log's redaction like everything else. It never lies in a file of its own.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from multiprocessing import reduction
from typing import Any

_log = logging.getLogger(__name__)


class WriteEnd:
    """The end of the pipe that a child takes with it: it can be pickled, but only into a process that is being spawned.

    On Windows a descriptor means nothing to another process, so its handle is passed on. (Not run on a real PC yet.)
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def __getstate__(self) -> Any:
        if sys.platform == "win32":
            import _winapi
            import msvcrt

            return reduction.DupHandle(msvcrt.get_osfhandle(self._fd), _winapi.FILE_GENERIC_WRITE)
        return reduction.DupFd(self._fd)

    def __setstate__(self, passed: Any) -> None:
        if sys.platform == "win32":
            import msvcrt

            self._fd = msvcrt.open_osfhandle(passed.detach(), os.O_WRONLY)
        else:
            self._fd = passed.detach()

    def become_stderr(self) -> None:
        """From now on standard error of this process goes into the pipe."""
        os.dup2(self._fd, 2)
        os.close(self._fd)
        # A windowed program on Windows has none; and lines must be out before a crash.
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115

    def close(self) -> None:
        """The application keeps no end of its own, so that the pipe ends with the child."""
        os.close(self._fd)


class ErrorStream:
    """One child's standard error.

    Attributes:
        write_end: for the child, until it is started.
    """

    def __init__(self, name: str) -> None:
        reader, writer = os.pipe()
        self.write_end = WriteEnd(writer)
        self._name = name
        self._thread = threading.Thread(target=self._log_all, args=(reader,), name=f"{name}-stderr", daemon=True)
        self._thread.start()

    def finish(self, timeout: float) -> None:
        """Wait until all is logged, up to `timeout` seconds: what the child has started may still hold the pipe."""
        self._thread.join(timeout)

    def _log_all(self, reader: int) -> None:
        with open(reader, encoding="utf-8", errors="backslashreplace") as said:
            for line in said:
                _log.warning("%s: %s", self._name, line.rstrip())
