"""The one file of spacing, type and colour; nothing is styled outside what is made from it.

Contrast follows WCAG 2.2: at least 4.5 : 1 for text and 3 : 1 for marks that carry meaning, in both themes; the pairs
that occur are listed here and a test computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

# Spacing, pixels before the screen's own scaling.
HAIR: Final = 1
TIGHT: Final = 4
SMALL: Final = 8
MEDIUM: Final = 12
LARGE: Final = 16
WIDE: Final = 24

RADIUS: Final = 6
EDGE: Final = 3
"""The strong edge beside what the customer says."""
METER_WIDTH: Final = 56
METER_HEIGHT: Final = 6
MARK: Final = 12
"""Side of the shapes that stand for a state."""
TARGET: Final = 30
"""The least height of what can be clicked."""

PANEL_WIDTH: Final = 420
PANEL_HEIGHT: Final = 690
LEAST_WIDTH: Final = 320
WIDE_WINDOW: Final = 860
"""From this width on, customer and answers stand in a column of their own."""

PAGE_EMS: Final = 50
"""A page of settings or of promises is no wider than so many letter heights, or the eye loses its rows."""

FADE_MS: Final = 120

TypeSize = Literal["small", "text", "title", "large"]
TYPE_PX: Final[dict[TypeSize, int]] = {"small": 13, "text": 15, "title": 17, "large": 32}
LINE_HEIGHT_ARABIC: Final = 1.5
LINE_HEIGHT_LATIN: Final = 1.35

TEXT_SCALES: Final = (100, 125, 150, 200)
"""Per cent, by choice in the settings, on top of the screen's own scaling."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme, as #rrggbb.

    Attributes:
        desk: behind everything. paper: where there is something to read. ink, ink_soft, ink_faint: text.
        line: a quiet border that only decorates. edge: a border or mark that must be seen.
        accent: what can be acted on; on_accent, accent_soft: text on it, and its quiet ground; pressed: while pressed.
        amber, red, green with their grounds: attend to this; abuse and ending; kept.
    """

    desk: str
    paper: str
    ink: str
    ink_soft: str
    ink_faint: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_soft: str
    pressed: str
    amber: str
    amber_soft: str
    red: str
    on_red: str
    red_soft: str
    green: str


LIGHT: Final = Colours(
    desk="#f3f0ea",
    paper="#fcfaf6",
    ink="#27231d",
    ink_soft="#5c5448",
    ink_faint="#766d5f",
    line="#ddd7cb",
    edge="#8b8172",
    accent="#0d5c61",
    on_accent="#ffffff",
    accent_soft="#dcebe9",
    pressed="#094549",
    amber="#875100",
    amber_soft="#faebcd",
    red="#a32a2c",
    on_red="#ffffff",
    red_soft="#f7dfdc",
    green="#2c6a3c",
)

DARK: Final = Colours(
    desk="#1c1a17",
    paper="#25221e",
    ink="#ece7de",
    ink_soft="#bbb3a5",
    ink_faint="#948b7d",
    line="#3b362f",
    edge="#8f8677",
    accent="#74c4c0",
    on_accent="#0e2222",
    accent_soft="#213c3c",
    pressed="#9bd8d5",
    amber="#efba5e",
    amber_soft="#40331b",
    red="#f2968e",
    on_red="#2b0f0e",
    red_soft="#472624",
    green="#8fc999",
)

TEXT_PAIRS: Final = (
    ("ink", "desk"),
    ("ink", "paper"),
    ("ink_soft", "desk"),
    ("ink_soft", "paper"),
    ("ink_faint", "paper"),
    ("ink", "accent_soft"),
    ("ink_soft", "accent_soft"),
    ("accent", "desk"),
    ("accent", "paper"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "pressed"),
    ("ink", "amber_soft"),
    ("ink_soft", "amber_soft"),
    ("amber", "amber_soft"),
    ("amber", "desk"),
    ("amber", "paper"),
    ("ink", "red_soft"),
    ("ink_soft", "red_soft"),
    ("red", "red_soft"),
    ("red", "desk"),
    ("red", "paper"),
    ("on_red", "red"),
    ("green", "desk"),
    ("green", "paper"),
    ("amber", "accent_soft"),
    ("red", "accent_soft"),
    ("accent", "amber_soft"),
)
"""(foreground, ground) wherever text stands on something."""

MARK_PAIRS: Final = (
    ("edge", "desk"),
    ("edge", "paper"),
    ("accent", "desk"),
    ("accent", "paper"),
    ("amber", "amber_soft"),
    ("amber", "paper"),
    ("red", "red_soft"),
    ("red", "paper"),
    ("green", "paper"),
    ("ink_soft", "paper"),
)
"""(mark, ground) wherever a shape, an edge or a meter says something."""
