"""What is given out of wrap-ups: a text to copy, and feedback for other departments. Real databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import typer

from callassist.calls.updates import WrapUpCopied
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.commands.product_feedback import feedback
from callassist.events import CommitmentSettled, Language
from tests.wrap_up_room import CARD, COMPLAINT, NUMBER, Room, room_in, said, summary


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    with room_in(tmp_path, monkeypatch) as made:
        yield made


def test_it_is_copied_as_text_without_what_must_not_leave(room: Room) -> None:
    key = room.call(said(), summary())
    draft = Draft(category="outage", outcome="solved", csat=5, case_number="TT-7", feedback=f"card {CARD}")
    room.wraps.copy(key, draft, "en")
    (copied,) = room.of(WrapUpCopied)
    assert copied.text.splitlines() == [
        f"Call: 2026-03-01 10:00 {NUMBER}",
        "Category: Outage or slow line",
        "Outcome: Solved",
        COMPLAINT,
        "Case number: TT-7",
        "Satisfaction, of 5: 5",
        "Product feedback: card [card]",
    ]
    room.wraps.copy(key, draft, "ar")
    assert "النتيجة: حُلّت" in room.of(WrapUpCopied)[-1].text


@pytest.mark.parametrize(("language", "comma", "title"), [("ar", "،", "وعد للعميل"), ("en", ",", "Promised")])
def test_what_was_approved_is_copied_with_the_moment_by_when(
    room: Room, language: Language, comma: str, title: str
) -> None:
    at = datetime(2026, 3, 2, 16).astimezone()  # by the clocks of this place, whichever it is
    call_back = CommitmentSettled(t=6, number=1, state="approved", what="call back", due=at.isoformat())
    refund = CommitmentSettled(t=6, number=2, state="dismissed", what="a refund", due=None)
    form = CommitmentSettled(t=6, number=-1, state="approved", what="a form", due=None)
    key = room.call(said(), call_back, refund, form, summary())
    room.wraps.copy(key, Draft(follow_ups=(FollowUp("call", "2026-03-04"),)), language)
    _, _, *promised, followed = room.of(WrapUpCopied)[-1].text.splitlines()
    assert promised == [f"{title}: call back{comma} 2026-03-02 16:00", f"{title}: a form"]
    assert followed.endswith(f"{comma} 2026-03-04")


def test_product_feedback_is_given_out_without_a_customer(
    room: Room, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CALLASSIST_DATA", str(room.folder))
    for name, text in (("a", 'The app hides "outages", always'), ("b", ""), ("c", "التطبيق بطيء")):
        room.wraps.finish(room.call(said(), key=name), Draft(category="device", feedback=text))
    room.wraps.write(room.call(said(), key="d"), Draft(feedback="not finished"))
    room.later()
    feedback()
    assert capsys.readouterr().out.splitlines() == [
        "at,category,text,agent",
        '2026-03-01T10:00:00+03:00,device,"The app hides ""outages"", always",',
        "2026-03-01T10:00:00+03:00,device,التطبيق بطيء,",
    ]
    feedback(since="2026-03-02", as_json=True)
    assert capsys.readouterr().out == ""
    feedback(since="2026-03-01", as_json=True)
    assert [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()][1] == "التطبيق بطيء"
    with pytest.raises(typer.BadParameter):
        feedback(since="soon")
