"""What is imported stays what it is however often, keeps what agents said of it, and is written by many in turn."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from knowledge_files import article
from sqlalchemy import select

from callassist.errors import UserError
from callassist.knowledge.base import KnowledgeBase, knowledge_path
from callassist.knowledge.feedback import Feedback, smoothed
from callassist.knowledge.stored_articles import Imported, StoredArticles
from callassist.knowledge.vectors import StoredVectors
from callassist.store import export
from callassist.store.database import open_for_reading, open_for_writing
from callassist.store.knowledge_schema import KNOWLEDGE
from callassist.store.knowledge_schema import article as article_table
from callassist.store.lock import BeingWritten

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(tmp_path / "knowledge.db", patience=0.2)


@pytest.fixture
def articles(base: KnowledgeBase) -> StoredArticles:
    return StoredArticles(base)


def keys(base: KnowledgeBase) -> dict[str, object]:
    with base.reading() as connection:
        return {row.id: row.key for row in connection.execute(select(article_table.c.id, article_table.c.key))}


# ── The file ──────────────────────────────────────────────────────────────────────────────────────────────


def test_it_lies_beside_the_journal_and_is_made_by_the_first_who_writes(articles: StoredArticles) -> None:
    base = KnowledgeBase()
    assert base.path == knowledge_path()
    assert base.path.name == "knowledge.db"
    assert not base.exists
    assert StoredArticles(base).current() == ()
    assert Feedback(base).helped() == {}
    assert StoredVectors(base).get(["a"], "m") == {}
    assert not base.exists
    StoredArticles(base).take([article()], NOW)
    assert base.exists


def test_the_steps_make_the_tables_that_the_program_knows(base: KnowledgeBase) -> None:
    with open_for_writing(base.path, KNOWLEDGE) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, KNOWLEDGE.tables) == []
    assert ScriptDirectory(str(KNOWLEDGE.migrations)).get_heads() == [KNOWLEDGE.head]


def test_nothing_of_it_is_on_the_disk_in_the_clear(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(title="zarafshanmarker")], NOW)
    assert b"zarafshanmarker" not in b"".join(file.read_bytes() for file in base.path.parent.iterdir())
    with open_for_reading(base.path, KNOWLEDGE) as database:
        assert "zarafshanmarker" in str(list(export.rows(database)))


def test_writers_take_turns(base: KnowledgeBase) -> None:
    patient = KnowledgeBase(base.path, patience=30)
    failed: list[UserError] = []

    def verdicts(agent: int) -> None:
        try:
            for call in range(5):
                Feedback(patient).add("article-1", helped=True, question="q", call=f"{agent}-{call}", at=NOW)
        except UserError as error:
            failed.append(error)

    StoredArticles(base).take([article(1)], NOW)
    agents = [threading.Thread(target=verdicts, args=(agent,)) for agent in range(4)]
    for agent in agents:
        agent.start()
    for agent in agents:
        agent.join()
    assert failed == []
    assert Feedback(base).helped() == {"article-1": smoothed(20, 0)}


def test_who_waits_too_long_is_told_who_writes(base: KnowledgeBase, articles: StoredArticles) -> None:
    with open_for_writing(base.path, KNOWLEDGE), pytest.raises(BeingWritten, match=r"writes .*knowledge\.db"):
        articles.take([article()], NOW)


def test_reading_goes_on_while_an_import_writes(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)
    seen: list[int] = []
    many = [article(number) for number in range(1200)]
    articles.take(many, NOW, reached=lambda done, total: seen.append(len(articles.current())))
    assert set(seen) == {1}
    assert len(articles.current()) == 1200


# ── Importing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_articles_come_back_as_they_were(articles: StoredArticles) -> None:
    given = [
        article(1),
        article(2, language="ar", title="رسوم «التأخير»", steps=("افتح", "أغلق"), owner="فريق", source="قائمة"),
        article(3, examples=(), facts=(), tags=(), review_by=None, checked="2026-01-01"),
    ]
    articles.take(given, NOW)
    assert list(articles.current()) == given


def test_importing_again_changes_nothing(base: KnowledgeBase, articles: StoredArticles) -> None:
    given = [article(number) for number in range(700)]
    assert articles.take(given, NOW) == Imported(new=700)
    before = keys(base)
    assert articles.take(list(reversed(given)), NOW + timedelta(days=1)) == Imported(unchanged=700)
    assert keys(base) == before


def test_what_changed_is_written_and_keeps_its_row_and_its_feedback(
    base: KnowledgeBase, articles: StoredArticles
) -> None:
    articles.take([article(1), article(2)], NOW)
    before = keys(base)
    Feedback(base).add("article-1", helped=True, question="q", call="c", at=NOW)
    assert articles.take([article(1, answer="Now it is so."), article(2)], NOW) == Imported(changed=1, unchanged=1)
    assert keys(base) == before
    assert articles.current()[0].answer == "Now it is so."
    assert Feedback(base).helped() == {"article-1": smoothed(1, 0)}


def test_what_is_gone_is_retired_and_comes_back(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1), article(2), article(3)], NOW)
    before = keys(base)
    Feedback(base).add("article-2", helped=False, question="q", call="c", at=NOW)
    assert articles.take([article(1)], NOW) == Imported(unchanged=1, retired=2)
    assert [each.id for each in articles.current()] == ["article-1"]
    assert Feedback(base).helped() == {}
    changed = article(3, title="Another title")
    assert articles.take([article(1), article(2), changed], NOW) == Imported(changed=1, unchanged=2, back=2)
    assert list(articles.current()) == [article(1), article(2), changed]
    assert keys(base) == before
    assert Feedback(base).helped() == {"article-2": smoothed(0, 1)}


def test_adding_leaves_the_others_in_use(articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)
    assert articles.take([article(2)], NOW, add=True) == Imported(new=1)
    assert [each.id for each in articles.current()] == ["article-1", "article-2"]


def test_an_import_that_is_interrupted_leaves_all_as_it_was(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)

    def interrupt(done: int, total: int) -> None:
        if done > 600:
            raise KeyboardInterrupt

    many = [article(number, answer="New.") for number in range(2000)]
    with pytest.raises(KeyboardInterrupt):
        articles.take(many, NOW, reached=interrupt)
    assert list(articles.current()) == [article(1)]
    assert articles.take(many, NOW) == Imported(new=1999, changed=1)


KILLED = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from knowledge_files import article
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.stored_articles import StoredArticles
def die(done, total):
    if done > 600:
        os._exit(9)
many = [article(number, answer="New.") for number in range(2000)]
StoredArticles(KnowledgeBase(Path(sys.argv[1]))).take(many, datetime.now(UTC), reached=die)
"""


def test_an_import_that_is_killed_leaves_all_as_it_was(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)
    command = [sys.executable, "-c", KILLED, str(base.path), str(Path(__file__).parent)]
    ran = subprocess.run(command, timeout=120, check=False)
    assert ran.returncode == 9
    assert list(articles.current()) == [article(1)]
    assert articles.take([article(1), article(2)], NOW) == Imported(new=1, unchanged=1)


def test_progress_reaches_its_total(articles: StoredArticles) -> None:
    told: list[tuple[int, int]] = []
    articles.take([article(number) for number in range(1200)], NOW, reached=lambda *how: told.append(how))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_what_is_overdue_is_listed_the_longest_first(articles: StoredArticles) -> None:
    dates = ["2026-10-31", None, "2025-01-01", "2026-11-01"]
    articles.take([article(number, review_by=day) for number, day in enumerate(dates)], NOW)
    assert [each.id for each in articles.stale(date(2026, 11, 1))] == ["article-2", "article-0"]


# ── Feedback ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_verdict_weighs_more_the_more_agree() -> None:
    assert smoothed(0, 0) == 0
    assert smoothed(3, 3) == 0
    assert 0 < smoothed(1, 0) < smoothed(10, 0) < smoothed(100, 0) < 1
    assert smoothed(0, 7) == -smoothed(7, 0)


def test_in_one_call_the_latest_verdict_counts(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)
    feedback = Feedback(base)
    feedback.add("article-1", helped=True, question="first", call="c1", at=NOW)
    feedback.add("article-1", helped=False, question="second", call="c1", at=NOW)
    feedback.add("article-1", helped=False, question="other", call="c2", at=NOW)
    assert feedback.helped() == {"article-1": smoothed(0, 2)}


def test_a_verdict_on_no_article_is_refused(base: KnowledgeBase, articles: StoredArticles) -> None:
    articles.take([article(1)], NOW)
    with pytest.raises(UserError, match="no article «article-9»"):
        Feedback(base).add("article-9", helped=True, question="q", call="c", at=NOW)


# ── Vectors ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def vectors(base: KnowledgeBase) -> StoredVectors:
    kept = StoredVectors(base)
    kept.put({str(number): bytes([number % 256]) * 8 for number in range(1300)}, "one")
    kept.put({"1": b"other"}, "two")
    return kept


def test_vectors_come_back_by_digest_and_model(vectors: StoredVectors) -> None:
    found = vectors.get([str(number) for number in range(1000, 1600)], "one")
    assert found == {str(number): bytes([number % 256]) * 8 for number in range(1000, 1300)}
    assert vectors.get(["1", "2"], "two") == {"1": b"other"}


def test_a_vector_that_is_put_again_is_replaced(vectors: StoredVectors) -> None:
    vectors.put({"1": b"new"}, "two")
    vectors.put({}, "two")
    assert vectors.get(["1"], "two") == {"1": b"new"}


def test_vectors_outlive_their_articles(base: KnowledgeBase, articles: StoredArticles, vectors: StoredVectors) -> None:
    articles.take([article(1)], NOW)
    articles.take([article(2)], NOW)
    assert len(vectors.get(["5"], "one")) == 1


def test_a_base_says_whether_anything_was_embedded(base: KnowledgeBase) -> None:
    kept = StoredVectors(base)
    assert not kept.has_any()
    kept.put({"1": b"x"}, "one")
    assert kept.has_any()
