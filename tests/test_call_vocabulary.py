"""Which words of the company the recogniser is told to listen for."""

from __future__ import annotations

from callassist.knowledge import known, vocabulary
from callassist.knowledge.article import Article, Fact
from callassist.text.normalise import fold
from callassist.text.stems import without_article

SAMPLE = known.shipped().articles


def article(name: str, title: str, *examples: str, language: str = "ar") -> Article:
    return Article.model_validate(
        {"id": name, "title": title, "language": language, "answer": "…", "examples": examples}
    )


def test_what_most_articles_are_asked_for_with_comes_first() -> None:
    articles = (
        article("a", "رسوم التأخير", "كم رسوم التأخير على الفاتورة", "ليش الفاتورة زادت"),
        article("b", "شرح الفاتورة", "وش هالمبلغ في الفاتورة"),
        article("c", "نقل الشريحة", "أبي أنقل الشريحة"),
    )
    words = vocabulary.of_articles(articles, "ar")
    assert words[0] == "الفاتورة"
    assert set(words) == {"الفاتورة", "رسوم", "التأخير", "شرح", "نقل", "الشريحة"}


def test_names_come_before_what_everybody_asks_with() -> None:
    rafeeq = Fact.model_validate(
        {
            "kind": "price",
            "name": "Rafeeq a month",
            "value": 189,
            "unit": "SAR",
            "about": ["رفيق", "باقة رفيق", "Rafeeq"],
        }
    )
    plans = article("a", "Bills and plans", "how much is the Rafeeq plan", "which plans are there", language="en")
    locked = article("b", "Bills of a PUK code", "which plans have a PUK", language="en")
    asked = article("c", "تغيير الباقة", "أبي أغير الباقة")
    articles = (plans.model_copy(update={"facts": (rafeeq,)}), locked, asked)
    names, others = vocabulary.of_articles(articles, "en")[:2], vocabulary.of_articles(articles, "en")[2:]
    assert set(names) == {"Rafeeq", "PUK"}
    assert "Bills" in others, "every title begins with a capital"
    assert vocabulary.of_articles(articles, "ar")[0] == "رفيق"


def test_no_word_that_only_holds_sentences_together_and_none_of_another_script() -> None:
    for language in ("ar", "en"):
        words = vocabulary.of_articles(SAMPLE, language)
        assert len(words) >= vocabulary.MOST
        assert all(word.isascii() == (language == "en") for word in words)
        keys = {without_article(fold(word).text) for word in words}
        assert len(keys) == len(words), "a word stands there twice"
        assert keys.isdisjoint({"أنا", "انا", "عندي", "the", "and", "how", "في", "على"})


def test_what_is_special_to_a_call_goes_first_and_the_rest_is_cut() -> None:
    words = vocabulary.for_call(["أم خالد", "حي الياسمين"], vocabulary.of_articles(SAMPLE, "ar"))
    assert words[:4] == ("أم", "خالد", "حي", "الياسمين")
    assert len(words) == vocabulary.MOST
