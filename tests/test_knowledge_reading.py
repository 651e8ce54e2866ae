"""Articles come out of Markdown files as they were written; whatever is wrong in them is told, all at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from knowledge_files import LATE_FEE, written

from callassist.errors import UserError
from callassist.knowledge.mistakes import MistakesError
from callassist.knowledge.reading import read


def mistakes(path: Path) -> list[str]:
    with pytest.raises(MistakesError) as caught:
        read(path)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_everything_an_author_wrote_is_there(tmp_path: Path) -> None:
    written(tmp_path, "billing/late.md")
    (article,) = read(tmp_path).articles
    assert article.id == "late-fee"
    assert article.language == "ar"
    assert article.answer.split("\n\n")[1] == "وتُلغى مرة واحدة في السنة إن طلب العميل ذلك."
    assert len(article.examples) == 2
    assert article.steps == ("افتح الفاتورة.", "أظهر بند الرسوم.")
    assert (article.checked, article.review_by) == (date(2026, 9, 1), date(2027, 3, 1))
    (fact,) = article.facts
    assert (fact.value, fact.unit) == (Decimal("25.50"), "SAR")
    assert fact.about == ("رسوم التأخير", "غرامة التأخير", "late fee")


def test_a_tree_of_folders_is_read_but_for_what_is_no_article(tmp_path: Path) -> None:
    for number, name in enumerate(["a.md", "one/b.MD", "one/two/c.markdown"]):
        written(tmp_path, name, LATE_FEE.replace("late-fee", f"fee-{number}"))
    for name in ["README.md", ".git/x.md", ".hidden.md", "one/board.toml", "notes.txt"]:
        written(tmp_path, name, "not an article")
    assert [article.id for article in read(tmp_path).articles] == ["fee-0", "fee-1", "fee-2"]


def test_one_file_is_read_alone_with_windows_line_ends_and_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "late.md"
    path.write_bytes(b"\xef\xbb\xbf" + LATE_FEE.replace("\n", "\r\n").encode())
    (article,) = read(path).articles
    assert article.title == "رسوم التأخير في السداد"


@pytest.mark.parametrize("word", ["no", "on", "12:30", "0x1F", "1e3", "2026-01-01", "null", "~"])
def test_a_value_stays_the_word_that_was_written(tmp_path: Path, word: str) -> None:
    path = written(tmp_path, "a.md", LATE_FEE.replace("Billing team", word))
    assert read(path).articles[0].owner == word


@pytest.mark.parametrize("written_so", ["tags: billing, late", "tags: billing؛ late", "tags:\n  - billing\n  - late"])
def test_tags_may_be_one_text_or_a_list(tmp_path: Path, written_so: str) -> None:
    path = written(tmp_path, "a.md", LATE_FEE.replace("tags: [billing]", written_so))
    assert read(path).articles[0].tags == ("billing", "late")


def test_what_no_editor_shows_is_taken_away(tmp_path: Path) -> None:
    hidden = LATE_FEE.replace("25.50 ريالًا", "25.50\u202e\u200b ريالًا").replace("Billing team", "Billing\u2066 team")
    (article,) = read(written(tmp_path, "a.md", hidden)).articles
    assert "\u202e" not in article.answer
    assert article.owner == "Billing team"


@pytest.mark.parametrize(
    ("was", "becomes", "line", "key", "reason"),
    [
        ("language: ar", "language: fr", 4, "language", "«fr» is not known"),
        ("language: ar\n", "", 1, "language", "is missing"),
        ("id: late-fee", "id:", 2, "id", "is missing"),
        ("owner:", "ownr:", 6, "ownr", "Did you mean owner?"),
        ("2027-03-01", "1/3/2027", 9, "review_by", "«1/3/2027» is no date. Write year-month-day"),
        ("2027-03-01", "2027-02-30", 9, "review_by", "«2027-02-30» is no date"),
        ("2027-03-01", "86400", 9, "review_by", "is no date"),
        ("kind: price", "kind: cost", 14, "facts.1.kind", "«cost» is not known. Write one of: 'price'"),
        ("value: 25.50", "value: 25 ريال", 14, "facts.1.value", "is no number"),
        ("value: 25.50", "value: NaN", 14, "facts.1.value", "is no number"),
        ("unit: SAR, ", "", 14, "facts.1.unit", "is missing"),
        ("unit: SAR", "units: SAR", 14, "facts.1.units", "Did you mean unit?"),
        ("tags: [billing]", "tags: {a: b}", 5, "tags", "is no list"),
    ],
)
def test_a_wrong_value_is_told_with_file_line_key_and_remedy(
    tmp_path: Path, was: str, becomes: str, line: int, key: str, reason: str
) -> None:
    assert was in LATE_FEE
    found = mistakes(written(tmp_path, "a.md", LATE_FEE.replace(was, becomes)).parent)
    assert any(f"a.md, line {line}: {key}: " in each and reason in each for each in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "a.md, line 1: has no front matter"),
        ("", "has no front matter"),
        ("---\nid: x\n", "without an end"),
        ("---\n---\nanswer", "has a front matter without keys"),
        ("---\n- a\n---\nanswer", "has a front matter without keys"),
        ("---\nid: x\ntitle: a: b\n---\nanswer", "a.md, line 3: is no YAML"),
        ("---\nid: x\n\ttitle: a\n---\nanswer", "a.md, line 3: is no YAML"),
        ("---\nid: x\nid: y\n---\nanswer", "a.md, line 3: has the key id twice"),
        ("---\nid: x\nfacts: &all [a]\nsteps: *all\n---\nanswer", "a.md, line 4: repeats a value by an alias"),
        ("---\nid: x\n? [a, b]\n: c\n---\nanswer", "a.md, line 3: has a key that is no word"),
        ("---\nid: x\nfacts: " + "[" * 100_000 + "\n---\nanswer", "a.md, line 3: has lists within lists"),
        ("---\nid: x\nfacts: " + "{a: " * 50 + "\n---\nanswer", "a.md, line 3: has lists within lists"),
        ("---\nid: !!python/object/apply:os.system [ls]\n---\nanswer", "a.md, line 2: id: is no single text"),
        ("---\nid: x\ntitle: t\nlanguage: en\nanswer: here\n---\n", "a.md, line 5: answer: stands in the front matter"),
        ("---\nid: x\ntitle: t\nlanguage: en\n---\n \n", "a.md, line 5: answer: the article has no answer"),
        ("---\nid: x\ntitle: t\nlanguage: en\n---", "the article has no answer"),
        ("---\nid: \x07\n---\nanswer", "is no YAML"),
        ("---\nid: x\nfacts: [dear]\n---\nanswer", "facts.1: «dear» is no fact"),
    ],
)
def test_a_file_that_is_no_article_is_told_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    found = mistakes(written(tmp_path, "a.md", text))
    assert any(said in each for each in found), found


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    written(tmp_path, "good.md")
    written(tmp_path, "bad/one.md", LATE_FEE.replace("language: ar", "language: x").replace("title:", "titel:"))
    written(tmp_path, "bad/two.md", "nothing")
    (tmp_path / "bad" / "three.md").write_bytes(LATE_FEE.encode()[:-1] + b"\xff\n")
    written(tmp_path, "twin.md")
    found = "\n".join(mistakes(tmp_path))
    for expected in [
        "bad/one.md, line 4: language",
        "bad/one.md, line 3: titel",
        "bad/two.md, line 1",
        "bad/three.md, line 21: has the byte 0xff, which is no UTF-8. Save the file as UTF-8.",
        "twin.md: id: «late-fee» is the id of good.md too",
    ]:
        assert expected in found


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing", "There is no"), ("empty", "has no article in it"), ("letter.docx", "neither Markdown nor CSV")],
)
def test_where_there_is_nothing_to_read_it_says_so(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    written(tmp_path, "letter.docx")
    with pytest.raises(UserError, match=said):
        read(tmp_path / name)
