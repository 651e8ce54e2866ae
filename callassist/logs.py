"""Log files and crash reports, in which no card number, security code, IBAN or ID is ever written.

Every record is redacted before it reaches the file: the message with its arguments, the traceback, the stack. A
crash leaves the whole traceback without local variables, redacted too, and no core dump, which would hold them all.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
import threading
import time
import traceback
from datetime import UTC, datetime
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from callassist import __version__, paths

if TYPE_CHECKING:
    from callassist.text.redaction import RedactionPolicy

_FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(processName)s %(threadName)s %(name)s: %(message)s"
_MEGABYTE = 1_048_576
_KEPT_FILES = 5

_log = logging.getLogger(__name__)


class RedactingFilter(logging.Filter):
    """Makes every record that passes fit to be written, for all handlers behind it too."""

    def __init__(self, policy: RedactionPolicy | None = None) -> None:
        super().__init__()
        self._policy = policy

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact `record` in place; none is held back."""
        record.msg = _redacted(_message(record), self._policy)
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = _told(record.exc_info[1])
        if record.exc_text:
            record.exc_text = _redacted(record.exc_text, self._policy)
        if record.stack_info:
            record.stack_info = _redacted(record.stack_info, self._policy)
        # A formatter that finds it would tell it anew, unredacted.
        record.exc_info = None
        return True


def _redacted(text: str, policy: RedactionPolicy | None = None) -> str:
    # Imported with the first record, which seldom comes before the window is there: it would keep that waiting.
    from callassist.text.redaction import redact_text

    return redact_text(text, policy=policy or _shipped_policy())


@cache
def _shipped_policy() -> RedactionPolicy:
    from callassist.text.redaction import load_policy

    return load_policy()


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001 - an argument's own __str__ may raise anything; the record says so
        return f"{record.msg} (its arguments could not be put in: {type(error).__name__})"


class _PrivateFile(RotatingFileHandler):
    """A rotating log that only its owner can read."""

    def _open(self) -> IO[str]:  # type: ignore[override]  # typeshed names the class, every text file will do
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def configure(level: int = logging.INFO, *, name: str = "callassist") -> Path:
    """Log to `<name>.log` in the log folder, redacted, and write a crash report for what nobody catches.

    Call it once in every process, with a name of its own: two processes can't share a rotating file. A second call
    moves the log. Gives the log's path.

    Raises:
        OSError: the folder or file can't be written.
    """
    folder = paths.log_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _PrivateFile(
        folder / f"{name}.log",
        maxBytes=_MEGABYTE,
        backupCount=_KEPT_FILES,
        encoding="utf-8",
        errors="backslashreplace",
    )
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(RedactingFilter())
    root = logging.getLogger()
    for earlier in [known for known in root.handlers if isinstance(known, _PrivateFile)]:
        root.removeHandler(earlier)
        earlier.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread
    sys.unraisablehook = _on_unraisable
    _forbid_core_dumps()
    return Path(handler.baseFilename)


def crash_report(error: BaseException) -> Path:
    """Write down `error` and all that led to it, without local variables, redacted; gives the file, mode 0600.

    Where the log folder can't be written, the report goes to the system's folder for temporary files.
    """
    now = datetime.now(UTC)
    told = _redacted(_told(error))
    text = (
        f"CallAssist {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{now.isoformat(timespec='seconds')}, process {os.getpid()}, thread {threading.current_thread().name}\n\n"
        f"{told}\n"
    )
    stamp = f"crash-{now:%Y%m%dT%H%M%SZ}-"
    try:
        folder = paths.log_dir()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file, path = tempfile.mkstemp(".txt", stamp, folder)
    except OSError:
        file, path = tempfile.mkstemp(".txt", stamp)
    with os.fdopen(file, "w", encoding="utf-8", errors="backslashreplace") as report:
        report.write(text)
    return Path(path)


def _told(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=False).format()).rstrip()


def _report(error: BaseException) -> None:
    path = crash_report(error)
    _log.critical("a fault in the program; the report is in %s", path.name, exc_info=error)
    if sys.stderr is not None:
        sys.stderr.write(f"callassist: a fault in the program. The report is in {path}; please send it on.\n")


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        _report(error)
    else:
        sys.__excepthook__(kind, error, trace)


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and issubclass(args.exc_type, Exception):
        _report(args.exc_value)


def _on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    if unraisable.exc_value is not None:
        _log.error("%s", unraisable.err_msg or "an error that nobody could take", exc_info=unraisable.exc_value)


def _forbid_core_dumps() -> None:
    """A core dump would hold every word in memory. Windows writes none unless its administrator asks for them."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
