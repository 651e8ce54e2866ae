"""The language of the window, switched while it runs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from callassist import paths
from callassist.events import Language

_DIRECTIONS: Final[dict[Language, Qt.LayoutDirection]] = {
    "ar": Qt.LayoutDirection.RightToLeft,
    "en": Qt.LayoutDirection.LeftToRight,
}


class Translators:
    """Our own words, and Qt's for what Qt itself says (the menu of a text field)."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Every window says everything in this language from now on, mirrored as it needs.

        Raises:
            FileNotFoundError: the translation is missing from this installation.
            ValueError: it is there and can't be read.
        """
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed = []
        qt = QTranslator()
        # English is what Qt speaks anyway, and an installation without Qt's own translations still works.
        if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._install(qt)
        ours = QTranslator()
        file = paths.shipped("resources", "translations", f"callassist_{language}.qm")
        if not ours.load(str(file)):
            raise ValueError(f"{file} is not a translation that Qt can read")
        QLocale.setDefault(QLocale(QLocale.Language.Arabic if language == "ar" else QLocale.Language.English))
        self._app.setLayoutDirection(_DIRECTIONS[language])
        self._install(ours)

    def _install(self, translator: QTranslator) -> None:
        QCoreApplication.installTranslator(translator)
        self._installed.append(translator)
