"""What the CRM says comes into the records: it wins where it owns a field, and nothing passes silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from customer_records import opened, people

from callassist.customers.card import Card
from callassist.customers.crm.port import CrmRecord
from callassist.customers.crm.refreshing import Refreshed, refresh
from callassist.customers.records import Records
from callassist.text.normalise import search_form

NUMBER = "+966551234567"
OWNED = frozenset({"name", "plan"})


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db", author="a17") as found:
        yield found


def said(name: str = "نورة محمد", numbers: tuple[str, ...] = (NUMBER,), **fields: Any) -> CrmRecord:
    return CrmRecord({"name": name, "search_name": search_form(name), "external_id": "C-17"} | fields, numbers)


def brought(records: Records, *found: CrmRecord) -> Refreshed:
    return refresh(records, found, owned=OWNED, author="Namaa CRM")


def card(records: Records) -> Card:
    found = records.card(NUMBER).card
    assert found is not None
    return found


def test_whoever_is_new_becomes_a_record_that_can_be_taken_back(records: Records) -> None:
    done = brought(records, said(plan="ذهبية", remark="من النظام"))
    assert done.made == done.people
    person = card(records).person
    assert (person.name, person.plan, person.remark, person.external_id) == ("نورة محمد", "ذهبية", "من النظام", "C-17")
    (change,) = records.changes(person.key)
    assert change.author == "Namaa CRM"
    records.undo(change.key)
    assert records.card(NUMBER).unknown


def test_the_same_said_again_changes_nothing(records: Records) -> None:
    brought(records, said(plan="ذهبية"))
    before = card(records)
    again = brought(records, said(plan="ذهبية"))
    assert (again.made, again.changed, again.replaced) == ((), (), ())
    assert card(records) == before


def test_the_crm_wins_where_it_owns_a_field_and_it_is_told_and_can_be_taken_back(records: Records) -> None:
    who = records.new(NUMBER, external_id="C-17", name="نورة", plan="فضية", remark="كلّمها بهدوء", title="دكتورة")
    done = brought(records, said(plan="ذهبية", remark="VIP!", title="أستاذة", called="أم خالد"))
    person = card(records).person
    assert (person.name, person.plan) == ("نورة محمد", "ذهبية")
    assert (person.remark, person.title) == ("كلّمها بهدوء", "دكتورة")
    assert person.called == "أم خالد"
    assert done.changed == (who,)
    assert {(each.field, each.before, each.after) for each in done.replaced} == {
        ("name", "نورة", "نورة محمد"),
        ("plan", "فضية", "ذهبية"),
    }
    assert records.find("نورة محمد")[0].key == who
    records.undo(done.replaced[0].change)
    assert (card(records).person.name, card(records).person.plan) == ("نورة", "فضية")


def test_silence_and_numbers_take_nothing_away(records: Records) -> None:
    who = records.new(NUMBER, external_id="C-17", name="نورة محمد", plan="فضية")
    records.join(who, "0559999999")
    done = brought(records, said(plan=None))
    assert done.changed == ()
    assert card(records).person.plan == "فضية"
    brought(records, said(numbers=(NUMBER, "+966551111111")))
    assert {each.text for each in card(records).numbers} == {NUMBER, "+966559999999", "+966551111111"}


def test_a_caller_whom_an_agent_has_only_a_number_of_is_that_customer(records: Records) -> None:
    who = records.new(NUMBER, remark="اتصل أمس")
    done = brought(records, said())
    assert done.people == (who,)
    assert people(records) == 1
    assert card(records).person.name == "نورة محمد"
    assert card(records).person.remark == "اتصل أمس"
    assert done.replaced == ()


def test_whoever_shares_the_number_is_somebody_else(records: Records) -> None:
    records.new(NUMBER, name="سالم")
    done = brought(records, said(), said("خالد محمد", external_id="C-18"))
    assert len(done.made) == 2
    assert {each.name for each in records.card(NUMBER).candidates} == {"سالم", "نورة محمد", "خالد محمد"}
