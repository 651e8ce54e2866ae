"""In calls in which nobody is abusive nothing counts as abuse or a threat, whatever is spoken of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callassist import paths
from callassist.conduct.judge import Judge

HERE = Path(__file__).parent
CALLS = sorted(
    file
    for folder in (HERE / "calls", paths.shipped("resources", "calls"))
    for file in folder.glob("*.jsonl")
    if not file.name.startswith("conduct-") and not file.name.endswith(".expected.jsonl")
)
JUDGE = Judge()


def customers(file: Path) -> list[str]:
    """What the customers of a call file say."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [line["text"] for line in lines if line["type"] == "utterance" and line["speaker"] == "customer"]


@pytest.mark.parametrize("file", CALLS, ids=lambda file: file.stem)
def test_nobody_is_accused(file: Path) -> None:
    judged = [(text, JUDGE.judge(text, None)) for text in customers(file)]
    assert [(text, found) for text, found in judged if found.kind in ("abuse", "threat") and found.counts] == []


def test_enough_of_it_is_there() -> None:
    assert sum(len(customers(file)) for file in CALLS) > 100


@pytest.mark.parametrize(
    "text",
    [
        "من يوم الجمعة واللمبة الحمرا شغالة، وأنا نص شغلي من البيت، والعيال عندهم دراسة",
        "في حي الياسمين، عند المدرسة",
        "بشتغل من البيت وولادي عندهم امتحانات والخط بيقطع بالليل",
        "half of my work is from home and the kids have classes online",
        "you'll find the house on your right, the black door next to the school",
    ],
)
def test_a_home_a_family_and_work_are_no_threat(text: str) -> None:
    found = JUDGE.judge(text, None)
    assert not (found.kind in ("abuse", "threat") and found.counts)
