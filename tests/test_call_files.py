"""Every call of `tests/calls/`, and every bundled sample call, brings what is expected; and the comparison can fail."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import call_files
import pytest
from call_files import Expected, Line, differences, expected, input_of, names, played
from typer.testing import CliRunner

from callassist.cli import app

SUGGESTED: Line = {"type": "suggestion", "t": 2.0, "articles": [{"id": "a", "score": 0.9}, {"id": "b"}, {"id": "c"}]}
PHRASE: Line = {"type": "phrase", "t": 3.5, "situation": "hold", "id": "hold.gulf.minute", "text": "لحظة من وقتك"}


@pytest.mark.parametrize("name", names())
def test_a_call_brings_what_is_expected(name: str) -> None:
    came = played(input_of(name))
    wanted = expected(call_files.FOLDER / f"{name}.expected.jsonl")
    assert [each.call for each in wanted] == list(came), "a call without its expectation, or the other way round"
    told = {each.call: differences(each, came[each.call]) for each in wanted}
    if any(told.values()):
        pytest.fail(_told(wanted, told), pytrace=False)
    for lines in came.values():
        said = Counter(line["id"] for line in lines if line["type"] == "phrase")
        assert [phrase for phrase, times in said.items() if times > 1] == [], "offered twice in a call"
        utterances = {line["seq"]: (line["t0"], line["speaker"]) for line in lines if line["type"] == "utterance"}
        for line in lines:
            if "revises" in line:
                assert line["revises"] < line["seq"]
                assert utterances[line["revises"]] == (line["t0"], line["speaker"]), "revises what it is not of"


def test_every_call_has_its_expectation() -> None:
    calls = {file.name.removesuffix(".jsonl") for file in call_files.FOLDER.glob("*.jsonl")}
    assert {name for name in calls if not name.endswith(".expected")} <= set(names())


def test_the_command_puts_out_what_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    # The same knowledge, which takes seconds to make.
    monkeypatch.setattr("callassist.calls.library.library", lambda known, misstatements: call_files.sample())
    file = input_of("misstatements")
    result = CliRunner().invoke(app, ["replay", str(file), "--json"])
    assert result.exit_code == 0
    put_out = [line for lines in played(file).values() for line in lines]
    assert result.stdout.splitlines() == [call_files.written(line) for line in put_out]


# ── The comparison ────────────────────────────────────────────────────────────────────────────────────────


def compared(*lines: Line, never: tuple[str, ...] = (), came: tuple[Line, ...] = (SUGGESTED, PHRASE)) -> list[str]:
    return differences(Expected("c1", "", frozenset(never), lines), came)


def test_what_is_as_expected_brings_no_word() -> None:
    suggested = SUGGESTED | {"articles": [{"id": "a"}, {"id": "c"}, {"id": "b"}]}
    assert compared(suggested, PHRASE) == []
    assert compared(suggested) == []  # nothing is said of phrases
    assert compared({"type": "phrase", "t": 3.5, "id": "hold.*", "text": "*وقتك"}, never=("offer",)) == []
    assert compared(never=("offer", "misstatement")) == []
    reported = {"type": "incident", "t": 9.0, "report": {"stands": True, "words": [{"t": 1.0, "text": "يا غبي"}]}}
    partly = {"stands": True, "words": [{"text": "يا *"}]}
    assert compared(reported | {"report": partly}, came=(reported,)) == []
    assert compared(reported | {"report": "*"}, came=(reported,)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"type": "phrase", "t": 3.5, "situation": "delay"},
         'phrase at 3.5 s: situation is "hold", expected is "delay"'),
        ({"type": "phrase", "t": 3.5, "id": "hold.msa.*"},
         'phrase at 3.5 s: id is "hold.gulf.minute", expected is "hold.msa.*"'),
        ({"type": "phrase", "t": 3.5, "tone": "calm"},
         'phrase at 3.5 s: has no tone, expected is "calm"'),
        ({"type": "phrase", "t": 3.5, "text": ["*"]},
         'phrase at 3.5 s: text is "لحظة من وقتك", expected is ["*"]'),
        (SUGGESTED | {"articles": [{"id": "b"}, {"id": "a"}, {"id": "c"}]},
         "suggestion at 2.0 s: the first article is a, expected is b"),
        (SUGGESTED | {"articles": [{"id": "a"}]}, "suggestion at 2.0 s: the articles are a, b, c, expected are a"),
        (SUGGESTED | {"articles": [{"id": "a", "score": 0.5}, {"id": "b"}, {"id": "c"}]},
         "suggestion at 2.0 s: article a: score is 0.9, expected is 0.5"),
    ],
)  # fmt: skip
def test_another_value_is_named(line: Line, told: str) -> None:
    assert compared(line) == [told]


def test_another_time_another_order_and_what_is_missing_or_too_much_are_named() -> None:
    late = "expected, and did not come there: phrase at 4.0 s"
    came = 'not expected, and came: phrase at 3.5 s id "hold.gulf.minute" situation "hold" text "لحظة من وقتك"'
    assert compared({"type": "phrase", "t": 4.0}) == [late, came]
    assert compared(PHRASE, came=()) == [came.replace("not expected, and came", "expected, and did not come there")]
    assert compared(PHRASE, came=(PHRASE, PHRASE)) == [came]
    assert len(compared(PHRASE, SUGGESTED)) == 2
    assert compared(never=("phrase",)) == [came.replace("not expected, and came", "must not come, and came")]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('{"type":"phrase","t":1}', "stands before any expect line"),
        ('{"type":"expect","call":"c","shows":"","never":[]}\n{"type":"phrase"}', "has no time"),
        ('{"type":"expect","call":"c","shows":"","never":["phrase"]}\n{"type":"phrase","t":1}', "must never come"),
    ],
)
def test_an_expectation_that_can_hold_nothing_is_an_error(tmp_path: Path, lines: str, reason: str) -> None:
    file = tmp_path / "x.expected.jsonl"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        expected(file)


def _told(wanted: list[Expected], told: dict[str, list[str]]) -> str:
    """All differences, under what each call is there for."""
    lines: list[str] = []
    for each in wanted:
        if told[each.call]:
            lines += [f"\n{each.call}: {each.shows}", *(f"  {line}" for line in told[each.call])]
    return "\n".join(lines)
