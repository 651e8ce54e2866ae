"""A call and its desks: who rings, what is edited while people talk, and what answers them. Real databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from callassist.calls import knowledge_desk
from callassist.calls.updates import (
    ArticlesFound,
    ArticleShown,
    CustomerEdited,
    CustomersFound,
    CustomerShown,
    GoodwillShown,
    KnowledgeReady,
    NotDone,
    ThresholdsShown,
    Trouble,
)
from callassist.conduct import anger_policy
from callassist.customers.crm import rest
from callassist.customers.records import records_path
from callassist.events import CustomerKnown, KnowledgeGap, LookupResult, Suggestion, Utterance
from callassist.knowledge import known
from callassist.knowledge.article import Article
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.feedback import Feedback
from callassist.knowledge.gaps import Gaps
from callassist.knowledge.stored_articles import StoredArticles
from callassist.store.database import open_for_writing
from callassist.store.records_schema import RECORDS
from tests.crm_server import TOKEN, crm_server, describe
from tests.customer_records import opened
from tests.rejected_alarms import journal, rejected
from tests.switchboard_desk import Desk, desks, stored

Told = TypeVar("Told")
NUMBER = "+966551234567"
NOW = datetime.fromisoformat("2026-11-01T10:00:00+03:00")
LATE_FEE = Article(
    id="late-fee",
    title="Late fee",
    language="en",
    answer="Paying late costs 25 SAR a month.",
    examples=("why is my bill higher because I paid late", "how much is the late fee", "what do I pay if I am late"),
)
VOICEMAIL = Article(
    id="voicemail",
    title="Voicemail",
    language="en",
    answer="Dial 1500 to hear your messages.",
    examples=("how do I listen to my voicemail", "turn the voicemail off", "somebody left me a message"),
)


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the desks of `make_desk` keep their databases, before they do."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def with_customers(data: Path, *names: str) -> None:
    with opened(data / records_path().name) as records:
        for name in names:
            records.new(NUMBER, name=name, gender="f", dialect="gulf")


def with_knowledge(data: Path) -> KnowledgeBase:
    base = KnowledgeBase(data / "knowledge.db")
    StoredArticles(base).take((LATE_FEE, VOICEMAIL), NOW)
    return base


def shown(desk: Desk) -> CustomerShown:
    found = desk.told.of(CustomerShown)[-1]
    assert isinstance(found, CustomerShown)
    return found


def until_shown(desk: Desk, right: Callable[[CustomerShown], bool]) -> CustomerShown:
    desk.told.until(lambda all_: any(isinstance(each, CustomerShown) and right(each) for each in all_))
    return shown(desk)


def answered(desk: Desk) -> None:
    desk.phone("rings")
    desk.until_calls("ringing")
    desk.phone("answered")
    desk.until_listening("listening")


# ── Goodwill and thresholds ───────────────────────────────────────────────────────────────────────────────


def told_last(desk: Desk, kind: type[Told], right: Callable[[Told], bool]) -> Told:
    desk.told.until(lambda all_: any(isinstance(each, kind) and right(each) for each in all_))
    found = desk.told.of(kind)[-1]
    assert isinstance(found, kind)
    return found


def test_goodwill_is_told_where_the_company_is_at_fault_noted_and_taken_back(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    with_customers(data, "Sample Customer")
    desk = make_desk()
    desk.phone("rings")
    key = until_shown(desk, lambda it: it.pop.card is not None).key
    desk.board.goodwill(key, "thanks")
    desk.board.goodwill(key, "outage")
    allowance = told_last(desk, GoodwillShown, lambda it: it.allowance is not None).allowance
    assert allowance is not None
    assert (allowance.left, allowance.currency, allowance.limit) == (Decimal(50), "SAR", "customer_day")
    assert len(desk.told.of(GoodwillShown)) == 1
    desk.board.give_goodwill(key, Decimal(80), "three days without a line")
    assert told_last(desk, GoodwillShown, lambda it: it.refused == Decimal(80)).change is None
    desk.board.give_goodwill(key, Decimal(30), "three days without a line")
    noted = told_last(desk, GoodwillShown, lambda it: it.given == Decimal(30))
    assert noted.allowance is not None
    assert noted.allowance.left == Decimal(20)
    assert noted.change is not None
    desk.board.take_back_goodwill(key, noted.change)
    desk.told.until(lambda all_: sum(isinstance(each, GoodwillShown) for each in all_) == 4)
    back = desk.told.of(GoodwillShown)[-1]
    assert isinstance(back, GoodwillShown)
    assert back.allowance is not None
    assert back.allowance.left == Decimal(50)
    desk.board.give_goodwill(key, Decimal(5), " ")
    told_last(desk, NotDone, lambda it: True)


def test_without_a_record_nobody_can_be_given_anything(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.phone("rings")
    key = until_shown(desk, lambda it: it.pop.unknown).key
    desk.board.goodwill(key, "billing_error")
    assert told_last(desk, GoodwillShown, lambda it: True).allowance is None


def test_an_approved_threshold_is_in_force_from_the_next_call_on(make_desk: Callable[..., Desk], data: Path) -> None:
    now = datetime.now(UTC)
    score = anger_policy.load_policy().abuse.unruled + 0.01
    journal(data / "journal.db", *((now - timedelta(hours=at), rejected(score)) for at in range(1, 8)))
    desk = make_desk()
    desk.board.thresholds()
    (proposal,) = told_last(desk, ThresholdsShown, lambda it: bool(it.proposals)).proposals
    desk.board.decide_threshold(proposal.threshold, proposal.after, approve=True, by="Huda")
    decided = told_last(desk, ThresholdsShown, lambda it: bool(it.decisions))
    assert decided.proposals == ()
    desk.told.until(lambda _: desk.board._desks._guidance.anger.policy.abuse.unruled == proposal.after)
    desk.board.decide_threshold(proposal.threshold, proposal.after, approve=True, by="Huda")
    told_last(desk, NotDone, lambda it: True)
    desk.board.undo_decision(decided.decisions[0].key, "Salem")
    told_last(desk, ThresholdsShown, lambda it: any(not each.stands for each in it.decisions))
    desk.told.until(lambda _: desk.board._desks._guidance.anger.policy.abuse.unruled == proposal.before)


# ── Who it is ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ring_brings_up_the_record_before_the_answer(make_desk: Callable[..., Desk], data: Path) -> None:
    with_customers(data, "Sample Customer")
    desk = make_desk()
    desk.phone("rings")
    card = until_shown(desk, lambda it: it.pop.card is not None).pop.card
    assert card is not None
    assert card.person.name == "Sample Customer"
    desk.phone("answered")
    desk.until_event(CustomerKnown)
    (known_one, *_) = desk.events(CustomerKnown)
    assert isinstance(known_one, CustomerKnown)
    assert (known_one.person, known_one.name) == (str(card.person.key), "Sample Customer")
    assert (known_one.gender, known_one.dialect) == ("f", "gulf")


def test_the_recogniser_is_told_the_customers_name_and_the_companys_words(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    with_customers(data, "Sample Customer")
    with_knowledge(data)
    desk = make_desk()
    desk.told.until(lambda all_: KnowledgeReady(2) in all_)
    desk.board.set_language("en")
    desk.phone("rings")
    until_shown(desk, lambda it: it.pop.card is not None)
    desk.phone("answered")
    desk.until_asked("begin")
    assert desk.ears.vocabulary[:2] == ("Sample", "Customer")
    assert {"fee", "Voicemail"} <= set(desk.ears.vocabulary)


def test_a_call_begun_by_hand_brings_it_up_too(make_desk: Callable[..., Desk], data: Path) -> None:
    with_customers(data, "Sample Customer")
    desk = make_desk()
    desk.board.start_call("055 123 4567")
    assert until_shown(desk, lambda it: it.pop.card is not None)
    desk.until_event(CustomerKnown)


def test_an_unknown_caller_becomes_a_record_and_is_edited_and_that_is_taken_back(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk()
    answered(desk)
    until_shown(desk, lambda it: it.pop.unknown)
    desk.board.new_customer("1")
    card = until_shown(desk, lambda it: it.pop.card is not None).pop.card
    assert card is not None
    desk.board.edit_customer(
        "1", card.person.key, card.person.version, {"name": "Sample Customer", "plan": "Fibre 200"}
    )
    until_shown(desk, lambda it: it.pop.card is not None and it.pop.card.person.plan == "Fibre 200")
    desk.told.until(lambda all_: sum(isinstance(each, CustomerEdited) for each in all_) == 2)
    edited = desk.told.of(CustomerEdited)[-1]
    assert isinstance(edited, CustomerEdited)
    desk.board.undo_edit("1", edited.change)
    until_shown(desk, lambda it: it.pop.card is not None and it.pop.card.person.version > card.person.version)
    desk.told.until(lambda all_: shown(desk).pop.card is not None and shown(desk).pop.card.person.plan is None)  # type: ignore[union-attr]


def test_an_edit_on_an_old_version_is_refused_and_the_card_shown_as_it_is(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    with_customers(data, "Sample Customer")
    desk = make_desk()
    answered(desk)
    card = until_shown(desk, lambda it: it.pop.card is not None).pop.card
    assert card is not None
    desk.board.edit_customer("1", card.person.key, card.person.version, {"plan": "Fibre 200"})
    desk.board.edit_customer("1", card.person.key, card.person.version, {"plan": "Fibre 500"})
    desk.told.until(lambda all_: any(isinstance(each, NotDone) for each in all_))
    assert until_shown(desk, lambda it: it.pop.card is not None and it.pop.card.person.plan == "Fibre 200")


def test_of_several_the_agent_chooses_and_verifies_one(make_desk: Callable[..., Desk], data: Path) -> None:
    with_customers(data, "First Sample", "Second Sample")
    with opened(data / records_path().name) as records:
        (second,) = records.find("Second Sample")
        records.add_purchase(second.key, at="2026-03-01", what="Router")
    desk = make_desk()
    answered(desk)
    pop = until_shown(desk, lambda it: len(it.pop.candidates) == 2).pop
    assert pop.card is None
    desk.board.choose_customer("1", second.key)
    card = until_shown(desk, lambda it: it.pop.card is not None).pop.card
    assert card is not None
    assert (card.folded is not None, card.purchases) == (True, ())
    desk.board.verify("1")
    open_card = until_shown(desk, lambda it: it.verified).pop.card
    assert open_card is not None
    assert [bought.what for bought in open_card.purchases] == ["Router"]
    desk.board.look_up_customer("1", "First")
    desk.told.until(lambda all_: any(isinstance(each, CustomersFound) for each in all_))
    (found,) = desk.told.of(CustomersFound)
    assert isinstance(found, CustomersFound)
    assert [each.name for each in found.candidates] == ["First Sample"]


def test_records_that_somebody_else_writes_are_waited_for(make_desk: Callable[..., Desk], data: Path) -> None:
    with_customers(data, "Sample Customer")
    path = data / records_path().name
    with open_for_writing(path, RECORDS) as taken:
        assert isinstance(taken.path, Path)
        desk = make_desk()
        desk.told.until(lambda all_: any(isinstance(each, Trouble) and each.kind == "customers" for each in all_))
        answered(desk)
    assert until_shown(desk, lambda it: it.pop.card is not None)
    desk.told.until(
        lambda all_: any(isinstance(each, Trouble) and each.kind == "customers" and each.over for each in all_)
    )


def test_the_companys_crm_says_who_an_unknown_caller_is(
    make_desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "find_token", lambda origin: TOKEN)
    with crm_server() as crm:
        (tmp_path / "config").mkdir()
        describe(crm.url, tmp_path / "config")
        desk = make_desk()
        answered(desk)
        card = until_shown(desk, lambda it: it.pop.card is not None).pop.card
        desk.finish()
    assert card is not None
    assert (card.person.external_id, card.person.plan) == ("C-17", "ذهبية")


# ── What answers it ───────────────────────────────────────────────────────────────────────────────────────


def test_what_the_customer_asks_is_answered_from_the_companys_articles_and_kept(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    with_knowledge(data)
    desk = make_desk()
    desk.told.until(lambda all_: KnowledgeReady(2) in all_)
    answered(desk)
    desk.ears.say("1", "how much is the late fee on my bill?", 1.0, 3.0)
    desk.until_event(Suggestion)
    (suggested, *_) = desk.events(Suggestion)
    assert isinstance(suggested, Suggestion)
    assert suggested.articles[0].id == "late-fee"
    desk.board.helped("1", "late-fee", helped=True)
    desk.board.open_article("late-fee")
    desk.told.until(lambda all_: any(isinstance(each, ArticleShown) for each in all_))
    (whole,) = desk.told.of(ArticleShown)
    assert isinstance(whole, ArticleShown)
    assert whole.article == LATE_FEE
    desk.board.search("voicemail messages")
    desk.told.until(lambda all_: any(isinstance(each, ArticlesFound) for each in all_))
    (found,) = desk.told.of(ArticlesFound)
    assert isinstance(found, ArticlesFound)
    assert found.articles[0].id == "voicemail"
    desk.phone("hung_up")
    desk.finish()
    assert Feedback(KnowledgeBase(data / "knowledge.db")).helped()["late-fee"] > 0
    (lines,) = stored()
    kept = [line["type"] for line in lines]
    assert {"lookup", "lookup_result", "suggestion"} <= set(kept)


def test_a_question_that_nothing_answers_waits_for_the_supervisor(make_desk: Callable[..., Desk], data: Path) -> None:
    base = with_knowledge(data)
    desk = make_desk()
    desk.told.until(lambda all_: KnowledgeReady(2) in all_)
    answered(desk)
    desk.ears.say("1", "do you sell satellite phones for a desert expedition?", 1.0, 3.0)
    desk.until_event(KnowledgeGap)
    desk.phone("hung_up")
    desk.finish()
    assert [gap.question for gap in Gaps(base).open()] == ["do you sell satellite phones for a desert expedition?"]


def test_what_is_imported_while_the_app_runs_is_found_soon(
    make_desk: Callable[..., Desk], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge_desk, "_AGAIN_S", 0.2)
    desk = make_desk()
    desk.told.until(lambda all_: KnowledgeReady(0) in all_)
    with_knowledge(data)
    desk.told.until(lambda all_: KnowledgeReady(2) in all_)


def test_a_company_that_imported_nothing_is_told_nothing_of_the_sample(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.told.until(lambda all_: KnowledgeReady(0) in all_)
    answered(desk)
    desk.ears.say("1", "how much is the late fee on my bill?", 1.0, 3.0)
    desk.until_event(Utterance)
    desk.until_event(LookupResult)
    assert not desk.events(Suggestion)
    assert known.shipped().articles, "there is a sample"
