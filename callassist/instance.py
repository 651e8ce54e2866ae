"""One CallAssist for each user and session: the one that runs listens, every later start hands over to it.

What the hook says of the softphone arrives here too. Only the same user can connect, messages are short and of one
kind, and whoever connects and says nothing is shown out.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Protocol

from callassist import handover
from callassist.audio.host_clock import now
from callassist.errors import UserError
from callassist.softphone.phone import PhoneEvent

_log = logging.getLogger(__name__)

_PATIENCE = 0.5
"""Seconds for a connection to say what it wants."""
_MOST_AT_ONCE = 32
"""Connections that are listened to at the same time; more wait in the system's queue of `_BACKLOG`."""
_BACKLOG = 128
_WAIT_AFTER_FAULT = 1.0
"""Seconds until connections are taken again after the system refused to (no more descriptors, say)."""
_HAND_OVER_WITHIN = 3.0
"""Seconds for the one that runs to answer a second start."""


@dataclass(frozen=True, slots=True)
class ShowAsked:
    """Somebody started CallAssist a second time."""


class _Held(Protocol):
    def release(self) -> None: ...


class Instance:
    """The right to be the one that runs, and the ear for those that come later. Made by `claim`."""

    def __init__(self, listener: Listener, held: _Held, tell: Callable[[PhoneEvent | ShowAsked], None]) -> None:
        self._listener = listener
        self._held = held
        self._tell = tell
        self._closing = threading.Event()
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._in_turn = threading.Lock()
        self._thread = threading.Thread(target=self._listen, name="handover", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and let another start be the one. Nothing is told after this."""
        if self._closing.is_set():
            return
        self._closing.set()
        try:
            Client(self._listener.address).close()  # waiting for a connection ends by one
        except OSError:
            _log.warning("somebody removed %s", self._listener.address, exc_info=True)
        else:
            self._thread.join()
            self._listener.close()
        with self._in_turn:
            self._held.release()

    def _listen(self) -> None:
        while not self._closing.is_set():
            self._room.acquire()
            try:
                connection = self._listener.accept()
            except OSError:
                self._room.release()
                _log.warning("a connection could not be taken", exc_info=True)
                self._closing.wait(_WAIT_AFTER_FAULT)
                continue
            threading.Thread(target=self._hear, args=(connection,), name="handover-connection", daemon=True).start()

    def _hear(self, connection: Connection) -> None:
        try:
            with connection, _shown_out(connection):
                if not connection.poll(_PATIENCE):
                    return
                answer = self._take(connection.recv_bytes(handover.MOST_BYTES))
                connection.send_bytes(answer)
        except (OSError, EOFError) as error:
            # Too long, cut short, gone before the answer: it concerns whoever connected.
            _log.info("a connection came to nothing: %s", type(error).__name__)
        finally:
            self._room.release()

    def _take(self, raw: bytes) -> bytes:
        said = handover.understood(raw)
        if said is None:
            _log.info("a message of %d bytes was not understood", len(raw))
            return handover.NO
        verb, number, name = said
        with self._in_turn:
            if self._closing.is_set():
                return handover.NO
            if verb == handover.SHOW:
                self._tell(ShowAsked())
            else:
                self._tell(PhoneEvent(handover.VERBS[verb], now(), number=number, name=name))
        return handover.OK


def claim(tell: Callable[[PhoneEvent | ShowAsked], None]) -> Instance | None:
    """Become the one CallAssist of this user and session.

    Args:
        tell: takes what arrives, one at a time, from threads of its own; it must return soon (put it into a queue).

    Returns:
        None where another one is running: `hand_over` reaches it.

    Raises:
        UserError: the meeting place can't be made, or is not this user's alone.
    """
    try:
        claimed = _claim()
    except handover.NotOurs as error:
        raise _not_ours() from error
    except OSError as error:
        raise UserError(
            f"The place where a second start and the softphone reach CallAssist can't be made: {error}.",
            "Set CALLASSIST_RUNTIME to a folder of this user's own with a short path.",
        ) from error
    return claimed and Instance(*claimed, tell)


def hand_over() -> None:
    """Ask the one that is running to show itself.

    Raises:
        UserError: it is not there any more, or does not answer.
    """
    try:
        handover.deliver(handover.message(handover.SHOW), _HAND_OVER_WITHIN)
    except handover.NotRunning as error:
        raise UserError("The CallAssist that was running has just been closed.", "Start it again.") from error
    except handover.NoAnswer as error:
        raise UserError(
            "CallAssist is already running and does not answer.", "End its process, then start it again."
        ) from error
    except handover.NotOurs as error:
        raise _not_ours() from error


def _not_ours() -> UserError:
    return UserError(
        f"{handover.address()} is not this user's alone, so what the softphone tells could reach others.",
        "Remove it, or set CALLASSIST_RUNTIME to a folder of this user's own.",
    )


if sys.platform == "win32":

    class _Nothing:
        def release(self) -> None:
            """A pipe goes with its last handle: there is nothing else to give back."""

    def _claim() -> tuple[Listener, _Held] | None:
        try:
            # The first instance of a pipe is one only: the system decides between two that start together.
            return Listener(handover.address(), "AF_PIPE"), _Nothing()
        except PermissionError:
            return None

    def _shown_out(connection: Connection) -> AbstractContextManager[None]:
        """A message of a pipe comes whole or not at all, so there is nothing to cut short."""
        return nullcontext()

else:
    import fcntl
    import os
    import socket

    class _Lock:
        """An advisory lock on a file; the system takes it back when the process ends, however it ends."""

        def __init__(self, path: Path) -> None:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

        def wait(self) -> None:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)

        def take(self) -> bool:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        def release(self) -> None:
            """Give it back. The file stays: were it removed, two could each lock one of that name."""
            os.close(self._descriptor)

    def _claim() -> tuple[Listener, _Held] | None:
        folder = Path(handover.runtime_dir())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handover.check_private(str(folder))
        # Whoever finds `running` taken can rely on a listening socket: it is made before `starting` is given back.
        starting, running = _Lock(folder / "starting.lock"), _Lock(folder / "running.lock")
        starting.wait()
        try:
            if not running.take():
                running.release()
                return None
            Path(handover.address()).unlink(missing_ok=True)  # of one that was killed
            try:
                return Listener(handover.address(), "AF_UNIX", backlog=_BACKLOG), running
            except OSError:
                running.release()
                raise
        finally:
            starting.release()

    @contextmanager
    def _shown_out(connection: Connection) -> Iterator[None]:
        """End reading and writing when patience does, however slowly somebody speaks or listens."""
        with socket.socket(fileno=os.dup(connection.fileno())) as shared:
            timer = threading.Timer(2 * _PATIENCE, _hang_up, [shared])
            timer.daemon = True
            timer.start()
            try:
                yield
            finally:
                timer.cancel()
                timer.join()

    def _hang_up(shared: socket.socket) -> None:
        with suppress(OSError):  # the other side was quicker
            shared.shutdown(socket.SHUT_RDWR)
