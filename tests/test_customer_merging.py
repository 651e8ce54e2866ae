"""Two records of one person become one: all of it moves, what contradicts stays readable, and it is taken back."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue
from uuid import UUID

import pytest
from customer_records import REDACTION, everything, opened, people
from sqlalchemy import delete
from typer.testing import CliRunner, Result

from callassist.calls.customer_desk import CustomerDesk
from callassist.calls.updates import CustomerEdited, CustomerShown, Update
from callassist.commands.customers import app
from callassist.customers.balance import Balance
from callassist.customers.card import Card
from callassist.customers.changes import ChangedSince
from callassist.customers.crm.outbox import Outbox
from callassist.customers.crm.port import CaseNumber, CrmRecord
from callassist.customers.crm.refreshing import refresh
from callassist.customers.identity import keys_of
from callassist.customers.importing.people import CustomerImport
from callassist.customers.records import Records, records_path
from callassist.errors import UserError
from callassist.store.records_schema import OF_A_PERSON, RECORDS, change, outbox, person
from callassist.text.normalise import search_form

NOW = datetime(2026, 3, 1, 7, tzinfo=UTC)
SHARED, OLD, NEW = "+966551234567", "+966551234568", "+966551234569"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with opened(path, author="a17") as found:
        yield found


def two(records: Records) -> tuple[UUID, UUID]:
    """The same woman twice: of the company's list, and as somebody wrote her down who did not find her."""
    kept = records.new(SHARED, name="نورة العتيبي", external_id="C-1", plan="ذهبية", remark="تفضل المساء")
    records.join(kept, OLD)
    other = records.new(SHARED, name="نورة محمد", external_id="C-2", plan="فضية", called="أم خالد", gender="f")
    records.join(other, NEW)
    records.edit(other, 1, remark="انتقلت إلى جدة")
    records.add_contact(kept, at="2026-01-05", about="فاتورة", experience="bad")
    records.add_contact(other, at="2026-02-03", about="تركيب الخط", experience="good")
    records.add_purchase(other, at="2025-11-02", what="هاتف زمردي")
    records.add_incident(other, at="2025-12-01", about="خلاف على التوصيل")
    records.add_promise(other, made_at="2026-02-03", what="اتصال قبل الزيارة", due="2026-03-02")
    return kept, other


def card(records: Records, who: UUID) -> Card:
    found = records.card_of(who, verified=True)
    assert found is not None
    return found


def shown(records: Records, *keys: UUID) -> list[object]:
    """What their cards show, without how often it was edited."""
    return [
        (
            *(each.person.name, each.person.plan, each.person.remark, each.person.called, each.numbers, each.shared),
            *([item.key for item in part] for part in (each.contacts, each.promises, each.purchases, each.incidents)),
        )
        for each in (card(records, key) for key in keys)
    ]


def waiting(records: Records, who: UUID, number: str = "T-1") -> Outbox:
    box = Outbox(records.database, REDACTION)
    box.put(CaseNumber(call=UUID(int=1), at="2026-03-01T10:00:00+03:00", person=who, case_number=number), NOW)
    return box


# ── Merged ────────────────────────────────────────────────────────────────────────────────────────────────


def test_everything_of_the_one_is_the_others_and_nothing_is_lost(records: Records) -> None:
    kept, other = two(records)
    son = records.new(SHARED, name="فهد")
    plan = records.merging(kept, other)
    assert (plan.taken, plan.numbers, plan.also_of) == ({"called": "أم خالد", "gender": "f"}, (NEW,), 1)
    assert plan.moved == {"contact": 1, "purchase": 1, "incident": 1, "promise": 1}
    before = everything(records)
    records.merging(kept, other)
    assert everything(records) == before
    records.merge(kept, other)
    found = card(records, kept)
    assert [each.text for each in found.numbers] == [SHARED, OLD, NEW]
    assert found.shared == (SHARED,)
    assert [each.about for each in found.contacts] == ["تركيب الخط", "فاتورة"]
    assert [each.what for each in found.promises] == ["اتصال قبل الزيارة"]
    assert [len(part) for part in (found.purchases, found.incidents)] == [1, 1]
    assert isinstance(found.balance, Balance)
    assert (found.balance.owed, found.balance.good) == (11, 1)
    assert [each.key for each in records.card(SHARED).candidates] == [son, kept]
    assert records.card(NEW).card == records.card_of(kept)
    assert people(records) == 2


def test_what_contradicts_stays_readable_and_what_lacks_is_filled(records: Records) -> None:
    kept, other = two(records)
    records.merge(kept, other)
    who = card(records, kept).person
    assert (who.name, who.plan, who.external_id) == ("نورة العتيبي", "ذهبية", "C-1")
    assert (who.called, who.gender) == ("أم خالد", "f")
    assert who.remark == ("تفضل المساء · انتقلت إلى جدة · external_id: C-2 · name: نورة محمد · plan: فضية")
    assert [each.key for each in records.find("C-2")] == [each.key for each in records.find(str(other))] == [kept]


def test_a_nameless_record_of_a_caller_takes_all_that_the_other_says(records: Records) -> None:
    caller = records.new(OLD)
    known = records.new(NEW, name="نورة محمد", external_id="C-2", kind="customer", vip=True)
    merge = records.merge(caller, known)
    who = card(records, caller).person
    assert (who.name, who.external_id, who.remark) == ("نورة محمد", "C-2", None)
    assert [each.key for each in records.find("نوره")] == [caller]
    records.undo(merge)
    assert card(records, caller).person.external_id is None
    assert card(records, known).person.external_id == "C-2"


def test_an_id_of_many_digits_stays_readable_and_a_card_in_two_halves_does_not(records: Records) -> None:
    kept = records.new(OLD, name="Sami", external_id="99120044", remark="4263 9826")
    other = records.new(NEW, name="Sami", external_id="99120045", remark="4026 9299")
    records.merge(kept, other)
    remark = card(records, kept).person.remark
    assert remark is not None
    assert "external_id: 99120045" in remark
    assert "4026 9299" not in remark


def test_a_record_is_not_merged_with_itself_nor_with_one_that_is_not_there(records: Records) -> None:
    kept, other = two(records)
    for wrong in (kept, UUID(int=7)):
        with pytest.raises(UserError):
            records.merge(kept, wrong)
    records.merge(kept, other)
    with pytest.raises(UserError, match="one and the same"):
        records.merge(kept, other)


def test_remarks_too_long_for_one_stop_it_and_nothing_is_done(records: Records) -> None:
    kept, other = (records.new(name=name, remark=name * 1000) for name in ("ab ", "cd "))
    before = everything(records)
    with pytest.raises(UserError, match="remark"):
        records.merge(kept, other)
    assert everything(records) == before


# ── Taken back ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_merge_is_taken_back_after_a_restart_and_made_again(path: Path) -> None:
    with opened(path) as records:
        kept, other = two(records)
        before, history = shown(records, kept, other), records.changes(other)
        merge = records.merge(kept, other)
        merged = shown(records, kept)
    with opened(path) as records:
        assert {each.key for each in history} < {each.key for each in records.changes(kept)}
        undone = records.undo(merge)
        assert shown(records, kept, other) == before
        assert records.changes(other) == history
        assert [each.key for each in records.find("C-2")] == [other]
    with opened(path) as records:
        records.undo(undone)
        assert shown(records, kept) == merged
        assert people(records) == 1


def test_what_came_after_a_merge_stays_where_it_was_written(records: Records) -> None:
    kept, other = two(records)
    merge = records.merge(kept, other)
    records.add_contact(kept, at="2026-03-01", about="بعد الدمج")
    moved = card(records, kept).contacts[1]
    records.edit_contact(moved.key, moved.version, outcome="رُكّب")
    records.undo(merge)
    assert [each.about for each in card(records, kept).contacts] == ["بعد الدمج", "فاتورة"]
    assert [each.outcome for each in card(records, other).contacts] == ["رُكّب"]


def test_what_was_settled_since_is_not_undone_over_and_says_so(records: Records) -> None:
    kept, other = two(records)
    merge = records.merge(kept, other)
    records.edit(kept, card(records, kept).person.version, remark="سُوّي الأمر")
    with pytest.raises(ChangedSince, match="remark"):
        records.undo(merge)
    assert people(records) == 1


def test_a_chain_of_merges_is_taken_back_from_its_end(records: Records) -> None:
    kept, other = two(records)
    third = records.new(name="أم خالد")
    first, second = records.merge(kept, other), records.merge(third, kept)
    assert card(records, other).person.key == third
    with pytest.raises(ChangedSince):
        records.undo(first)
    records.undo(second)
    assert card(records, other).person.key == kept
    records.undo(first)
    assert people(records) == 3


# ── While others hold the record ──────────────────────────────────────────────────────────────────────────


def test_a_call_that_has_the_record_goes_on_with_what_it_has_become(records: Records) -> None:
    kept, other = two(records)
    live = card(records, other).person
    merge = records.merge(kept, other)
    assert records.card_of(live.key) == records.card_of(kept)
    with pytest.raises(UserError, match="not there any more"):
        records.edit(live.key, live.version, plan="بلاتينية")
    records.add_contact(live.key, at="2026-03-01", about="هذه المكالمة", call_key=UUID(int=1))
    assert card(records, kept).contacts[0].about == "هذه المكالمة"
    records.undo(merge)
    assert card(records, live.key).person.key == other


def test_a_live_calls_card_becomes_that_of_the_record_that_stays(path: Path) -> None:
    with opened(path) as records:
        kept, other = two(records)
    told: Queue[Update] = Queue()
    desk = CustomerDesk(told.put, lambda call, known: None, region="SA", path=path)

    def until(person: UUID) -> CustomerShown:
        while True:
            update = told.get(timeout=60)
            if isinstance(update, CustomerShown) and update.pop.card and update.pop.card.person.key == person:
                return update

    desk.start()
    desk.ring("1", SHARED)
    desk.choose("1", other)
    desk.verify("1")
    assert until(other).pop.card
    desk._do("1", lambda records, call: desk._changed("1", records.merge(kept, other)))
    merged = until(kept)
    assert merged.verified
    assert merged.pop.card is not None
    assert [each.text for each in merged.pop.card.numbers] == [SHARED, OLD, NEW]
    change = next(update.change for update in iter(told.get, None) if isinstance(update, CustomerEdited))
    desk.undo("1", change)
    assert until(other).pop.card
    desk.close()
    desk.join()


def test_what_waits_for_the_crm_goes_on_as_the_customers_and_back(records: Records) -> None:
    kept, other = two(records)
    box = waiting(records, other)
    assert records.merging(kept, other).waiting == 1
    merge = records.merge(kept, other)
    waiting(records, other, "T-2")  # of a call that still has the key
    assert [(each.entry.person, each.entry.external_id) for each in box.all()] == [(kept, "C-1")] * 2
    box.sent(box.all()[0].key)
    records.undo(merge)
    assert [(each.entry.person, each.entry.external_id) for each in box.all()] == [(other, "C-2")]


def test_who_is_to_be_forgotten_is_found_under_every_key_in_every_table(records: Records) -> None:
    stranger = records.new(OLD.replace("8", "0"), name="سالم")
    waiting(records, stranger)
    kept, other = two(records)
    waiting(records, other)
    records.undo(records.merge(kept, other))
    records.merge(kept, other)
    waiting(records, kept)
    naming = [table for table in RECORDS.tables.tables.values() if "person_key" in table.c]
    assert set(naming) == {*OF_A_PERSON, change, outbox}
    with records.database.writing() as connection:
        for table in (change, outbox):
            connection.execute(delete(table).where(table.c.person_key.in_(keys_of(kept))))
        connection.execute(delete(person).where(person.c.key == kept))
    left = everything(records)
    for trace in ("نورة", "C-1", "C-2", OLD, NEW, "زمردي", str(kept), kept.hex, other.hex):
        assert trace not in left
    assert card(records, stranger).person.name == "سالم"
    assert len(Outbox(records.database, REDACTION).all()) == 1


# ── Lists and the CRM do not make it two again ────────────────────────────────────────────────────────────


def saved(path: Path, *rows: list[str], headings: str = "id,name,mobile,plan") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings.split(","), *rows])
    return path


def imported(records: Records, path: Path) -> tuple[int, int, int]:
    counts = CustomerImport(records, path).carry_out()
    return counts.new, counts.changed, counts.unchanged


@pytest.mark.parametrize("ids", [True, False])
def test_an_import_of_the_same_list_leaves_a_merge_as_it_is(records: Records, tmp_path: Path, ids: bool) -> None:
    rows = [["C-1", "نورة العتيبي", SHARED, "ذهبية"], ["C-2", "نورة محمد", SHARED, "فضية"]]
    headings = "id,name,mobile,plan"
    if not ids:
        rows, headings = [row[1:] for row in rows], headings.removeprefix("id,")
    file = saved(tmp_path / "list.csv", *rows, headings=headings)
    assert imported(records, file) == (2, 0, 0)
    kept, other = (records.find(name)[0].key for name in ("نورة العتيبي", "نورة محمد"))
    merge = records.merge(kept, other)
    before = everything(records)
    assert imported(records, file) == (0, 0, 2)
    assert everything(records) == before
    records.undo(merge)
    assert imported(records, file) == (0, 0, 2)


def test_the_id_that_a_record_got_by_a_merge_is_compared_with_what_the_list_said_of_it(
    records: Records, tmp_path: Path
) -> None:
    file = saved(tmp_path / "list.csv", ["C-2", "نورة محمد", NEW, "فضية"])
    imported(records, file)
    kept = records.new(OLD, name="نورة العتيبي", plan="ذهبية")
    merge = records.merge(kept, records.find("C-2")[0].key)
    assert imported(records, file) == (0, 0, 1)
    assert card(records, kept).person.plan == "ذهبية"
    assert imported(records, saved(file, ["C-2", "نورة محمد", NEW, "بلاتينية"])) == (0, 1, 0)
    assert card(records, kept).person.plan == "بلاتينية"
    records.undo(merge)
    assert card(records, records.find("C-2")[0].key).person.plan == "فضية"
    assert imported(records, file) == (0, 1, 0)


def test_a_crm_that_still_has_two_does_not_make_them_two_here(records: Records) -> None:
    kept, other = two(records)
    records.merge(kept, other)
    names = {"C-1": "نورة العتيبي", "C-2": "نورة محمد"}
    found = [
        CrmRecord({"name": name, "search_name": search_form(name), "external_id": key}, (SHARED,))
        for key, name in names.items()
    ]
    done = refresh(records, found, owned=frozenset({"name"}), author="Namaa CRM")
    assert (done.people, done.made, done.changed) == ((kept,), (), ())
    assert people(records) == 1


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────


def callassist(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_command_previews_merges_and_takes_back() -> None:
    with opened(records_path()) as records:
        kept, _ = two(records)
    several = callassist("merge", "C-1", SHARED).exception
    assert isinstance(several, UserError)
    assert "2 people fit" in several.what
    assert str(kept) in several.what
    seen = callassist("merge", "C-1", "C-2", "--preview")
    assert "plan stays ذهبية; the remark notes فضية" in seen.stdout
    assert "gets the number +966551234569" in seen.stdout
    assert "1 contact, 1 purchase, 1 incident, 1 promise" in seen.stdout
    with opened(records_path()) as records:
        assert people(records) == 2
    done = json.loads(callassist("merge", "C-1", "C-2", "--json").stdout)
    assert done["kept"] == str(kept)
    with opened(records_path()) as records:
        assert people(records) == 1
    assert "Taken back" in callassist("undo", done["change"]).stdout
    with opened(records_path()) as records:
        assert people(records) == 2
    assert isinstance(callassist("undo", "17").exception, UserError)
