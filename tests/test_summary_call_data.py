"""The written calls of summaries are whole, and what is accepted of them was said by who may say it."""

from __future__ import annotations

import pytest

from callassist.calls import callfile
from callassist.calls.callfile import CallRecord, UtteranceLine
from tests.kept_summary_calls import CALLS, accepted

RECORDS = list(callfile.read(CALLS))


def test_every_call_has_what_is_accepted_of_it() -> None:
    assert len(RECORDS) == 10
    assert [record.call.id for record in RECORDS] == list(accepted())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.call.id)
def test_a_reason_is_the_customers_and_comes_before_the_outcome(record: CallRecord) -> None:
    said = {line.t0: line.speaker for line in record.lines if isinstance(line, UtteranceLine)}
    expected = accepted()[record.call.id]
    assert 14 <= len(said) <= 40
    assert 1 <= len(expected.reason) <= 3
    assert 1 <= len(expected.outcome) <= 3
    assert {said[t0] for t0 in expected.reason} == {"customer"}
    assert said.keys() >= set(expected.outcome)
    assert max(expected.reason) < min(expected.outcome)
