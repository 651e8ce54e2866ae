"""Texts of a data file that are there in both languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from callassist.events import Language
from callassist.policies import Policy

Text = Annotated[str, Field(min_length=1)]


class Bilingual(Policy):
    """One text in Arabic and in English."""

    ar: Text
    en: Text

    def in_language(self, language: Language) -> str:
        """The text in one of them."""
        return self.ar if language == "ar" else self.en
