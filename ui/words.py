"""Figures and the few words that several parts of the window share, so that they read rightly in both directions."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from callassist.calls.updates import CallState, ListeningState
from callassist.events import Language, RedactionKind, Speaker

translate = QCoreApplication.translate

Digits = Literal["latin", "arabic"]

_ISOLATE_LEFT_TO_RIGHT, _ISOLATE_EITHER, _END_ISOLATE = "\u2066", "\u2068", "\u2069"
_WITHIN_A_NUMBER = "\u00a0"
_TO_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_digits: Digits = "latin"


def choose_digits(digits: Digits) -> None:
    """Figures of the window itself from now on; what was said stays as it was written down."""
    global _digits
    _digits = digits


def figures(text: str) -> str:
    """`text` with the figures that the agent chose."""
    return text.translate(_TO_ARABIC_INDIC) if _digits == "arabic" else text


def left_to_right(text: str) -> str:
    """A phone number, a time, a chord: kept together and left to right inside any text."""
    bare = text.strip(_ISOLATE_LEFT_TO_RIGHT + _ISOLATE_EITHER + _END_ISOLATE)
    return f"{_ISOLATE_LEFT_TO_RIGHT}{figures(bare)}{_END_ISOLATE}" if bare else ""


def telephone(number: str) -> str:
    """A number as a call shows it, which no end of a line parts."""
    return left_to_right(number.replace(" ", _WITHIN_A_NUMBER))


def either_way(text: str) -> str:
    """A name in whatever script, kept apart from the direction of what stands around it."""
    return f"{_ISOLATE_EITHER}{text}{_END_ISOLATE}" if text else ""


def quoted(text: str) -> str:
    """What somebody said, in the quotation marks of the window's language."""
    return f"«{either_way(text)}»" if window_language() == "ar" else f"“{either_way(text)}”"


def window_language() -> Language:
    """The language that the window speaks."""
    return "ar" if QLocale().language() == QLocale.Language.Arabic else "en"


def listed(*parts: str) -> str:
    """Those that are not empty, with the comma of the window's language between them."""
    return ("، " if window_language() == "ar" else ", ").join(filter(None, parts))


def clock(seconds: float) -> str:
    """Minutes and seconds of a call, hours only once there are any: 03:42, 1:03:42."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return left_to_right(f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes:02}:{second:02}")


def direction(text: str) -> Qt.LayoutDirection:
    """The direction of a text by the language of most of its letters; the window's own where it has none."""
    right = sum(1 for letter in text if "\u0590" <= letter <= "\u08ff" and letter.isalpha())
    left = sum(1 for letter in text if letter.isalpha()) - right
    if right == left == 0:
        return QGuiApplication.layoutDirection()
    # A few foreign names do not turn an Arabic sentence round.
    return Qt.LayoutDirection.RightToLeft if right * 2 >= left else Qt.LayoutDirection.LeftToRight


def call_state(state: CallState) -> str:
    """One word or two for the state of a call."""
    return {
        "ringing": translate("words", "Ringing"),
        "dialling": translate("words", "Dialling"),
        "active": translate("words", "On a call"),
        "held": translate("words", "On hold"),
        "ended": translate("words", "Ended"),
    }[state]


def listening_state(state: ListeningState) -> str:
    """One word or two for whether anybody is heard."""
    return {
        "off": translate("words", "Not listening"),
        "starting": translate("words", "Getting ready"),
        "listening": translate("words", "Listening"),
        "paused": translate("words", "Paused"),
        "muted": translate("words", "Muted"),
        "held": translate("words", "Not listening: on hold"),
        "refused": translate("words", "Refused"),
        "not_confirmed": translate("words", "Notice not confirmed"),
        "failed": translate("words", "Cannot listen"),
    }[state]


def redaction(kind: RedactionKind) -> str:
    """What stands in the block where something has been left out."""
    return {
        "card": translate("words", "card number"),
        "cvv": translate("words", "security code"),
        "expiry": translate("words", "expiry date"),
        "iban": translate("words", "IBAN"),
        "id": translate("words", "ID number"),
        "digits": translate("words", "digits"),
    }[kind]


def side(speaker: Speaker) -> str:
    """Whose voice it is."""
    return translate("words", "You") if speaker == "agent" else translate("words", "Customer")
