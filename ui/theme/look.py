"""One look for the whole application: it follows the system's light or dark unless the agent chose."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import fonts
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Colours, TypeSize

ThemeChoice = Literal["system", "light", "dark"]


class Look(QObject):
    """The tokens as they stand: colours of the theme in use, and the agent's text size.

    Signals:
        changed: colours or sizes are others now; whoever paints by itself paints anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self.scale = 100
        self.colours: Colours = LIGHT
        app.setStyle("Fusion")  # it mirrors rightly
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    def choose(self, theme: ThemeChoice, scale: int) -> None:
        """Take the agent's theme and text size (per cent)."""
        if (theme, scale) != (self._choice, self.scale):
            self._choice, self.scale = theme, scale
            self._apply()

    def font(self, size: TypeSize = "text", *, bold: bool = False) -> QFont:
        """A font of the theme in the agent's text size."""
        return fonts.font(size, self.scale, bold=bold)

    def colour(self, name: str) -> QColor:
        """A colour of the theme in use, by its token's name."""
        return QColor(getattr(self.colours, name))

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and _system_is_dark(self._app))
        self.colours = DARK if dark else LIGHT
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(stylesheet(self.colours, self.scale))
        self.changed.emit()


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def palette(colours: Colours) -> QPalette:
    """What Fusion draws by itself, in the theme's colours."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, name in (
        (role.Window, colours.desk),
        (role.WindowText, colours.ink),
        (role.Base, colours.paper),
        (role.AlternateBase, colours.desk),
        (role.Text, colours.ink),
        (role.PlaceholderText, colours.ink_soft),
        (role.Button, colours.paper),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.red),
        (role.ToolTipBase, colours.paper),
        (role.ToolTipText, colours.ink),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.Light, colours.paper),
        (role.Midlight, colours.line),
        (role.Mid, colours.edge),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        made.setColor(target, QColor(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.edge))
    return made
