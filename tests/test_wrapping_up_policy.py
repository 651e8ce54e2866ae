"""What there is to choose in a wrap-up: the company's file, and what agents chose before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callassist.calls.wrapping_up import policy
from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.ordering import Chosen, kind_of, ordered
from callassist.errors import UserError
from tests.wrap_up_room import Room, room_in, said

SHIPPED = policy.load()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    with room_in(tmp_path, monkeypatch) as made:
        yield made


def test_categories_are_learned(room: Room) -> None:
    room.wraps.finish(room.call(said(), key="a"), Draft(category="device", outcome="solved"))
    room.call(said(), key="b")
    assert room.shown().categories[0].id == "device"


def test_such_calls_count_more_than_others_and_late_choices_more_than_early_ones() -> None:
    def first(chosen: list[Chosen], kind: str | None) -> str:
        return ordered(SHIPPED, chosen, kind)[0].id

    assert first([], None) == SHIPPED.category[0].id
    assert first([], "billing_error") == "billing"
    assert first([Chosen("plan", None), Chosen("device", "billing_error")], "billing_error") == "device"
    assert first([Chosen("plan", None), Chosen("device", "billing_error")], None) == "plan"
    assert first([Chosen("gone", None)], None) == SHIPPED.category[0].id
    assert kind_of(SHIPPED, ["thanks", "delay", "outage"]) == "delay"
    assert {each.id for each in ordered(SHIPPED, [Chosen("plan", None)], None)} == {
        each.id for each in SHIPPED.category
    }


# ── The company's file ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('id = "billing"', 'id = "outage"', "more than once"),
        ("bad_to = 2", "bad_to = 4", "bad_to must be less"),
        ('words = { ar = "حُلّت", en = "Solved" }', "words = {}", "write it under ar, en or both"),
        ("days = 3", "days = -1", "follow_up.2.days"),
        ("half = 12", "half = 0", "order.half"),
        ('id = "plan"', 'id = "باقة"', "category.3.id"),
    ],
)
def test_a_file_that_is_wrong_is_refused_and_the_shipped_one_used(
    old: str, new: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path))
    text = policy.shipped().read_text(encoding="utf-8")
    assert old in text
    (tmp_path / policy.FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=reason) as caught:
        policy.load()
    found, error = policy.load_or_shipped()
    assert found == SHIPPED
    assert error is not None
    assert error.what == caught.value.what
