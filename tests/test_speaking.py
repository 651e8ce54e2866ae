"""How the agent speaks: what is said in which manner, and a change of it while the app runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from callassist.calls.speaking import as_kept, manner_of, sounding
from callassist.calls.updates import CustomerEdited, CustomerShown, SpeakingChanged, SpeakingTried, Trouble
from callassist.customers.records import records_path
from callassist.events import PhraseOffered
from callassist.knowledge import phrases
from callassist.knowledge.phrases import Phrases
from callassist.settings import SettingsFile, SpeakingSettings, settings_path
from callassist.text import redaction
from tests.customer_records import opened
from tests.switchboard_desk import Desk, desks

SHIPPED = phrases.load()
OUTAGE = "الخدمة مقطوعة من امس"  # in no dialect of its own


def said(**chosen: object) -> tuple[str, ...]:
    return sounding(SHIPPED, manner_of(SpeakingSettings.model_validate(chosen)), "ar")


# ── What would be said ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("voice", ["warm", "formal"])
@pytest.mark.parametrize("dialect", ["msa", "gulf", "egyptian"])
def test_names_and_gender_show_in_every_dialect_and_voice(dialect: str, voice: str) -> None:
    manner = {"dialect": dialect, "voice": voice, "agent": "نورة", "company": "نماء تيليكوم"}
    greeting, sorry = said(**manner, gender="f")
    assert "نورة" in greeting
    assert "نماء تيليكوم" in greeting
    assert said(**manner, gender="m") == (greeting, said(**manner, gender="m")[1])
    assert len({sorry, said(**manner, gender="m")[1], said(**manner)[1]}) == 3


def test_dialects_and_voices_sound_otherwise() -> None:
    heard = {said(dialect=d, voice=v)[0] for d, v in product(("msa", "gulf", "egyptian"), ("warm", "formal"))}
    assert len(heard) >= 5


def test_a_name_that_is_not_given_leaves_no_gap() -> None:
    for dialect in ("msa", "gulf", "egyptian"):
        for text in said(dialect=dialect):
            assert "{" not in text
            assert "  " not in text
            assert "، ،" not in text


def test_english_calls_are_spoken_in_english_and_arabic_ones_never_are() -> None:
    in_gulf = manner_of(SpeakingSettings(dialect="gulf", agent="Nora", company="Nama Telecom"))
    (greeting,) = sounding(SHIPPED, in_gulf, "en")
    assert greeting.startswith("Hello, this is Nora from Nama Telecom.")
    assert said(dialect="en") == said(dialect="msa")


def test_where_the_company_took_phrases_away_there_is_nothing_to_hear() -> None:
    assert sounding(Phrases({}), manner_of(SpeakingSettings()), "ar") == ()


def test_a_card_number_is_no_name_and_what_hides_in_one_is_left_out() -> None:
    given = SpeakingSettings(agent=" Nora\u202e\n Salem ", company="4111 1111 1111 1111")
    kept = as_kept(given, redaction.load_policy())
    assert kept == SpeakingSettings(agent="Nora Salem", company="[card]")
    assert as_kept(SpeakingSettings(agent="  "), redaction.load_policy()).agent is None


# ── While the app runs ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


def until_told(desk: Desk, *updates: object) -> None:
    desk.told.until(lambda all_: all(update in all_ for update in updates))


def offered(desk: Desk) -> list[str]:
    """The dialects of what has been offered so far."""
    return [event.id.split(".")[1] for event in desk.events(PhraseOffered) if isinstance(event, PhraseOffered)]


def test_the_next_call_speaks_as_was_chosen_and_the_one_under_way_as_it_began(desk: Desk) -> None:
    until_told(desk, SpeakingChanged(SpeakingSettings()))
    desk.phone("answered")
    desk.until_listening("listening")
    desk.ears.say("1", OUTAGE, 1.0, 3.0)
    desk.until_event(PhraseOffered)
    chosen = SpeakingSettings(dialect="gulf", agent="نورة", gender="f")
    desk.board.choose_speaking(chosen)
    until_told(desk, SpeakingChanged(chosen))
    desk.board.another_phrase()
    desk.until_event(PhraseOffered, 2)
    desk.phone("hung_up")
    desk.until_calls("ended")
    desk.phone("answered", "b")
    desk.until_listening("listening")
    desk.ears.say("2", OUTAGE, 1.0, 3.0)
    desk.until_event(PhraseOffered, 3)
    assert offered(desk) == ["msa", "msa", "gulf"]
    assert SettingsFile().current.speaking == chosen


def test_what_is_only_tried_changes_nothing(desk: Desk) -> None:
    tried = SpeakingSettings(dialect="egyptian", agent="منى", gender="f")
    desk.board.try_speaking(tried)
    until_told(desk, SpeakingTried(tried, "ar", sounding(SHIPPED, manner_of(tried), "ar")))
    assert desk.settings.current.speaking == SpeakingSettings()


def test_what_is_kept_holds_no_card_number(desk: Desk) -> None:
    desk.board.choose_speaking(SpeakingSettings(agent="4111111111111111"))
    until_told(desk, SpeakingChanged(SpeakingSettings(agent="[card]")))
    assert "4111" not in settings_path().read_text(encoding="utf-8")


def test_settings_that_can_not_be_written_hold_and_the_trouble_is_over_once_they_can(desk: Desk) -> None:
    until_told(desk, SpeakingChanged(SpeakingSettings()))
    folder = settings_path().parent
    shutil.rmtree(folder)
    folder.write_text("a file where the folder should be")
    desk.board.choose_speaking(SpeakingSettings(dialect="gulf"))
    until_told(desk, SpeakingChanged(SpeakingSettings(dialect="gulf")))
    assert [trouble.over for trouble in troubles(desk)] == [False]
    assert desk.settings.current.speaking.dialect == "gulf"
    folder.unlink()
    desk.board.choose_speaking(SpeakingSettings(dialect="egyptian"))
    until_told(desk, SpeakingChanged(SpeakingSettings(dialect="egyptian")))
    assert [trouble.over for trouble in troubles(desk)] == [False, True]
    assert SettingsFile().current.speaking.dialect == "egyptian"


def troubles(desk: Desk) -> list[Trouble]:
    return [each for each in desk.told.of(Trouble) if isinstance(each, Trouble) and each.kind == "settings"]


def test_edits_are_signed_with_the_name_that_was_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.phone("answered")
    desk.board.choose_speaking(SpeakingSettings(agent="Nora"))
    until_told(desk, SpeakingChanged(SpeakingSettings(agent="Nora")))
    desk.board.new_customer("1")
    desk.told.until(lambda all_: any(isinstance(each, CustomerEdited) for each in all_))
    shown = desk.told.of(CustomerShown)[-1]
    assert isinstance(shown, CustomerShown)
    assert shown.pop.card is not None
    person = shown.pop.card.person.key
    desk.finish()
    with opened(tmp_path / "data" / records_path().name) as records:
        assert [change.author for change in records.changes(person)] == ["Nora"]
