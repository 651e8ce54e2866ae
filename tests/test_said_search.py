"""Words as people write them, found in what was said, in three dialects and English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from logged_calls import Journals, says
from sqlalchemy import update

from callassist.calls.journal import Journal
from callassist.errors import UserError
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.reports.said_search import wanted
from callassist.store.database import Database, open_for_writing
from callassist.store.schema import event


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_for_writing(tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture
def log(database: Database, tmp_path: Path) -> CallLog:
    return CallLog(database, tmp_path / "records.db")


@pytest.mark.parametrize(
    ("said", "looked_for"),
    [
        ("أرسلت لي الفاتورة مرتين", "فاتورة"),
        ("أرسلت لي الفاتورة مرتين", "فاتوره"),
        ("وفاتورتي غالية", "فاتورة"),
        ("الفاتورة غالية", "فاتورتي"),
        ("بالفاتورة شي غلط", "الفاتورة"),
        ("للفاتورة هذي", "فاتورة"),
        ("أبغى أنقل الخط لمسؤول ثاني", "المسؤول"),
        ("إسمي أحمد", "اسمي احمد"),
        ("مـــشـــكـــلـــة كبيرة", "مشكلة"),
        ("عندي مُشْكِلَةٌ", "مشكله"),
        ("النت بيقطع كل شوية", "يقطع"),
        ("ما أبي الباقة الجديدة", "باقة"),
        ("هالنت ما يشتغل", "النت"),
        ("عالنت كل شي بطيء", "نت"),
        ("وش سالفة الرصيد ذا", "رصيد"),
        ("عايز ألغي الاشتراك حضرتك", "اشتراك"),
        ("هيقطعوا الخدمة بكرة", "قطع"),
        ("لم تُحَلّ الشكوى بعد", "الشكوي"),
        ("The bill is wrong again", "BILL"),
        ("Billing errors again", "bill"),
        ("رقم التذكرة 4512", "٤٥١٢"),
        ("الخط فيه تشويش من أمس", "تشويش الخط"),
        ("وفواتيركم كلها غلط", "فاتورة"),
        ("الفاتورة غالية", "فواتير"),
        ("فاتورتي غالية", "الفواتير"),
        ("كل مشاكلي معكم", "مشكلة"),
        ("عندي مُشْكِلَةٌ", "مشاكل"),
        ("وصلتني الرسائل متأخرة", "رسالة"),
        ("رسالتكم ما وصلت", "رسايل"),
        ("ثلاثة مواعيد وما جاء أحد", "موعد"),
        ("عنواني تغير", "عناوين"),
        ("أسعاركم غالية", "السعر"),
        ("السعر غالي", "أسعار"),
        ("الأجهزة كلها وقفت", "جهاز"),
        ("عندي خطين", "خط"),
        ("الخطوط مقطوعة", "خط"),
        ("شكاوى كثيرة", "الشكوى"),
        ("باقتي انتهت", "باقات"),
        ("ودّيت لكم ثلاث شكاوى", "شكوى"),
        ("موظف واحد بس", "الموظفين"),
        ("شريحة ثانية", "شريحتين"),
        ("I got two companies calling", "company"),
        ("the company called", "companies"),
        ("which box was it", "boxes"),
        ("three people called", "person"),
        ("bill", "bills"),
    ],
)
def test_a_word_is_found_however_it_is_written(database: Database, log: CallLog, said: str, looked_for: str) -> None:
    Journals(database, Journal(database)).call([says(3, said)])
    (found,) = log.page(Filters(said=looked_for)).calls
    assert found.found is not None
    assert (found.found.text, found.found.t, found.found.times) == (said, 3, 1)
    assert found.found.ranges, "the place is shown too"


@pytest.mark.parametrize(
    ("said", "looked_for"),
    [
        ("كنت أتكلم معكم", "نت"),
        ("بنت أختي تسأل", "النت"),
        ("أتكلم معكم", "تكلم معاه"),
        ("قال له شكرا", "الله"),
        ("ثمانين ريال", "ريال سبعين"),
        ("4512", "451"),
        ("قبل ما تتصلون", "قبول"),
        ("كيف أتعامل معه", "تعمل"),
        ("رسلتها أمس", "رسالة"),
        ("أربعة أيام", "أربعين"),
        ("this is my bus", "busy"),
    ],
)
def test_another_word_is_not(database: Database, log: CallLog, said: str, looked_for: str) -> None:
    Journals(database, Journal(database)).call([says(3, said)])
    assert log.page(Filters(said=looked_for)).calls == ()


def test_what_stands_between_quotation_marks_is_looked_for_as_it_is(database: Database, log: CallLog) -> None:
    journals = Journals(database, Journal(database))
    journals.call([says(1, "ألغوا الاشتراك القديم")], name="as it is")
    journals.call([says(1, "الاشتراك هذا القديم ألغوه")], name="apart")
    assert [each.id for each in log.page(Filters(said="«الاشتراك القديم»")).calls] == ["as it is"]
    assert [each.id for each in log.page(Filters(said='"الاشتراك القديم" ألغوا')).calls] == ["as it is"]
    assert len(log.page(Filters(said="الاشتراك القديم")).calls) == 2


def test_the_first_place_is_shown_and_how_often_it_was_said(database: Database, log: CallLog) -> None:
    lines = [says(1, "ألو"), says(5, "الراوتر خربان"), says(9, "والراوتر جديد", "agent")]
    Journals(database, Journal(database)).call(lines)
    (found,) = log.page(Filters(said="راوتر")).calls
    assert found.found is not None
    assert (found.found.t, found.found.speaker, found.found.times, found.found.seq) == (5, "customer", 2, 2)
    assert [found.found.text[start:end] for start, end in found.found.ranges] == ["الراوتر"]


def test_all_of_what_was_looked_for_is_shown_where_it_was_said_together(database: Database, log: CallLog) -> None:
    sought = wanted("فاتورة «غلط كبير»")
    assert sought is not None
    text = "وفواتيري: غلط، كبير! والفاتورة_٢"
    assert [text[start:end] for start, end in sought.ranges(text)] == ["وفواتيري", "غلط، كبير", "والفاتورة"]
    assert sought.ranges("فاتورتي") == (), "the other words were not said with it"


def test_what_was_revised_is_found_by_its_last_words_only(database: Database, log: CallLog) -> None:
    Journals(database, Journal(database)).call([says(1, "رقمي [digits]"), says(1, "رقمي 55 وبس", revises=1)])
    assert log.page(Filters(said="digits")).calls == ()
    (found,) = log.page(Filters(said="رقمي")).calls
    assert found.found is not None
    assert (found.found.text, found.found.times) == ("رقمي 55 وبس", 1)


def test_a_damaged_row_is_listed_without_its_words(database: Database, log: CallLog) -> None:
    Journals(database, Journal(database)).call([says(1, "الراوتر خربان")])
    with database.writing() as connection:
        connection.execute(update(event).where(event.c.type == "utterance").values(payload='{"text": "الرا'))
    (found,) = log.page(Filters(said="راوتر")).calls
    assert found.found is None


@pytest.mark.parametrize("nothing", ["؟!", '""', "«»", "  ...  "])
def test_no_word_is_an_error_that_says_so(log: CallLog, nothing: str) -> None:
    with pytest.raises(UserError, match="no word to look for"):
        log.page(Filters(said=nothing))


@pytest.mark.parametrize("hostile", ['" OR "', "NEAR(a b)", "words:x", "*", "a* OR b", "'; DROP TABLE call; --", "(("])
def test_nothing_that_is_typed_is_taken_for_a_query(database: Database, log: CallLog, hostile: str) -> None:
    Journals(database, Journal(database)).call([says(1, "ألو")])
    if wanted(hostile) is not None:
        assert log.page(Filters(said=hostile)).calls == ()
