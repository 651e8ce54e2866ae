"""What agents of many trades promise, in lines that were written by the contract before the grammar was looked at."""

from __future__ import annotations

import pytest

from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from tests.promise_lines import FRESH, dues, heard, promise_lines, score

EAR = PromiseEar(load_policy())
HEARD = [(line, heard(EAR, line)) for line in promise_lines(FRESH)]


@pytest.mark.parametrize("half", ["mended by", "only measured"])
def test_what_is_promised_is_told_with_its_date(half: str) -> None:
    found = score([(line, dues(told)) for line, told in HEARD[half == "only measured" :: 2]])
    # Which of the even lines are told otherwise nobody looks up, so that they stay fresh.
    assert found.precision >= 0.97
    assert found.recall >= 0.95
    assert found.exact >= 0.95


def test_a_third_of_the_lines_promise_nothing() -> None:
    assert len(HEARD) == 200
    assert 0.3 <= sum(not line.due for line, _ in HEARD) / len(HEARD) <= 0.4


def test_what_is_told_says_what_is_done() -> None:
    for line, told in HEARD[::2]:
        for part, promise in zip(line.what, told.promises, strict=False):
            assert part in promise.what, line.text
