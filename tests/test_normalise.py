"""What is shown keeps the writer's spelling; what is compared does not; and the way back is exact."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.text.normalise import clean, fold, search_form
from callassist.text.tokens import clitics, tokens

anything = st.text(st.characters(exclude_categories=()))
arabic = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" ﷲﻻﱠﹱ1٣a"))
texts = st.one_of(anything, arabic)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  مرحبا \t\r\n بك  ", "مرحبا بك"),
        ("الإِسْـلامُ", "الإِسْـلامُ"),
        ("e\u0301te\u0301", "été"),
        ("a\u202eb\u2066c\u2069\u200f\u061cd\ufeff", "abcd"),
        ("one\u2028two\x85three\x00\x07", "one two three"),
        ("\ud800x\udfff", "x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200dname\u200c \u200b", "name"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("x\u200b\u0301", "x\u0301"),
        ("", ""),
    ],
)
def test_what_is_shown_hides_and_reorders_nothing(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("الإِسْـلامُ", "الاسلام"),
        ("أإآٱا", "ااااا"),
        ("على فاطمة", "علي فاطمه"),
        ("مؤسسة مئة شيء", "موسسه ميه شيء"),
        ("رَحْمَٰن", "رحمن"),
        ("یکی ہے", "يكي هي"),
        ("٣٬٠٠٠٫٥٠ ٪", "3,000.50 %"),
        ("۰۵۵", "055"),
        ("ﻻ ﷲ ﻣﺮﺣﺒﺎ", "لا الله مرحبا"),
        ("１２३", "123"),
        ("1\ufe0f\u20e3", "1"),
        ("Straße O’CLOCK É", "strasse o'clock é"),
        ("ا\u0655", "ا"),
        ("e\u200d\u0301", "é"),
        ("eـ\u0301", "é"),
        ("4\u200b1\u202e1\ud8001", "4111"),
    ],
)
def test_spellings_of_a_word_compare_equal(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert search_form(search_form(text)) == search_form(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)


@given(texts, st.data())
def test_a_folded_range_leads_back_to_the_source_it_came_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    # Several folded characters may come from one source character; it is taken whole.
    assert folded.text[start:end] in fold(text[first:last]).text


def test_marks_behind_a_range_belong_to_it() -> None:
    text = "قال خَمْسَةٌ فقط"
    start = fold(text).text.index("خمسه")
    first, last = fold(text).span(start, start + len("خمسه"))
    assert text[first:last] == "خَمْسَةٌ"


def test_the_pieces_of_a_ligature_lead_back_to_it() -> None:
    assert [fold("aﷲb").span(place, place + 1) for place in range(6)] == [(0, 1), *[(1, 2)] * 4, (2, 3)]


def test_thousands_of_marks_on_one_letter_take_no_square_time() -> None:
    text = "a" + "\u0301\u0316" * 200_000
    assert len(clean(text)) <= 32
    assert len(fold(text).text) <= 32


def test_words_numbers_and_punctuation_are_tokens_of_their_own() -> None:
    found = tokens("دفعتُ ٣٬٠٠٠ ريال، وب50 o’clock... 12.05.2026")
    assert [token.folded for token in found] == [
        "دفعت", "3,000", "ريال", "،", "وب", "50", "o'clock", ".", ".", ".", "12", ".", "05", ".", "2026",
    ]  # fmt: skip
    assert found[0].text == "دفعتُ"


@given(texts)
def test_tokens_are_ranges_of_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.text == text[token.start : token.end]
        assert end <= token.start <= token.end
        end = token.start
        assert token.folded


def test_what_may_cling_to_a_word_comes_shortest_first() -> None:
    assert list(clitics("وبالخمسه")) == ["و", "وب", "وبال"]
    assert list(clitics("للخمسين")) == ["ل", "لل"]
    assert list(clitics("خمسه")) == []
