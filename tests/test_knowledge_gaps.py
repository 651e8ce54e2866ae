"""Questions without an article are kept, put side by side by what they mean, and closed by who answers them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from knowledge_files import article

from callassist.errors import UserError
from callassist.events import Language
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.gap_groups import GapsPolicy, grouped, load
from callassist.knowledge.gaps import Gap, Gaps, named
from callassist.knowledge.likeness import Vectors, by_spelling, clusters, unit
from callassist.knowledge.stored_articles import StoredArticles

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
ESIM = ["هل جوالي يدعم الشريحة الإلكترونية؟", "جوالي يدعم شريحة إلكترونية ولا لا", "الشريحة الالكترونية يدعمها جوالي؟"]
INSURANCE = ["عندكم تأمين على الشاشة المكسورة؟", "تأمين الشاشه المكسوره عندكم", "ابغى تأمين على الشاشة"]


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(tmp_path / "knowledge.db")


@pytest.fixture
def gaps(base: KnowledgeBase) -> Gaps:
    return Gaps(base)


def ask(gaps: Gaps, questions: list[str], *, first_call: int = 0, language: Language = "ar") -> None:
    for number, question in enumerate(questions, start=first_call):
        gaps.add(question, language, call=f"c{number}", at=NOW + timedelta(minutes=number))


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gap_is_kept_as_it_was_asked(gaps: Gaps) -> None:
    assert gaps.open() == []
    ask(gaps, ["كم رقم [card] عندكم؟"])
    (gap,) = gaps.open()
    assert (gap.question, gap.language, gap.call, gap.at) == ("كم رقم [card] عندكم؟", "ar", "c0", NOW)


def test_the_same_question_in_one_call_is_one_gap(gaps: Gaps) -> None:
    for question in ["عندكم تأمين؟", "عندكم  تامين ؟", "عندكم تأمين؟"]:
        gaps.add(question, "ar", call="c1", at=NOW)
    gaps.add("عندكم تأمين؟", "ar", call="c2", at=NOW)
    assert [gap.call for gap in gaps.open()] == ["c1", "c2"]


def test_a_closed_gap_is_not_shown_any_more_and_its_article_may_be_retired(base: KnowledgeBase, gaps: Gaps) -> None:
    articles = StoredArticles(base)
    articles.take([article(1), article(2)], NOW)
    ask(gaps, ESIM + INSURANCE)
    gaps.close(gaps.open()[:3], NOW, answered_by="article-1")
    gaps.close(gaps.open()[:1], NOW)
    assert [gap.question for gap in gaps.open()] == INSURANCE[1:]
    articles.take([article(2)], NOW)
    assert len(gaps.open()) == 2


def test_a_gap_is_not_closed_by_an_article_that_is_not_there(base: KnowledgeBase, gaps: Gaps) -> None:
    StoredArticles(base).take([article(1)], NOW)
    ask(gaps, ESIM)
    with pytest.raises(UserError, match="no article «nothing»"):
        gaps.close(gaps.open(), NOW, answered_by="nothing")
    assert len(gaps.open()) == 3


# ── Grouped ───────────────────────────────────────────────────────────────────────────────────────────────


def test_questions_that_share_their_words_are_one_group_the_most_asked_first(gaps: Gaps) -> None:
    ask(gaps, [*ESIM[:2], INSURANCE[0], INSURANCE[1], ESIM[2], "do you sell gift cards?"])
    groups = grouped(gaps.open(), load())
    assert [{gap.question for gap in group.gaps} for group in groups] == [
        set(ESIM),
        set(INSURANCE[:2]),
        {"do you sell gift cards?"},
    ]
    assert [group.calls for group in groups] == [3, 2, 1]
    assert groups[0].last_at == NOW + timedelta(minutes=4)


def test_a_group_is_as_large_as_its_calls_and_shows_each_wording_once(gaps: Gaps) -> None:
    ask(gaps, [ESIM[0]] * 4)
    ask(gaps, INSURANCE[:2], first_call=10)
    first, _ = grouped(gaps.open(), load())
    assert first.calls == 4
    assert first.examples == (ESIM[0],)


def test_the_name_of_a_group_leads_to_it(gaps: Gaps) -> None:
    ask(gaps, ESIM + INSURANCE)
    groups = grouped(gaps.open(), load())
    for group in groups:
        assert named(groups, group.name) is group
        assert named(groups, group.name[-5:].upper()) is group
    for wrong in ["", "a", "zzzzzzzz"]:
        with pytest.raises(UserError, match="no open gap"):
            named(groups, wrong)


def test_words_that_ask_for_nothing_put_nothing_together() -> None:
    vectors = by_spelling(["لو سمحت ابغى اعرف الفاتورة", "لو سمحت ابغى اعرف الشريحة", "", "؟؟"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 0])
    assert len(clusters(vectors, 0.45)) == 4


def test_meaning_puts_together_what_shares_no_word() -> None:
    """The fake embedder knows two meanings and a direction that all texts share, as language models have."""
    policy = GapsPolicy(alike=0.45, meaning=0.9, least_for_meaning=4)
    texts = ["alpha beta", "gamma delta", "epsilon zeta", "theta iota"]
    gaps = [_gap(number, text) for number, text in enumerate(texts)]

    def embedded(asked: object) -> Vectors:
        assert asked == texts
        return unit(np.array([[10, 1, 0], [10, 1, 0.1], [10, 0, 1], [10, 0.1, 1]], np.float32))

    by_meaning = [{gap.question for gap in group.gaps} for group in grouped(gaps, policy, embedded)]
    assert sorted(map(sorted, by_meaning)) == [["alpha beta", "gamma delta"], ["epsilon zeta", "theta iota"]]
    assert len(grouped(gaps, policy)) == 4
    assert len(grouped(gaps[:3], policy, embedded)) == 3


def test_groups_do_not_depend_on_chance_and_none_is_lost() -> None:
    made = np.random.default_rng(5).normal(size=(300, 16)).astype(np.float32)
    vectors = unit(made)
    first = clusters(vectors, 0.6)
    assert first == clusters(vectors, 0.6)
    assert sorted(place for rows in first for place in rows) == list(range(300))
    assert [len(rows) for rows in first] == sorted((len(rows) for rows in first), reverse=True)
    assert clusters(vectors[:0], 0.6) == []


def _gap(number: int, question: str) -> Gap:
    from uuid import UUID

    return Gap(UUID(int=number), question, "en", f"c{number}", NOW)
