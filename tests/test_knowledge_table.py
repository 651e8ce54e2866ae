"""Articles come out of tables as spreadsheets write them; a row that is wrong is told by its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from callassist.knowledge.mistakes import MistakesError
from callassist.knowledge.reading import Source, read

COLUMNS = ["id", "title", "answer", "examples", "language", "tags", "owner", "review_by"]
ROW = [
    "late-fee",
    "رسوم التأخير",
    "تُضاف 25 ريالًا.\n\nوتُلغى مرة.",
    "ليش زادت؟\nزادت ليه؟",
    "ar",
    "a;b",
    "Billing",
    "2027-03-01",
]


def table(
    path: Path,
    rows: Sequence[Sequence[str]] = (ROW,),
    columns: Sequence[str] = COLUMNS,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([columns, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def row(number: int, **changes: str) -> list[str]:
    own = dict(zip(COLUMNS, ROW, strict=True)) | {"id": f"a{number}"} | changes
    return [own[name] for name in COLUMNS]


def mistakes(path: Path) -> list[str]:
    with pytest.raises(MistakesError) as caught:
        read(path)
    return [str(mistake) for mistake in caught.value.mistakes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_any_spreadsheet_writes_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    plain = [cell.replace("\u064f", "").replace("\u064b", "") for cell in ROW]
    found = read(table(tmp_path / "a.csv", [plain], encoding=encoding, delimiter=delimiter))
    (article,) = found.articles
    assert article.title == "رسوم التأخير"
    assert article.answer == "تضاف 25 ريالا.\n\nوتلغى مرة."
    assert article.examples == ("ليش زادت؟", "زادت ليه؟")
    assert article.tags == ("a", "b")
    expected = ("a.csv is not in UTF-8; it was read as Windows-1256.",) if encoding == "cp1256" else ()
    assert found.notes == expected


def test_the_further_columns_are_read_and_their_order_does_not_matter(tmp_path: Path) -> None:
    facts = '[{"kind": "price", "name": "fee", "value": 25.50, "unit": "SAR", "about": ["late fee"]}]'
    columns = ["facts", "Steps", "checked", "source", *COLUMNS]
    (article,) = read(table(tmp_path / "a.csv", [[facts, "one\ntwo", "2026-09-01", "List", *ROW]], columns)).articles
    assert str(article.facts[0].value) == "25.50"
    assert article.steps == ("one", "two")
    assert article.source == "List"


def test_a_formula_is_only_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://x.example";"click")'
    changed = row(1, title=formula, answer="@SUM(A1)\n+1", owner="-2+3", examples="=1+1")
    (article,) = read(table(tmp_path / "a.csv", [changed])).articles
    assert (article.title, article.answer, article.owner) == (formula, "@SUM(A1)\n+1", "-2+3")
    assert article.examples == ("=1+1",)


def test_excels_line_about_the_separator_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", [row(1), [""] * 8, row(2), []], delimiter=";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    assert [article.id for article in read(path).articles] == ["a1", "a2"]


@pytest.mark.parametrize("missing", ["id", "title", "answer", "language"])
def test_a_missing_column_is_told_before_any_row(tmp_path: Path, missing: str) -> None:
    place = COLUMNS.index(missing)
    columns = [name for name in COLUMNS if name != missing]
    rows = [[cell for index, cell in enumerate(ROW) if index != place]] * 3
    assert mistakes(table(tmp_path / "a.csv", rows, columns)) == [
        f"a.csv, row 1: {missing}: the column is missing. Name it in the first row: {','.join(COLUMNS)}."
    ]


def test_columns_that_may_be_missing_are_noted(tmp_path: Path) -> None:
    found: Source = read(table(tmp_path / "a.csv", [["1", "t", "a", "en"]], ["id", "title", "answer", "language"]))
    assert found.notes == ("a.csv has no column examples, tags, owner, review_by: its articles come without.",)


def test_a_column_that_is_not_known_or_comes_twice_is_told(tmp_path: Path) -> None:
    found = mistakes(table(tmp_path / "a.csv", [[*ROW, "x", "y"]], [*COLUMNS, "exampels", "tags"]))
    assert "exampels: the column is not known. Did you mean examples?" in found[0]
    assert "tags: the column is there twice" in found[1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": " "}, "answer: the article has no answer"),
        ({"title": ""}, "title: is missing"),
        ({"language": "xx"}, "language: «xx» is not known"),
        ({"review_by": "01/03/2027"}, "review_by: «01/03/2027» is no date. Write year-month-day: 2027-03-01."),
        ({"id": "a1"}, "id: «a1» is the id of a.csv, row 2 too"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    (found,) = mistakes(table(tmp_path / "a.csv", [row(1), row(2, **changes), row(3)]))
    # Every answer here has three lines, so the third row begins in the fifth.
    assert found.startswith(f"a.csv, row 3 (line 6): {said}")


def test_broken_facts_are_told(tmp_path: Path) -> None:
    (found,) = mistakes(table(tmp_path / "a.csv", [[*ROW, "25 SAR"]], [*COLUMNS, "facts"]))
    assert "row 2: facts: is no JSON list" in found


def test_a_cell_too_many_and_a_quotation_mark_too_few_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = ",".join(COLUMNS)
    path.write_text(f'{head}\n1,t,a,e,en,x,o,2027-01-01,more\n2,t,"a,e,en\n3,t,a,,en,,,\n', encoding="utf-8")
    found = mistakes(path)
    assert "row 2: has a cell in column 9" in found[0]
    assert "row 3: is no CSV: unexpected end of data" in found[1]


def test_three_bad_rows_among_many_are_all_told_and_nothing_else(tmp_path: Path) -> None:
    rows = [[f"a{number}", "t", "a", "e", "en", "", "", ""] for number in range(20_000)]
    rows[17][2] = ""
    rows[9_000][4] = "de"
    rows[19_999][0] = "a5"
    found = mistakes(table(tmp_path / "a.csv", rows))
    assert [each.partition(":")[0] for each in found] == ["a.csv, row 19", "a.csv, row 9002", "a.csv, row 20001"]
