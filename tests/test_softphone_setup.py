"""What administrators copy: the entries that register `callassist:` addresses, and the commands of the guide."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import needs
import pytest

from callassist import handover, hook

REPOSITORY = Path(__file__).resolve().parent.parent
DESKTOP = REPOSITORY / "packaging" / "linux" / "callassist-hook.desktop"
REGISTRY = REPOSITORY / "packaging" / "windows" / "callassist-url.reg"
GUIDE = REPOSITORY / "docs" / "softphones.md"


def test_the_desktop_entry_hands_the_address_over_as_one_argument() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(DESKTOP, encoding="utf-8")
    found = entry["Desktop Entry"]
    assert shlex.split(found["Exec"]) == ["callassist-hook", "%u"]
    assert found["MimeType"] == "x-scheme-handler/callassist;"
    assert (found["Terminal"], found["NoDisplay"]) == ("false", "true")


def test_the_desktop_entry_is_valid() -> None:
    validator = needs.program("desktop-file-validate", "desktop-file-utils")
    ran = subprocess.run([validator, DESKTOP], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_registry_entry_quotes_the_address_and_has_windows_line_ends() -> None:
    raw = REGISTRY.read_bytes()
    assert raw.startswith(b"Windows Registry Editor Version 5.00\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert r'@="\"C:\\Program Files\\CallAssist\\callassist-hook.exe\" \"%1\""' in raw.decode("ascii")


def test_an_address_that_breaks_out_of_its_quotes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "deliver", lambda *_: pytest.fail("it was told"))
    assert hook.main(["callassist:ring?number=1", "hangup", "0551234567"]) == 2


def test_every_word_and_address_in_the_guide_is_understood() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    words = re.findall(r'callassist-hook(?:\.exe"?)? ([a-z]+)\b', guide)
    words += re.findall(r"callassist softphone ([a-z]+)", guide) + re.findall(r"callassist:(?://)?([a-z]+)[?/]", guide)
    assert {"ring", "dial", "answer", "start", "end", "hangup"} <= set(words) <= set(handover.VERBS)
    table = re.findall(r"^\| (`.+`) \|", guide, flags=re.M)
    assert sorted(re.findall(r"`([a-z]+)`", " ".join(table))) == sorted(handover.VERBS)
