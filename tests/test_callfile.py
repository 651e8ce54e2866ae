"""Call files: what is accepted, and what a broken line says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.calls import callfile
from callassist.calls.callfile import CallRecord, KeyLine, SpeechLine, UtteranceLine
from callassist.errors import UserError

CALL = '{"type":"call","id":"c1","started_at":"2026-03-01T10:00:00+03:00","language":"ar"}'
SAID = '{"type":"utterance","t0":1.2,"t1":3.9,"speaker":"customer","text":"السلام عليكم","confidence":0.93}'


def parse(*lines: str | bytes) -> list[CallRecord]:
    raw = [line.encode() if isinstance(line, str) else line for line in lines]
    return list(callfile.parse(raw, "call.jsonl"))


def refusal(*lines: str | bytes) -> str:
    with pytest.raises(UserError) as caught:
        parse(*lines)
    return str(caught.value)


def test_all_kinds_of_lines_are_understood_and_unknown_keys_ignored() -> None:
    (record,) = parse(
        CALL,
        SAID,
        '{"type":"speech","t0":4.0,"t1":5.2,"speaker":"agent","colour":"blue"}',
        '{"type":"key","t":9.0,"action":"warning_given"}',
        '{"type":"end","t":61.5}',
    )
    assert record.call.id == "c1"
    assert [type(line) for line in record.lines] == [UtteranceLine, SpeechLine, KeyLine]
    assert record.end == 61.5


def test_each_call_line_begins_anew() -> None:
    first, second = parse(CALL, SAID, CALL.replace("c1", "c2"))
    assert (len(first.lines), len(second.lines)) == (1, 0)
    assert second.call.id == "c2"


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "مكالمة 1.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + CALL.encode() + b"\r\n\r\n" + SAID.encode())
    (record,) = callfile.read(path)
    assert len(record.lines) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "line 2: not JSON"),
        ("[1, 2]", "line 2: it is no JSON object"),
        ('{"type":"shout"}', "line 2: there is no type 'shout'; there are: 'call', 'utterance'"),
        ('{"t0":1}', 'line 2: it has no "type"'),
        ('{"type":"end","t":' + "9" * 5000 + "}", "line 2: not JSON: a number has too many digits"),
        (CALL.replace('"c1"', '"\\u202e"'), "id: nothing of it can be seen"),
        (SAID.replace("1.2", "-1"), "t0"),
        (SAID.replace("3.9", "0.5"), "lies before"),
        (SAID.replace("3.9", "1e9"), "t1"),
        (SAID.replace("3.9", "NaN"), "t1"),
        (SAID.replace("0.93", "93"), "confidence"),
        (SAID.replace("customer", "caller"), "speaker"),
        ('{"type":"key","t":1,"action":"dance"}', "action"),
        (CALL.replace("+03:00", ""), "offset"),
        (CALL.replace("2026-03-01", "yesterday"), "started_at"),
    ],
)
def test_a_broken_line_is_an_error_with_its_number(line: str, reason: str) -> None:
    said = refusal(CALL, line)
    assert "call.jsonl, line 2" in said
    assert reason in said


def test_bytes_that_are_no_utf8_are_an_error_with_their_place() -> None:
    assert "line 2: not UTF-8 (byte 1)" in refusal(CALL, b"\xff{}")


def test_lines_before_a_call_or_after_its_end_are_errors() -> None:
    assert "no call has begun" in refusal(SAID)
    assert "already ended" in refusal(CALL, '{"type":"end","t":9}', SAID)


def test_a_megabyte_in_one_line_is_read() -> None:
    (record,) = parse(CALL, SAID.replace("السلام عليكم", "كلمة " * 100_000))
    assert isinstance(record.lines[0], UtteranceLine)
    assert len(record.lines[0].text) == 500_000


def test_a_line_longer_than_any_call_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_text(CALL + "\n" + '{"type":"utterance","text":"' + "x" * (callfile.LONGEST_LINE + 10) + '"}')
    with pytest.raises(UserError, match="line 2: longer than 4 MiB"):
        list(callfile.read(path))


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    assert "line 2" in refusal(CALL, "[" * 200_000)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        list(callfile.read(tmp_path / "none.jsonl"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_a_line_or_a_named_error(value: object) -> None:
    complaint = ""
    try:
        parse(CALL, json.dumps(value))
    except UserError as error:
        complaint = str(error)
    assert not complaint or "line 2" in complaint
