"""The board knows what is broken just now, and when a customer speaks of it; it outranks articles until it expires."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from callassist.errors import UserError
from callassist.events import FoundArticle
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.board import OF_AN_INCIDENT, Board, Incident, read
from callassist.knowledge.stored_board import StoredBoard

SINCE = datetime(2026, 11, 1, 9, 0, tzinfo=timezone(timedelta(hours=3)))
UNTIL = SINCE + timedelta(hours=8)
DURING = SINCE + timedelta(hours=1)


def incident(**changes: object) -> Incident:
    own: dict[str, object] = {
        "id": "fibre",
        "title": {"ar": "عطل في الألياف", "en": "Fibre fault"},
        "area": {"ar": "حي الياسمين", "en": "Jasmine district"},
        "since": SINCE,
        "until": UNTIL,
        "say": {"ar": "لدينا عطل والفنيون يعملون عليه.", "en": "There is a fault; technicians are on it."},
        "words": ["النت فاصل", "ما في نت", "internet is down", "router"],
    }
    return Incident.model_validate(own | changes)


def ids(board: Board, text: str, now: datetime = DURING) -> list[str]:
    return [found.incident.id for found in board.matching(text, "ar", now)]


@pytest.mark.parametrize(
    "text",
    [
        "النت فاصل",
        "والله النت عندي من الصبح فاصل",
        "نتنا فاصل؟ لا، بالنت فاصل أقصد",
        "يا أخي ما في عندنا نت",
        "my internet is still down!",
        "the router blinks red",
    ],
)
def test_what_customers_say_is_recognised(text: str) -> None:
    assert ids(Board([incident()]), text) == ["fibre"]


@pytest.mark.parametrize(
    "text", ["", "؟", "فاصل النت", "النت حلو. أبغى أسأل عن الفاتورة وعن العرض، ليه الخط فاصل", "كم الفاتورة؟", "down"]
)
def test_other_words_or_another_order_or_words_far_apart_are_not(text: str) -> None:
    assert ids(Board([incident()]), text) == []


def test_what_the_recogniser_doubted_is_no_part_of_a_phrase() -> None:
    board = Board([incident()])
    assert board.matching("النت فاصل", "ar", DURING, unsure=[(0, 4)]) == ()
    assert len(board.matching("النت فاصل اليوم", "ar", DURING, unsure=[(11, 15)])) == 1


def test_it_counts_from_its_beginning_until_just_before_its_end() -> None:
    board = Board([incident()])
    moments = [SINCE - timedelta(seconds=1), SINCE, UNTIL - timedelta(seconds=1), UNTIL]
    assert [bool(board.active(now)) for now in moments] == [False, True, True, False]
    assert [ids(board, "النت فاصل", now) for now in moments] == [[], ["fibre"], ["fibre"], []]


def test_the_words_to_say_are_in_the_customers_language_where_they_can_be() -> None:
    (both,) = Board([incident()]).matching("internet is down", "en", DURING)
    assert (both.say, both.by) == ("There is a fault; technicians are on it.", ("internet is down",))
    (arabic,) = Board([incident(say={"ar": "عطل."})]).matching("internet is down", "en", DURING)
    assert (arabic.say, arabic.article("en").language) == ("عطل.", "ar")


def test_the_area_comes_first_then_the_most_words_then_the_latest() -> None:
    board = Board(
        [
            incident(id="old", area=None),
            incident(id="new", area=None, since=SINCE + timedelta(minutes=5)),
            incident(id="more", area=None, words=["النت فاصل", "فاصل"]),
            incident(id="here"),
        ]
    )
    assert ids(board, "النت فاصل في حي الياسمين") == ["here", "more", "new", "old"]


def test_an_incident_outranks_every_article_until_it_expires() -> None:
    board = Board([incident()])
    articles = tuple(FoundArticle(f"a{n}", "t", "p", 0.9 - n / 10, "ar") for n in range(3))
    shown = board.before(articles, "النت فاصل", "ar", DURING)
    assert [found.id for found in shown] == [f"{OF_AN_INCIDENT}fibre", "a0", "a1"]
    assert shown[0].score == 1.0
    assert shown[0].title == "عطل في الألياف"
    assert board.before(articles, "النت فاصل", "ar", UNTIL) == articles
    assert board.before(articles, "كم الفاتورة؟", "ar", DURING) == articles


# ── In a file ─────────────────────────────────────────────────────────────────────────────────────────────

FILE = """
[[incidents]]
id = "fibre"
title = "Fibre fault"
area = { ar = "حي الياسمين" }
since = 2026-11-01T09:00:00+03:00
until = 2026-11-01T17:00:00
say.en = "There is a fault."
words = ["internet is down"]
"""


def board_file(tmp_path: Path, text: str = FILE) -> Path:
    path = tmp_path / "board.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    (found,) = read(board_file(tmp_path))
    assert found.since == SINCE
    assert found.title.words("ar") == "Fibre fault"
    assert found.until.utcoffset() is not None
    assert found.until.replace(tzinfo=None) == datetime(2026, 11, 1, 17, 0)  # noqa: DTZ001 - by this PC's clock


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("until = 2026-11-01T17:00:00", "until = 2026-10-01T17:00:00", "until must be after since"),
        ("until = 2026-11-01T17:00:00\n", "", "incidents.0.until: Field required"),
        ('words = ["internet is down"]', "words = []", "incidents.0.words"),
        ('say.en = "There is a fault."', "say = {}", "incidents.0.say: Value error, write it under ar, en or both"),
        ("title", "titel", "incidents.0.titel"),
        (FILE, FILE + FILE, "the id fibre is there twice"),
        (FILE, FILE + "[[", "is not a TOML file"),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        read(board_file(tmp_path, FILE.replace(was, becomes)))
    assert said in caught.value.what
    assert "board.toml" in caught.value.what


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_board_is_kept_changed_and_ended(tmp_path: Path) -> None:
    stored = StoredBoard(KnowledgeBase(tmp_path / "knowledge.db"))
    assert stored.incidents() == ()
    stored.put([incident(), incident(id="later", since=DURING + timedelta(hours=1))])
    stored.put([incident(area=None), *()])
    assert stored.incidents() == (incident(area=None), incident(id="later", since=DURING + timedelta(hours=1)))
    stored.end("fibre", DURING)
    stored.end("later", DURING)
    (kept,) = stored.incidents()
    assert (kept.id, kept.until) == ("fibre", DURING)
    assert Board([kept]).active(DURING) == ()
    with pytest.raises(UserError, match="no incident «nothing»"):
        stored.end("nothing", DURING)


def test_moments_are_kept_whatever_their_offset(tmp_path: Path) -> None:
    stored = StoredBoard(KnowledgeBase(tmp_path / "knowledge.db"))
    stored.put([incident(id="cairo"), incident(id="utc", since=SINCE.astimezone(UTC) - timedelta(minutes=1))])
    assert [each.id for each in stored.incidents()] == ["utc", "cairo"]
