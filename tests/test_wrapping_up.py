"""What is written down of a call when it is over: kept, waiting, finished, filed once. Real databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import typer

from callassist.audio import host_clock
from callassist.calls.ledger import Ledger
from callassist.calls.updates import NotDone, Said, Trouble, WrapUpCopied, WrapUpKept, WrapUpShown, WrapUpsWaiting
from callassist.calls.wrapping_up import policy
from callassist.calls.wrapping_up.desk import UNDO_S, WrapUps
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.calls.wrapping_up.filing import Filing
from callassist.calls.wrapping_up.ordering import Chosen, kind_of, ordered
from callassist.commands.product_feedback import feedback
from callassist.customers.crm.port import Promised
from callassist.customers.records import Records
from callassist.errors import UserError
from callassist.events import (
    CallEnded,
    CallStarted,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    CustomerKnown,
    Event,
    Handover,
    KeyPressed,
    Note,
    PhraseOffered,
    Recorded,
    Summary,
    SummarySentence,
    Utterance,
)
from callassist.promises.book import Book
from callassist.settings import SettingsFile
from callassist.store.faults import StorageError
from tests.customer_records import opened

NUMBER = "+966551234567"
CARD = "4111 1111 1111 1111"
COMPLAINT = "my internet line drops every evening"
SHIPPED = policy.load()


@dataclass
class Room:
    """Wrap-ups under test over a real journal and real records, on one thread."""

    folder: Path
    records: Records
    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """As the program does."""
        self.ledger = Ledger(self.folder / "journal.db", self.told.append, lambda _lines: ())
        self.filing = Filing(self.told.append)
        self.wraps = WrapUps(self.ledger, SettingsFile(), self.hand_on, self.told.append, lambda work: work())
        self.ledger.open()
        self.wraps.beat(host_clock.now())

    def stop(self) -> None:
        """Without any last word, as after a kill."""
        self.ledger.close()

    def hand_on(self, what: Any, done: Callable[[UUID], None]) -> None:
        self.filing.add(what, lambda: done(what.call))
        self.filing.go_on(self.records, None)

    def call(self, *events: Event, key: str = "live", over: bool = True, number: str | None = NUMBER) -> UUID:
        """A call in which this happened; `over`: it has ended and was told to be."""
        journal = self.ledger.journal
        assert journal is not None
        started = CallStarted(
            id=key, started_at="2026-03-01T10:00:00+03:00", direction="inbound", number=number, language="en"
        )
        stored_as = journal.open(started)
        heard = [started, *(each for each in events if not isinstance(each, Summary))]
        journal.append(stored_as, [Recorded(key, seq, 9.0, each) for seq, each in enumerate(heard)])
        if over:
            live: Any = SimpleNamespace(key=key, stored_as=stored_as, is_safe=True)  # stands in for a live call
            self.wraps.begin(live)
            last = [CallEnded(t=9.0), *(each for each in events if isinstance(each, Summary))]
            told = [Recorded(key, len(heard) + place, 9.0, each) for place, each in enumerate(last)]
            journal.append(stored_as, told)
            self.wraps.hear(Said(key, tuple(told)))
        return stored_as

    def of(self, kind: type) -> list[Any]:
        return [each for each in self.told if isinstance(each, kind)]

    def shown(self) -> WrapUpShown:
        return self.of(WrapUpShown)[-1]

    def kept(self, key: UUID) -> tuple[str, Draft]:
        stored = self.wraps._stored
        assert stored is not None
        found = stored.read(key)
        assert found is not None
        return found.state, found.draft

    def waiting(self) -> list[UUID]:
        return [each.call for each, _ in self.of(WrapUpsWaiting)[-1].waiting]

    def later(self) -> None:
        """The time to undo is over."""
        self.wraps.beat(host_clock.now() + UNDO_S + 1)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    with opened(tmp_path / "records.db") as records:
        made = Room(tmp_path, records)
        yield made
        made.stop()


def said(text: str = COMPLAINT) -> Utterance:
    return Utterance(t=1.0, t0=1.0, t1=3.0, speaker="customer", text=text, confidence=0.9)


def summary(text: str = COMPLAINT) -> Summary:
    return Summary(t=9.0, sentences=(SummarySentence("reason", text, 1),))


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_call_has_is_there(room: Room) -> None:
    who = room.records.new(NUMBER, name="Sample Customer")
    room.call(
        CustomerKnown(t=0.1, person=str(who), name="Sample Customer"),
        said(),
        PhraseOffered(t=3, situation="outage", id="p1", text="I see."),
        Handover(t=4, department="network", name="Network team", note="Line drops in the evening"),
        Note(t=5, text="router LX-200"),
        summary(),
    )
    first, last = room.of(WrapUpShown)
    assert (first.of.ended_t, first.key, first.draft) == (None, "live", Draft())
    of = last.of
    assert of.summary == f"{COMPLAINT}\nrouter LX-200"
    assert (of.person, of.name, of.ended_t, of.silent) == (who, "Sample Customer", 9.0, None)
    assert (of.department, of.transfer) == ("Network team", "Line drops in the evening")
    assert last.categories[0].id == "outage"
    assert (last.scales, [each.id for each in last.outcomes][:2]) == (("csat",), ["solved", "partly"])
    assert "55 123 4567" in last.display


def test_a_note_is_shown_as_it_is_now_or_not_at_all(room: Room) -> None:
    room.call(
        Note(t=1, text="first"), Note(t=2, text="second", revises=1), Note(t=3, text="x"), Note(t=4, text="", revises=3)
    )
    assert room.shown().of.summary == "second"


@pytest.mark.parametrize(
    ("events", "silent"),
    [((), "no_words"), ((said(), KeyPressed(t=4, action="refused")), "refused"), ((said(),), None)],
    ids=["no words", "refused", "nothing worth a sentence"],
)
def test_a_call_without_a_summary_says_why_and_is_wrapped_up(
    room: Room, events: tuple[Event, ...], silent: str | None
) -> None:
    key = room.call(*events)
    assert room.shown().of.silent == silent
    room.wraps.finish(key, Draft(outcome="cut"))
    room.later()
    assert room.kept(key)[0] == "handed_on"


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_outlives_a_kill_and_waits(room: Room) -> None:
    key = room.call(said(), summary())
    written = Draft(
        summary="Line drops.\nRestarted it.",
        category="outage",
        outcome="partly",
        follow_ups=(FollowUp("call", "2026-03-02"),),
        csat=3,
        feedback="The app hides outages",
        case_number="TT-20261125-0007",
    )
    room.wraps.write(key, written)
    assert isinstance(room.told[-1], WrapUpKept)
    cut = room.call(said(), key="cut", over=False)
    room.stop()
    room.told.clear()
    room.start()
    assert room.waiting() == [cut, key]
    room.wraps.open(key)
    found = room.shown()
    assert (found.key, found.draft, found.of.summary, found.open) == (str(key), written, COMPLAINT, True)


def test_an_emptied_summary_stays_empty(room: Room) -> None:
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(summary=" "))
    room.later()
    assert room.kept(key) == ("handed_on", Draft(summary=""))


def test_pieces_of_a_card_number_are_not_kept_while_it_is_typed(room: Room) -> None:
    key = room.call(said(), summary())
    for length in range(6, len(CARD) + 1):
        text = f"pays by {CARD[:length]}"
        room.wraps.write(key, Draft(summary=text, transfer=text, feedback=text))
        draft = room.kept(key)[1]
        assert not any("4111 11" in each for each in (draft.summary or "", draft.transfer or "", draft.feedback))
    assert room.of(WrapUpKept)[-1].left_out == ("summary", "transfer", "feedback")


@pytest.mark.parametrize("number", [CARD, "SA0380000000608010167519"])
def test_what_reads_as_a_card_or_an_id_is_no_case_number(room: Room, number: str) -> None:
    key = room.call(said(), summary())
    room.wraps.write(key, Draft(case_number=number))
    assert room.of(WrapUpKept)[-1].left_out == ("case_number",)
    assert room.kept(key)[1].case_number == ""


def test_what_the_policy_does_not_know_is_not_kept(room: Room) -> None:
    key = room.call()
    strange = Draft(category="no", outcome="no", csat=9, nps=11, ces=0, follow_ups=(FollowUp("call", "soon"),))
    room.wraps.write(key, strange)
    assert room.kept(key) == ("draft", Draft())


def test_a_full_disk_loses_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    key = room.call(said())
    stored = type(room.wraps._stored)
    fault = StorageError("full", "The disk is full.", "Free some space.")
    with monkeypatch.context() as full:
        full.setattr(stored, "write", lambda *_: (_ for _ in ()).throw(fault))
        room.wraps.write(key, Draft(outcome="solved"))
        assert isinstance(room.told[-1], Trouble)
        room.wraps.finish(key, Draft(outcome="partly"))
        room.later()
        assert not room.wraps.is_idle
    room.wraps.beat(host_clock.now() + 60)
    room.wraps.beat(host_clock.now() + 60)
    assert Trouble("journal", over=True) in room.told
    assert (room.kept(key)[0], room.kept(key)[1].outcome) == ("handed_on", "partly")
    assert room.wraps.is_idle


# ── Finished ──────────────────────────────────────────────────────────────────────────────────────────────


def test_finishing_writes_the_contact_once_and_what_is_to_follow(room: Room) -> None:
    who = room.records.new(NUMBER, name="Sample Customer")
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(category="outage", outcome="not_solved", follow_ups=(FollowUp("call", "2026-03-02"),)))
    assert room.waiting() == []
    assert room.kept(key)[0] == "finished"
    room.stop()
    room.start()  # what a kill left is handed on at the next start
    for _ in range(2):
        assert room.kept(key)[0] == "handed_on"
        room.wraps._handed_on(key)
        stored = room.wraps._stored
        assert stored is not None
        found = stored.read(key)
        assert found is not None
        # As if the program had been killed before it could say that all is filed.
        room.wraps._due[key] = 0.0
        room.later()
    card = room.records.card_of(who)
    assert card is not None
    (contact,) = card.contacts
    assert contact.about == f"Outage or slow line: {COMPLAINT}"
    assert (contact.outcome, contact.experience, contact.call) == ("Not solved", "bad", key)
    assert contact.at == "2026-03-01T07:00:00+00:00"
    (promise,) = card.promises
    assert (promise.what, promise.due, promise.call) == ("Follow-up call", "2026-03-02", key)


def test_finishing_is_undone_until_it_is_handed_on(room: Room) -> None:
    room.records.new(NUMBER, name="Sample Customer")
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(outcome="solved"))
    room.wraps.reopen(key)
    assert (room.shown().open, room.shown().draft.outcome) == (True, "solved")
    assert room.waiting() == [key]
    room.later()
    assert room.kept(key)[0] == "draft"
    card = room.records.card(NUMBER).card
    assert card is not None
    assert card.contacts == ()
    room.wraps.finish(key, Draft(outcome="solved"))
    room.wraps.write(key, Draft(outcome="partly"))  # a key that came late
    assert room.kept(key) == ("finished", Draft(outcome="solved"))
    room.later()
    room.wraps.reopen(key)
    assert isinstance(room.told[-1], NotDone)
    assert room.kept(key)[0] == "handed_on"


def test_the_summary_that_comes_after_finishing_is_in_it(room: Room) -> None:
    journal = room.ledger.journal
    assert journal is not None
    key = room.call(said(), over=False)
    live: Any = SimpleNamespace(key="live", stored_as=key, is_safe=True)  # stands in for a live call
    room.wraps.begin(live)
    room.wraps.finish(key, Draft(outcome="solved"))
    room.later()
    assert room.kept(key)[0] == "finished"
    last = [Recorded("live", 2, 9.0, CallEnded(t=9.0)), Recorded("live", 3, 9.0, summary())]
    journal.append(key, last)
    room.wraps.hear(Said("live", tuple(last)))
    room.later()
    assert room.kept(key) == ("handed_on", Draft(outcome="solved", summary=COMPLAINT))


@pytest.mark.parametrize(
    ("draft", "experience"),
    [
        (Draft(outcome="solved"), "good"),
        (Draft(outcome="solved", csat=1), "bad"),
        (Draft(outcome="not_solved", csat=5), "good"),
        (Draft(outcome="solved", csat=3), None),
        (Draft(), None),
    ],
)
def test_what_the_customer_says_counts_more_than_how_it_ended(room: Room, draft: Draft, experience: str | None) -> None:
    room.records.new(NUMBER, name="Sample Customer")
    room.wraps.finish(room.call(said(), summary()), draft)
    room.later()
    card = room.records.card(NUMBER).card
    assert card is not None
    assert [each.experience for each in card.contacts] == [experience]


def promised(number: int, what: str, due: str | None = None) -> Commitment:
    return Commitment(t=5, number=number, what=what, due=due, evidence=what)


def test_what_was_promised_is_there_as_it_was_decided(room: Room) -> None:
    room.call(
        promised(1, "call back"),
        promised(2, "send a form"),
        promised(3, "a refund"),
        promised(4, "a visit"),
        CommitmentSettled(t=6, number=1, state="approved", what="call back at four", due="2026-03-02T16:00:00+03:00"),
        CommitmentSettled(t=6, number=3, state="dismissed", what="a refund", due=None),
        CommitmentWithdrawn(t=7, number=4, evidence="no"),
        promised(2, "send a form", "2026-03-03"),
        CommitmentSettled(t=8, number=-1, state="approved", what="written by hand", due=None),
    )
    assert [(each.number, each.what, each.due, each.state) for each in room.shown().of.promises] == [
        (1, "call back at four", "2026-03-02T16:00:00+03:00", "approved"),
        (2, "send a form", "2026-03-03", "proposed"),
        (3, "a refund", None, "dismissed"),
        (-1, "written by hand", None, "approved"),
    ]


def test_the_crm_is_told_of_what_was_approved_alone(room: Room) -> None:
    settled = CommitmentSettled(t=6, number=1, state="approved", what="call back", due="2026-03-02")
    handed: list[Any] = []
    room.wraps._hand_on = lambda what, done: handed.append(what)
    key = room.call(said(), promised(1, "call back"), promised(2, "a form"), settled, summary())
    room.wraps.finish(key, Draft(outcome="solved", follow_ups=(FollowUp("call", "2026-03-04"),), case_number="TT-7"))
    room.later()
    (what,) = handed
    told = [entry for _, entry in what.entries]
    assert [(each.what, each.due) for each in told if isinstance(each, Promised)] == [
        ("call back", "2026-03-02"),
        ("Follow-up call", "2026-03-04"),
    ]
    assert [type(each).__name__ for each in told] == ["WrapUp", "Promised", "Promised", "CaseNumber"]
    assert len({entry_key for entry_key, _ in what.entries}) == 4


def test_what_is_to_follow_is_kept_of_callers_whom_nobody_knows(room: Room) -> None:
    for name in ("first", "second"):
        key = room.call(said(), summary(), key=name)
        room.wraps.finish(key, Draft(follow_ups=(FollowUp("call", "2026-03-04"),)))
        room.later()
    kept = Book(room.records).open_promises()
    assert [(each.what, each.due, each.person) for each in kept] == [("Follow-up call", "2026-03-04", None)] * 2
    assert kept[0].number is not None
    assert "55 123 4567" in kept[0].number


@pytest.mark.parametrize("number", [None, NUMBER])
def test_without_a_record_nothing_is_filed_and_nothing_waits(room: Room, number: str | None) -> None:
    key = room.call(said(), number=number)
    room.wraps.finish(key, Draft(outcome="solved"))
    room.later()
    assert room.kept(key)[0] == "handed_on"


def test_a_transfer_note_is_kept_where_somebody_takes_it_on(room: Room) -> None:
    handover = Handover(t=4, department="network", note="Line drops")
    for outcome, kept in (("passed_on", "Line drops"), ("solved", None)):
        key = room.call(said(), handover, key=outcome)
        room.wraps.finish(key, Draft(outcome=outcome))
        room.later()
        assert room.kept(key)[1].transfer == kept


def test_the_program_ends_with_everything_handed_on(room: Room) -> None:
    key = room.call(said())
    room.wraps.finish(key, Draft(outcome="solved"))
    now = host_clock.now()
    room.wraps.end(now)
    assert not room.wraps.is_quiet(now)
    room.wraps.beat(now)
    assert room.wraps.is_quiet(now)
    assert room.kept(key)[0] == "handed_on"


# ── Copied, and offered ───────────────────────────────────────────────────────────────────────────────────


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


# ── For other departments ─────────────────────────────────────────────────────────────────────────────────


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
