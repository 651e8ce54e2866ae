"""Texts of a data file that are there in one language or in both."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from callassist.events import Language
from callassist.policies import Policy

Text = Annotated[str, Field(min_length=1)]


class Bilingual(Policy):
    """A text in Arabic, English or both. In a file it may also be one text, which then stands for both."""

    ar: Text | None = None
    en: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, written: Any) -> Any:
        return {"ar": written, "en": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.ar is None and self.en is None:
            raise ValueError("write it under ar, en or both")
        return self

    def words(self, language: Language) -> str:
        """It in the language, else in the other."""
        return (self.ar if language == "ar" else self.en) or self.ar or self.en or ""

    def language(self, wanted: Language) -> Language:
        """The language that `words` is in."""
        other: Language = "en" if wanted == "ar" else "ar"
        return other if (self.ar if wanted == "ar" else self.en) is None else wanted
