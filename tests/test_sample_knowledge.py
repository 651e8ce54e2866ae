"""The sample base of the fictitious telecom: well formed, of one mind in both languages, and nobody's real data."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import yaml

from callassist import paths
from callassist.events import LANGUAGES
from callassist.knowledge.article import Article
from callassist.knowledge.directory import load_directory
from callassist.knowledge.offers import load_offers
from callassist.text.normalise import fold
from callassist.text.redaction import load_policy, redact_text
from callassist.text.stems import stems
from callassist.text.tokens import tokens

SAMPLE = paths.shipped("resources", "knowledge")
FILES = sorted((SAMPLE / "articles").rglob("*.md"))
# When it was first shipped: three articles were overdue then, and are from there on.
SHIPPED = date(2026, 11, 25)
# Words that only one of the dialects uses, enough to see that a customer of each was thought of.
GULF = """
    أبي أبغى وش شلون ليش الحين حق لحاله زين وين تجيني جاني جتني جوالي بسافر سويت حاطين تفتحون ضاعت خربت أبوي هالشهر
"""
EGYPTIAN = """
    عايز إزاي إمتى كام مش أوي ده دي إيه ليه لسه مفيش بيقطع اتسرق أعمل بتاع عليا برة هييجي هتعوضوني بتشتغلوا امبارح خالص
    محدش مجاش مجتش متسجلش هشتكيكم
"""
REAL_COMPANIES = """
    stc mobily zain etisalat vodafone orange du ooredoo omantel batelco whatsapp google apple samsung huawei netflix
    iphone android visa mastercard facebook واتساب فودافون أورانج أوريدو جوجل أبل سامسونج هواوي نتفلكس آيفون أندرويد
"""
DUALS = {1: ("واحد", "ساعة"), 2: ("ساعتان", "ساعتين", "يومي", "شاشتين")}


def read(text: str) -> Article:
    """An article as it stands in its file."""
    _, front, answer = text.split("---\n", maxsplit=2)
    return Article.model_validate(yaml.safe_load(front) | {"answer": answer})


ARTICLES = {path: read(path.read_text(encoding="utf-8")) for path in FILES}
BY_ID = {article.id: article for article in ARTICLES.values()}


def all_texts() -> Iterator[tuple[str, str]]:
    """Every text of the sample base, with the file that it is in."""
    for path, article in ARTICLES.items():
        for text in (article.title, *re.split(r"\n+", article.answer), *article.examples, *article.steps):
            yield path.name, text
        for fact in article.facts:
            yield from ((path.name, text) for text in (fact.name, *fact.about))
    for name in ("directory.toml", "offers.toml", "board.toml"):
        yield from ((name, text) for text in (SAMPLE / name).read_text(encoding="utf-8").splitlines())


def words(text: str) -> set[str]:
    return {token.folded for token in tokens(text)}


def first_paragraph(article: Article) -> str:
    return article.answer.split("\n\n", maxsplit=1)[0]


# ── Articles ──────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_about_sixty_in_both_languages() -> None:
    counts = {language: sum(article.language == language for article in BY_ID.values()) for language in LANGUAGES}
    assert counts["ar"] >= 40
    assert counts["en"] >= 20


def test_an_id_is_there_once_and_is_the_name_of_the_file() -> None:
    assert len(BY_ID) == len(FILES)
    assert [article.id for article in ARTICLES.values()] == [path.stem for path in FILES]


def test_some_topics_are_there_in_one_language_only() -> None:
    topics = {article.id.removesuffix(f"-{article.language}") for article in BY_ID.values()}
    english_only = {topic for topic in topics if f"{topic}-ar" not in BY_ID}
    assert english_only == {"static-ip", "voicemail", "puk-code", "auto-payment", "privacy-request"}
    assert any(f"{topic}-en" not in BY_ID for topic in topics)


@pytest.mark.parametrize("article", BY_ID.values(), ids=BY_ID)
def test_an_article_says_what_it_has_to(article: Article) -> None:
    assert article.id.endswith(f"-{article.language}")
    assert article.owner
    assert article.source
    assert ("وثيقة افتراضية" if article.language == "ar" else "sample document") in article.source
    assert article.checked
    assert article.checked <= SHIPPED
    assert article.review_by
    assert article.review_by > article.checked
    assert 5 <= len(article.examples) <= 10
    assert len({fold(example).text for example in article.examples}) == len(article.examples)


@pytest.mark.parametrize("article", BY_ID.values(), ids=BY_ID)
def test_the_short_answer_can_be_said_aloud(article: Article) -> None:
    short = first_paragraph(article)
    assert len(short) <= 260
    assert len(re.findall(r"[.؟?!](?:\s|$)", short)) <= 2
    assert not re.search(r"[|*#\[\]`]", short)


@pytest.mark.parametrize("article", BY_ID.values(), ids=BY_ID)
def test_examples_are_spoken_and_not_written(article: Article) -> None:
    for example in article.examples:
        assert not re.search(r"[؟?!.،,؛;:]", example), example
        assert 2 <= len(example.split()) <= 14, example


@pytest.mark.parametrize(
    "article", [each for each in BY_ID.values() if each.language == "ar"], ids=lambda each: each.id
)
def test_customers_of_every_dialect_were_thought_of(article: Article) -> None:
    said = {form for example in article.examples for word in words(example) for form in stems(word)}
    assert said & words(GULF)
    assert said & words(EGYPTIAN)


@pytest.mark.parametrize("article", BY_ID.values(), ids=BY_ID)
def test_a_fact_stands_in_the_answer_too(article: Article) -> None:
    numbers = words(article.answer)
    for fact in article.facts:
        free = fact.value == 0 and re.search(r"مجان|بلا رسوم|أي رسوم|free|nothing to pay", article.answer)
        spelled = any(fold(word).text in numbers for word in DUALS.get(int(fact.value), ()))
        assert f"{fact.value.normalize():f}" in numbers or free or spelled, fact.name


def test_the_same_words_mean_the_same_value_everywhere() -> None:
    # In one kind and one unit; «24 hour» and «1 day» of the same thing would be two values as well.
    time = {"minute", "hour", "day", "working_day", "week", "month", "year"}
    values = defaultdict(set)
    for article in BY_ID.values():
        for fact in article.facts:
            unit = "time" if fact.kind == "duration" and fact.unit in time else fact.unit
            for word in fact.about:
                values[fact.kind, unit, fold(word).text].add((fact.value, fact.unit))
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def test_an_article_and_its_translation_have_the_same_facts() -> None:
    for article in BY_ID.values():
        translation = BY_ID.get(f"{article.id.removesuffix('-ar')}-en") if article.language == "ar" else None
        if translation is not None:
            mine, theirs = (
                [(fact.kind, fact.value, fact.unit, fact.about) for fact in each.facts]
                for each in (article, translation)
            )
            assert mine == theirs
            assert len(article.steps) == len(translation.steps)
            assert (article.tags, article.checked, article.review_by) == (
                translation.tags,
                translation.checked,
                translation.review_by,
            )


def test_a_fact_has_words_for_it_in_both_languages() -> None:
    for article in BY_ID.values():
        for fact in article.facts:
            script = {char.isascii() for word in fact.about for char in word if char.isalpha()}
            assert script == {True, False}, fact.name


def test_three_articles_are_overdue_and_most_are_reviewed_next_year() -> None:
    stale = {article.id for article in BY_ID.values() if article.is_stale(SHIPPED)}
    later = [article for article in BY_ID.values() if article.review_by and article.review_by.year == SHIPPED.year + 1]
    assert len(stale) == 3
    assert len(later) == len(BY_ID) - len(stale)


# ── Nobody's real data ────────────────────────────────────────────────────────────────────────────────────


def test_nothing_looks_like_a_card_or_an_identity() -> None:
    policy = load_policy()
    assert [(name, text) for name, text in all_texts() if redact_text(text, policy=policy) != text] == []


def test_no_real_company_is_named() -> None:
    real = words(REAL_COMPANIES)
    assert [(name, text) for name, text in all_texts() if words(text) & real] == []


def test_nothing_hides_in_a_text() -> None:
    unseen = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
    assert [(name, text) for name, text in all_texts() if unseen.search(text)] == []


# ── Directory, offers, board ──────────────────────────────────────────────────────────────────────────────


def test_the_directory_knows_who_takes_the_usual_problems() -> None:
    wanted = {"technical", "billing", "retention", "fraud", "business", "complaints", "branches"}
    departments = load_directory().departments
    assert wanted <= {department.id for department in departments}
    assert len({department.extension for department in departments}) == len(departments)


def test_offers_keep_to_the_prices_and_speeds_of_the_articles() -> None:
    offers = {offer.id: offer for offer in load_offers().offers}
    assert len(offers) == 5
    facts = {word: fact for article in BY_ID.values() for fact in article.facts for word in fact.about}
    assert f"{facts['خصم السداد التلقائي'].value} " in offers["automatic-payment"].text.msa
    assert f"{facts['ألياف عائلة'].value} " in offers["faster-month"].text.msa


def test_the_board_has_one_incident_that_is_over_and_one_that_is_not() -> None:
    board = tomllib.loads((SAMPLE / "board.toml").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(f"{SHIPPED}T12:00:00+03:00")
    over = [incident["until"] < now for incident in board["incidents"]]
    assert sorted(over) == [False, True]
    for incident in board["incidents"]:
        assert incident["since"] < incident["until"]
        assert incident["words"]
        for key in ("title", "area", "say"):
            assert set(incident[key]) == {"ar", "en"}
