"""Contrast is computed, the theme follows the system, and nothing is styled outside the tokens."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from ui.theme import fonts
from ui.theme.contrast import contrast
from ui.theme.look import Look
from ui.theme.tokens import DARK, LIGHT, MARK_PAIRS, TEXT_PAIRS, Colours

UI = Path(__file__).resolve().parent.parent / "ui"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0)], ids=["text", "marks"])
def test_what_carries_meaning_can_be_told_from_its_ground(
    theme: Colours, pairs: tuple[tuple[str, str], ...], least: float
) -> None:
    weak = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_every_colour_of_text_and_marks_is_among_the_pairs() -> None:
    grounds = {"desk", "paper", "accent_soft", "amber_soft", "red_soft", "line"}
    assert set(Colours.__slots__) - grounds <= {name for name, _ in (*TEXT_PAIRS, *MARK_PAIRS)} | {"pressed"}


def test_no_colour_is_named_outside_the_tokens() -> None:
    named = re.compile(r"#[0-9a-fA-F]{6}\b|\bQColor\(\d|Qt\.GlobalColor\.(?!transparent)|\brgba?\(")
    found = [
        f"{file.relative_to(UI)}: {line.strip()}"
        for file in UI.rglob("*.py")
        if file.name != "tokens.py"
        for line in file.read_text(encoding="utf-8").splitlines()
        if named.search(line)
    ]
    assert found == []


def test_the_look_follows_the_system_until_the_agent_chooses(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(qapp)
    # No platform that runs here tells of a dark theme, so the answer is a fake; the signal is Qt's.
    monkeypatch.setattr("ui.theme.look._system_is_dark", lambda _app: True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours is DARK
    look.choose("light", 100)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours is LIGHT
    look.choose("system", 100)
    assert look.colours is DARK
    look.choose("light", 100)


def test_the_binding_counts_its_references() -> None:
    """PySide 6.12.0 took one of None's with each call that returns nothing, and the interpreter aborted in time."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < 500


def test_text_size_is_the_agents_own(qapp: QApplication) -> None:
    look = Look(qapp)
    look.choose("light", 200)
    assert qapp.font().pixelSize() == 30
    look.choose("light", 100)
    assert qapp.font().pixelSize() == 15


def test_arabic_is_drawn_with_the_shipped_font(qapp: QApplication) -> None:
    for bold in (False, True):
        layout = QTextLayout("السلام عليكم", fonts.font("text", bold=bold))
        layout.beginLayout()
        layout.createLine().setLineWidth(500)
        layout.endLayout()
        runs = layout.glyphRuns()
        assert {run.rawFont().familyName() for run in runs} == {fonts.ARABIC}
        assert {run.rawFont().weight() >= 600 for run in runs} == {bold}


def test_figures_are_all_of_one_width(qapp: QApplication) -> None:
    layouts = []
    for figure in "0123456789":
        layout = QTextLayout(figure, fonts.font("title"))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100)
        layout.endLayout()
        layouts.append(round(line.naturalTextWidth(), 2))
    assert len(set(layouts)) == 1
