"""Blame and rudeness in many wordings, and what only sounds like them: better words that are not called for annoy."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from callassist.conversation import courtesy
from callassist.conversation.wording import WordingObserver
from callassist.knowledge.offering import Manner
from callassist.text import dialect

WORDING = WordingObserver(courtesy.load(), Manner(), dialect.load())
NOTHING = "-"


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        told = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


SAID = rows("wordings_said.tsv")


@pytest.mark.parametrize("kind", ["blame", "rude", NOTHING])
def test_wordings_are_told_by_their_kind(kind: str) -> None:
    texts = [row["text"] for row in SAID if row["kind"] == kind]
    assert len(texts) > 100
    assert [text for text in texts if (WORDING.kind(text) or NOTHING) != kind] == []


def test_a_warning_of_the_customers_language_is_seldom_rude_and_never_blame() -> None:
    """Policy asks for it; the few that remain order about besides."""
    kinds = [WORDING.kind(row["text"]) for row in rows("warnings_said.tsv") if row["given"] == "yes"]
    assert "blame" not in kinds
    assert kinds.count("rude") < 0.01 * len(kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("إنت اللي حذفت التطبيق", "blame"),
        ("إنت اللي حذفت التطبيق ولا أحد من الأهل", None),
        ("لم تقم بتحديث بياناتك", "blame"),
        ("إذا لم تقم بتحديث بياناتك فلا رسوم عليك", None),
        ("لو كنت قريت الرسالة كنت عرفت", "blame"),
        ("لو كنت قريت الرسالة كان أسهل، بس ما تشيل هم ولا يهمك", None),
        ("حضرتك مدفعتش الفاتورة", "blame"),
        ("اطمن حضرتك مدفعتش حاجة زيادة", None),
        ("لا تطول علي", "rude"),
        ("ما راح أطول عليك", None),
        ("If you'd read the email you would know", "blame"),
        ("If you'd like to read the email it's on its way", None),
        ("It's you who cancelled it", "blame"),
        ("It's you who cancelled it, is that right", None),
        ("Just do what I say", "rude"),
        ("Just do what suits you", None),
        ("Get on with it", "rude"),
        ("Let me get on with it", None),
    ],
)
def test_what_is_asked_or_soothes_is_no_fault(text: str, kind: str | None) -> None:
    assert WORDING.kind(text) == kind
