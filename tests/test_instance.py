"""One running app for each user, and the ear it has for later starts: killed, flooded, mocked, raced, spied upon."""

from __future__ import annotations

import os
import queue
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callassist import handover
from callassist.commands import starting, window
from callassist.errors import UserError
from callassist.instance import Instance, ShowAsked, claim, hand_over
from callassist.softphone.phone import PhoneEvent

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets and signals; Windows has named pipes")

Told = queue.Queue[PhoneEvent | ShowAsked]

START = """
import os, sys
from callassist.instance import claim, hand_over
def say(text):
    os.write(1, f"{text}\\n".encode())  # whole lines, though two threads speak
say("ready")
sys.stdin.readline()
instance = claim(lambda told: say(type(told).__name__))
if instance is None:
    hand_over()
    say("handed over")
else:
    say("claimed")
    sys.stdin.readline()
    instance.close()
"""


@pytest.fixture
def told() -> Told:
    return queue.Queue()


@pytest.fixture
def app(told: Told) -> Iterator[Instance]:
    running = claim(told.put)
    assert running is not None
    yield running
    running.close()


@pytest.fixture
def start() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that claim when they get a line, and close when they get another; killed at the end."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def another(started: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    started.append(process)
    assert said(process) == "ready"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def connected() -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(handover.address())
    return connection


# ── One of them ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_start_asks_the_first_to_show_itself(told: Told, app: Instance) -> None:
    assert claim(told.put) is None
    hand_over()
    assert told.get(timeout=5) == ShowAsked()
    assert told.empty()


def test_after_it_has_closed_another_may_be_the_one(told: Told) -> None:
    for _ in range(3):
        running = claim(told.put)
        assert running is not None
        running.close()
        running.close()
    with pytest.raises(UserError, match="has just been closed"):
        hand_over()
    assert told.empty()


@posix_only
def test_of_several_that_start_at_once_exactly_one_is_it(start: list[subprocess.Popen[str]]) -> None:
    for _ in range(3):
        processes = [another(start) for _ in range(4)]
        for process in processes:
            go(process)
        first = [said(process) for process in processes]
        # The winner may be asked before it has said that it is one.
        winners = [process for process, line in zip(processes, first, strict=True) if line != "handed over"]
        assert len(winners) == 1
        lines = [*(line for line in first if line != "handed over"), *(said(winners[0]) for _ in range(3))]
        assert sorted(lines) == ["ShowAsked"] * 3 + ["claimed"]
        go(winners[0])
        assert [process.wait(20) for process in processes] == [0] * 4


@posix_only
def test_what_a_killed_one_left_is_in_nobodys_way(told: Told, start: list[subprocess.Popen[str]]) -> None:
    for _ in range(3):
        process = another(start)
        go(process)
        assert said(process) == "claimed"
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        assert Path(handover.address()).is_socket()
        with pytest.raises(handover.NotRunning):
            handover.deliver(handover.message("ring"))
    running = claim(told.put)
    assert running is not None
    handover.deliver(handover.message("ring", "055"))
    assert isinstance(told.get(timeout=5), PhoneEvent)
    running.close()


# ── Nobody else ───────────────────────────────────────────────────────────────────────────────────────────


@posix_only
def test_the_meeting_place_is_its_users_alone(app: Instance) -> None:
    folder = Path(handover.runtime_dir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == os.getuid()


@posix_only
@pytest.mark.skipif(os.getuid() != 0, reason="only root can try as another user")
def test_another_user_cannot_connect(app: Instance) -> None:
    script = f"import socket; socket.socket(socket.AF_UNIX).connect({handover.address()!r})"
    # The interpreter's own folder may be closed to others: what is under test is the socket's.
    ran = subprocess.run(
        ["/usr/bin/python3", "-I", "-c", script],
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PermissionError" in ran.stderr


@posix_only
@pytest.mark.parametrize("planted", ["open", "link", "file"])
def test_a_meeting_place_that_somebody_prepared_is_refused(told: Told, tmp_path: Path, planted: str) -> None:
    folder = Path(handover.runtime_dir())
    match planted:
        case "open":
            folder.mkdir()
            folder.chmod(0o777)
        case "link":
            (tmp_path / "elsewhere").mkdir(mode=0o700)
            folder.symlink_to(tmp_path / "elsewhere")
        case "file":
            folder.write_text("")
    with pytest.raises(UserError) as refused:
        claim(told.put)
    assert "CALLASSIST_RUNTIME" in str(refused.value)


# ── Flood and garbage ─────────────────────────────────────────────────────────────────────────────────────


@posix_only
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x00",
        b"\x00\x00\x00\x05abc",
        b"\x00\x00\x00\x05abcde",
        (2_000_000_000).to_bytes(4, "big") + b"x" * 100,
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x80\x00\x00\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        (3000).to_bytes(4, "big") + handover.message("ring").ljust(3000, b"1"),
        (19).to_bytes(4, "big") + b"callassist/2\nring\n\n",
        (16).to_bytes(4, "big") + b"cos\nsystem\n(S'x'"[:16],
    ],
)
def test_garbage_is_refused_and_the_next_message_heard(told: Told, app: Instance, sent: bytes) -> None:
    with connected() as stranger:
        stranger.sendall(sent)
        stranger.shutdown(socket.SHUT_WR)
        try:
            answer = stranger.recv(100)
        except ConnectionResetError:
            answer = b""
    assert answer in (b"", b"\x00\x00\x00\x02no")
    handover.deliver(handover.message("ring", "055"), timeout=20)
    event = told.get(timeout=5)
    assert isinstance(event, PhoneEvent)
    assert event.number == "055"


@posix_only
def test_whoever_says_nothing_or_says_it_slowly_is_shown_out(told: Told, app: Instance) -> None:
    silent = [connected() for _ in range(100)]
    slow = connected()
    slow.sendall(b"\x00\x00\x00\x20callassist/1")
    handover.deliver(handover.message("ring", "055"), timeout=30)
    assert isinstance(told.get(timeout=5), PhoneEvent)
    for connection in [*silent, slow]:
        assert connection.recv(10) == b""  # they were hung up on, not left
        connection.close()


@posix_only
def test_a_flood_of_messages_is_taken_one_at_a_time_and_whole(told: Told, app: Instance) -> None:
    for number in range(500):
        handover.deliver(handover.message("ring", str(number)), timeout=20)
    events = [told.get(timeout=5) for _ in range(500)]
    assert [event.number for event in events if isinstance(event, PhoneEvent)] == [str(number) for number in range(500)]
    assert told.empty()


@posix_only
def test_nothing_is_told_after_it_was_closed(told: Told) -> None:
    running = claim(told.put)
    assert running is not None
    waiting = connected()
    running.close()
    sent = handover.message("ring")
    try:
        waiting.sendall(len(sent).to_bytes(4, "big") + sent)
        answer = waiting.recv(10)
    except (BrokenPipeError, ConnectionResetError):
        answer = b""
    waiting.close()
    assert answer in (b"", b"\x00\x00\x00\x02no")
    assert told.empty()


def test_who_starts_it_again_while_the_last_one_still_keeps_its_words_gets_a_window(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    class NoWindow:
        def load(self) -> Callable[..., int]:
            return lambda *_: 0

    claimed: list[Instance | None] = []
    monkeypatch.setattr("callassist.logs.configure", lambda: None)  # it would take over the hooks of this process
    monkeypatch.setattr(window, "entry_points", lambda group: [NoWindow()])
    monkeypatch.setattr(starting.Starting, "end", lambda self: claimed.append(claim(told.put)))
    window.open_window()
    (next_one,) = claimed
    assert next_one is not None
    next_one.close()
