"""The link to baresip: its `ctrl_tcp` module, JSON in netstrings over a connection of this PC.

One thread reads and waits; it is woken when the link is closed, and otherwise by what baresip says. A connection that
is lost is made again for as long as it takes. Whoever connects to baresip last puts the one before out: with two
programs at the port each would do it to the other, so the pauses grow while no connection lasts.
"""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

import tenacity

from callassist.audio.host_clock import now
from callassist.errors import UserError
from callassist.softphone.baresip_calls import BaresipCalls
from callassist.softphone.netstrings import Netstrings, NotNetstrings, netstring
from callassist.softphone.phone import LinkChanged, LinkState, PhoneEvent

_log = logging.getLogger(__name__)

DEFAULT_PORT = 4444
_CONNECT_S = 2.0
_ANSWER_S = 5.0
"""Seconds for the first answer; whoever says nothing until then is no baresip."""
_LASTING_S = 10.0
"""A connection that lasted as long is made again at once when it is lost."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 15.0
_MOST_FRAMES_A_SECOND = 1000
_MOST_BYTES_A_SECOND = 1_000_000
"""A busy baresip sends some ten frames and 3 kB for a call that begins; more than these is a flood."""
_CHUNK = 16_384

_NOT_THERE = "Start baresip, with ctrl_tcp.so among its modules and ctrl_tcp_listen {address} in its config."
_SOMETHING_ELSE = "What answers at {address} does not speak like baresip; see which program listens there."

Tell = Callable[[PhoneEvent | LinkChanged], None]


class NotBaresip(Exception):
    """What is connected is silent, floods, or does not speak as baresip does."""


class BaresipLink:
    """A link to one baresip.

    Attributes:
        can_hang_up: always. name: for people.
    """

    can_hang_up = True

    def __init__(self, tell: Tell, host: str = "127.0.0.1", port: int = DEFAULT_PORT) -> None:
        """`tell` is called from one thread, in order, until `close` returns."""
        self.name = f"baresip on {host}:{port}"
        self._tell = tell
        self._place = (host, port)
        self._calls = BaresipCalls()
        self._told: LinkState | None = None
        self._closing = threading.Event()
        self._lock = threading.Lock()  # of _connection and _calls, which `hang_up` looks at
        self._connection: _Connection | None = None
        self._thread = threading.Thread(target=self._run, name="softphone-baresip", daemon=True)

    def start(self) -> None:
        """Begin to listen; returns at once, and goes on trying until `close`."""
        self._thread.start()

    def hang_up(self, line: str | None) -> None:
        """End the call on `line`, or the only one there is; what rings is declined. Returns before it has happened.

        Raises:
            UserError: there is no connection, or it isn't clear which call is meant.
        """
        with self._lock:
            connection, found, only = self._connection, self._calls.id_of(line), self._calls.count == 1
        if connection is None:
            raise UserError(f"{self.name} can't be reached, so the call was not ended.", "Hang up in the softphone.")
        if found is None or (found[0] is None and not only):
            raise UserError("The softphone has no such call, or several.", "Hang up in the softphone.")
        call_id, account = found
        try:
            if call_id is None:
                connection.ask("hangup")
            else:
                _HangUp(connection, call_id, account, only).begin()
        except (OSError, NotBaresip) as error:
            raise UserError(f"{self.name} does not listen: {error}.", "Hang up in the softphone.") from error

    def close(self) -> None:
        """Stop listening. Nothing is told after this."""
        self._closing.set()
        with self._lock:
            if self._connection is not None:
                self._connection.end()
        if self._thread.is_alive():
            self._thread.join()

    # ── In the thread ─────────────────────────────────────────────────────────────────────────────────────

    def _run(self) -> None:
        while not self._closing.is_set():
            retrying = tenacity.Retrying(
                retry=tenacity.retry_if_exception_type((OSError, NotBaresip, NotNetstrings)),
                wait=tenacity.wait_exponential(multiplier=_FIRST_PAUSE_S, max=_LONGEST_PAUSE_S),
                stop=tenacity.stop_when_event_set(self._closing),
                sleep=tenacity.sleep_using_event(self._closing),
                retry_error_callback=lambda _: None,
            )
            retrying(self._be_connected)

    def _be_connected(self) -> None:
        """Connect and take what comes; returns when a connection that had lasted is lost, raises when it had not."""
        remedy, began = _NOT_THERE, now()
        try:
            with socket.create_connection(self._place, timeout=_CONNECT_S) as connected:
                connection = _Connection(connected)
                with self._lock:
                    self._connection = connection
                if not self._closing.is_set():
                    self._listen(connection)
        except (NotBaresip, NotNetstrings) as error:
            _log.warning("%s: %s", self.name, error)
            remedy = _SOMETHING_ELSE
            raise
        except OSError as error:
            if self._told != "lost":
                _log.info("%s: %s", self.name, error)
            if now() - began < _LASTING_S:
                raise
        finally:
            with self._lock:
                self._connection = None
            self._say("lost", remedy.format(address=f"{self._place[0]}:{self._place[1]}"))

    def _listen(self, connection: _Connection) -> None:
        began = now()
        connection.ask("listcalls", lambda answer: self._listed(answer, all_there_are=True))
        frames, second, count, size = Netstrings(), int(began), 0, 0
        while received := connection.receive():
            size += len(received)
            for frame in frames.take(received):
                count += 1
                self._take(connection, frame)
            if int(now()) != second:
                second, count, size = int(now()), 0, 0
            if count > _MOST_FRAMES_A_SECOND or size > _MOST_BYTES_A_SECOND:
                raise NotBaresip("it floods the link")
            if connection.answered:
                connection.be_patient()
            elif now() - began > _ANSWER_S:
                raise NotBaresip("it talks and does not answer")
        raise ConnectionResetError("it closed the connection")

    def _take(self, connection: _Connection, frame: bytes) -> None:
        try:
            said = json.loads(frame)
        except (ValueError, RecursionError) as error:
            raise NotBaresip("it sends what is no JSON") from error
        if not isinstance(said, dict):
            raise NotBaresip("it sends what is neither event nor answer")
        if said.get("response") is True:
            connection.answer(said)
        elif said.get("event") is True:
            with self._lock:
                told, ask = self._calls.happened(said, now())
            self._tell_all(told)
            if ask:
                connection.ask_once("listcalls", lambda answer: self._listed(answer, all_there_are=False))

    def _listed(self, answer: str | None, *, all_there_are: bool) -> None:
        if answer is None:
            raise NotBaresip("it knows no calls; is menu.so among its modules?")
        self._say("connected")
        with self._lock:
            told = self._calls.listed(answer, now(), all_there_are=all_there_are)
        self._tell_all(told)

    def _tell_all(self, told: list[PhoneEvent]) -> None:
        for event in told:
            if not self._closing.is_set():
                self._tell(event)

    def _say(self, state: LinkState, remedy: str = "") -> None:
        if state != self._told and not self._closing.is_set():
            self._told = state
            self._tell(LinkChanged(state, self.name, remedy))


class _Connection:
    """One connection: commands out, each with a token by which its answer is known again.

    Attributes:
        answered: whether any command has been answered.
    """

    _MOST_WAITING = 64

    def __init__(self, connected: socket.socket) -> None:
        connected.settimeout(_ANSWER_S)
        self.answered = False
        self._socket = connected
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[str, Callable[[str | None], None]]] = {}
        self._number = 0

    def ask(self, command: str, then: Callable[[str | None], None] = lambda _: None, params: str = "") -> None:
        """Send a command; `then` gets the text of its answer in the link's thread, or None where it failed."""
        with self._lock:
            if len(self._waiting) >= self._MOST_WAITING:
                raise NotBaresip("it does not answer any more")
            self._number += 1
            token = f"callassist-{self._number}"
            self._waiting[token] = command, then
            words = {"command": command, "token": token} | ({"params": params} if params else {})
            self._socket.sendall(netstring(json.dumps(words).encode()))

    def ask_once(self, command: str, then: Callable[[str | None], None]) -> None:
        """Send a command, unless one of its kind has been sent and not answered: its answer will be as new."""
        with self._lock:
            asked = [known for known, _ in self._waiting.values()]
        # Baresip answers one after another, but the one under way may have been answered before what happened now.
        if asked.count(command) < 2:
            self.ask(command, then)

    def answer(self, said: dict[str, Any]) -> None:
        """Give an answer to whoever asked."""
        with self._lock:
            _, then = self._waiting.pop(str(said.get("token")), ("", None))
        if then is None:
            return
        self.answered = True
        text = said.get("data")
        then(text if said.get("ok") is True and isinstance(text, str) else None)

    def receive(self) -> bytes:
        """What comes next; empty at the end.

        Raises:
            NotBaresip: nothing came in time, before the first answer. OSError: the connection broke.
        """
        try:
            return self._socket.recv(_CHUNK)
        except TimeoutError as error:
            raise NotBaresip("it says nothing") from error

    def be_patient(self) -> None:
        """Wait for as long as nothing happens: a softphone without calls is silent."""
        self._socket.settimeout(None)

    def end(self) -> None:
        """Wake whoever reads; safe from any thread."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:  # it had broken already
            _log.debug("the connection had ended before it was closed")


class _HangUp:
    """Ending one call and no other: baresip 1.0.0 hangs up whatever is current, so the call is made current first."""

    def __init__(self, connection: _Connection, call_id: str, account: str | None, only: bool) -> None:
        self._connection = connection
        self._id = call_id
        self._account = account
        self._only = only

    def begin(self) -> None:
        if self._account is None:
            self._find(None)
        else:
            self._connection.ask("uafind", self._find, self._account)

    def _find(self, _: str | None) -> None:
        self._connection.ask("callfind", self._end, self._id)

    def _end(self, answer: str | None) -> None:
        unknown_command = answer is None
        if (self._only and unknown_command) or (answer or "").startswith("setting current call"):
            self._connection.ask("hangup", params=self._id)
        else:
            _log.warning("baresip has no such call any more, so none was ended")
