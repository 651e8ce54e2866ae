"""Files are read in what programs wrote them in, and never as what they are not."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.text.decoding import Survey, UndecodableError, decoded

ARABIC = "رقم,عنوان\n1,ما زلت أنتظر بطاقتي، متى تصل؟\n2,كيف أدفع الفاتورة من التطبيق؟\n"
ENGLISH = "id,title\n1,Café visits cost £5 – why?\n2,Where is my card?\n"


@pytest.mark.parametrize(
    ("data", "assumed"),
    [
        (ARABIC.encode(), None),
        (codecs.BOM_UTF8 + ARABIC.encode(), None),
        (codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), None),
        (ARABIC.encode("cp1256"), "Windows-1256"),
        ((ARABIC + ARABIC * 2000).encode("cp1256"), "Windows-1256"),
        (ARABIC.encode("iso8859_6"), "ISO 8859-6"),
    ],
)
def test_arabic_is_read_in_whatever_it_was_written_in(data: bytes, assumed: str | None) -> None:
    found = decoded(data)
    assert found.text.startswith(ARABIC)
    assert found.assumed == assumed


def test_a_western_code_page_is_not_taken_for_an_arabic_one() -> None:
    found = decoded(ENGLISH.encode("cp1252"))
    assert (found.text, found.assumed) == (ENGLISH, "Windows-1252")


def test_every_kind_of_line_end_becomes_one() -> None:
    assert decoded(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_one_damaged_place_does_not_make_utf8_a_code_page() -> None:
    data = ARABIC.encode()
    cut = data[: len(data) // 2] + b"\xd9" + data[len(data) // 2 :]
    with pytest.raises(UndecodableError, match="no UTF-8") as caught:
        decoded(cut)
    assert caught.value.line == 2


@pytest.mark.parametrize("data", [b"a\nb\0c\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decoded(data)


@given(st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"])))
def test_text_comes_back_as_it_was(text: str) -> None:
    assert decoded(text.encode()).text == text
    assert decoded(codecs.BOM_UTF8 + text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256", "iso8859_6"])
@pytest.mark.parametrize("size", [11, 64, 1 << 20])
def test_a_file_looked_at_in_pieces_is_told_as_one_read_whole(encoding: str, size: int) -> None:
    data = (ARABIC * 3).encode(encoding)
    survey = Survey()
    for start in range(0, len(data), size):
        survey.take(data[start : start + size])
    assert data.decode(survey.encoding()) == ARABIC * 3
    assert survey.lines == 9
