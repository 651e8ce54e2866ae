"""What agents give for goodwill stays within their authority, by customer and by the agent's own day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import keyring
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from customer_records import everything, opened
from keyring.backends import fail
from typer.testing import CliRunner

from callassist.commands.customers import app
from callassist.conduct.goodwill import AboveAuthority, GoodwillLedger, given
from callassist.conversation.courtesy_policy import GoodwillPolicy
from callassist.customers.changes import ChangedSince
from callassist.customers.records import Records, records_path
from callassist.errors import UserError
from callassist.store.records_schema import RECORDS

POLICY = GoodwillPolicy(
    currency="SAR",
    customer_day=Decimal(50),
    customer_period=Decimal(80),
    customer_days=7,
    agent_day=Decimal(120),
    company_faults=("outage",),
)
TODAY = date(2026, 3, 1)
CARD = "4263982640269299"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db", author="a17") as found:
        yield found


@pytest.fixture
def ledger(records: Records) -> GoodwillLedger:
    return GoodwillLedger(records, POLICY, "a17")


@pytest.fixture
def mona(records: Records) -> UUID:
    return records.new("0551234567", name="منى")


def give(ledger: GoodwillLedger, who: UUID, amount: float, day: date = TODAY) -> UUID:
    return ledger.give(who, Decimal(str(amount)), "رصيد", today=day)


def test_the_steps_make_the_table_that_the_program_knows(records: Records) -> None:
    with records.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), RECORDS.tables) == []


def test_a_customer_may_be_given_so_much_in_a_day(ledger: GoodwillLedger, mona: UUID) -> None:
    assert ledger.allowed(mona, TODAY).left == 50
    give(ledger, mona, 20.5)
    allowance = ledger.allowed(mona, TODAY)
    assert (allowance.left, allowance.currency, allowance.limit) == (Decimal("29.5"), "SAR", "customer_day")
    with pytest.raises(AboveAuthority, match=r"30 SAR is more .* 29\.5 SAR is left") as caught:
        give(ledger, mona, 30)
    assert "supervisor" in caught.value.remedy
    assert len(given(ledger._records.database)) == 1


def test_and_so_much_in_some_days_together(ledger: GoodwillLedger, mona: UUID) -> None:
    give(ledger, mona, 50, TODAY - timedelta(days=6))
    assert ledger.allowed(mona, TODAY).left == 30
    assert ledger.allowed(mona, TODAY).limit == "customer_period"
    assert ledger.allowed(mona, TODAY + timedelta(days=1)).left == 50


def test_an_agent_may_give_so_much_in_a_day(records: Records, ledger: GoodwillLedger, mona: UUID) -> None:
    others = [records.new(f"055000000{number}") for number in range(3)]
    for who in (*others[:2], mona):
        give(ledger, who, 40)
    assert ledger.allowed(others[2], TODAY).left == 0
    assert ledger.allowed(others[2], TODAY).limit == "agent_day"
    assert ledger.allowed(others[2], TODAY + timedelta(days=1)).left == 50
    assert GoodwillLedger(records, POLICY, "b2").allowed(others[2], TODAY).left == 50


def test_what_another_agent_gave_counts_for_the_customer(records: Records, ledger: GoodwillLedger, mona: UUID) -> None:
    give(GoodwillLedger(records, POLICY, "b2"), mona, 45)
    assert ledger.allowed(mona, TODAY).left == 5


def test_the_day_is_the_agents_own_whatever_the_hour_is_elsewhere(records: Records, mona: UUID) -> None:
    records.now = lambda: "2026-02-28T21:30:00+00:00"  # half past midnight in Riyadh
    ledger = GoodwillLedger(records, POLICY, "a17")
    give(ledger, mona, 50, date(2026, 3, 1))
    assert ledger.allowed(mona, date(2026, 3, 1)).left == 0
    assert ledger.allowed(mona, date(2026, 2, 28)).limit == "customer_period"
    (gesture,) = given(records.database)
    assert (gesture.day, gesture.at) == (date(2026, 3, 1), "2026-02-28T21:30:00+00:00")


def test_a_gesture_can_be_taken_back_and_that_too(records: Records, ledger: GoodwillLedger, mona: UUID) -> None:
    undone = ledger.take_back(give(ledger, mona, 50))
    assert ledger.allowed(mona, TODAY).left == 50
    assert given(records.database, mona) == ()
    ledger.take_back(undone)
    assert ledger.allowed(mona, TODAY).left == 0
    assert records.changes(mona)[0].author == "a17"


def test_the_making_of_a_record_is_not_undone_under_a_gesture(records: Records, ledger: GoodwillLedger) -> None:
    who = records.new()
    give(ledger, who, 1)
    with pytest.raises(ChangedSince, match="gesture"):
        records.undo(records.changes(who)[-1].key)


def test_what_was_given_to_a_merged_record_counts_for_the_one_that_stays(
    records: Records, ledger: GoodwillLedger, mona: UUID
) -> None:
    other = records.new("0557654321", name="منى")
    give(ledger, other, 45)
    records.merge(mona, other)
    assert ledger.allowed(mona, TODAY).left == ledger.allowed(other, TODAY).left == 5
    give(ledger, other, 5)
    assert [gesture.person for gesture in given(records.database)] == [mona, mona]


def test_another_currency_is_not_counted_together(records: Records, ledger: GoodwillLedger, mona: UUID) -> None:
    give(ledger, mona, 50)
    dinars = POLICY.model_copy(update={"currency": "KWD", "customer_day": Decimal("2.500")})
    give(GoodwillLedger(records, dinars, "a17"), mona, 1.125)
    assert GoodwillLedger(records, dinars, "a17").allowed(mona, TODAY).left == Decimal("1.375")


def test_no_limit_can_be_passed_by_many_small_gestures(ledger: GoodwillLedger, mona: UUID) -> None:
    for _ in range(10):
        give(ledger, mona, 5)
    with pytest.raises(AboveAuthority):
        give(ledger, mona, 0.001)


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity", "1.0001"])
def test_what_is_no_amount_is_refused(ledger: GoodwillLedger, mona: UUID, amount: str) -> None:
    with pytest.raises(UserError, match="amount"):
        ledger.give(mona, Decimal(amount), "رصيد", today=TODAY)


def test_nothing_is_given_to_nobody_or_without_a_word(ledger: GoodwillLedger, mona: UUID) -> None:
    with pytest.raises(UserError, match="not there any more"):
        give(ledger, uuid4(), 1)
    with pytest.raises(UserError, match="what"):
        ledger.give(mona, Decimal(1), "  ", today=TODAY)


def test_a_card_number_in_it_reaches_no_disk(records: Records, ledger: GoodwillLedger, mona: UUID) -> None:
    ledger.give(mona, Decimal(1), f"on card {CARD}", today=TODAY)
    assert CARD not in everything(records)


def test_gestures_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setenv("CALLASSIST_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    try:
        with opened(records_path(), author="a17") as records:
            ledger = GoodwillLedger(records, POLICY, "a17")
            give(ledger, records.new("0551234567", name="منى"), 20.5)
            give(ledger, records.new("0557654321", name="Omar"), 10, TODAY + timedelta(days=1))
        run = CliRunner().invoke
        listed = run(app, ["goodwill"]).stdout.splitlines()
        assert listed == ["2026-03-02  10 SAR  Omar  رصيد  (a17)", "2026-03-01  20.5 SAR  منى  رصيد  (a17)"]
        (line,) = run(app, ["goodwill", "055 123 4567", "--json"]).stdout.splitlines()
        told = json.loads(line)
        assert (told["amount"], told["currency"], told["name"], told["day"]) == ("20.5", "SAR", "منى", "2026-03-01")
        nobody = run(app, ["goodwill", "ليلى"])
        assert (nobody.stdout, nobody.exit_code) == ("", 0)
    finally:
        keyring.set_keyring(before)
