"""`callassist phrases`, as a shell sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from callassist.knowledge.phrases import SITUATIONS


def phrases(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "callassist", "phrases", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_without_a_situation_all_are_listed() -> None:
    ran = phrases("--json")
    listed = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["situation"] for line in listed] == list(SITUATIONS)
    assert all(count >= 8 for line in listed for count in line["phrases"].values())
    assert phrases().stdout.count("\n") == len(SITUATIONS)


def test_a_situations_phrases_agree_and_are_filled() -> None:
    ran = phrases(
        *("--situation", "hold", "--dialect", "gulf", "--customer", "f", "--agent", "m", "--name", "سمر", "--json")
    )
    said = {line["id"]: line["text"] for line in map(json.loads, ran.stdout.splitlines())}
    assert "تقدرين تنتظرين" in said["hold.gulf.why"]
    assert ran.stderr == ""


def test_what_is_missing_is_said() -> None:
    ran = phrases("--situation", "transfer", "--dialect", "gulf")
    assert "transfer.gulf.who-why" not in ran.stdout
    assert "department" in ran.stderr
    ran = phrases("--situation", "transfer", "--dialect", "gulf", "--department", "الفوترة")
    assert "قسم الفوترة" in ran.stdout
    assert ran.stderr == ""


def test_tone_fault_and_voice_narrow_it() -> None:
    everything = phrases("--situation", "apology", "--dialect", "en").stdout
    assert "apology.en.from-us" in everything
    narrowed = phrases(
        *("--situation", "apology", "--dialect", "en", "--fault", "none", "--tone", "calm", "--voice", "warm")
    ).stdout
    for left_out in ("apology.en.from-us", "apology.en.angry-sorry", "apology.en.formal-regret"):
        assert left_out in everything
        assert left_out not in narrowed


def test_a_companys_file_is_checked(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(
        '[delay.gulf]\nplans = { remove = true }\nours = "طولنا عليك[ يا {name}]، وأدري إن الانتظار صعب."\n',
        encoding="utf-8",
    )
    ran = phrases("--check", str(own))
    assert ran.returncode == 0
    assert "delay.gulf.too-long says nearly the same as delay.gulf.ours." in ran.stdout
    assert "its own: 1;" in ran.stdout
    own.write_text('[delay.gulf]\nplans = "أهلا {nmae}"\n', encoding="utf-8")
    ran = phrases("--check", str(own))
    assert ran.returncode == 1
    assert "ours.toml" in ran.stderr
    assert "delay.gulf.plans" in ran.stderr
    assert "{nmae}" in ran.stderr


def test_wrong_use_is_told() -> None:
    for arguments in (["--situation", "dealy"], ["--situation", "delay", "--customer", "x"], ["--tone", "mad"]):
        ran = phrases(*arguments)
        assert ran.returncode == 2
        assert ran.stdout == ""
