"""A call is over and is wrapped up: shown, kept at every change, finished, handed on. Real databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from callassist.calls.updates import WrapUpKept, WrapUpShown
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.calls.wrapping_up.stored import StoredWrapUps
from callassist.customers.crm import rest
from callassist.customers.records import records_path
from callassist.events import CallEnded, Summary, Utterance
from callassist.store.database import journal_path, open_for_reading
from callassist.store.export import rows
from callassist.store.records_schema import RECORDS, outbox
from tests.crm_server import TOKEN, describe
from tests.customer_records import opened
from tests.switchboard_desk import Desk, desks

NUMBER = "+966551234567"
CARD = "4111 1111 1111 1111"
COMPLAINT = "my internet line drops every evening and I want it fixed"


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def customer(tmp_path: Path) -> UUID:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with opened(folder / records_path().name) as records:
        return records.new(NUMBER, name="Sample Customer")


def call(desk: Desk, *said: str, number: str | None = "0551234567") -> WrapUpShown:
    """A call in which this was said, hung up; its wrap-up once the last words are in."""
    desk.board.set_language("en")
    before = len(desk.events(CallEnded))
    desk.phone("answered", number=number)
    desk.until_asked("begin", before + 1)
    heard = len(desk.events(Utterance))
    for place, text in enumerate(said):
        desk.ears.say(str(before + 1), text, 1.0 + 3 * place, 3.0 + 3 * place)
    desk.until_event(Utterance, heard + len(said))
    desk.phone("hung_up")
    desk.until_event(CallEnded, before + 1)
    return until_shown(desk, lambda it: it.key == str(before + 1) and it.of.ended_t is not None)


def until_shown(desk: Desk, right: Callable[[WrapUpShown], bool]) -> WrapUpShown:
    desk.told.until(lambda all_: any(isinstance(each, WrapUpShown) and right(each) for each in all_))
    return [each for each in desk.told.of(WrapUpShown) if right(each)][-1]  # type: ignore[arg-type, return-value]


def kept(call: UUID) -> tuple[str, Draft]:
    with open_for_reading(journal_path()) as database:
        found = StoredWrapUps(database).read(call)
    assert found is not None
    return found.state, found.draft


def until_kept(desk: Desk, times: int = 1) -> WrapUpKept:
    desk.told.until(lambda all_: sum(isinstance(each, WrapUpKept) for each in all_) >= times)
    found = desk.told.of(WrapUpKept)[-1]
    assert isinstance(found, WrapUpKept)
    return found


def test_it_is_shown_at_the_hang_up_and_again_with_the_summary(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.ears.owes = True
    desk.board.set_language("en")
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.say("1", COMPLAINT, 1.0, 4.0)
    desk.until_event(Utterance)
    desk.phone("hung_up")
    at_once = until_shown(desk, lambda it: it.key == "1")
    assert (at_once.of.ended_t, at_once.of.summary, at_once.draft) == (None, "", Draft())
    desk.ears.drain()
    desk.until_event(Summary)
    whole = until_shown(desk, lambda it: it.of.ended_t is not None)
    assert whole.of.summary == COMPLAINT
    assert whole.call == at_once.call
    assert whole.categories[0].id == "outage"


def test_numbers_that_must_not_be_kept_are_not(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    shown = call(desk, COMPLAINT)
    for text in (CARD[:9], CARD):
        desk.board.write_wrap_up(
            shown.call, Draft(summary=f"paid by {text}", transfer=text, feedback=text, case_number=CARD)
        )
    assert until_kept(desk, 2).left_out == ("summary", "transfer", "feedback", "case_number")
    desk.board.finish_wrap_up(shown.call, Draft(summary=f"paid by {CARD}"))
    desk.finish()
    with open_for_reading(journal_path()) as database:
        exported = "".join(json.dumps(line, default=str) for line in rows(database))
    assert "4111" not in exported.replace(" ", "")
    assert kept(shown.call)[1].summary == "paid by [card]"


def test_the_record_that_the_agent_chose_gets_it_and_the_crm_does(
    make_desk: Callable[..., Desk], customer: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(records_path()) as records:
        other = records.new(NUMBER, name="Second Sample")
    monkeypatch.setattr(rest, "find_token", lambda origin: TOKEN)
    (tmp_path / "config").mkdir()
    describe("http://127.0.0.1:9", tmp_path / "config")  # nobody answers there
    desk = make_desk()
    shown = call(desk, COMPLAINT)
    desk.board.choose_customer("1", other)
    follow_up = FollowUp("rating", "2026-03-03")
    draft = Draft(category="outage", outcome="solved", case_number="TT-7", follow_ups=(follow_up,))
    desk.board.finish_wrap_up(shown.call, draft)
    desk.finish()
    assert kept(shown.call)[0] == "handed_on"
    with opened(records_path()) as records:
        cards = [records.card_of(who) for who in (customer, other)]
    assert [len(card.contacts) for card in cards if card is not None] == [0, 1]
    with open_for_reading(records_path(), RECORDS) as database, database.reading() as connection:
        found = connection.execute(select(outbox.c.kind, outbox.c.payload))
        waiting = {kind: json.loads(payload) for kind, payload in found}
    assert waiting["wrap_up"]["summary"] == COMPLAINT
    assert (waiting["wrap_up"]["category"], waiting["wrap_up"]["outcome"]) == ("Outage or slow line", "Solved")
    assert (waiting["promise"]["what"], waiting["promise"]["due"]) == ("Ask for a rating", "2026-03-03")
    assert waiting["case_number"]["case_number"] == "TT-7"
    assert {each["person"] for each in waiting.values()} == {str(other)}
