"""Customers pop up by number, are edited in place, and every edit can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from customer_records import WITH_VIP, everything, opened, people
from sqlalchemy import insert, text

from callassist.customers.balance import Experienced, last_repair, weigh
from callassist.customers.card import Folded, Person
from callassist.customers.changes import ChangedSince, EditedMeanwhile
from callassist.customers.policy import load
from callassist.customers.records import Records
from callassist.customers.told import card_lines
from callassist.errors import UserError
from callassist.store.database import open_for_writing
from callassist.store.records_schema import RECORDS, person

SPELLINGS = [
    "0551234567",
    "+966 55 123 4567",
    "00966551234567",
    "٠٥٥١٢٣٤٥٦٧",
    "sip:966551234567@host",
    "tel:+966551234567",
]
CARD, IBAN, ID = "4263982640269299", "SA0380000000608010167519", "1012345672"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with opened(path, author="a17") as found:
        yield found


def person_of(records: Records, who: UUID) -> Person:
    card = records.card_of(who)
    assert card is not None
    return card.person


# ── The schema ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_steps_make_the_tables_that_the_program_knows(records: Records) -> None:
    with records.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, RECORDS.tables) == []
    assert ScriptDirectory(str(RECORDS.migrations)).get_heads() == [RECORDS.head]


def test_records_of_an_older_program_are_brought_up_to_date_whole(path: Path) -> None:
    # As revision 0002 had it: contacts without a direction.
    key, who = uuid4(), uuid4()
    with open_for_writing(path, replace(RECORDS, head="0002")) as older, older.writing() as connection:
        connection.execute(insert(person), {"key": who, "name": "نورة", "made_at": "2026-03-01"})
        contact = {"key": key.hex, "who": who.hex, "at": "2026-03-01", "about": "فاتورة"}
        connection.execute(
            text("INSERT INTO contact (key, person_key, at, about) VALUES (:key, :who, :at, :about)"), contact
        )
    with opened(path) as records:
        assert records.database.upgraded_from == "0002"
        found = records.card_of(who)
        assert found is not None
        assert [(each.key, each.about, each.direction) for each in found.contacts] == [(key, "فاتورة", None)]


# ── Popping up ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ringing", SPELLINGS)
@pytest.mark.parametrize("kept", ["0551234567", "+966551234567"])
def test_a_number_in_any_spelling_brings_up_its_card(records: Records, kept: str, ringing: str) -> None:
    who = records.new(kept, name="نورة بنت محمد", title="أستاذة", gender="f", dialect="gulf", plan="ذهبية")
    popped = records.card(ringing)
    assert popped.card is not None
    assert popped.card.person.key == who
    assert popped.card.person.addressed == "أستاذة نورة بنت محمد"
    assert (popped.card.person.gender, popped.card.person.dialect) == ("f", "gulf")
    assert popped.number == "+966551234567"
    assert not popped.unknown


def test_an_unknown_caller_becomes_a_record_with_one_call(records: Records) -> None:
    popped = records.card("0551234567")
    assert popped.unknown
    who = records.new(popped.number)
    found = records.card("0551234567").card
    assert found is not None
    assert found.person.key == who
    assert found.person.addressed is None
    records.edit(who, found.person.version, name="سالم", called="أبو فهد")
    assert records.card("0551234567").card.person.addressed == "أبو فهد"  # type: ignore[union-attr]


@pytest.mark.parametrize("withheld", [None, "", "anonymous", "sip:anonymous@anonymous.invalid"])
def test_a_withheld_number_is_nobody(records: Records, withheld: str | None) -> None:
    assert records.card(withheld).unknown
    assert records.card(withheld).number is None


def test_a_shared_number_asks_who_it_is_and_tells_no_more_than_that(records: Records) -> None:
    mother = records.new("0551234567", name="نورة", plan="ذهبية", remark="لا تتصل صباحًا")
    son = records.new("0551234567", name="فهد")
    records.add_contact(mother, at="2026-03-01T10:00:00+03:00", about="فاتورة")
    popped = records.card("0551234567")
    assert popped.card is None
    assert [(each.key, each.name, each.last) for each in popped.candidates] == [
        (son, "فهد", None),
        (mother, "نورة", "2026-03-01"),
    ]
    assert "صباح" not in repr(popped)
    card = records.card_of(mother)
    assert card is not None
    assert card.shared == ("+966551234567",)
    records.part(son, "055 123 4567")
    assert records.card("0551234567").card is not None


def test_an_internal_customer_has_an_extension_and_a_department(records: Records) -> None:
    records.new("204", name="هند", kind="internal", department="المستودع")
    card = records.card("204").card
    assert card is not None
    assert (card.person.kind, card.person.department, card.numbers[0].text) == ("internal", "المستودع", "204")


def test_marks_of_importance_show_only_where_the_company_wants_them(path: Path) -> None:
    with opened(path, WITH_VIP) as records:
        who = records.new(name="Sami", vip=True)
        assert records.card_of(who).person.vip  # type: ignore[union-attr]
    with opened(path) as records:
        assert records.card_of(who).person.vip is None  # type: ignore[union-attr]


def test_a_mark_of_importance_and_the_kind_are_edited_and_taken_back(path: Path) -> None:
    with opened(path, WITH_VIP) as records:
        who = records.new(name="Sami")
        marked = records.edit(who, 1, vip="yes")
        moved = records.edit(who, 2, kind="internal")
        assert marked is not None
        assert moved is not None
        assert (person_of(records, who).vip, person_of(records, who).kind) == (True, "internal")
        records.undo(moved)
        records.undo(marked)
        assert (person_of(records, who).vip, person_of(records, who).kind) == (False, "customer")
        with pytest.raises(UserError, match="kind"):
            records.edit(who, person_of(records, who).version, kind="supplier")


def test_no_mark_of_importance_is_made_where_the_company_wants_none(path: Path) -> None:
    with opened(path) as records:
        who = records.new(name="Sami")
        with pytest.raises(UserError, match="no marks of importance"):
            records.edit(who, 1, vip="yes")


def test_the_latest_contacts_come_first_and_open_promises_by_their_due(path: Path) -> None:
    with opened(path, WITH_VIP) as records:
        who = records.new(name="Sami")
        for hour in (9, 23, 12, 15):
            records.add_contact(who, at=f"2026-03-01T{hour:02d}:00:00+03:00", about=f"at {hour}", outcome="solved")
        records.add_contact(who, at="2026-03-01T21:30:00+00:00", about="last of all")  # 00:30 of the next day there
        records.add_promise(who, made_at="2026-03-01", what="no hurry")
        late = records.add_promise(who, made_at="2026-03-01", what="later", due="2026-03-09")
        records.add_promise(who, made_at="2026-03-01", what="soon", due="2026-03-02T16:00:00+03:00")
        card = records.card_of(who)
        assert card is not None
        assert [each.about for each in card.contacts] == ["last of all", "at 23", "at 15"]
        assert card.all_contacts == 5
        assert [each.what for each in card.promises] == ["soon", "later", "no hurry"]
        assert card.promises[0].due == "2026-03-02T13:00:00+00:00"
        records.edit_promise(late, 1, state="kept")
        assert len(records.card_of(who).promises) == 2  # type: ignore[union-attr]


def test_what_is_folded_is_not_given_before_the_caller_is_verified(records: Records) -> None:
    who = records.new("0551234567", name="نورة")
    records.add_purchase(who, at="2025-11-02", what="هاتف زمردي")
    records.add_incident(who, at="2025-12-01", about="خلاف على التوصيل", outcome="اعتذار")
    folded = records.card("0551234567").card
    assert folded is not None
    assert folded.folded == Folded(purchases=1, incidents=1)
    assert (folded.purchases, folded.incidents) == ((), ())
    assert "زمردي" not in repr(folded)
    assert "زمردي" not in "\n".join(card_lines(folded, datetime.now(UTC)))
    verified = records.card_of(who, verified=True)
    assert verified is not None
    assert verified.folded is None
    assert [each.what for each in verified.purchases] == ["هاتف زمردي"]
    assert [each.outcome for each in verified.incidents] == ["اعتذار"]


def test_people_are_found_by_id_number_and_the_beginning_of_a_name_in_any_spelling(records: Records) -> None:
    who = records.new("0551234567", name="أحمد الغامدي", external_id="C-17")
    records.new("0551234568", name="إبراهيم")
    for words in ("C-17", "055 123 4567", "احمد", "أحمد الغ"):
        assert [each.key for each in records.find(words)] == [who]
    assert records.find("غامد") == records.find("  ") == ()


# ── Good and bad ──────────────────────────────────────────────────────────────────────────────────────────


def lived(kinds: str) -> list[Experienced]:
    return [
        Experienced(f"2026-03-{day:02d}", f"day {day}", "bad" if kind == "b" else "good")
        for day, kind in enumerate(kinds, 1)
    ]


@pytest.mark.parametrize(
    ("kinds", "owed", "share"),
    [("b", 12, 0.0), ("ggb", 12, 0.0), ("bggg", 9, 0.25), ("b" + "g" * 20, 0, 1.0), ("bgb", 23, 1 / 24)],
)
def test_a_bad_experience_takes_twelve_good_ones_after_it(kinds: str, owed: int, share: float) -> None:
    found = weigh(lived(kinds), 12)
    assert found is not None
    assert found.owed == owed
    assert found.share == pytest.approx(share)
    assert found.steps[-1].owed == owed
    assert len(found.steps) == len(kinds.lstrip("g"))


def test_who_had_nothing_bad_has_no_balance_and_no_repair() -> None:
    assert weigh(lived("ggg"), 12) is None
    assert last_repair(lived("ggg")) is None


def test_the_card_says_what_went_wrong_and_what_has_been_put_right_since(records: Records) -> None:
    who = records.new(name="Sami")
    wrong = records.add_contact(who, at="2026-02-01", about="technician did not come", experience="bad")
    records.add_contact(who, at="2026-02-03", about="came", experience="good")
    records.add_contact(who, at="2026-02-04", about="asked for the bill")
    records.edit_contact(wrong, 1, put_right="a month free")
    card = records.card_of(who)
    assert card is not None
    assert card.repair is not None
    assert card.balance is not None
    assert (card.repair.wrong, card.repair.put_right, card.repair.good_since) == (
        "technician did not come",
        "a month free",
        1,
    )
    assert (card.balance.owed, card.balance.weight) == (11, 12)


def test_a_wrong_policy_names_file_key_and_reason(tmp_path: Path) -> None:
    own = tmp_path / "customers.toml"
    own.write_text("[card]\nvip = false\ncontacts = 0\n[balance]\ngood_for_bad = 12\n")
    with pytest.raises(UserError, match=r"customers\.toml has wrong values: card\.contacts: .*greater"):
        load(own)


# ── Edited, and taken back ────────────────────────────────────────────────────────────────────────────────


def test_an_edit_is_taken_back_after_a_restart_and_made_again(path: Path) -> None:
    with opened(path) as records:
        who = records.new("0551234567", name="نورة", plan="فضية")
    with opened(path, author="a17") as records:
        change = records.edit(who, 1, name="نورة العتيبي", plan="ذهبية")
        assert change is not None
    with opened(path) as records:
        assert records.changes(who)[0].author == "a17"
        undone = records.undo(change)
        person = records.card_of(who).person  # type: ignore[union-attr]
        assert (person.name, person.plan, person.version) == ("نورة", "فضية", 3)
        assert [each.key for each in records.find("نورة")] == [who]
        assert [each.taken_back for each in records.changes(who)] == [False, True, False]
        with pytest.raises(UserError, match="taken back already"):
            records.undo(change)
        records.undo(undone)
        assert records.card_of(who).person.plan == "ذهبية"  # type: ignore[union-attr]
        assert [each.taken_back for each in records.changes(who)] == [False, True, False, False]


def test_what_was_changed_again_since_is_not_taken_back_and_says_so(records: Records) -> None:
    who = records.new(name="Sami", plan="silver")
    change = records.edit(who, 1, plan="gold")
    records.edit(who, 2, plan="platinum")
    assert change is not None
    with pytest.raises(ChangedSince, match=r"changed again since \(plan\)"):
        records.undo(change)
    assert records.card_of(who).person.plan == "platinum"  # type: ignore[union-attr]


def test_an_edit_of_another_field_does_not_stand_in_the_way(records: Records) -> None:
    who = records.new(name="Sami", plan="silver")
    change = records.edit(who, 1, plan="gold")
    records.edit(who, 2, remark="prefers mornings")
    assert change is not None
    records.undo(change)
    person = records.card_of(who).person  # type: ignore[union-attr]
    assert (person.plan, person.remark) == ("silver", "prefers mornings")


def test_two_who_edit_at_once_are_noticed(records: Records) -> None:
    who = records.new(name="Sami")
    records.edit(who, 1, plan="gold")
    with pytest.raises(EditedMeanwhile, match="Somebody else has edited") as caught:
        records.edit(who, 1, plan="silver")
    assert caught.value.version == 2
    assert records.edit(who, 1, plan="gold") is None


def test_joining_and_parting_are_taken_back(records: Records) -> None:
    who = records.new("0551234567", name="Sami")
    joined = records.join(who, "055 123 4568")
    assert records.join(who, "+966551234568") is None
    assert joined is not None
    parted = records.part(who, "0551234567")
    assert parted is not None
    assert records.part(who, "0551234567") is None
    assert records.card("0551234567").unknown
    records.undo(parted)
    records.undo(joined)
    assert records.card("0551234568").unknown
    assert records.card("0551234567").card is not None


def test_making_a_record_is_taken_back_only_while_nothing_hangs_on_it(records: Records) -> None:
    who = records.new("0551234567")
    (made,) = records.changes(who)
    contact = records.add_contact(who, at="2026-03-01", about="asked")
    with pytest.raises(ChangedSince, match="contact"):
        records.undo(made.key)
    assert contact
    records.undo(records.changes(who)[0].key)
    gone = records.undo(made.key)
    assert people(records) == 0
    assert records.card("0551234567").unknown
    records.undo(gone)
    assert records.card("0551234567").card.person.key == who  # type: ignore[union-attr]


def test_what_can_not_be_kept_names_the_field(records: Records) -> None:
    who = records.new(name="Sami", external_id="C1")
    for fields, reason in (
        ({"gender": "x"}, "gender"),
        ({"since": "yesterday"}, "since"),
        ({"name": "x" * 201}, "name"),
        ({"colour": "red"}, "colour"),
    ):
        with pytest.raises(UserError, match=reason):
            records.edit(who, 1, **fields)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="another customer has it"):
        records.new(name="Hani", external_id="C1")
    with pytest.raises(UserError, match="offset"):
        records.add_contact(who, at="2026-03-01T10:00:00", about="asked")
    assert people(records) == 1


# ── Never on the disk ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("secret", [CARD, "4263 9826 4026 9299", "٤٢٦٣٩٨٢٦٤٠٢٦٩٢٩٩", IBAN, ID])
def test_no_number_that_must_not_be_stored_reaches_the_disk(records: Records, secret: str) -> None:
    who = records.new("0551234567", name=f"Sami {secret}", remark=f"رقمه {secret} وشكرًا")
    records.edit(who, 1, plan=f"gold {secret}", called=secret, department=secret, remark=f"now {secret}")
    at = "2026-03-01"
    records.add_contact(who, at=at, about=f"he gave {secret} to us", outcome=secret, put_right=secret, agent=secret)
    records.add_purchase(who, at=at, what=f"with {secret}")
    records.add_incident(who, at=at, about=secret, outcome=secret)
    records.add_promise(who, made_at=at, what=f"refund to {secret}")
    with pytest.raises(UserError):
        records.edit(who, 2, external_id=secret)
    with pytest.raises(UserError):
        records.join(who, secret)
    stored = everything(records)
    assert "Sami [" in stored
    digits = "".join(sign for sign in secret if sign.isdigit())
    for form in (secret, digits, digits[:8], digits[-8:]):
        assert form not in stored
