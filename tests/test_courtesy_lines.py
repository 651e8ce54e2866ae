"""Courtesies and wordings on the lines that the cues were not made from, rightly heard and misheard."""

from __future__ import annotations

import pytest

from benchmarks.courtesy import (
    COURTESIES,
    WORDINGS,
    baseline,
    noisy,
    ours,
    precision,
    recall,
    wording_alarms,
    wording_recall,
)
from tests.conduct_lines import courtesy_lines

LINES = courtesy_lines()
MISHEARD = noisy(LINES)
OURS = ours()
# Recall rightly heard and misheard, and precision; what was reached when this was written, less a little.
LEAST = {
    "greeting": (0.85, 0.7, 0.85),
    "name": (0.9, 0.85, 0.95),
    "thanks": (0.9, 0.75, 0.9),
    "anything_else": (0.85, 0.6, 0.85),
    "empathy": (0.8, 0.8, 0.7),
    "wording:blame": (0.7, 0.6, 0.95),
    "wording:calm_down": (0.95, 0.95, 0.85),
    "wording:excuse": (0.9, 0.7, 0.95),
    "wording:rude": (0.75, 0.75, 0.85),
}


@pytest.mark.parametrize("item", [*COURTESIES, *WORDINGS])
def test_an_item_is_told_by_its_meaning(item: str) -> None:
    told, told_misheard, right = LEAST[item]
    assert recall(OURS, LINES, item) >= told
    assert recall(OURS, MISHEARD, item) >= told_misheard
    assert precision(OURS, LINES, item) >= right


@pytest.mark.parametrize("item", [*COURTESIES, *WORDINGS])
def test_it_hears_more_than_a_scripts_words(item: str) -> None:
    assert recall(OURS, LINES, item) > recall(baseline(), LINES, item)


def test_hardly_anything_is_met_with_better_words_for_no_reason() -> None:
    assert wording_alarms(OURS, LINES) <= 0.02
    assert wording_alarms(OURS, MISHEARD) <= 0.03
    assert wording_recall(OURS, LINES) >= 0.7
