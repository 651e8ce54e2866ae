"""The shipped Arabic typeface with the system's Latin beside it, in the sizes of the tokens."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from callassist import paths
from ui.theme.tokens import TYPE_PX, TypeSize

ARABIC = "Noto Sans Arabic"
_FILES = ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")


@cache
def families() -> tuple[str, ...]:
    """Family names in the order in which they are asked for a glyph.

    The shipped face comes first: system fonts that have some Arabic lack its ligatures (DejaVu) or its even weight.
    It has no Latin letters, so those are the system's.

    Raises:
        FileNotFoundError: a font is missing from this installation.
        ValueError: a font file is there and is none.
    """
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(paths.shipped("resources", "fonts", name))) < 0:
            raise ValueError(f"{name} is not a font that Qt can read")
    return (ARABIC, *QGuiApplication.font().families())


def font(size: TypeSize = "text", scale: int = 100, *, bold: bool = False) -> QFont:
    """A font of the theme.

    Args:
        size: which of the tokens' sizes. scale: the agent's own text size, per cent.
    """
    made = QFont(list(families()))
    made.setPixelSize(pixels(size, scale))
    made.setBold(bold)
    # A timer must not dance. Noto Sans Arabic's figures are all of one width as they are.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def pixels(size: TypeSize, scale: int) -> int:
    """The height of a type size, in pixels before the screen's own scaling."""
    return round(TYPE_PX[size] * scale / 100)
