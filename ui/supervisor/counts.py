"""How many, in words that agree with the number."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.words import figures


class CallCounts(QObject):
    """Plural forms are found by `tr` alone."""

    def calls(self, n: int) -> str:
        """Calls that fit."""
        return figures(self.tr("%n calls", "", n))

    def written(self, n: int) -> str:
        """Calls that are in the file so far."""
        return figures(self.tr("%n calls written…", "", n))

    def warnings(self, n: int) -> str:
        """Warnings that were given."""
        return figures(self.tr("%n warnings given", "", n))

    def unread(self, n: int) -> str:
        """Rows that are damaged."""
        return figures(self.tr("%n rows can't be read", "", n))

    def promises(self, n: int) -> str:
        """Promises that nobody has kept yet."""
        return figures(self.tr("%n promises open", "", n))

    def overdue(self, n: int) -> str:
        """Those of them that are overdue."""
        return figures(self.tr("%n overdue", "", n))
