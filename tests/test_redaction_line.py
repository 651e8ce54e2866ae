"""A line for itself: what is sensitive goes, everything else stays to the letter."""

from __future__ import annotations

import pytest

from callassist.text.redaction import RedactionPolicy, find_sensitive, load_policy, redact_line


@pytest.fixture(scope="module")
def policy() -> RedactionPolicy:
    return load_policy()


MASKED = [
    # "Call" may be said of a phone number, and is said of a card too.
    ("call me on 4111 1111 1111 1111", "call me on [card]"),
    ("اتصل على 4111 1111 1111 1111", "اتصل على [card]"),
    # Cards, typed in any manner.
    ("4111111111111111", "[card]"),
    ("pay with 4111 1111 1111 1111 please", "pay with [card] please"),
    ("4111-1111 1111/1111", "[card]"),
    ("4111.1111.1111.1111", "[card]"),
    ("41 11 11 11 11 11 11 11", "[card]"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card]"),
    ("3782 822463 10005", "[card]"),
    ("4111\u00a01111\u00a01111\u00a01111", "[card]"),
    ("4111\u200b1111\u200c1111\u20601111", "[card]"),
    ("4111\u202e1111\u202c1111 1111", "[card]"),
    ("4\u03301\u03301\u03301 1111 1111 1111", "[card]"),
    ("٤١١١ ١١١١ ١١١١ ١١١١", "[card]"),
    ("٤١١١-1111 １１１１ ۱۱۱۱", "[card]"),
    ("⁴¹¹¹ ¹¹¹¹ ¹¹¹¹ ¹¹¹¹", "[card]"),
    ("④①①① ①①①① ①①①① ①①①①", "[card]"),
    ("4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111", "[card]"),
    ("4l1l 1111 1111 lll1", "[card]"),
    ("4532 1\u041e5\u041e 1234 567\u041e", "[card]"),
    ("4\u04061\u0399 1111 1111 1111", "[card]"),
    ("x4111111111111111y", "x[card]y"),
    ("4111111111111111@example.com", "[card]@example.com"),
    ("https://pay.example/?card=4111%201111%201111%201111&ok", "https://pay.example/?card=[card]&ok"),
    ("4111&nbsp;1111&nbsp;1111&#160;1111", "[card]"),
    ('{"text": "4111\\n1111\\n1111\\n1111"}', '{"text": "[card]"}'),
    ('{"n": "\\u0664\\u0661\\u0661\\u0661 1111 1111 1111"}', '{"n": "[card]"}'),
    ("4111\n1111\n1111\n1111", "[card]"),
    ("\ud8004111111111111111\udfff", "\ud800[card]\udfff"),
    ("order number 4111 1111 1111 1111", "order number [card]"),
    # Part of a longer number: which part cannot be told.
    ("00004111111111111111000", "[card]"),
    # Cards, said.
    ("it's four one one one, one one one one, one one one one, one one one one okay", "it's [card] okay"),
    ("forty one eleven eleven eleven eleven eleven eleven eleven", "[card]"),
    ("card four thousand one hundred eleven, eleven eleven, eleven eleven, eleven eleven", "card [card]"),
    ("four one double one uh double one double one then 1111 1111", "[card]"),
    ("four one one three no sorry one one one one one one one one one one one one one", "[card]"),
    ("four one one three no sorry four one one one 1111 1111 1111", "[card]"),
    ("رقم البطاقة أربعة واحد واحد واحد وبعدين ١١١١ ١١١١ ١١١١", "رقم البطاقة [card]"),
    ("أربعـــة واحــد واحـد واحد 1111 1111 1111", "[card]"),
    ("الكارت واحد وأربعين حداشر حداشر حداشر حداشر حداشر حداشر حداشر", "الكارت [card]"),
    ("الكارت أربعة آلاف ومية وحداشر حداشر حداشر حداشر حداشر حداشر حداشر", "الكارت [card]"),
    ("٤١١١ ١١١١ لا لا قصدي ١١١١ ١١١١ ١١١١", "[card]"),
    ("فور فايف ثري تو ون زيرو فايف زيرو ون تو ثري فور فايف سكس سيفن زيرو", "[card]"),
    (
        "4532 uh let me see 1050 hmm one second please 1234 and finally 5670",
        "[card] hmm one second please [card] and finally [card]",
    ),
    ("0x4532105012345670", "0x[card]"),
    # Misheard, but named.
    ("card number 4111 1111 1111 1112", "card number [card]"),
    ("my card number is 4111 1111 1", "my card number is [card]"),
    ("4111 1111 1111 1112 is my card number", "[card] is my card number"),
    # What goes with a card.
    ("4111111111111111 12/26 123", "[card] [expiry] [cvv]"),
    ("4111111111111111, 12-2026, CVV 123", "[card], [expiry], CVV [cvv]"),
    ("the long number is 5555555555554444, December 2027", "the long number is [card], [expiry]"),
    ("the three digits on the back are four five six", "the three digits on the back are [cvv]"),
    ("and 123 is the security code", "and [cvv] is the security code"),
    ("cvv=0123", "cvv=[cvv]"),
    ("c.v.v. 123", "c.v.v. [cvv]"),
    ("السي في في ١٢٣", "السي في في [cvv]"),
    ("الرقم السري خلف البطاقة ١٢٣", "الرقم السري خلف البطاقة [cvv]"),
    ("رمز الأمان مية وتلاتة وعشرين", "رمز الأمان [cvv]"),
    ("سي في في واحد اثنين ثلاثة", "سي في في [cvv]"),
    ("expiry date 12/26", "expiry date [expiry]"),
    ("my card expires 05/27", "my card expires [expiry]"),
    ("تاريخ الانتهاء اتناشر ستة وعشرين", "تاريخ الانتهاء [expiry]"),
    ("my PIN is 4321", "my PIN is [digits]"),
    # IBANs, of any country.
    ("SA0380000000608010167519", "[iban]"),
    ("sa03 8000 0000 6080 1016 7519 thanks", "[iban] thanks"),
    ("IBAN:SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩", "IBAN:[iban]"),
    ("IBANSA0380000000608010167519", "IBAN[iban]"),
    ("GB29 NWBK 6016 1331 9268 19", "[iban]"),
    ("KW81-CBKU-0000-0000-0000-1234-5601-01", "[iban]"),
    ("S A zero three eight zero 0000 0060 8010 1675 19", "[iban]"),
    ("اس ايه صفر ثلاثة 8000 0000 6080 1016 7519", "[iban]"),
    ("my iban is 03 8000 0000 6080 1016 7519", "my iban is [iban]"),
    ("the IBAN is SA03 8000 0000 6080 1016 7510", "the IBAN is SA[iban]"),
    ("SA03 8000 0000 6080 1016 7510", "SA[iban]"),
    # Identity numbers.
    ("1000000008", "[id]"),
    ("رقم الهوية 1000000008", "رقم الهوية [id]"),
    ("iqama number two zero zero zero zero zero zero zero zero six", "iqama number [id]"),
    ("784-1980-1234567-8", "[id]"),
    ("29001011234567", "[id]"),
    ("الرقم القومي بتاعي 29001011234567", "الرقم القومي بتاعي [id]"),
    ("national id 1234567890", "national id [id]"),
    ("civil ID 289010112345", "civil ID [id]"),
    # An ID can be what something was paid with.
    ("I paid with 1012345672 yesterday", "I paid with [id] yesterday"),
    ("دفعت بهويتي 1012345672", "دفعت بهويتي [id]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_what_is_sensitive_is_replaced(policy: RedactionPolicy, text: str, expected: str) -> None:
    assert redact_line(text, policy=policy).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the expiry date is 12/26 and my other card expires 05/27", "[expiry] and my other card expires [expiry]"),
        (
            "my card expires 05/27, the expiry date of the other is 08/28",
            "[expiry], the expiry date of the other is [expiry]",
        ),
        ("the CVV is 123, the card expires 05/27", "[cvv], the card expires [expiry]"),
        ("4111111111111111, expiry date 12/26, it expires 05/27", "[card], expiry date [expiry], it expires [expiry]"),
        ("my ID is 1012345672 and my card expires 05/27", "[id] and my card expires [expiry]"),
        ("تاريخ انتهاء البطاقة 12/26 والبطاقة الثانية تنتهي 05/27", "[expiry] والبطاقة الثانية تنتهي [expiry]"),
        ("my card expires soon, 789 is the CVV", "[cvv] is the CVV"),
        ("expiry date 12/26, my contract expires 05/27", "[expiry], my contract expires 05/27"),
    ],
)
def test_what_is_mentioned_counts_once_what_was_named_is_known(
    policy: RedactionPolicy, text: str, expected: str
) -> None:
    assert redact_line(text, policy=policy).text.endswith(expected)


HARMLESS = [
    "call me on 0551234567", "+966 55 123 4567", "00966551234567", "رقم جوالي ٠٥٥١٢٣٤٥٦٧", "my mobile is 551234567",
    "010 1234 5678 or +20 100 123 4567", "9876 5432 is my phone", "zero five five one two three four five six seven",
    "صفر خمسة خمسة واحد اثنين ثلاثة أربعة خمسة ستة سبعة", "my mobile is 1012345672", "8001234567", "9200 12345",
    "I paid 4,500 riyals", "دفعت ٤٥٠٠ ريال", "SAR 12,345,678.90", "1,234,567,890 pounds", "مبلغ 1000000008 ريال",
    "order number 4471223588", "رقم الطلب 1000000008", "ticket 1012345672", "reference 29001011234567",
    "tracking number 12345678901234", "رقم الفاتورة 123456789012", "رقم الشكوى 1000000008",
    "on 12/05/2026 at 10:30", "2026-03-01T10:00:00+03:00", "2026-11-22 20:31:52,123456 INFO line 45", "the year 2023",
    "5 to 7 days", "for 24 hours", "بعد 24 ساعة", "الساعة 10:30", "15%", "عشرين بالمية", "20 GB", "1.5 million",
    "last four digits 1234", "my card ends in 1234", "آخر أربع أرقام 1234", "بطاقتي تنتهي ب 1234",
    "one two three", "one two three four five six seven eight nine ten", "واحد اثنين ثلاثة أربعة خمسة",
    "postal code 12345", "extension 1234", "flight 123", "القطعة 12 الشارع 45", "I have 3 cards", "a 16 digit number",
    "what is my PIN?", "is the CVV on the back?", "my card expires soon", "رقم البطاقة لا يعمل", "one moment please",
    "192.168.100.200:8080", "0x7f3a12345678", "took 0.1234567890123456 s", "550e8400-e29b-41d4-a716-446655440000",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "version 3.11.7", "GB1234",
    "4111 1111 1111 1112", "12345678", "[card] [cvv] [digits]", "", " ", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_to_the_letter(policy: RedactionPolicy, text: str) -> None:
    line = redact_line(text, policy=policy)
    assert line.text == text
    assert line.kinds == ()


def test_spoken_numbers_stay_words_beside_what_is_masked(policy: RedactionPolicy) -> None:
    line = redact_line("I have two cards, one is 4111111111111111, since twenty twenty", policy=policy)
    assert line.text == "I have two cards, one is [card], since twenty twenty"
    assert line.kinds == ("card",)


def test_a_phone_number_beside_a_card_stays(policy: RedactionPolicy) -> None:
    line = redact_line("0551234567 4111111111111111", policy=policy)
    assert line.text == "0551234567 [card]"


def test_a_redacted_line_stays_as_it_is(policy: RedactionPolicy) -> None:
    for text, expected in MASKED:
        assert redact_line(expected, policy=policy).text == expected, text


def test_the_edits_carry_any_place_over(policy: RedactionPolicy) -> None:
    text = "pay 4111111111111111 now"
    edited = redact_line(text, policy=policy).edited
    start, end = edited.forward(text.index("now"), len(text))
    assert edited.text[start:end] == "now"


def test_a_finding_says_what_and_where_and_does_not_print_it(policy: RedactionPolicy) -> None:
    text = "it is SA03 8000 0000 6080 1016 7519"
    (finding,) = find_sensitive(text, policy=policy)
    assert (finding.kind, finding.value) == ("iban", "SA0380000000608010167519")
    assert text[finding.start : finding.end] == "SA03 8000 0000 6080 1016 7519"
    assert "0380" not in repr(finding)


@pytest.mark.parametrize(
    "unit",
    [
        "4", "4 ", "4111 ", "4111 1111 1111 1111 ", "hello ", "a1", "no sorry 4111 ", "SA03 ", "expiry 12/26, 2 ids ",
        "1000000008, 4111111111111111, ", "four double five ", "خمسة ستة ", "+1 ", "cvv 1 2 3 ",
    ],
)  # fmt: skip
def test_ten_times_the_text_costs_about_ten_times_the_steps(policy: RedactionPolicy, unit: str) -> None:
    assert _steps(unit * 1000, policy) < 15 * _steps(unit * 100, policy)


@pytest.mark.parametrize("corrections", [1, 2, 3])
def test_nor_does_what_was_taken_back_cost_more(policy: RedactionPolicy, corrections: int) -> None:
    short, long = (("7 " * count + "no sorry ") * corrections + "8 " * count for count in (50, 500))
    assert _steps(long, policy) < 15 * _steps(short, policy)


def _steps(text: str, policy: RedactionPolicy) -> int:
    """How many Python functions are called to redact `text`."""
    import sys

    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    redact_line(text[:50], policy=policy)
    sys.setprofile(count)
    try:
        redact_line(text, policy=policy)
    finally:
        sys.setprofile(None)
    return calls


def test_a_long_line_is_masked_as_what_it_consists_of(policy: RedactionPolicy) -> None:
    between = " and now for something else that has nothing to do with it at all, "
    # In one line, what was named before counts for more than a mention.
    parts = [part for part in MASKED if "expires" not in part[0]] + [(text, text) for text in HARMLESS]
    line = redact_line(between.join(text for text, _ in parts * 5), policy=policy)
    assert line.text == between.join(expected for _, expected in parts * 5)


def test_a_megabyte_in_one_line_is_redacted(policy: RedactionPolicy) -> None:
    filler = "please help me with my bill " * 35_000
    line = redact_line(f"{filler}4111111111111111 {filler}", policy=policy)
    assert line.text == f"{filler}[card] {filler}"
