"""Articles as a company's authors would write them, for the tests of knowledge. All of it is made up."""

from __future__ import annotations

from pathlib import Path

from callassist.knowledge.article import Article

LATE_FEE = """\
---
id: late-fee
title: رسوم التأخير في السداد
language: ar
tags: [billing]
owner: Billing team
source: Price list 2026, section 2
checked: 2026-09-01
review_by: 2027-03-01
examples:
  - ليش زادت الفاتورة عشان تأخرت؟
  - الفاتورة زادت ليه عشان دفعت متأخر
facts:
  - {kind: price, name: رسوم التأخير, value: 25.50, unit: SAR, about: [رسوم التأخير، غرامة التأخير, late fee]}
steps:
  - افتح الفاتورة.
  - أظهر بند الرسوم.
---
تُضاف رسوم تأخير قدرها 25.50 ريالًا بعد عشرة أيام من الاستحقاق.

وتُلغى مرة واحدة في السنة إن طلب العميل ذلك.
"""


def written(folder: Path, name: str, text: str = LATE_FEE) -> Path:
    """A file with the text, in UTF-8."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def article(number: int = 1, **changes: object) -> Article:
    """A small article; the same number gives the same one."""
    own: dict[str, object] = {
        "id": f"article-{number}",
        "title": f"Article number {number}",
        "language": "en",
        "answer": f"The answer of {number}.",
        "examples": (f"how do I do {number}?", f"{number} please"),
        "tags": ("made up",),
        "facts": ({"kind": "price", "name": "fee", "value": "12.50", "unit": "SAR", "about": ("fee",)},),
        "review_by": "2027-01-01",
    }
    return Article.model_validate(own | changes)
