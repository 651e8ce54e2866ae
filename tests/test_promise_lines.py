"""What agents promise in lines of four dialects, a third of which promise nothing."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from tests.promise_lines import FRESH, MONDAY, PromiseLine, dues, heard, promise_lines, score, treated

EAR = PromiseEar(load_policy())
HEARD = [(line, heard(EAR, line)) for line in promise_lines()]


@pytest.mark.parametrize("dialect", ["msa", "gulf", "egyptian", "en", "edge"])
def test_what_is_promised_is_told_with_its_date(dialect: str) -> None:
    found = score([(line, dues(told)) for line, told in HEARD if line.dialect == dialect])
    assert found.precision >= 0.97, found.wrong
    assert found.recall >= 0.97, found.wrong
    assert found.exact >= 0.97, found.wrong


@pytest.mark.parametrize("half", [0, 1])
def test_what_was_written_before_the_grammar_was_looked_at_is_told_too(half: int) -> None:
    """The second half of each pair was never read while the grammar was mended."""
    lines = promise_lines(FRESH)[half::2]
    found = score([(line, dues(heard(EAR, line))) for line in lines])
    assert len(lines) == 100
    assert found.precision >= 0.97
    assert found.recall >= 0.95
    assert found.exact >= 0.97


def test_there_are_lines_enough_and_a_third_promises_nothing() -> None:
    assert sum(not line.due for line, _ in HEARD) >= len(HEARD) / 3
    for dialect in ("msa", "gulf", "egyptian", "en"):
        assert sum(line.dialect == dialect for line, _ in HEARD) >= 60


def test_what_is_told_is_in_the_agents_words() -> None:
    for line, told in HEARD:
        text = treated(line)
        for promise in told.promises:
            assert promise.evidence in text
            assert set(re.findall(r"[\w']+", promise.what)) <= set(re.findall(r"[\w']+", text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("There's a fault and we will repair it tonight", "There's a fault and we will repair it"),
        ("The router is broken. I'll replace it tomorrow", "The router is broken. I'll replace it"),
        ("رسوم التجوال احتسبت مرتين. سنعيدها لك خلال 3 أيام", "رسوم التجوال احتسبت مرتين. سنعيدها لك"),
        ("الراوتر خربان عندك، بنغيره لك بكرة", "الراوتر خربان عندك، بنغيره لك"),
        # Nothing was said before, or a question, or it tells itself.
        ("We'll repair it tonight", "repair it"),
        ("Do you want a new router? I'll send it tomorrow", "send it"),
        ("Okay, no problem. I'll call you back tomorrow", "call you back"),
        ("النت مقطوع عندك، بتصل عليك بكرة", "بتصل عليك"),
    ],
)
def test_what_only_points_is_told_with_what_it_points_at(text: str, what: str) -> None:
    line = PromiseLine("", datetime.fromisoformat(MONDAY), (), (), text)
    (promise,) = heard(EAR, line).promises
    assert promise.what == what
    assert promise.what.split()[-1] in promise.evidence


def test_what_is_told_says_what_is_done() -> None:
    for line, told in HEARD:
        for part, promise in zip(line.what, told.promises, strict=False):
            assert part in promise.what, line.text
