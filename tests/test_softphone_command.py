"""Hanging up by a program: it is run as it is, and what can't be run is said."""

from __future__ import annotations

import os
import queue
import sys
from pathlib import Path

import pytest

from callassist.errors import UserError
from callassist.softphone.command import CommandLink
from callassist.softphone.phone import Link, LinkChanged, PhoneEvent


@pytest.fixture
def told() -> queue.Queue[PhoneEvent | LinkChanged]:
    return queue.Queue()


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe in the file system")
def test_the_program_is_run_with_its_arguments_as_they_are(
    told: queue.Queue[PhoneEvent | LinkChanged], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]))"
    link: Link = CommandLink(told.put, [sys.executable, "-c", script, str(pipe), "/hangupall", "$(id); a b"])
    link.start()
    state = told.get_nowait()
    assert isinstance(state, LinkChanged)
    assert state.state == "absent"
    link.hang_up(None)
    assert pipe.read_text() == "['/hangupall', '$(id); a b']"
    link.close()
    assert told.empty()


def test_a_program_that_is_not_there_is_named(told: queue.Queue[PhoneEvent | LinkChanged], tmp_path: Path) -> None:
    link = CommandLink(told.put, [str(tmp_path / "none.exe"), "/hangupall"])
    with pytest.raises(UserError, match=r"none\.exe can't be run"):
        link.hang_up("1")


def test_a_program_that_fails_is_in_the_log(
    told: queue.Queue[PhoneEvent | LinkChanged], caplog: pytest.LogCaptureFixture
) -> None:
    link = CommandLink(told.put, [sys.executable, "-c", "raise SystemExit(3)"])
    link.hang_up(None)
    for thread in link._running:
        thread.join(20)
    assert "ended with 3" in caplog.text
