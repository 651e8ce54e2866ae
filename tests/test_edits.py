"""Ranges carried through replacements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.text.edits import Edit, apply


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Edit], tuple[int, int]]:
    text = draw(st.text("abcdef", min_size=1, max_size=30))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.text("XYZ", max_size=4)))
        for start, end in zip(places[::2], places[1::2], strict=False)
        if start < end
    ]
    start = draw(st.integers(0, len(text) - 1))
    return text, edits, (start, draw(st.integers(start + 1, len(text))))


@given(edited_texts())
def test_a_range_ends_where_its_characters_ended(case: tuple[str, list[Edit], tuple[int, int]]) -> None:
    text, edits, (start, end) = case
    edited = apply(text, edits)
    found = edited.text[slice(*edited.forward(start, end))]
    expected = ""
    position = start
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.end <= start or edit.start >= end:
            continue
        expected += text[position : max(position, edit.start)] + edit.new
        position = max(position, edit.end)
    expected += text[position:end]
    assert found == expected


@given(edited_texts())
def test_nothing_outside_the_edits_is_changed(case: tuple[str, list[Edit], tuple[int, int]]) -> None:
    text, edits, _ = case
    kept = [char for n, char in enumerate(text) if not any(edit.start <= n < edit.end for edit in edits)]
    assert [char for char in apply(text, edits).text if char not in "XYZ"] == kept


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(3, 9, "")], [Edit(2, 1, "")]])
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abcdef", edits)


def test_the_way_back_from_a_changed_text() -> None:
    edited = apply("one twothree four fi ve", [Edit(4, 12, "two three"), Edit(18, 23, "five")])
    assert edited.text == "one two three four five"
    assert edited.backward(0, 3) == (0, 3)
    assert edited.backward(4, 7) == (4, 12), "half of what was replaced is all of it"
    assert edited.backward(14, 18) == (13, 17)
    assert edited.backward(19, 23) == (18, 23)
    assert edited.backward(8, 18) == (4, 17)
