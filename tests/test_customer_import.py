"""A company's list comes in whole or not at all, in whatever form it was saved, and again without harm."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from customer_records import WITH_VIP, everything, opened, people

from callassist.customers.exporting import defused, export_lines
from callassist.customers.importing.columns import load, match
from callassist.customers.importing.file_import import BadRows
from callassist.customers.importing.people import CustomerImport
from callassist.customers.records import Records
from callassist.errors import UserError

HEADINGS = ["رقم العميل", "الاسم", "رقم الجوال", "الباقة", "ملاحظات"]
ROWS = [
    ["C1", "محمد القحطاني", "0551234567", "ذهبية", "يفضل المساء"],
    ["C2", "نورة القحطاني", "0551234567", "فضية", ""],
    ["C3", 'خالد "أبو علي"، جدة', "055 123 4568; 0551234569", "", "سطر أول\nسطر ثان"],
]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db") as found:
        yield found


def saved(
    path: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    headings: Sequence[str] = HEADINGS,
    encoding: str = "utf-8",
    separator: str = ",",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([headings, *rows])
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "عملاء.csv"


def imported(records: Records, path: Path, *, skip_bad: bool = False, bad_file: Path | None = None) -> tuple[int, ...]:
    counts = CustomerImport(records, path).carry_out(skip_bad=skip_bad, bad_file=bad_file)
    return counts.new, counts.changed, counts.unchanged, counts.bad


# ── Whatever form it was saved in ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_encoding_and_separator_are_found_out(records: Records, file: Path, encoding: str, separator: str) -> None:
    if encoding == "cp1256":
        assert saved(file, encoding=encoding, separator=separator).read_bytes().startswith("رقم".encode("cp1256"))
    assert imported(records, saved(file, encoding=encoding, separator=separator)) == (3, 0, 0, 0)
    popped = records.card("+966551234569")
    assert popped.card is not None
    assert popped.card.person.name == 'خالد "أبو علي"، جدة'
    assert popped.card.person.remark == "سطر أول سطر ثان"
    assert [each.name for each in records.card("0551234567").candidates] == ["محمد القحطاني", "نورة القحطاني"]


def test_excels_line_that_names_the_separator_is_no_heading(records: Records, file: Path) -> None:
    saved(file, separator=";")
    file.write_text("sep=;\n" + file.read_text("utf-8"), "utf-8")
    assert imported(records, file) == (3, 0, 0, 0)


def test_broken_utf8_is_not_taken_for_something_else(records: Records, file: Path) -> None:
    saved(file)
    file.write_bytes(file.read_bytes().replace("فضية".encode(), b"\xff\xfe"))
    with pytest.raises(UserError, match=r"line 3: it has the byte 0xff, which is no UTF-8"):
        CustomerImport(records, file)


def test_a_given_encoding_that_is_none_is_wrong_use(records: Records, file: Path) -> None:
    with pytest.raises(UserError, match="no encoding") as caught:
        CustomerImport(records, saved(file), encoding="arabic-1")
    assert caught.value.exit_code == 2


def test_a_column_by_another_name_is_given(records: Records, file: Path) -> None:
    saved(file, headings=["Ref", "Who", "Line", "Plan", "Notes"])
    with pytest.raises(UserError, match=r"no column for the name.*'Who'"):
        CustomerImport(records, file)
    with pytest.raises(UserError, match="no column 'Wer'"):
        CustomerImport(records, file, given={"name": "Wer"})
    given = {"name": "who", "number": "Line", "external_id": "Ref", "remark": ""}
    found = CustomerImport(records, file, given=given).preview()
    assert found.columns.ignored == ["Notes"]
    assert found.counts.new == 3


def test_a_missing_column_is_said_with_the_columns_there_are(records: Records, file: Path) -> None:
    saved(file, [["x", "y"]], headings=["الاسم", "الباقة"])
    with pytest.raises(UserError, match="no column for a phone number") as caught:
        CustomerImport(records, file)
    assert "'الباقة'" in caught.value.what
    assert "--column number=" in caught.value.remedy


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Customer ID", "FULL NAME", "Mobile", "Phone 2", "E-mail"], ["external_id", "name", "number", "number"]),
        (["الإسم", "رقم الموبايل", "الجنس", "اللهجه"], ["name", "number", "gender", "dialect"]),
        (["name", "phone_number", "customer-since"], ["name", "number", "since"]),
    ],
)
def test_headings_are_recognised_in_any_spelling(headings: list[str], fields: list[str]) -> None:
    assert list(match(headings, {}, load()).fields.values()) == fields


# ── All or nothing ────────────────────────────────────────────────────────────────────────────────────────

BAD = [
    (["C7", "", "0551234570", "", ""], "no name"),
    (["", "Sami", "", "", ""], "neither a phone number nor an id"),
    (["C7", "Sami", "12", "", ""][:4], "4 cells"),
    (["C7", "Sami", "hello", "", ""], "'hello' is no phone number"),
    (["C7", "Sami", "9.66551E+11", "", ""], "spreadsheet has shortened"),
    (["C7", "Sami", "4263982640269299", "", ""], "never stored"),
    (["1012345672", "Sami", "0551234570", "", ""], "customer number"),
    (["C1", "Sami", "0551234570", "", ""], "line 2 already"),
    (["C7", "x" * 300, "0551234570", "", ""], "name: String should have at most 200"),
]


@pytest.mark.parametrize(("row", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_row_is_named_by_line_and_reason_and_nothing_comes_in(
    records: Records, file: Path, row: list[str], reason: str
) -> None:
    saved(file, [*ROWS, row])
    with pytest.raises(BadRows, match=reason) as caught:
        imported(records, file)
    # The third row holds a line break, so the one below it is in line 6.
    assert [each.line for each in caught.value.bad] == [6]
    assert "--skip-bad" in caught.value.remedy
    assert people(records) == 0


def test_an_unclosed_quotation_mark_is_found_where_it_is_opened(records: Records, file: Path) -> None:
    file.write_text('name,number\nSami,0551234567\n"Hani,0551234568\nNoor,0551234569\n')
    with pytest.raises(UserError, match=r"line 3: a quotation mark is opened there and never closed"):
        imported(records, file)


def test_bad_rows_are_listed_to_be_mended_and_come_in_then(records: Records, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "bad.csv"
    secret = "4263982640269299"
    broken = 'C8,Sa"mi,0551234571,,\n'
    saved(file, [*ROWS, ["C7", "", "0551234570", "=1+1", f"card {secret}"]])
    file.write_text(file.read_text("utf-8") + broken.replace("Sa", '"Sa'), "utf-8")
    assert imported(records, file, skip_bad=True, bad_file=target) == (3, 0, 0, 2)
    listed = target.read_text("utf-8-sig")
    assert secret not in listed
    assert '"\'=1+1"' in listed
    assert '"6";"' not in listed
    assert "there is no name in it" in listed
    mended = listed.replace('"C7",""', '"C7","Hani"').splitlines()[:2]
    target.write_text("\n".join(mended) + "\n", "utf-8")
    assert imported(records, target) == (1, 0, 0, 0)
    (found,) = records.find("C7")
    assert (found.name, found.plan) == ("Hani", "=1+1")
    with pytest.raises(UserError, match="exists already"):
        imported(records, file, skip_bad=True, bad_file=target)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_three_bad_rows_among_twenty_thousand(tmp_path: Path) -> None:
    rows = [[f"N{each}", f"عميل {each}", f"0550{each:06d}", "باقة", ""] for each in range(20_000)]
    for place in (17, 10_000, 19_999):
        rows[place][1] = ""
    path, target = saved(tmp_path / "many.csv", rows, encoding="cp1256", separator=";"), tmp_path / "bad.csv"
    told: set[str] = set()
    with opened(tmp_path / "records.db") as records:
        work = CustomerImport(records, path, progress=lambda stage, done, of: told.add(f"{stage} {done <= of}"))
        with pytest.raises(BadRows, match="3 of 20000 rows") as caught:
            work.carry_out()
        assert [each.line for each in caught.value.bad] == [19, 10_002, 20_001]
        assert people(records) == 0
        counts = work.carry_out(skip_bad=True, bad_file=target)
        assert (counts.new, counts.bad) == (19_997, 3)
        assert people(records) == 19_997
        assert records.card("0550017777").card.person.name == "عميل 17777"  # type: ignore[union-attr]
    assert told == {"reading True", "writing True"}
    assert len(target.read_text("utf-8").splitlines()) == 4


# It stops for good in the middle of the transaction: what no longer fits into memory is in the log by then.
_HALF = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from customer_records import opened
from callassist.customers.importing.people import CustomerImport
def progress(stage, done, of):
    if stage == "writing" and done < of and log.stat().st_size:
        print("half", flush=True)
        time.sleep(600)
log = Path(sys.argv[2] + "-wal")
with opened(Path(sys.argv[2])) as records:
    CustomerImport(records, Path(sys.argv[3]), progress=progress).carry_out()
"""


def test_an_import_that_is_killed_in_the_middle_leaves_what_was(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with opened(path) as records:
        imported(records, saved(tmp_path / "first.csv"))
        before = everything(records)
    rows = [[f"N{each}", f"عميل {each}", f"0550{each:06d}", "باقة " * 40, ""] for each in range(6_000)]
    rows.append(["C1", "اسم آخر", "0551234567", "", ""])
    many = saved(tmp_path / "many.csv", rows)
    command = [sys.executable, "-c", _HALF, str(Path(__file__).parent), str(path), str(many)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
    assert said == "half\n"
    assert path.with_name("records.db-wal").stat().st_size > 0
    with opened(path) as records:
        assert everything(records) == before
        assert imported(records, many) == (6_000, 1, 0, 0)


# ── Again, and again ──────────────────────────────────────────────────────────────────────────────────────


def test_importing_again_changes_nothing(records: Records, file: Path) -> None:
    saved(file)
    imported(records, file)
    before = everything(records)
    assert imported(records, file) == (0, 0, 3, 0)
    assert everything(records) == before


def test_without_ids_people_are_found_by_number_and_name(records: Records, file: Path) -> None:
    headings, rows = HEADINGS[1:], [row[1:] for row in ROWS]
    saved(file, rows, headings=headings)
    assert imported(records, file) == (3, 0, 0, 0)
    rows[0] = ["محمّد القحطاني", "+966551234567", "بلاتينية", ""]
    assert imported(records, saved(file, rows, headings=headings)) == (0, 1, 2, 0)
    assert people(records) == 3


def test_an_edit_outlives_the_import_of_a_file_that_says_what_it_said(records: Records, file: Path) -> None:
    imported(records, saved(file))
    (who,) = (each.key for each in records.find("C1"))
    records.edit(who, 1, plan="خاصة", remark=None)
    records.join(who, "0551112233")
    assert imported(records, file) == (0, 0, 3, 0)
    card = records.card_of(who)
    assert card is not None
    assert (card.person.plan, card.person.remark, len(card.numbers)) == ("خاصة", None, 2)
    changed = [["C1", "محمد القحطاني", "0551234599", "بلاتينية", ""], *ROWS[1:]]
    assert imported(records, saved(file, changed)) == (0, 1, 2, 0)
    card = records.card_of(who)
    assert card is not None
    assert card.person.plan == "بلاتينية"
    assert [each.text for each in card.numbers] == ["+966551112233", "+966551234599"]
    records.undo(records.changes(who)[0].key)
    card = records.card_of(who)
    assert card is not None
    assert card.person.plan == "خاصة"
    assert [each.text for each in card.numbers] == ["+966551112233", "+966551234567"]


def test_the_record_of_an_unknown_caller_is_the_one_that_gets_its_name(records: Records, file: Path) -> None:
    who = records.new("0551234567", remark="اتصل مرتين")
    assert imported(records, saved(file)) == (2, 1, 0, 0)
    (found,) = records.find("C1")
    assert found.key == who
    assert len(records.card("0551234567").candidates) == 2


def test_a_preview_writes_nothing_and_shows_what_would_become(records: Records, file: Path) -> None:
    saved(file, [*ROWS, ["C7", "", "", "", ""]])
    before = everything(records)
    found = CustomerImport(records, file).preview(first=2)
    assert (found.counts.new, found.counts.bad) == (3, 1)
    assert [(each.fate, each.entry.numbers) for each in found.first] == [("new", ("+966551234567",))] * 2
    assert [each.line for each in found.bad] == [6]
    assert everything(records) == before


# ── Cells ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_and_dates_in_cells_are_understood(tmp_path: Path, file: Path) -> None:
    headings = ["name", "mobile", "الجنس", "اللغة", "اللهجة", "نوع العميل", "عميل منذ", "VIP"]
    rows = [
        ["Noor", '="0551234567"', "أنثى", "عربي", "خليجي", "داخلي", "٠١/٠٢/٢٠٢٠", "نعم"],
        ["Sami", "551234568", "M", "English", "", "", "2020-2-1 00:00:00", "no"],
    ]
    saved(file, rows, headings=headings)
    with opened(tmp_path / "records.db", WITH_VIP) as records:
        assert imported(records, file) == (2, 0, 0, 0)
        noor, sami = (records.card(number).card.person for number in ("0551234567", "0551234568"))  # type: ignore[union-attr]
    assert (noor.gender, noor.language, noor.dialect, noor.kind) == ("f", "ar", "gulf", "internal")
    assert (sami.gender, sami.language, sami.dialect, sami.kind) == ("m", "en", None, "customer")
    assert noor.since == sami.since == "2020-02-01"
    assert (noor.vip, sami.vip) == (True, False)


def test_no_card_number_of_a_list_reaches_the_disk(records: Records, file: Path) -> None:
    secret = "4263982640269299"
    saved(file, [["C1", f"Sami {secret}", "0551234567", secret, f"IBAN SA0380000000608010167519, {secret}"]])
    counts = CustomerImport(records, file).carry_out()
    assert (counts.new, counts.masked) == (1, 1)
    stored = everything(records)
    assert secret not in stored
    assert "0608010167519" not in stored


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1", "'\uff1d1"),
        ("+966551234567", "+966551234567"),
        ("+966551234567; +20100; 204", "+966551234567; +20100; 204"),
        ("محمد = أحمد", "محمد = أحمد"),
    ],
)
def test_what_a_spreadsheet_would_compute_is_defused_and_phone_numbers_stay(cell: str, safe: str) -> None:
    assert defused(cell) == safe


def test_what_comes_out_goes_in_again_as_it_was(records: Records, file: Path, tmp_path: Path) -> None:
    saved(file, [*ROWS, ["C4", "=HYPERLINK(1)", "0551234570", "-5", "@home"]])
    imported(records, file)
    out = tmp_path / "out.csv"
    out.write_text("\n".join(export_lines(records.database, vip=False)), "utf-8")
    assert '"\'=HYPERLINK(1)"' in out.read_text("utf-8")
    assert imported(records, out) == (0, 0, 4, 0)
    with opened(tmp_path / "other.db") as other:
        assert imported(other, out) == (4, 0, 0, 0)
        assert list(export_lines(other.database, vip=False)) == list(export_lines(records.database, vip=False))
        assert other.card("0551234570").card.person.name == "=HYPERLINK(1)"  # type: ignore[union-attr]


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────


def callassist(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "callassist", "customers", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_command_previews_imports_shows_and_exports(file: Path, tmp_path: Path) -> None:
    saved(file, [*ROWS, ["C7", "", "", "", ""]], encoding="cp1256")
    seen = callassist("import", str(file), "--preview", "--json")
    assert seen.returncode == 0
    preview = json.loads(seen.stdout)
    assert (preview["encoding"], preview["new"], preview["bad"]) == ("cp1256", 3, 1)
    assert preview["columns"]["رقم الجوال"] == "number"
    refused = callassist("import", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "line 6: there is no name in it" in refused.stderr
    done = callassist("import", str(file), "--skip-bad")
    assert done.returncode == 0
    assert "3 new, 0 changed, 0 unchanged, 1 bad" in done.stdout
    assert file.with_name("عملاء-bad.csv").exists()
    card = json.loads(callassist("show", "0551234568", "--json").stdout)
    assert card["person"]["external_id"] == "C3"
    assert len(callassist("show", "055-123-4567", "--json").stdout.splitlines()) == 2
    nobody = callassist("show", "0559999999")
    assert (nobody.returncode, nobody.stdout) == (0, "")
    out = tmp_path / "out.csv"
    assert "NOT encrypted" in callassist("export", "--output", str(out)).stderr
    assert len(list(csv.reader(out.read_text("utf-8-sig").splitlines()))) == 4


@pytest.mark.parametrize(
    "wrong", [["--column", "name"], ["--column", "shoe=الاسم"], ["--separator", "::"], ["--region", "XX"]]
)
def test_wrong_use_of_the_command_exits_with_2(file: Path, wrong: list[str]) -> None:
    ran = callassist("import", str(saved(file)), *wrong)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("callassist: ")


def test_a_file_that_is_not_there_exits_with_1() -> None:
    ran = callassist("import", "none.csv", "--preview")
    assert ran.returncode == 1
    assert "can't be read" in ran.stderr
