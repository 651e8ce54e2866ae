"""A company's own folder of policies: every file in it counts, and a mistake in any is told by file, key and reason."""

from __future__ import annotations

import re
from pathlib import Path

import call_files
import pytest
from typer.testing import CliRunner

from callassist.calls import guidance
from callassist.cli import app
from callassist.commands.choices import POLICY_FILES
from callassist.errors import UserError
from callassist.paths import shipped

CALL = call_files.FOLDER / "conduct-outburst.jsonl"

NEGATIVE = "should be greater than"
UNKNOWN = "Extra inputs"
MISSING = "Field required"


def policy(name: str) -> str:
    return shipped("resources", "policies", name).read_text(encoding="utf-8")


def replayed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `callassist replay --json` puts out by a folder's policies."""
    # The same knowledge, which takes seconds to make.
    monkeypatch.setattr("callassist.calls.library.library", lambda known, misstatements: call_files.sample())
    result = CliRunner().invoke(app, ["replay", str(CALL), "--json", "--policy", str(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_policy_that_guides_a_call_may_stand_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in POLICY_FILES:
        # As Windows' own editor saves UTF-8.
        (tmp_path / name).write_text(policy(name), encoding="utf-8-sig")
    as_shipped = replayed(tmp_path, monkeypatch)
    assert as_shipped.count('"warning_due"') == 5
    conduct = policy("conduct.toml").replace("grace = 10.0", "grace = 100.0")
    (tmp_path / "conduct.toml").write_text(conduct, encoding="utf-8")
    assert replayed(tmp_path, monkeypatch).count('"warning_due"') == 3


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "reason"),
    [
        ("anger.toml", "unruled = 0.", "unruled = -0.", "abuse.unruled", NEGATIVE),
        ("anger.toml", "[threat]", "[threat]\nrule = 1", "threat.rule", UNKNOWN),
        ("anger.toml", "least_confidence = 0.5", "", "hearing.least_confidence", MISSING),
        ("conduct.toml", "grace = 10.0", "grace = -1", "timing.grace", NEGATIVE),
        ("conduct.toml", "grace = 10.0", "grace = nan", "timing.grace", "finite"),
        ("conduct.toml", "[report]", "[report]\nbetween = 1", "report.between", UNKNOWN),
        ("conduct.toml", 'egyptian = "ده تنبيه تاني', '# "', "warnings.abuse.second.egyptian", MISSING),
        ("conduct.toml", "[closing]", '[closing]\nlevantine = "…"', "closing.levantine", UNKNOWN),
        ("courtesy.toml", "could_hold = 0.4", "could_hold = -0.4", "heard.could_hold", NEGATIVE),
        ("courtesy.toml", "[empathy]", "[empathy]\nturn = 2", "empathy.turn", UNKNOWN),
        ("courtesy.toml", 'gulf = "اللي فات', '# "', "wording.cases.should-have.better", "missing in gulf"),
        ("given.toml", "together = 8.0", "together = -8.0", "heard.together", NEGATIVE),
        ("given.toml", "[heard]", "[heard]\nsurely = 1", "heard.surely", UNKNOWN),
        ("given.toml", '"@insult"', '"@insult_s"', "(the file)", "names no group"),
        ("prompts.toml", "stays_s = 20", "stays_s = -20", "unsure.stays_s", NEGATIVE),
        ("prompts.toml", "[tone]", "[tone]\nnever = true", "tone.never", UNKNOWN),
        ("prompts.toml", "[restate]", "[restating]", "restate", MISSING),
        ("tone.toml", "rise = 0.15", "rise = -0.15", "telling.rise", NEGATIVE),
        ("tone.toml", "[telling]", "[telling]\nlouder = 1", "telling.louder", UNKNOWN),
        ("tone.toml", "half_life = 20.0", "", "words.half_life", MISSING),
        ("turns.toml", "joint = 0.6", "joint = -0.6", "interruptions.joint", NEGATIVE),
        ("turns.toml", "[silence]", "[silence]\nmost = 9", "silence.most", UNKNOWN),
        ("turns.toml", "least = 3.0", "", "silence.least", MISSING),
    ],
)
def test_a_mistake_in_any_of_them_is_told(tmp_path: Path, name: str, old: str, new: str, key: str, reason: str) -> None:
    text = policy(name)
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=rf"{re.escape(name)}.*{re.escape(key)}: .*{reason}"):
        guidance.load(tmp_path)
