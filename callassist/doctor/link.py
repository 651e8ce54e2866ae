"""Whether the softphone's link answers. None of it stands in the way: a call can be started by hand."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from multiprocessing.connection import Client

from callassist import handover
from callassist.doctor.finding import Finding
from callassist.settings import PhoneSettings
from callassist.softphone.netstrings import Netstrings, NotNetstrings, netstring

_QUESTION = netstring(json.dumps({"command": "listcalls", "token": "callassist-doctor"}).encode())
_MOST_FRAMES = 100
"""Events that a busy softphone may tell before it answers."""


def look(phone: PhoneSettings, within: float) -> Finding:
    """Ask baresip for an answer, unless CallAssist is running: baresip talks to one program, the last that came."""
    if phone.link == "none":
        return Finding("link", "ok", "none")
    values: dict[str, object] = {"port": phone.port}
    if app_is_running():
        return Finding("link", "ok", "app_has_it", values)
    try:
        with socket.create_connection((phone.host, phone.port), timeout=within) as connection:
            connection.settimeout(within)
            connection.sendall(_QUESTION)
            answered = _answers(connection)
    except OSError:
        return Finding("link", "attention", "refused", values)
    return Finding("link", "ok", "answers", values) if answered else Finding("link", "attention", "stranger", values)


def _answers(connection: socket.socket) -> bool:
    """Whether an answer in baresip's form comes; what a busy softphone tells before it is passed over."""
    frames, count = Netstrings(), 0
    with suppress(TimeoutError, ConnectionResetError, NotNetstrings, ValueError, RecursionError):
        while count < _MOST_FRAMES and (received := connection.recv(4096)):
            for frame in frames.take(received):
                said = json.loads(frame)
                if isinstance(said, dict) and said.get("response") is True:
                    return True
                count += 1
    return False


def app_is_running() -> bool:
    """Whether somebody takes what softphones tell CallAssist; nothing is said to it."""
    try:
        Client(handover.address()).close()
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
        return False
    except OSError:
        return True  # it is there, and did not want to talk
    return True
