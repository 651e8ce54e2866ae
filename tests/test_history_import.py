"""What happened with customers comes in from the company's lists: to the right person, whole or not at all, once."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from customer_records import everything, opened
from typer.testing import CliRunner, Result

from callassist.commands.customers import app
from callassist.customers.card import Card, Folded
from callassist.customers.exporting import history_lines
from callassist.customers.history import HistoryKind
from callassist.customers.importing.file_import import BadRows
from callassist.customers.importing.history import HistoryImport
from callassist.customers.importing.told import in_words
from callassist.customers.records import Records, records_path
from callassist.errors import UserError

MOTHER, SHARED, CARD = "+966551234567", "+966551234568", "4263982640269299"
HEADINGS = ["رقم العميل", "رقم الجوال", "تاريخ التواصل", "الاتجاه", "سبب التواصل", "النتيجة", "الوعد", "موعد المتابعة"]
ROWS = [
    ["C-1", "", "2026-03-01 14:30", "وارد", "تأخر التركيب", "حُدّد موعد", "زيارة فني", "05/03/2026"],
    ["", "0551234567", "01/03/2026", "صادر", "تذكير بالموعد", "", "", ""],
    ["C-2", "0551234568", "2026-03-02T10:00:00+03:00", "", "سؤال عن الفاتورة", "=شُرح", "", ""],
]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db") as found:
        family(found)
        yield found


def family(records: Records) -> tuple[UUID, UUID]:
    """A mother with a number of her own, and her son; one number belongs to both."""
    mother = records.new(MOTHER, name="نورة العتيبي", external_id="C-1")
    records.join(mother, SHARED)
    return mother, records.new(SHARED, name="فهد العتيبي", external_id="C-2")


def saved(
    path: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    encoding: str = "utf-8",
    separator: str = ",",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([headings, *rows])
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.csv"


def imported(
    records: Records, path: Path, kind: HistoryKind = "contacts", *, skip_bad: bool = False, bad: Path | None = None
) -> tuple[int, ...]:
    counts = HistoryImport(records, path, kind).carry_out(skip_bad=skip_bad, bad_file=bad)
    return counts.new, counts.changed, counts.unchanged, counts.bad


def card(records: Records, name: str) -> Card:
    (found,) = records.find(name)
    shown = records.card_of(found.key, verified=True)
    assert shown is not None
    return shown


def here(moment: str) -> str:
    """A moment by this PC's clock, as it is kept."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


# ── To whom, and what ─────────────────────────────────────────────────────────────────────────────────────


def test_contacts_come_to_their_people_with_what_was_promised_however_the_file_was_saved(
    records: Records, file: Path
) -> None:
    assert imported(records, saved(file, encoding="cp1256", separator=";")) == (3, 0, 0, 0)
    assert imported(records, saved(file, encoding="utf-8-sig")) == (0, 0, 3, 0)
    assert imported(records, saved(file, encoding="utf-16", separator="\t")) == (0, 0, 3, 0)
    mother, son = card(records, "C-1"), card(records, "C-2")
    at = here("2026-03-01T14:30:00")
    assert [(each.at, each.direction, each.about, each.outcome) for each in mother.contacts] == [
        (at, "inbound", "تأخر التركيب", "حُدّد موعد"),
        ("2026-03-01", "outbound", "تذكير بالموعد", None),
    ]
    assert [(each.what, each.made_at, each.due) for each in mother.promises] == [("زيارة فني", at, "2026-03-05")]
    assert [(each.at, each.outcome) for each in son.contacts] == [("2026-03-02T07:00:00+00:00", "=شُرح")]


def test_purchases_and_incidents_stay_folded_and_promises_have_their_state(records: Records, file: Path) -> None:
    saved(file, [["C-1", "2025-11-02", "هاتف زمردي"]], ["customer id", "order date", "product"])
    assert imported(records, file, "purchases") == (1, 0, 0, 0)
    saved(file, [["C-1", "2025-12-01", "خلاف على التوصيل", "اعتذار"]], ["customer id", "date", "complaint", "result"])
    assert imported(records, file, "incidents") == (1, 0, 0, 0)
    rows = [["C-1", "2026-03-01", "اتصال", "2026-03-02", "تم"], ["C-1", "2026-03-01", "زيارة", "", "قائم"]]
    saved(file, rows, ["customer id", "promised on", "promise", "due date", "status"])
    assert imported(records, file, "promises") == (2, 0, 0, 0)
    folded = records.card(MOTHER).card
    assert folded is not None
    assert folded.folded == Folded(1, 1)
    assert "زمردي" not in repr(folded)
    mother = card(records, "C-1")
    assert (mother.purchases[0].what, mother.incidents[0].outcome) == ("هاتف زمردي", "اعتذار")
    assert [each.what for each in mother.promises] == ["زيارة"]


def test_of_a_shared_number_the_name_says_whose_it_is(records: Records, file: Path) -> None:
    headings = ["name", "mobile", "date", "reason"]
    saved(file, [["فهد العتيبى", "0551234568", "2026-03-01", "سؤال"]], headings)
    assert imported(records, file) == (1, 0, 0, 0)
    assert [each.about for each in card(records, "C-2").contacts] == ["سؤال"]


def test_what_was_of_a_merged_record_comes_to_the_one_that_stayed(records: Records, file: Path) -> None:
    kept, other = records.find("C-1")[0].key, records.find("C-2")[0].key
    records.merge(kept, other)
    assert imported(records, saved(file)) == (3, 0, 0, 0)
    assert card(records, "C-2") == card(records, "C-1")
    assert card(records, "C-1").all_contacts == 3


def test_moments_are_understood_as_they_are_written(records: Records, file: Path) -> None:
    written = {
        "٠١/٠٣/٢٠٢٦": "2026-03-01",
        "2026-03-01T23:30:00-02:00": "2026-03-02T01:30:00+00:00",
        "1/3/2026 2:30 PM": here("2026-03-01T14:30:00"),
        "2026-03-01 12:05 ص": here("2026-03-01T00:05:00"),
        "2026-03-01 14:30:15.000": here("2026-03-01T14:30:15"),
    }
    rows = [["C-1", text, f"سؤال {place}"] for place, text in enumerate(written)]
    saved(file, rows, ["customer id", "date", "reason"])
    assert imported(records, file) == (5, 0, 0, 0)
    found = {each[5]: each[3] for each in csv.reader(history_lines(records.database, "contacts"))}
    assert [found[f"سؤال {place}"] for place in range(len(written))] == list(written.values())


# ── Bad rows ──────────────────────────────────────────────────────────────────────────────────────────────


BAD = [
    (["", "", "", "2026-03-01", "", "سؤال", ""], "neither a phone number nor an id"),
    (["C-9", "", "", "2026-03-01", "", "سؤال", ""], "nobody is known by its id or number"),
    (["C-9", "0551234567", "", "2026-03-01", "", "سؤال", ""], "nobody is known by its id or number"),
    (["", "0551234568", "", "2026-03-01", "", "سؤال", ""], "2 customers have this number"),
    (["", "0551234567", "سالم", "2026-03-01", "", "سؤال", ""], "has another name"),
    (["C-1", "", "", "", "", "سؤال", ""], "date: there is no date in it"),
    (["C-1", "", "", "2026-03-01", "", "", ""], "reason: there is no text in it"),
    (["C-1", "", "", "31/02/2026", "", "سؤال", ""], "'31/02/2026' is no date"),
    (["C-1", "", "", "2026-03-01 25:00", "", "سؤال", ""], "no time of day"),
    (["C-1", "", "", "2026-03-01", "جانبي", "سؤال", ""], "write one of inbound, outbound"),
    (["C-1", "", "", "2026-03-01", "", "سؤال", "2026-03-02"], "not what was promised"),
    (["C-1", "", "", "2026-03-01", "", "س" * 5000, ""], "about: String should have at most 4000"),
    (["C-1", CARD, "", "2026-03-01", "", "سؤال", ""], "never stored"),
]


def test_bad_rows_are_named_by_line_and_reason_and_nothing_comes_in(records: Records, file: Path) -> None:
    headings = ["customer id", "mobile", "name", "date", "direction", "reason", "due"]
    good = ["C-1", "", "", "2026-03-01", "", "سؤال", ""]
    before = everything(records)
    with pytest.raises(BadRows) as caught:
        imported(records, saved(file, [good, *(row for row, _ in BAD), good], headings))
    assert [each.line for each in caught.value.bad] == list(range(3, 3 + len(BAD)))
    for (_, reason), each in zip(BAD, caught.value.bad, strict=True):
        assert reason in each.reason
    assert everything(records) == before


def test_bad_rows_are_listed_to_be_mended_and_come_in_then(records: Records, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "bad.csv"
    saved(file, [*ROWS, ["C-9", "", "2026-03-04", "", f"بطاقة {CARD}", "", "", ""]])
    assert imported(records, file, skip_bad=True, bad=target) == (3, 0, 0, 1)
    listed = target.read_text("utf-8-sig")
    assert CARD not in listed
    target.write_text(listed.replace("C-9", "C-1"), "utf-8")
    assert imported(records, target) == (1, 0, 0, 0)


def test_a_missing_column_is_said_and_how_to_name_it(records: Records, file: Path) -> None:
    saved(file, [["C-1", "2026-03-01", "x"]], ["customer id", "date", "Betreff"])
    with pytest.raises(UserError, match="no column for what it was") as caught:
        HistoryImport(records, file, "contacts")
    assert "--column about=" in caught.value.remedy
    assert HistoryImport(records, file, "contacts", given={"about": "betreff"}).preview().counts.new == 1
    with pytest.raises(UserError, match="no field 'plan'"):
        HistoryImport(records, file, "contacts", given={"plan": "Betreff"})


def test_no_card_number_of_a_list_reaches_the_disk(records: Records, file: Path) -> None:
    saved(file, [["C-1", "", "2026-03-01", "", f"بطاقة {CARD}", CARD, f"رد {CARD}", ""]])
    counts = HistoryImport(records, file, "contacts").carry_out()
    assert (counts.new, counts.masked) == (1, 1)
    assert CARD not in everything(records)


# ── Again, and again ──────────────────────────────────────────────────────────────────────────────────────


def test_importing_again_changes_nothing_and_what_an_agent_wrote_stays(records: Records, file: Path) -> None:
    saved(file, [*ROWS, ROWS[1]])  # the same twice in one day is two contacts, however often it is imported
    assert imported(records, file) == (4, 0, 0, 0)
    contact = card(records, "C-2").contacts[0]
    records.edit_contact(contact.key, contact.version, outcome="عولج", put_right="شهر مجاني")
    before = everything(records)
    assert imported(records, file) == (0, 0, 4, 0)
    assert everything(records) == before


def test_the_same_far_apart_in_a_long_list_is_kept_as_often_as_it_is_there(records: Records, file: Path) -> None:
    same = ["C-1", "2026-03-01", "متابعة"]
    rows = [same, *(["C-1", "2026-03-01", f"سؤال {each}"] for each in range(600)), same]
    saved(file, rows, ["customer id", "date", "reason"])
    assert imported(records, file) == (602, 0, 0, 0)
    assert imported(records, file) == (0, 0, 602, 0)
    assert card(records, "C-1").all_contacts == 602


def test_what_is_empty_is_filled_and_that_can_be_taken_back(records: Records, file: Path) -> None:
    imported(records, saved(file))
    filled = [ROWS[0], [*ROWS[1][:5], "تم التذكير", "", ""], ROWS[2]]
    assert imported(records, saved(file, filled)) == (0, 1, 2, 0)
    reminded = next(each for each in card(records, "C-1").contacts if each.about == "تذكير بالموعد")
    assert (reminded.outcome, reminded.version) == ("تم التذكير", 2)
    newest = records.changes(records.find("C-1")[0].key)[0]
    assert newest.author == "import of history.csv"
    records.undo(newest.key)
    assert "تم التذكير" not in [each.outcome for each in card(records, "C-1").contacts]


def test_a_promise_that_the_list_says_is_kept_is_kept_here(records: Records, file: Path) -> None:
    headings = ["customer id", "promised on", "promise", "status"]
    imported(records, saved(file, [["C-1", "2026-03-01", "اتصال", ""]], headings), "promises")
    saved(file, [["C-1", "2026-03-01", "اتصال", "done"]], headings)
    assert imported(records, file, "promises") == (0, 1, 0, 0)
    assert card(records, "C-1").promises == ()
    saved(file, [["C-1", "2026-03-01", "اتصال", "open"]], headings)
    assert imported(records, file, "promises") == (0, 0, 1, 0)


def test_a_preview_writes_nothing_and_shows_what_would_become(records: Records, file: Path) -> None:
    saved(file, [*ROWS, ["C-9", "", "2026-03-01", "", "سؤال", "", "", ""]])
    before = everything(records)
    told: set[str] = set()
    work = HistoryImport(records, file, "contacts", progress=lambda stage, done, of: told.add(stage))
    words = "\n".join(in_words(work.preview()))
    assert "سبب التواصل → about" in words
    assert "line 2, new: external_id C-1" in words
    assert "promise زيارة فني" in words
    assert "line 5 can't be taken: nobody is known" in words
    assert "3 new, 0 changed, 0 unchanged, 1 bad" in words
    assert everything(records) == before
    work.carry_out(skip_bad=True)
    assert told == {"writing"}


def test_what_comes_out_goes_in_again_as_it_was(records: Records, file: Path, tmp_path: Path) -> None:
    imported(records, saved(file))
    who = records.find("C-2")[0].key
    records.add_contact(who, at="2026-03-03", about="=1+1", outcome="-5", agent="a17", experience="bad")
    records.add_purchase(who, at="2025-11-02", what="@home")
    records.add_incident(who, at="2025-12-01", about="خلاف", outcome="+1")
    before = everything(records)
    rows: dict[HistoryKind, int] = {"contacts": 4, "promises": 1, "purchases": 1, "incidents": 1}
    with opened(tmp_path / "other.db") as other:
        family(other)
        for kind, count in rows.items():
            out = tmp_path / f"{kind}.csv"
            out.write_text("\n".join(history_lines(records.database, kind)), "utf-8")
            assert '"=1+1"' not in out.read_text("utf-8")
            assert imported(records, out, kind) == (0, 0, count, 0)
            assert imported(other, out, kind) == (count, 0, 0, 0)
            assert list(history_lines(other.database, kind)) == list(history_lines(records.database, kind))
    assert everything(records) == before


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────


def callassist(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_command_is_told_what_a_file_lists(file: Path) -> None:
    with opened(records_path()) as records:
        family(records)
    saved(file)
    seen = json.loads(callassist("import", str(file), "--kind", "contacts", "--preview", "--json").stdout)
    assert (seen["new"], seen["bad"], seen["columns"]["الاتجاه"]) == (3, 0, "direction")
    assert "3 new" in callassist("import", str(file), "--kind", "contacts").stdout
    out = callassist("export", "--kind", "promises").stdout
    assert "زيارة فني" in out
    for wrong, said in (([], "what the file lists, with --kind"), (["--kind", "shoes"], "people, contacts")):
        mistaken = callassist("import", str(file), *wrong).exception
        assert isinstance(mistaken, UserError)
        assert said in mistaken.remedy
