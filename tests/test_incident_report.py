"""The incident report: when there is one, what it holds, and how it looks on paper."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from conduct_calls import STARTED, abuse, ended, key, played, report_of, says, shorthand, threat
from pypdf import PdfReader

from callassist.conduct import report_labels, report_pdf
from callassist.conduct.report import Addition, with_additions
from callassist.events import CustomerKnown, Event, Incident, Language, Recorded, Tone

WARNINGS = ("هذا تنبيه، هالألفاظ ما نقبلها", "تنبيه ثاني، وإذا استمرت الإساءة بنهي المكالمة")
CALL: list[Event] = [
    CustomerKnown(person="0193", name="أستاذة منى", gender="f"),
    says(1, "السلام عليكم معك نورة من نماء تيليكوم"),
    says(60, "النت مقطوع من يومين", speaker="customer"),
    Tone(t=62, level=0.8, trend="rising", reasons=("«يا غبي»", "pitch +3 st")),
    says(62, "يا غبي انت ما تفهم", speaker="customer"),
    abuse(62),
    says(66, WARNINGS[0]),
    abuse(90, text="يا حمار"),
    says(94, WARNINGS[1]),
    abuse(120, text="You are a stupid idiot"),
    key(125, "warning_given"),
    abuse(150, text="الله ياخذكم يا كلاب"),
    says(154, "نبهت ثلاث مرات، بنهي المكالمة الحين"),
]
END = ended(160)


def report(*more: Event) -> dict[str, object]:
    return report_of(played([*CALL, *more, END]))


def test_the_report_holds_what_both_sides_need() -> None:
    found = report_of(played([*CALL, END]))
    assert found["customer"] == {"name": "أستاذة منى", "number": "+966551234567", "person": "0193"}
    assert found["because"] == ["may_end_call"]
    assert found["stands"] is True
    assert found["warnings_given"] == 3
    assert [(w["number"], w["due"]["t"], w["given"]["t"], w["heard"]) for w in found["warnings"]] == [
        (1, 64.0, pytest.approx(66 + 5 / 3, abs=0.001), WARNINGS[0]),
        (2, 92.0, pytest.approx(94 + 7 / 3, abs=0.001), WARNINGS[1]),
        (3, 122.0, 125, None),
    ]
    assert found["warnings"][0]["due"]["clock"] == "2026-11-25T10:01:04+03:00"
    assert [words["text"] for words in found["words"]][-1] == "الله ياخذكم يا كلاب"
    assert [(tone["t"], tone["reasons"]) for tone in found["tone"]] == [(62, ["«يا غبي»", "pitch +3 st"])]
    assert found["ended"] == {"t": 160, "clock": "2026-11-25T10:02:40+03:00", "reason": "hangup"}


def test_the_lines_around_the_abuse_are_reported_as_they_were_said_by_both() -> None:
    lines = report_of(played([*CALL, END]))["lines"]
    said = [(line["speaker"], line["text"]) for line in lines]
    assert ("agent", WARNINGS[0]) in said
    assert ("customer", "النت مقطوع من يومين") in said
    assert not any("السلام عليكم" in text for _, text in said), "a minute before is another matter"
    doubted = says(64.5, "يمكن هذا ما سمعته زين", speaker="customer", unsure=((5, 8),))
    assert "يمكن هذا(?) ما سمعته زين" in [line["text"] for line in report_of(played([*CALL, doubted, END]))["lines"]]
    revised = says(60, "النت مقطوع، رقمي [id]", speaker="customer", revises=3)
    texts = [line["text"] for line in report_of(played([*CALL, revised, END]))["lines"]]
    assert revised.text in texts
    assert "النت مقطوع من يومين" not in texts


def test_there_is_one_report_and_only_where_it_is_owed() -> None:
    assert shorthand(played([*CALL[:-2], END])).count("incident") == 0, "three warnings, and nothing after them"
    events = played([*CALL, threat(156), END, abuse(158)])
    assert shorthand(events).count("incident") == 1
    assert report_of(played([threat(10), END]))["because"] == ["threat"]
    assert [event.t for event in events if isinstance(event, Incident)] == [160]


def test_a_threat_in_the_last_words_is_reported_also_when_its_text_comes_behind_the_end() -> None:
    assert shorthand(played([END, threat(158)])) == ["due 1", "alert", "incident"]


def test_what_was_told_and_rejected_is_reported_and_does_not_stand() -> None:
    found = report_of(played([threat(10), key(15, "alarm_rejected"), END]))
    assert found["stands"] is False
    assert found["warnings_given"] == 0
    assert found["alerts"][0]["withdrawn"]["t"] == 15
    assert found["words"][0]["withdrawn"]["t"] == 15
    assert [(entry["number"], entry["text"]) for entry in found["rejected"]] == [(1, "أعرف وين تسكن وراح تشوف")]
    found = report_of(played([*CALL, key(157, "alarm_rejected"), END]))
    assert (found["stands"], found["warnings_given"]) == (False, 3)


def test_a_rejected_number_stands_beside_the_one_that_took_its_place() -> None:
    calls = [abuse(10), key(15, "alarm_rejected"), abuse(40), key(45, "warning_given"), threat(80), END]
    found = report_of(played(calls))
    assert [(w["number"], w["withdrawn"] is not None, w["given"] is not None) for w in found["warnings"]] == [
        (1, True, False),
        (1, False, True),
        (2, False, False),
    ]
    assert found["stands"] is True


def test_words_heard_unsurely_say_so_and_who_confirmed_them() -> None:
    found = report_of(played([threat(10, sure=False), key(15, "alarm_confirmed"), END]))
    assert (found["words"][0]["sure"], found["words"][0]["confirmed"]["t"]) == (False, 15)


def test_a_report_is_plain_json_and_a_line_of_the_call() -> None:
    found = report_of(played([*CALL, END]))
    assert json.loads(json.dumps(found)) == found
    line = Recorded("c1", 7, 160.0, Incident(t=160, report=found)).line()
    assert line["report"]["warnings_given"] == 3


def test_what_the_agent_adds_stands_in_the_order_in_which_it_was_written() -> None:
    found = report_of(played([*CALL, END]))
    added = with_additions(found, [Addition(180, "اتصل العميل مرة ثانية")])
    added = with_additions(added, [Addition(200, "واعتذر بعدها")])
    assert [(entry["t"], entry["text"]) for entry in added["additions"]] == [
        (180, "اتصل العميل مرة ثانية"),
        (200, "واعتذر بعدها"),
    ]
    assert added["additions"][0]["clock"] == "2026-11-25T10:03:00+03:00"
    assert found["additions"] == []


def test_a_call_of_which_little_is_known_is_reported_too() -> None:
    bare = type(STARTED)(id="c9", started_at=STARTED.started_at)
    found = report_of(played([threat(0), ended(0)], started=bare))
    assert found["customer"] == {"name": None, "number": None, "person": None}
    assert pages(found, "ar")
    assert pages(found, "en")


# ── On paper ──────────────────────────────────────────────────────────────────────────────────────────────


def pages(found: dict[str, object], language: Language) -> list[str]:
    """The text of each page; shaped letters as plain ones."""
    reader = PdfReader(io.BytesIO(report_pdf.pdf(found, language)))
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]


def test_the_pdf_is_a4_and_the_same_each_time() -> None:
    found = report_of(played([*CALL, END]))
    for language in ("ar", "en"):
        paper = report_pdf.pdf(found, language)
        assert paper == report_pdf.pdf(found, language)
        box = PdfReader(io.BytesIO(paper)).pages[0].mediabox
        assert (round(box.width), round(box.height)) == (595, 842)


def test_the_english_pdf_tells_it_all() -> None:
    text = "\n".join(pages(report_of(played([*CALL, END])), "en"))
    for wanted in (
        "Incident report on a call",
        "+966551234567",
        "2026-11-25 10:00:00",
        "abuse after three warnings",
        "You are a stupid idiot",
        "confirmed by the agent's key",
        "hung up",
        "10:02:05",
        "semitones",
    ):
        assert wanted in text, wanted
    assert "The agent rejected" not in text


def test_the_arabic_pdf_tells_it_all_from_right_to_left() -> None:
    paper = report_pdf.pdf(report_of(played([*CALL, END])), "ar")
    page = PdfReader(io.BytesIO(paper)).pages[0]
    text = unicodedata.normalize("NFKC", page.extract_text())
    for wanted in ("تقرير حادثة في مكالمة", "أستاذة منى", "966551234567", "يا غبي انت ما تفهم", WARNINGS[0]):
        assert wanted in text, wanted
    whole = "\n".join(pages(report_of(played([*CALL, END])), "ar"))
    assert "النغمات" in whole
    assert "pitch" not in whole
    places: dict[str, float] = {}

    def place(text: str, _: object, matrix: list[float], *__: object) -> None:
        places.setdefault(unicodedata.normalize("NFKC", text).strip(), matrix[4])

    page.extract_text(visitor_text=place)
    assert places["رقم الهاتف"] > 400, "labels stand on the right"
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert any("NotoSansArabic" in name for name in fonts)


@pytest.mark.parametrize(
    ("reason", "arabic", "english"),
    [
        ("«liars»", "«\u2068liars\u2069»", "“\u2068liars\u2069”"),
        ("again «كذابين»", "تكرار «\u2068كذابين\u2069»", "again “\u2068كذابين\u2069”"),
        ("pitch +3 st", "طبقة الصوت \u2066+3\u2069 (بأنصاف النغمات)", "pitch \u2066+3\u2069 semitones"),
        ("tilt −4 dB", "حدّة الصوت \u2066−4\u2069 ديسيبل", "sharpness of the voice \u2066−4\u2069 dB"),
        ("loudness +6 dB", "علوّ الصوت \u2066+6\u2069 ديسيبل", "loudness \u2066+6\u2069 dB"),
        ("pace +20 %", "سرعة الكلام \u2066+20%\u2069", "pace \u2066+20%\u2069"),
        ("of a later version", "\u2068of a later version\u2069", "\u2068of a later version\u2069"),
    ],
)
def test_the_reasons_of_a_tone_are_put_into_words(reason: str, arabic: str, english: str) -> None:
    labels = report_labels.load()
    assert labels.reason_of_tone(reason, "ar") == arabic
    assert labels.reason_of_tone(reason, "en") == english


def test_a_report_that_does_not_stand_says_so_first() -> None:
    found = report_of(played([threat(10), key(15, "alarm_rejected"), END]))
    assert "does not count against the customer" in pages(found, "en")[0]


def test_many_lines_go_on_over_several_pages() -> None:
    talk = [says(62 + i, f"line {i} of what was said", t1=62.9 + i) for i in range(80)]
    found = report_of(played([*CALL, *talk, END]))
    text = pages(found, "en")
    assert len(text) >= 3
    assert all(f"line {i} of" in "\n".join(text) for i in range(80))
    assert "Page 3" in text[2]
