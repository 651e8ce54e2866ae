"""The summary of a call in which the app was killed: made at the next start from what the journal has."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from callassist.calls.late_summary import late_summary
from callassist.cli import app
from callassist.events import Summary
from callassist.paths import shipped
from tests.summary_calls import summariser


@pytest.fixture(scope="module", params=["sample-ar.jsonl", "sample-ar-eg.jsonl", "sample-en.transcript.jsonl"])
def lines(request: pytest.FixtureRequest) -> list[dict[str, object]]:
    ran = CliRunner().invoke(app, ["replay", str(shipped("resources", "calls", request.param)), "--json"])
    assert ran.exit_code == 0, ran.output
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    # A journal has the end as well, which a replay does not tell.
    return [*told, {name: told[-1][name] for name in ("call", "seq", "t", "at")} | {"type": "end"}]


def test_it_is_the_summary_that_the_call_would_have_had(lines: list[dict[str, object]]) -> None:
    (had,) = [line for line in lines if line["type"] == "summary"]
    rest = [line for line in lines if line["type"] != "summary"]
    (made,) = late_summary(rest, summariser())
    assert isinstance(made, Summary)
    assert {name: had[name] for name in ("text", "sources", "sentences")} == made.payload()


def test_a_call_that_has_one_gets_no_second_one(lines: list[dict[str, object]]) -> None:
    assert list(late_summary(lines, summariser())) == []


def test_a_call_that_was_cut_off_after_its_first_words_is_summed_up_too(lines: list[dict[str, object]]) -> None:
    begun = [line for line in lines if line["type"] == "utterance"][:3]
    (made,) = late_summary([*begun, lines[-1]], summariser())
    assert isinstance(made, Summary)
    assert all(each.text in str(begun) for each in made.sentences)
