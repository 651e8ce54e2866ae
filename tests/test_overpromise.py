"""What is promised too much is told to the agent alone, once, with better words in their manner; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from overpromise_lines import DIALECTS, EAR, MONDAY, TIMES, overpromise_lines, reasons, said, told

from callassist.calls.journal import Journal
from callassist.calls.session import CallSession
from callassist.conduct.prompts import Prompts
from callassist.conduct.prompts import load_policy as prompts_policy
from callassist.errors import UserError
from callassist.events import (
    CallEnded,
    CallStarted,
    CustomerKnown,
    Dialect,
    Gender,
    Overpromise,
    Recorded,
    Utterance,
)
from callassist.knowledge.offering import Manner
from callassist.paths import shipped
from callassist.promises import overpromise_policy
from callassist.promises.overpromise import OverpromiseObserver
from callassist.speech.recognizer import Word
from callassist.store.database import open_for_reading, open_for_writing
from callassist.store.export import as_json, rows
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment

LINES = [(line, list(reasons(line))) for line in overpromise_lines()]
SHIPPED = shipped("resources", "policies", "overpromise.toml")
SOON = "الفني بيكون عندك خلال عشر دقايق"


@pytest.mark.parametrize("dialect", ["en", "gulf", "egyptian", "msa"])
def test_what_is_too_much_is_told_with_its_reason_and_nothing_else_is(dialect: str) -> None:
    wrong = [
        f"{line.text}: {line.reason}, told {found}"
        for line, found in LINES
        if line.dialect == dialect and found != ([line.reason] if line.reason else [])
    ]
    assert wrong == []


def test_there_are_lines_enough_and_half_are_harmless() -> None:
    assert len(LINES) >= 150
    assert sum(line.reason is None for line, _ in LINES) >= 0.49 * len(LINES)
    for dialect in ("en", "gulf", "egyptian", "msa"):
        for reason in ("authority", "sooner", "absolute", "late"):
            assert any((line.dialect, line.reason) == (dialect, reason) for line, _ in LINES), (dialect, reason)


@pytest.mark.parametrize(
    ("dialect", "gender", "better"),
    [
        ("msa", "f", "أفضل أن أعطيك وقتا نفي به: هذا يستغرق 24 ساعة، وإن تم قبل ذلك أبلغتك."),
        ("gulf", None, "أبغى أعطيكم وقت نلتزم فيه: هذا ياخذ 24 ساعة، وإذا صار قبل بلغتكم."),
        ("egyptian", "m", "أحب أدي حضرتك وقت نلتزم بيه: ده بياخد 24 ساعة، ولو حصل قبل كده هبلغ حضرتك."),
        ("en", "m",
         "I'd rather give you a time we can keep: this takes 24 hours, and if it's done sooner, I'll let you know."),
    ],
)  # fmt: skip
def test_better_words_are_in_the_customers_dialect_and_tell_the_real_time(
    dialect: Dialect, gender: Gender | None, better: str
) -> None:
    (found,) = told(CustomerKnown(t=0.0, dialect=dialect, gender=gender), said(SOON))
    assert (found.reason, found.better, found.number) == ("sooner", better, 1)
    assert "10 دقايق" in found.evidence


def test_a_womans_better_words_agree_with_her() -> None:
    (found,) = told(CustomerKnown(t=0.0, dialect="gulf", gender="f"), said("بتصل عليك بعد أسبوع"))
    assert "تنتظرين" in found.better
    assert "24 ساعة" in found.better


def test_a_promise_is_told_once_and_a_reason_not_again_at_once() -> None:
    again = told(said(SOON, 1.0), said(SOON, 100.0))
    assert [each.t for each in again] == [1.0]
    nagging = told(*(said("أضمن لك ما راح تتكرر", 1.0 + 10 * each) for each in range(6)))
    assert [each.t for each in nagging] == [1.0, 51.0]
    often = told(*(said("أضمن لك ما راح تتكرر", 1.0 + 60 * each) for each in range(6)))
    assert len(often) == 3


def test_of_several_reasons_the_gravest_is_told() -> None:
    (found,) = told(said("أضمن لك الفني بيكون عندك خلال عشر دقايق"))
    assert found.reason == "sooner"
    (found,) = told(said("أضمن لك بعطيك تعويض خمسمية ريال"))
    assert found.reason == "authority"


def test_what_was_not_surely_heard_tells_nothing() -> None:
    text = said("أضمن لك ما راح تتكرر").text
    assert told(said(text, confidence=0.3)) == []
    assert told(said(text, unsure=((0, len(text)),))) == []
    assert told(said(SOON, confidence=0.3)) == []
    # Heard again, and surely: now it is told.
    assert [each.t for each in told(said(SOON, 1.0, confidence=0.3), said(SOON, 9.0))] == [9.0]


def test_the_customer_promises_what_they_like() -> None:
    text = "I guarantee it will never happen again"
    assert told(Utterance(t=1, t0=1, t1=2, speaker="customer", text=text), language="en") == []


def test_nothing_of_it_reaches_the_journal(tmp_path: Path) -> None:
    started = CallStarted(id="c1", started_at=MONDAY, language="ar")
    session = CallSession(
        started,
        Treatment(load_policy(), Vault(), language=None, unsure_below=0.5),
        [OverpromiseObserver(EAR, TIMES, Manner(dialect="gulf"), DIALECTS, "ar")],
    )
    recorded = session.start()
    recorded += session.say("agent", 1.0, 3.0, [Word("أضمن لك ما راح تتكرر", confidence=0.9)], 4.0)
    recorded += session.take(CallEnded(t=60.0), 60.0)
    (found,) = (item.event for item in recorded if isinstance(item.event, Overpromise))
    path = tmp_path / "journal.db"
    with open_for_writing(path) as database:
        journal = Journal(database)
        journal.append(journal.open(started, agent="a17"), recorded)
    with open_for_reading(path) as database:
        decrypted = "\n".join(as_json(row) for row in rows(database))
    assert "أضمن لك" in decrypted
    assert "overpromise" not in decrypted
    assert found.better not in decrypted


def test_it_is_shown_quietly_before_other_wording_and_goes_by_itself() -> None:
    prompts = Prompts(prompts_policy())
    event = Overpromise(t=1, reason="late", better="Sooner.", evidence="in a week", number=2)
    prompts.take(Recorded("c", 0, 1.0, event))
    shown = prompts.show(1.0)
    assert shown is not None
    assert (shown.kind, shown.say, shown.evidence, shown.too_much) == ("overpromise", "Sooner.", ("in a week",), "late")
    assert (shown.accepted_by, shown.rejected_by) == (None, None)
    assert prompts.show(1.0 + prompts_policy().overpromise.stays_s) is None


@pytest.mark.parametrize(
    ("before", "after", "told_so"),
    [
        ("most_percent = 0", "most_percent = 101", "authority.most_percent"),
        ("same_again = 45.0", "same_agian = 45.0", "cueing.same_agian"),
        ('asked = [\n', 'asked = [\n  "..",\n', "guards.asked"),
        ('sure = [\n', 'sure = [\n  "@nobody",\n', "absolute.again.sure.*names no group"),
        ("this takes {time}", "this takes {tiem}", "sooner.better.en.*no slot"),
        ("this takes {time}", "this takes long", "sooner.better.en.*wants its slot {time}"),
        ('better.gulf = "هذا أكبر', 'better.gluf = "هذا أكبر', "authority.better"),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_told_with_file_key_and_reason(before: str, after: str, told_so: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "overpromise.toml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UserError, match=rf"(?s)overpromise.toml.*{told_so}"):
        overpromise_policy.load_policy(file)
