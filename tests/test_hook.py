"""The command that softphones run: real processes against the real listener, and nothing it is given can hurt."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist import handover, hook
from callassist.instance import Instance, ShowAsked, claim
from callassist.softphone.phone import PhoneEvent

Told = queue.Queue[PhoneEvent | ShowAsked]


@pytest.fixture
def told() -> Told:
    return queue.Queue()


@pytest.fixture
def app(told: Told) -> Iterator[Instance]:
    """The running app, as far as the hook can see it."""
    running = claim(told.put)
    assert running is not None
    yield running
    running.close()


def run_hook(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "callassist.hook", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def phone_event(told: Told) -> PhoneEvent:
    event = told.get(timeout=5)
    assert isinstance(event, PhoneEvent)
    return event


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("ring", "rings"),
        ("answer", "answered"),
        ("start", "answered"),
        ("hangup", "hung_up"),
        ("end", "hung_up"),
        ("dial", "dials"),
        ("hold", "held"),
        ("resume", "resumed"),
        ("RING", "rings"),
    ],
)
def test_a_command_becomes_one_event_silently(told: Told, verb: str, kind: str) -> None:
    ran = run_hook(verb, "+966 55 123 4567")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    event = phone_event(told)
    assert (event.kind, event.number, event.line) == (kind, "+966 55 123 4567", None)
    assert told.empty()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("given", "number", "name"),
    [
        (["ring"], None, None),
        (["ring", ""], None, None),
        (["ring", "00966551234567"], "00966551234567", None),
        (["ring", "sip:0551234567@pbx.example"], "sip:0551234567@pbx.example", None),
        (["ring", "٠٥٥١٢٣٤٥٦٧"], "٠٥٥١٢٣٤٥٦٧", None),
        (["ring", "055", "123", "4567"], "055 123 4567", None),
        (["ring", "0551234567", "نورة", "مثال"], "0551234567", "نورة مثال"),
        (["ring", "anonymous"], "anonymous", None),
        (
            ["ring", "$(touch hacked); `touch hacked` | & touch hacked"],
            "$(touch hacked); `touch hacked` | & touch hacked",
            None,
        ),
        (["ring", "1\nhangup\n0551234567"], "1hangup0551234567", None),
        (["ring", "\u202e0551234567"], "0551234567", None),
        (["ring", "5" * 10_000], None, None),
        (["ring", "0551234567", "x" * 10_000], "0551234567", None),
        (["callassist:ring?number=%2B966551234567"], "+966551234567", None),
        (["callassist:ring?number=+966551234567"], "+966551234567", None),
        (["callassist:ring?name=Example%20Caller&number=0551234567"], "0551234567", "Example Caller"),
        (["callassist://ring/0551234567"], "0551234567", None),
        (["callassist://ring/?number=0551234567#top"], "0551234567", None),
        (["CallAssist:RING/0551234567/"], "0551234567", None),
        (["callassist:ring?number=%00%0A%E2%80%AE%FF055"], "\ufffd055", None),
        (["callassist:ring?&&=&number"], None, None),
    ],
)
def test_whatever_a_softphone_calls_a_number_arrives_harmless(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], number: str | None, name: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(hook.__file__).parent.parent))
    ran = run_hook(*given)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    event = phone_event(told)
    assert (event.kind, event.number, event.name) == ("rings", number, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("app")
def test_the_command_line_says_the_same(told: Told) -> None:
    command = [sys.executable, "-m", "callassist", "softphone", "answer", "--number", "0551234567", "--name", "نورة"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    event = phone_event(told)
    assert (event.kind, event.number, event.name) == ("answered", "0551234567", "نورة")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "given",
    [
        [],
        ["shout"],
        ["show"],
        ["0551234567"],
        ["callassist:"],
        ["callassist:show"],
        ["callassist:rm?number=1"],
        ["http://ring/1"],
    ],
)
def test_wrong_use_exits_with_2_and_tells_nobody(told: Told, given: list[str]) -> None:
    ran = run_hook(*given)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("Use: callassist-hook ")
    assert told.empty()


def test_help_is_no_wrong_use() -> None:
    ran = run_hook("--help")
    assert ran.returncode == 0
    assert ran.stdout.startswith("Use: callassist-hook ")


def test_without_an_app_it_fails_in_one_line_and_leaves_nothing_behind() -> None:
    ran = run_hook("ring", "0551234567")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == "callassist-hook: CallAssist is not running; nobody was told.\n"
    assert not Path(handover.runtime_dir()).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a Unix socket")
def test_an_app_that_hangs_is_waited_for_briefly_and_named() -> None:
    Path(handover.runtime_dir()).mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(handover.address())
        hanging.listen()
        ran = run_hook("ring", "0551234567")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "callassist-hook: CallAssist does not answer. Close it and start it again.\n"


def test_it_imports_next_to_nothing() -> None:
    script = (
        "import sys, json; before = set(sys.modules); from callassist import hook; hook.main(['ring', '055']);"
        " print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = set(json.loads(ran.stdout)) - {"json"}
    own = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert own == {"callassist", "callassist.handover", "callassist.hook"}
    heavy = {"asyncio", "ctypes", "dataclasses", "inspect", "logging", "multiprocessing", "pathlib", "pickle", "re"}
    heavy |= {"json", "subprocess", "tempfile", "threading", "typing", "urllib"}
    assert {name.partition(".")[0] for name in imported} & heavy == set()


@given(st.text(), st.text())
def test_a_message_is_short_and_comes_back_as_it_was_meant(number: str, name: str) -> None:
    raw = handover.message("ring", number, name)
    assert len(raw) <= handover.MOST_BYTES
    said = handover.understood(raw)
    assert said is not None
    verb, number_said, name_said = said
    assert verb == "ring"
    for before, after in ((number, number_said), (name, name_said)):
        if before.isascii() and before.isprintable() and len(before) <= 128:
            assert after == (before.strip() or None)
        assert after is None or (after.isprintable() and after == after.strip())


@given(st.binary())
def test_garbage_is_not_understood(raw: bytes) -> None:
    assert handover.understood(raw) is None


def test_a_meeting_place_that_others_can_enter_is_not_used(told: Told, app: Instance) -> None:
    os.chmod(handover.runtime_dir(), 0o755)  # noqa: PTH101
    try:
        ran = run_hook("ring", "055")
    finally:
        os.chmod(handover.runtime_dir(), 0o700)  # noqa: PTH101
    assert ran.returncode == 1
    assert "does not belong to this user alone" in ran.stderr
    assert told.empty()
