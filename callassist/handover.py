"""How another process reaches the running CallAssist: where, in which words, and within which time.

The hook that a softphone starts on every ring uses this module, so it imports only what is there in a few milliseconds.

A message is one short text of lines: `callassist/1`, a verb, then the number and the name of the other side, either of
which may be empty. The answer is `ok`, or `no` for what was not understood. Both travel in the frames of
`multiprocessing.connection`; neither is ever unpickled.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["rings", "dials", "answered", "held", "resumed", "hung_up"]

VERBS: dict[str, Kind] = {
    "ring": "rings",
    "dial": "dials",
    "answer": "answered",
    "start": "answered",
    "hold": "held",
    "resume": "resumed",
    "hangup": "hung_up",
    "end": "hung_up",
}
"""What a softphone's command may say, and what happened to the call then. Those that run both `answer` and `start` for
one call mean the same thing twice."""

SHOW = "show"
"""The verb of a second start: bring the window forward."""

OK, NO = b"ok", b"no"
MOST_BYTES = 2048
"""A longer message is refused unread."""

_HEAD = "callassist/1"
_MOST_CHARACTERS = 128
"""Of a number or a name. What is longer is no number: the call is told without it."""


class NotRunning(Exception):
    """No CallAssist of this user is running in this session."""


class NoAnswer(Exception):
    """CallAssist is there and did not answer, or did not understand."""


class NotOurs(Exception):
    """The place where CallAssist of this user would be reached belongs to somebody else, or is open to others."""


def message(verb: str, number: str = "", name: str = "") -> bytes:
    """The message that tells `verb`, of a call from or to `number`; what can't be a number or a name is left out."""
    return "\n".join([_HEAD, verb, _clean(number), _clean(name)]).encode("utf-8", "replace")


def understood(raw: bytes) -> tuple[str, str | None, str | None] | None:
    """The verb, number and name of a message; None where it is none of ours."""
    try:
        head, verb, number, name = raw.decode("utf-8").split("\n")
    except ValueError:  # not UTF-8, or not four lines
        return None
    known = head == _HEAD and (verb == SHOW or verb in VERBS)
    return (verb, _clean(number) or None, _clean(name) or None) if known else None


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip() if len(text) <= _MOST_CHARACTERS else ""


# ── Where ─────────────────────────────────────────────────────────────────────────────────────────────────

if sys.platform == "win32":

    def address() -> str:
        """The named pipe of this user in this session: two people on one terminal server don't meet."""
        import ctypes

        session = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(session))
        user = "".join(letter for letter in os.environ.get("USERNAME", "") if letter.isalnum())
        return rf"\\.\pipe\callassist-{session.value}-{user}"

    def deliver(sent: bytes, timeout: float = 1.0) -> None:
        """Give a message to the running CallAssist; returns when it has it.

        Args:
            sent: from `message`. timeout: seconds for its answer.

        Raises:
            NotRunning, NoAnswer, NotOurs: as named.
        """
        from multiprocessing.connection import Client

        try:
            with Client(address(), "AF_PIPE") as connection:
                connection.send_bytes(sent)
                if not connection.poll(timeout) or connection.recv_bytes(MOST_BYTES) != OK:
                    raise NoAnswer
        except FileNotFoundError as error:
            raise NotRunning from error
        except PermissionError as error:
            raise NotOurs from error
        except (OSError, EOFError) as error:
            raise NoAnswer from error

else:

    def runtime_dir() -> str:
        """The folder of the meeting place; `CALLASSIST_RUNTIME` moves it. It need not exist.

        By default in the session's own runtime folder, else in the system's folder for temporary files.
        """
        if moved := os.environ.get("CALLASSIST_RUNTIME"):
            return moved
        if session := os.environ.get("XDG_RUNTIME_DIR"):
            return os.path.join(session, "callassist")  # noqa: PTH118 - pathlib alone would double the start-up
        return os.path.join(os.environ.get("TMPDIR") or "/tmp", f"callassist-{os.getuid()}")  # noqa: PTH118

    def address() -> str:
        """The path of the socket."""
        return os.path.join(runtime_dir(), "socket")  # noqa: PTH118

    def check_private(folder: str) -> None:
        """Make sure that nobody else can be met there.

        Raises:
            NotOurs: `folder` is no folder, belongs to another user or lets others in. OSError: it can't be looked at.
        """
        state = os.lstat(folder)
        if state.st_uid != os.getuid() or state.st_mode & 0o170077 != 0o040000:
            raise NotOurs(folder)

    def deliver(sent: bytes, timeout: float = 1.0) -> None:
        """Give a message to the running CallAssist; returns when it has it.

        Args:
            sent: from `message`. timeout: seconds for all of it.

        Raises:
            NotRunning, NoAnswer, NotOurs: as named.
        """
        import socket
        from time import monotonic

        framed = len(sent).to_bytes(4, "big") + sent
        expected = len(OK).to_bytes(4, "big") + OK
        answer = b""
        end = monotonic() + timeout
        try:
            check_private(runtime_dir())
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(timeout)
                connection.connect(address())
                connection.sendall(framed)
                while len(answer) < len(expected):
                    connection.settimeout(max(0.001, end - monotonic()))
                    received = connection.recv(len(expected) - len(answer))
                    if not received:
                        break
                    answer += received
        except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError) as error:
            raise NotRunning from error
        except OSError as error:
            raise NoAnswer from error
        if answer != expected:
            raise NoAnswer
