"""What a journal takes it gives back: as lines, as a transcript, by search; and a call cut off gets its end."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backends import fail

from callassist.calls.journal import Journal
from callassist.errors import UserError
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    HearingNotice,
    KeyPressed,
    Partial,
    Recorded,
    Redacted,
    SpeechStarted,
    SpeechStopped,
    Utterance,
    Voice,
)
from callassist.store.calls import StoredCalls
from callassist.store.database import Database, open_for_reading, open_for_writing

STARTED = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00", number="+966550000000", language="ar")


@pytest.fixture(autouse=True)
def key_files() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with open_for_writing(path) as opened:
        yield opened


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def said(text: str, t: float = 1.0, revises: int | None = None, speaker: str = "customer") -> Utterance:
    return Utterance(t=t, t0=t, t1=t + 0.5, speaker=speaker, text=text, revises=revises)  # type: ignore[arg-type]


def record(events: list[Event], call: str = "c1", first: int = 0) -> list[Recorded]:
    return [Recorded(call, seq, float(seq), event) for seq, event in enumerate(events, first)]


def texts(journal: StoredCalls, key: object) -> list[str]:
    return [item.event.text for item in journal.transcript(key) if isinstance(item.event, Utterance)]  # type: ignore[arg-type]


def found(journal: StoredCalls, words: str) -> list[str]:
    return [item.event.text for _, item in journal.search(words) if isinstance(item.event, Utterance)]


# ── What goes in comes out ────────────────────────────────────────────────────────────────────────────────

seconds = st.floats(0, 9000, allow_nan=False).map(lambda t: round(t, 3))
speakers = st.sampled_from(["agent", "customer"])
written = st.text(max_size=60)
events = st.one_of(
    st.builds(
        Utterance,
        t=seconds,
        t0=seconds,
        t1=seconds,
        speaker=speakers,
        text=written,
        confidence=st.none() | st.floats(0, 1).map(lambda c: round(c, 3)),
        unsure=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3).map(tuple),
    ),
    st.builds(SpeechStarted, t=seconds, speaker=speakers),
    st.builds(SpeechStopped, t=seconds, speaker=speakers),
    st.builds(KeyPressed, t=seconds, action=st.sampled_from(["hold", "resume", "verified"])),
    st.builds(Redacted, t=seconds, kind=st.sampled_from(["card", "iban"]), speaker=speakers),
    st.builds(HearingNotice, t=seconds, state=st.just("behind"), speaker=st.none() | speakers, lag=seconds),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.lists(events, max_size=4), max_size=6))
def test_every_event_comes_back_as_the_line_it_was(path: Path, parts: list[list[Event]]) -> None:
    recorded = record([STARTED, *(event for part in parts for event in part)])
    with open_for_writing(path) as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        journal.append(key, recorded[:1])
        rest = recorded[1:]
        for part in parts:
            journal.append(key, rest[: len(part)])
            rest = rest[len(part) :]
        journal.flush()
        assert journal.pending == 0
        assert journal.lines(key) == json.loads(json.dumps([item.line() for item in recorded]))
        utterances = [item for item in recorded if isinstance(item.event, Utterance)]
        assert journal.transcript(key) == sorted(utterances, key=lambda item: (item.event.t, item.seq))
        journal.close_cut_off()


def test_a_call_is_listed_with_what_is_known_of_it(journal: Journal) -> None:
    key = journal.open(STARTED, team="blue", site="Sample City", agent="a17")
    journal.append(key, record([STARTED]))
    (call,) = journal.calls()
    assert (call.key, call.id, call.team, call.site, call.agent) == (key, "c1", "blue", "Sample City", "a17")
    assert (call.started_at, call.direction) == ("2026-03-01T10:00:00+03:00", "inbound")
    assert (call.number, call.language) == ("+966550000000", "ar")
    assert (call.ended_at, call.ended_t, call.end_reason) == (None, None, None)
    assert journal.unfinished() == [call]


def test_a_call_ends_in_the_offset_of_its_beginning(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED]))
    journal.close(key, Recorded("c1", 1, 61.6, CallEnded(t=61.5, reason="hangup")))
    (call,) = journal.calls()
    assert (call.ended_t, call.ended_at, call.end_reason) == (61.5, "2026-03-01T10:01:01.500+03:00", "hangup")
    assert journal.unfinished() == []


def test_what_the_end_brings_about_may_follow_it(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED, CallEnded(t=1.0), HearingNotice(t=1.0, state="caught_up")]))
    assert [line["type"] for line in journal.lines(key)] == ["call", "end", "hearing"]


def test_an_utterance_s_voice_is_never_written(journal: Journal) -> None:
    key = journal.open(STARTED)
    loud = Utterance(t0=0, t1=1, speaker="customer", text="hello", voice=Voice(f0_hz=181.25))
    journal.append(key, record([STARTED, loud]))
    assert "181.25" not in json.dumps(journal.lines(key))


def test_calls_that_go_on_at_the_same_time_are_kept_apart(journal: Journal) -> None:
    first, second = journal.open(STARTED), journal.open(CallStarted(id="c2", started_at=STARTED.started_at))
    journal.append(first, record([said("one"), SpeechStarted(speaker="agent")]))
    journal.append(second, record([said("two")], "c2"))
    journal.append(first, record([said("three")], first=2))
    assert [line["seq"] for line in journal.lines(first)] == [0, 1, 2]
    assert texts(journal, first) == ["one", "three"]
    assert texts(journal, second) == ["two"]


def test_the_same_call_file_may_be_heard_twice(journal: Journal) -> None:
    for text in ("first time", "second time"):
        key = journal.open(STARTED)
        journal.append(key, record([STARTED, said(text), CallEnded(t=2.0)]))
    assert [call.id for call in journal.calls()] == ["c1", "c1"]
    assert texts(journal, journal.find("c1").key) == ["second time"]
    assert texts(journal, journal.find("last").key) == ["second time"]
    assert texts(journal, journal.find(str(journal.calls()[0].key)).key) == ["first time"]


def test_a_call_that_is_not_there_is_said(journal: Journal) -> None:
    with pytest.raises(UserError, match="There is no call yet"):
        journal.find("last")
    with pytest.raises(UserError, match="There is no call 'c9'"):
        journal.find("c9")


def test_halves_of_characters_are_replaced_and_the_rest_is_kept(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED, said("so \ud83d und \udc00 \U0001f600 end")]))
    assert texts(journal, key) == ["so \ufffd und \ufffd \U0001f600 end"]
    key = journal.open(CallStarted(id="c\ud83d", started_at=STARTED.started_at, number="\udc00"))
    journal.append(key, record([said("hello")], "c\ud83d"))
    assert (journal.find("last").id, journal.find("last").number) == ("c\ufffd", "\ufffd")


def test_a_very_long_utterance_is_kept(journal: Journal) -> None:
    key = journal.open(STARTED)
    text = "كلام " * 200_000
    journal.append(key, record([STARTED, said(text)]))
    assert texts(journal, key) == [text]


# ── What is on the disk when ──────────────────────────────────────────────────────────────────────────────


def test_a_lasting_event_and_all_before_it_are_there_for_others_at_once(path: Path, journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED]))
    with open_for_reading(path) as reader:
        others = StoredCalls(reader)
        journal.append(key, record([SpeechStarted(t=0.5, speaker="agent")], first=1))
        assert journal.pending == 1
        assert len(others.lines(key)) == 1
        journal.append(key, record([said("hello")], first=2))
        assert journal.pending == 0
        assert [line["type"] for line in others.lines(key)] == ["call", "speech_start", "utterance"]


def test_derived_events_are_on_the_disk_after_a_flush(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([SpeechStarted(speaker="agent")]))
    assert (journal.pending, journal.calls()) == (1, [])
    journal.flush()
    assert (journal.pending, len(journal.lines(key))) == (0, 1)


def test_many_derived_events_do_not_wait_for_ever(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([SpeechStarted(speaker="agent")] * 1000))
    assert journal.pending == 0
    assert [line["seq"] for line in journal.lines(key)] == list(range(1000))


def test_a_call_without_events_leaves_nothing(path: Path, journal: Journal) -> None:
    first = journal.open(STARTED)
    second = journal.open(STARTED)
    journal.append(second, record([STARTED]))
    assert [call.key for call in journal.calls()] == [second]
    assert journal.lines(first) == []


def test_others_read_while_it_is_written(path: Path, journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED]))
    stop = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not stop.is_set():
            lines = journal.lines(key)
            assert [line["seq"] for line in lines] == list(range(len(lines)))
            seen.append(len(lines))

    reader = threading.Thread(target=read)
    reader.start()
    for seq in range(1, 80):
        journal.append(key, record([said(f"word {seq}")], first=seq))
    stop.set()
    reader.join()
    assert seen == sorted(seen)
    assert seen[-1] > 1


# ── Mistakes are refused before anything is taken ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wrong",
    [
        Recorded("c1", 1, 5.0, said("again the same place")),
        Recorded("c1", 0, 5.0, said("an earlier place")),
        Recorded("c1", 3, 0.5, said("known before the one before")),
        Recorded("c9", 3, 5.0, said("of another call")),
        Recorded("c1", 3, 5.0, Partial(speaker="agent", text="not final")),
        Recorded("c1", 3, float("nan"), said("no time")),
        Recorded("c1", 3, 5.0, said("no time", t=float("nan"))),
    ],
)
def test_an_event_out_of_place_is_refused_and_none_of_its_batch_is_taken(journal: Journal, wrong: Recorded) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([STARTED, said("hello")]))
    with pytest.raises(ValueError, match=r".+"):
        journal.append(key, [Recorded("c1", 2, 2.0, said("good")), wrong])
    assert journal.pending == 0
    journal.append(key, [Recorded("c1", 2, 2.0, said("good"))])
    assert texts(journal, key) == ["hello", "good"]


def test_a_call_that_was_not_opened_here_is_refused(path: Path, journal: Journal, database: Database) -> None:
    key = journal.open(STARTED)
    with pytest.raises(ValueError, match="was not opened"):
        Journal(database).append(key, record([STARTED]))


@pytest.mark.parametrize("started_at", ["2026-03-01T10:00:00", "yesterday"])
def test_a_call_without_an_offset_is_refused(journal: Journal, started_at: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        journal.open(CallStarted(id="c1", started_at=started_at))


def test_only_an_end_closes_a_call(journal: Journal) -> None:
    key = journal.open(STARTED)
    with pytest.raises(ValueError, match="not `utterance`"):
        journal.close(key, Recorded("c1", 0, 0.0, said("hello")))


# ── Revisions and search ──────────────────────────────────────────────────────────────────────────────────


def test_a_revision_takes_the_place_of_what_was_said(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([said("order [digits] please", 1.0), said("one moment", 3.0, speaker="agent")]))
    assert found(journal, "digits") == ["order [digits] please"]
    journal.append(key, record([said("order 4711 please", 1.0, revises=0)], first=2))
    assert texts(journal, key) == ["order 4711 please", "one moment"]
    assert found(journal, "digits") == []
    assert found(journal, "4711") == ["order 4711 please"]
    assert [line["text"] for line in journal.lines(key)] == ["order 4711 please", "one moment", "order 4711 please"]


def test_what_has_proved_to_be_a_secret_is_gone_from_earlier_texts_too(journal: Journal) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([said("my number is 4263 9826", 1.0)]))
    journal.append(key, record([said("my number is [card]", 1.0, revises=0)], first=1))
    assert [line["text"] for line in journal.lines(key)] == ["my number is [card]"] * 2
    assert "revises" not in journal.lines(key)[0]
    assert found(journal, "4263") == []


@pytest.mark.parametrize("second", [0, 1])
def test_a_revision_may_be_revised_whichever_of_them_it_names(journal: Journal, second: int) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([said("alpha"), said("beta", revises=0), said("gamma", revises=second)]))
    assert texts(journal, key) == ["gamma"]
    assert [found(journal, word) for word in ("alpha", "beta", "gamma")] == [[], [], ["gamma"]]


def test_a_revision_of_another_call_s_place_touches_nothing_there(journal: Journal) -> None:
    first, second = journal.open(STARTED), journal.open(STARTED)
    journal.append(first, record([said("alpha")]))
    journal.append(second, record([said("beta"), said("gamma", revises=0)]))
    assert texts(journal, first) == ["alpha"]
    assert found(journal, "alpha") == ["alpha"]


def test_words_are_found_in_any_spelling_and_across_calls(journal: Journal) -> None:
    for text in ("أُريدُ إلغاءَ الاشتراك", "اريد الغاء الطلب", "كم السعر؟"):
        key = journal.open(STARTED)
        journal.append(key, record([said(text), CallEnded(t=2.0)]))
    assert set(found(journal, "إلغاء")) == {"أُريدُ إلغاءَ الاشتراك", "اريد الغاء الطلب"}
    assert found(journal, "أريد الطلب") == ["اريد الغاء الطلب"]
    assert found(journal, "") == []


@pytest.mark.parametrize("words", ['"', 'a"b', "AND", "NOT x", "words:a", "^a", "a*", "(", "-", "NEAR(a b)", "\x00"])
def test_signs_of_the_search_language_are_only_signs(journal: Journal, words: str) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([said("plain words")]))
    assert found(journal, words) == []


def test_the_search_form_can_be_chosen(database: Database) -> None:
    journal = Journal(database, search_form=lambda text: text[::-1])
    key = journal.open(STARTED)
    journal.append(key, record([said("abc")]))
    assert found(journal, "abc") == ["abc"]
    assert found(StoredCalls(database, search_form=str), "cba") == ["abc"]


def test_no_word_of_a_deleted_call_stays_in_the_index(journal: Journal, database: Database) -> None:
    key = journal.open(STARTED)
    journal.append(key, record([said("marjoram"), said("basil", revises=0), CallEnded(t=3.0)]))
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM call")
    with database.reading() as connection:
        for table in ("event", "utterance_text", "utterance_terms"):
            assert connection.exec_driver_sql(f"SELECT * FROM {table}").all() == []
        blocks = connection.exec_driver_sql("SELECT block FROM utterance_index_data").scalars().all()
    assert not any(word in block for block in blocks for word in (b"marjoram", b"basil"))


# ── Calls cut off ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_cut_off_is_closed_where_its_last_event_became_known(path: Path) -> None:
    with open_for_writing(path) as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        journal.append(key, record([STARTED, said("hello", 0.25)]))
        journal.append(key, [Recorded("c1", 5, 12.5, said("are you", 9.0))])
    with open_for_writing(path) as database:
        journal = Journal(database)
        live = journal.open(STARTED)
        journal.append(live, record([STARTED]))
        assert [call.key for call in journal.unfinished()] == [key, live]
        (call,) = journal.close_cut_off()
        assert (call.key, call.ended_t, call.end_reason) == (key, 12.5, "cut")
        assert call.ended_at == "2026-03-01T10:00:12.500+03:00"
        end = {"type": "end", "call": "c1", "seq": 6, "t": 12.5, "at": 12.5, "reason": "cut"}
        assert journal.lines(key)[-1] == end
        assert [call.key for call in journal.unfinished()] == [live]
        assert journal.close_cut_off() == []
