"""The stylesheet, made from the tokens. Widgets ask for it by the properties `look` and `type`, never by colours."""

from __future__ import annotations

from string import Template

from ui.theme import tokens
from ui.theme.fonts import pixels
from ui.theme.tokens import Colours

_SHEET = Template("""
* { font-size: ${text}px; }
[type="small"] { font-size: ${small}px; }
[type="title"] { font-size: ${title}px; font-weight: bold; }
[type="strong"] { font-weight: bold; }
[type="large"] { font-size: ${large}px; }
[look="soft"] { color: $ink_soft; }
[look="amber"] { color: $amber; }
[look="red"] { color: $red; }
[look="green"] { color: $green; }
[look="flash"] { color: $green; background: $paper; }

QToolTip { font-size: ${small}px; color: $ink; background: $paper; border: 1px solid $edge; padding: ${TIGHT}px; }

QWidget[look="paper"] { background: $paper; }
QFrame[look="bar"] { background: $paper; border: 0; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $paper; border: 0; border-top: 1px solid $line; }
QFrame[look="strip"] { background: $accent_soft; border: 0; border-bottom: 1px solid $line; }
QFrame[look="draft"] { background: $desk; border: 0; border-bottom: 1px solid $line; }
QFrame[look="attend"] { background: $amber_soft; border: 0; border-bottom: 1px solid $amber; }
QFrame[look="ending"] { background: $red_soft; border: 0; border-bottom: 1px solid $red; }
QFrame[look="side"] { background: $paper; border: 0; border-left: 1px solid $line; border-right: 1px solid $line; }
QFrame[look="part"] { background: $paper; border: 0; border-bottom: 1px solid $line; }
QFrame[look="row"] { background: transparent; border: 2px solid transparent; border-radius: ${RADIUS}px; }
QFrame[look="row"]:hover { background: $accent_soft; }
QFrame[look="row"]:focus { border-color: $accent; }
QFrame[look="chosen"] { background: $accent_soft; border: 2px solid transparent; border-radius: ${RADIUS}px; }
QFrame[look="row"] QLabel, QFrame[look="chosen"] QLabel { background: transparent; }
QFrame[look="card"] { background: $paper; border: 1px solid $line; border-radius: ${RADIUS}px; }
QFrame[look="attend"] QLabel, QFrame[look="ending"] QLabel, QFrame[look="strip"] QLabel { background: transparent; }

QPushButton, QToolButton {
    color: $ink; background: $paper; border: 1px solid $edge; border-radius: ${RADIUS}px;
    padding: ${TIGHT}px ${MEDIUM}px; min-height: ${button}px; max-height: ${button}px;
}
QPushButton:hover, QToolButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed, QToolButton:pressed, QToolButton:open { background: $accent_soft; border-color: $pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${TIGHT_IN}px ${MEDIUM_IN}px; }
QPushButton:disabled { color: $edge; border-color: $line; background: $desk; }
QPushButton[look="act"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[look="act"]:hover, QPushButton[look="act"]:pressed { background: $pressed; border-color: $pressed; }
QPushButton[look="act"]:focus { border-color: $ink; }
QPushButton[look="act"]:disabled { color: $edge; background: $desk; border-color: $line; }
QPushButton[look="ending"] { color: $red; border-color: $red; }
QPushButton[look="ending"]:hover { background: $red_soft; }
QPushButton[look="ending"]:focus { border-color: $red; }
QPushButton[look="sure"], QPushButton[look="sure"]:hover { color: $on_red; background: $red; border-color: $red; }
QPushButton[look="sure"]:focus { border-color: $ink; }
QPushButton[look="quiet"], QToolButton[look="quiet"] {
    background: transparent; border-color: transparent; color: $accent; padding: ${TIGHT}px ${SMALL}px;
}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $accent_soft; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border: 2px solid $accent; padding: ${TIGHT_IN}px; }
QPushButton[look="choice"] { padding: ${TIGHT}px ${SMALL}px; border-color: $line; text-align: center; }
QPushButton[look="choice"]:hover { border-color: $accent; }
QPushButton[look="choice"]:focus { border: 2px solid $accent; padding: ${TIGHT_IN}px ${SMALL_IN}px; }
QPushButton[look="choice"]:checked { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[look="choice"]:checked:focus { border: 2px solid $ink; padding: ${TIGHT_IN}px ${SMALL_IN}px; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton::menu-indicator { image: none; width: ${LARGE}px; }

QLineEdit, QComboBox {
    color: $ink; background: $paper; border: 1px solid $edge; border-radius: ${RADIUS}px;
    padding: ${TIGHT}px ${SMALL}px; min-height: ${button}px; max-height: ${button}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: ${TIGHT_IN}px ${SMALL_IN}px; }
QLineEdit { placeholder-text-color: $ink_faint; }
QTextEdit[look="writing"] {
    color: $ink; background: $paper; border: 1px solid $edge; border-radius: ${RADIUS}px; padding: ${TIGHT}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QTextEdit[look="writing"]:focus { border: 2px solid $accent; padding: ${TIGHT_IN}px; }
QComboBox::drop-down { border: 0; width: ${WIDE}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $paper; color: $ink; border: 1px solid $edge; outline: 0; }
QComboBox QAbstractItemView::item { min-height: ${TARGET}px; }

QCheckBox { spacing: ${SMALL}px; min-height: ${TARGET}px; background: transparent; }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator {
    width: ${box}px; height: ${box}px; border: 1px solid $edge; border-radius: ${TIGHT}px; background: $paper;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }

QMenu { background: $paper; color: $ink; border: 1px solid $edge; padding: ${TIGHT}px 0; }
QMenu::item { padding: ${TIGHT}px ${WIDE}px; min-height: ${button}px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::separator { height: 1px; background: $line; margin: ${TIGHT}px 0; }

QScrollArea { border: 0; background: $desk; }
QScrollArea[look="paper"], QScrollArea[look="paper"] > QWidget > QWidget[look="paper"] { background: $paper; }
QTextBrowser { color: $ink; background: $paper; border: 0; selection-background-color: $accent; }
QAbstractScrollArea[look="paper"] { border: 0; background: $paper; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: 3px; min-height: ${WIDE}px; margin: 2px; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
""")


def stylesheet(colours: Colours, scale: int) -> str:
    """The sheet for one theme.

    Args:
        scale: the agent's own text size, per cent.
    """
    names = {name: getattr(colours, name) for name in Colours.__slots__}
    sizes = {size: pixels(size, scale) for size in tokens.TYPE_PX}
    spaces = {name: getattr(tokens, name) for name in ("TIGHT", "SMALL", "MEDIUM", "LARGE", "WIDE", "RADIUS", "TARGET")}
    # The ring around what has the focus is a pixel wider and takes it from the padding, so that nothing moves.
    inner = {f"{name}_IN": spaces[name] - 1 for name in ("TIGHT", "SMALL", "MEDIUM")}
    height = max(tokens.TARGET, pixels("text", scale) + 2 * tokens.SMALL) - 2 * tokens.TIGHT - 2
    box = round(tokens.LARGE * scale / 100)
    return _SHEET.substitute(names, **sizes, **spaces, **inner, button=height, box=box)
