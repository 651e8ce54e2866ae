"""The book of promises: written once, kept, moved, and every step taken back. A real encrypted database."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from promise_book import CALL, decided

from callassist.customers.changes import EditedMeanwhile
from callassist.customers.records import Records
from callassist.errors import UserError
from callassist.promises.book import Book
from callassist.promises.kept import KeptPromise
from tests.customer_records import everything, opened


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db", author="Noura") as found:
        yield found


@pytest.fixture
def book(records: Records) -> Book:
    return Book(records)


def only(book: Book) -> KeptPromise:
    (found,) = book.open_promises()
    return found


def test_it_is_written_once_however_often_it_is_tried(book: Book) -> None:
    for _ in range(3):
        book.take([decided()])
    kept = only(book)
    assert (kept.what, kept.due, kept.state) == ("call back", "2026-03-03T13:00:00+00:00", "open")
    assert (kept.name, kept.person, kept.call) == ("Front desk", None, CALL)
    assert kept.number is not None
    assert "55 123 4567" in kept.number


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_order_decisions_come_in_the_last_one_counts(book: Book, order: tuple[int, ...]) -> None:
    said = (
        decided("call back", seq=10),
        decided("call back", seq=11, state="proposed"),
        decided("send the contract", "2026-03-05", seq=12),
    )
    # What was overtaken may still wait somewhere; a row that went is no reason to write an older decision down.
    for place in order:
        book.take([said[place]])
    book.take([said[2]])
    kept = only(book)
    assert (kept.what, kept.due) == ("send the contract", "2026-03-05")


def test_an_approval_that_is_taken_back_leaves_nothing(book: Book) -> None:
    book.take([decided(seq=10)])
    book.take([decided(seq=11, state="proposed")])
    assert book.open_promises() == ()
    book.take([decided(seq=12)])
    assert only(book).what == "call back"


def test_what_was_done_with_it_is_not_overwritten_by_what_is_caught_up(book: Book) -> None:
    book.take([decided()])
    kept = only(book)
    book.move(kept.key, kept.version, "2026-03-09", None, told=True)
    book.take([decided()])
    assert only(book).due == "2026-03-09"
    moved = only(book)
    book.finish(moved.key, moved.version, "kept", "they were pleased")
    book.take([decided(), decided("call back", seq=11, state="dismissed")])
    assert book.open_promises() == ()
    found = book.find(kept.key)
    assert found is not None
    assert (found.state, found.outcome) == ("kept", "they were pleased")


def test_every_step_is_taken_back_of_nobodys_too(book: Book) -> None:
    book.take([decided()])
    kept = only(book)
    change = book.finish(kept.key, kept.version, "broken", "no engineer was free")
    assert change is not None
    assert book.open_promises() == ()
    book.undo(change)
    again = only(book)
    assert (again.state, again.outcome) == ("open", None)
    change = book.move(again.key, again.version, "2026-03-09", None, told=False)
    assert change is not None
    assert (only(book).due, only(book).moved) == ("2026-03-09", 1)
    assert [each.due for each in book.dates_before(kept.key)] == ["2026-03-03T13:00:00+00:00"]
    book.undo(change)
    assert (only(book).due, only(book).moved) == ("2026-03-03T13:00:00+00:00", 0)
    assert book.dates_before(kept.key) == ()


def test_what_was_moved_five_times_comes_back_step_by_step(book: Book) -> None:
    book.take([decided()])
    before, steps = [], []
    for day in range(5):
        kept = only(book)
        before.append((kept.due, kept.part, kept.moved, kept.told))
        steps.append(book.move(kept.key, kept.version, f"2026-03-1{day}", "morning", told=bool(day % 2)))
    assert [each.due for each in book.dates_before(kept.key)] == [due for due, *_ in before]
    with pytest.raises(UserError, match="changed again since"):
        book.undo(steps[0])  # type: ignore[arg-type]
    for was, step in zip(reversed(before), reversed(steps), strict=True):
        assert step is not None
        book.undo(step)
        kept = only(book)
        assert (kept.due, kept.part, kept.moved, kept.told) == was
    assert book.dates_before(kept.key) == ()


def test_a_stale_edit_is_refused_and_a_moved_date_is_reminded_of_anew(book: Book) -> None:
    book.take([decided()])
    kept = only(book)
    book.remember_reminded(kept.key, "2026-03-03T12:30:00+00:00")
    assert only(book).version == kept.version, "a reminder is no edit"
    book.move(kept.key, kept.version, "2026-03-09", None, told=True)
    assert only(book).reminded is None
    with pytest.raises(EditedMeanwhile):
        book.finish(kept.key, kept.version, "kept", None)


def test_it_follows_the_person_whom_the_call_turns_out_to_be_of(records: Records, book: Book) -> None:
    book.take([decided()])
    who = records.new("0551234567", name="Sample Customer", gender="f", dialect="gulf")
    book.attribute({CALL: who})
    kept = only(book)
    assert (kept.person, kept.name, kept.gender, kept.dialect) == (who, "Sample Customer", "f", "gulf")
    card = records.card_of(who)
    assert card is not None
    assert [each.what for each in card.promises] == ["call back"]


def test_a_record_that_was_merged_keeps_its_promises(records: Records, book: Book) -> None:
    one, other = records.new("0551234567", name="Sample"), records.new("0557654321", name="Sample")
    records.merge(one, other)
    book.take([decided(person=other)])
    assert only(book).person == one


def test_card_numbers_never_get_into_it(records: Records, book: Book) -> None:
    book.take([decided("refund to 4111111111111111")])
    kept = only(book)
    book.finish(kept.key, kept.version, "broken", "the card 5555555555554444 was blocked")
    assert "4111111111111111" not in everything(records)
    assert "5555555555554444" not in everything(records)


def test_what_can_not_be_kept_does_not_stand_in_the_way_of_the_rest(book: Book) -> None:
    book.take([decided("x" * 5000), decided("call back", number=2)])
    assert only(book).what == "call back"


def test_one_written_by_hand_is_dropped_until_it_is_edited(book: Book) -> None:
    key = book.write("water the plants", None, None)
    assert only(book).key == key
    book.drop(key, 2)
    assert only(book).key == key
    book.drop(key, 1)
    assert book.open_promises() == ()
