"""What a call came to, in sentences that were said in it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from callassist import paths
from callassist.calls import summary_policy
from callassist.calls.summary import Summariser
from callassist.errors import UserError
from callassist.events import (
    Anger,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    Event,
    Recorded,
    Speaker,
    Summary,
    SummarySentence,
    Utterance,
)
from callassist.terminal import Printer
from tests.summary_calls import DEVELOPMENT, chosen, is_one_of, summariser, summed_up, written_calls

COMPLAINT = "The internet has been down since yesterday evening."
DONE = "I've sent the technician a report with number 5521."


@pytest.fixture(scope="module")
def summing() -> Summariser:
    return summariser()


def said(speaker: Speaker, text: str, t: float, **other: object) -> Utterance:
    return Utterance(**({"t": t, "t0": t, "t1": t + 3, "speaker": speaker, "text": text, "confidence": 0.9} | other))  # type: ignore[arg-type]


def parts(summary: Summary | None) -> list[tuple[str, str, int]]:
    return [] if summary is None else [(each.part, each.text, each.source) for each in summary.sentences]


def test_reason_and_outcome_are_chosen_as_a_person_would(summing: Summariser) -> None:
    calls = list(written_calls(DEVELOPMENT))
    found = [(call, *chosen(summed_up(summing, call.said))) for call in calls]
    reasons = [call.id for call, reason, _ in found if not is_one_of(reason, call.reason)]
    outcomes = [call.id for call, _, outcome in found if not is_one_of(outcome, call.outcome)]
    assert len(calls) == 50
    assert reasons in ([], ["en-unsolved"])
    assert outcomes == []


def test_no_word_is_invented_and_each_sentence_points_at_its_utterance(summing: Summariser) -> None:
    for call in written_calls(DEVELOPMENT):
        summary = summed_up(summing, call.said)
        assert summary is not None
        for each in summary.sentences:
            assert each.text in call.said[each.source - 1].text
        assert summary.text.splitlines() == [each.text for each in summary.sentences]
        assert len(set(summary.sentences)) == len(summary.sentences)


def test_what_was_promised_is_told_and_not_as_done(summing: Summariser) -> None:
    promise = "I have booked it and will call you back tomorrow at four."
    promised = Commitment(t=40, number=1, what="call you back", due="2026-03-02T16:00:00+03:00", evidence=promise)
    lines: list[Event] = [said("customer", COMPLAINT, 1), said("agent", DONE, 30), said("agent", promise, 40), promised]
    assert parts(summed_up(summing, lines)) == [
        ("reason", COMPLAINT, 1),
        ("done", DONE, 2),
        ("promised", promise, 3),
    ]
    for taken_back in (
        CommitmentWithdrawn(t=45, number=1, evidence="no, I can't"),
        CommitmentSettled(t=45, number=1, state="dismissed", what="", due=None),
    ):
        told = summed_up(summing, [*lines, taken_back])
        assert [part for part, _, _ in parts(told)] == ["reason", "done", "done"]
    approved = CommitmentSettled(t=45, number=1, state="approved", what="call back", due=None)
    assert ("promised", promise, 3) in parts(summed_up(summing, [*lines, approved]))


@pytest.mark.parametrize(
    "doing",
    [
        "أنا هلغيها دلوقتي حالا، وهعمل لحضرتك طلب استرداد بالمبلغ.",
        "بلغي لك الباقة الزايدة الحين من عندي.",
        "سأرفع شكوى إلى قسم الفوترة بالتفاصيل كلها.",
        "I'm cancelling the extra bundle for you right now.",
        "I'll cancel the extra bundle on your line right away.",
    ],
)
def test_what_the_agent_does_there_and_then_is_done(summing: Summariser, doing: str) -> None:
    lines: list[Event] = [said("customer", COMPLAINT, 1), said("agent", doing, 30), said("agent", "Anything else?", 40)]
    assert parts(summed_up(summing, lines)) == [("reason", COMPLAINT, 1), ("done", doing, 2)]


def test_since_a_day_of_the_week_is_nothing_that_was_done(summing: Summariser) -> None:
    found = "الطلب موجود من يوم الأحد بس ما انجدول له موعد."
    lines: list[Event] = [said("customer", COMPLAINT, 1), said("agent", found, 30)]
    assert "done" not in [part for part, _, _ in parts(summed_up(summing, lines))]


def test_a_promise_that_was_moved_is_quoted_where_it_was_said_last(summing: Summariser) -> None:
    first, later = "I will call you tomorrow about it.", "I will rather call you on Thursday about it."
    moved = [
        Commitment(t=20, number=1, what="call you", due="2026-03-02", evidence=first),
        Commitment(t=30, number=1, what="call you", due="2026-03-05", evidence=later),
    ]
    lines: list[Event] = [said("customer", COMPLAINT, 1), said("agent", first, 20), said("agent", later, 30), *moved]
    assert [each for each in parts(summed_up(summing, lines)) if each[0] == "promised"] == [("promised", later, 3)]


def test_an_utterance_that_was_revised_is_quoted_as_it_is_now_by_its_first_place(summing: Summariser) -> None:
    before = said("customer", "I want to pay the bill [digits].", 1)
    after = replace(before, text="I want to pay the bill 1234.", revises=1)
    assert parts(summed_up(summing, [before, said("agent", "Okay, one moment please.", 8), after])) == [
        ("reason", "I want to pay the bill 1234.", 1)
    ]


def test_masks_stay_masks(summing: Summariser) -> None:
    assert parts(summed_up(summing, [said("customer", "I want a refund to my card [card] please.", 1)])) == [
        ("reason", "I want a refund to my card [card] please.", 1)
    ]


def test_what_was_hardly_heard_is_not_quoted_and_what_was_unsure_counts_less(summing: Summariser) -> None:
    doubtful = "The modem keeps breaking every single night here."
    whole = ((0, len(doubtful)),)
    assert parts(summed_up(summing, [said("customer", COMPLAINT, 1, confidence=0.2)])) == []
    lines = [said("customer", doubtful, 1, unsure=whole), said("customer", COMPLAINT, 8), said("agent", DONE, 30)]
    assert parts(summed_up(summing, lines))[0] == ("reason", COMPLAINT, 2)


def test_words_of_abuse_are_no_reason(summing: Summariser) -> None:
    insult = "I want you to know that you are an idiot."
    lines = [said("customer", insult, 1), Anger(t=1, kind="abuse", evidence=insult), said("customer", COMPLAINT, 8)]
    assert parts(summed_up(summing, lines))[0] == ("reason", COMPLAINT, 3)


@pytest.mark.parametrize(
    "events", [[], [said("customer", "Hello.", 1)], [said("agent", "Good morning, how are you today?", 1)]]
)
def test_nothing_is_said_where_nothing_was(summing: Summariser, events: list[Event]) -> None:
    assert summed_up(summing, events) is None


@pytest.mark.parametrize(("speaker", "part"), [("customer", "reason"), ("agent", "done")])
def test_one_side_alone_is_summed_up(summing: Summariser, speaker: Speaker, part: str) -> None:
    text = {"customer": COMPLAINT, "agent": DONE}[speaker]
    assert parts(summed_up(summing, [said(speaker, text, 1)])) == [(part, text, 1)]


def test_a_sentence_that_never_ends_is_cut_around_what_it_tells(summing: Summariser) -> None:
    words = " ".join(f"so{number}" for number in range(100))
    ((part, text, _),) = parts(summed_up(summing, [said("customer", f"{words} my router keeps restarting {words}", 1)]))
    assert part == "reason"
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "router keeps restarting" in text
    assert len(text.split()) <= 34


def test_a_long_call_ends_as_fast_as_a_short_one(summing: Summariser) -> None:
    def looked_at(count: int) -> int:
        lines = [said("customer" if n % 2 else "agent", f"{COMPLAINT} {n}", 4.0 * n) for n in range(count)]
        weighed = 0
        weigh = summing._worth

        def counted(speaker: Speaker, text: str, doubts: list[tuple[int, int]]) -> object:
            nonlocal weighed
            weighed += 1
            return weigh(speaker, text, doubts)

        summing._worth = counted  # type: ignore[method-assign, assignment]
        try:
            assert summed_up(summing, lines) is not None
        finally:
            summing._worth = weigh  # type: ignore[method-assign]
        return weighed

    assert looked_at(3000) == 10 * looked_at(300)


def test_it_is_printed_a_sentence_a_line_with_its_masks() -> None:
    page = io.StringIO()
    sentences = (SummarySentence("reason", "I want a refund to [card].", 1), SummarySentence("done", DONE, 2))
    Printer(console=Console(file=page, width=100)).recorded(Recorded("c", 3, 9.0, Summary(t=9, sentences=sentences)))
    assert page.getvalue().splitlines() == [
        "summary",
        "      reason   I want a refund to [card].",
        f"      done     {DONE}",
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("least = 2.0", "least = -1.0", "weights.least"),
        ('"مكسور"', '"@nowhere"', "names no group"),
        ("most_done = 2", "most_done = 99", "limits.most_done"),
        ("[matching]", "[matchin]", "matching"),
    ],
)
def test_a_policy_that_is_wrong_is_refused(old: str, new: str, reason: str, tmp_path: Path) -> None:
    text = paths.shipped("resources", "policies", "summary.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "summary.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=reason):
        summary_policy.load_policy(tmp_path / "summary.toml")
