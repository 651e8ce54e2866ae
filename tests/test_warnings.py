"""The three warnings: what makes one due, when it was given, and what the keys do, whatever order it comes in."""

from __future__ import annotations

import pytest
from conduct_calls import STARTED, abuse, ended, key, observer, played, report_of, says, shorthand, threat

from callassist.events import (
    AlarmWithdrawn,
    Alert,
    CallStarted,
    Event,
    MayEndCall,
    Tick,
    WarningDue,
    WarningGiven,
)

GRACE = 10.0
WARNING = "هذا تنبيه، الألفاظ دي غير مقبولة"
GIVEN_TWICE = [abuse(10), key(15, "warning_given"), abuse(40), key(45, "warning_given")]
GIVEN_THRICE = [*GIVEN_TWICE, abuse(70), key(75, "warning_given")]


def told(*events: Event) -> list[str]:
    return shorthand(played(events))


def test_a_calm_call_and_a_grievance_make_nothing_due() -> None:
    assert told(says(1, "السلام عليكم"), abuse(5, kind="grievance"), abuse(20, kind="grievance"), ended(60)) == []


def test_abuse_through_all_three_warnings_to_the_report() -> None:
    assert told(*GIVEN_THRICE, abuse(100), key(105, "warning_given"), ended(120)) == [
        *("due 1", "given 1", "due 2", "given 2", "due 3", "given 3", "may end", "incident"),
    ]


def test_one_long_outburst_is_one_warning() -> None:
    outburst = [abuse(t) for t in range(10, 60, 4)]
    assert told(*outburst, key(61, "warning_given"), abuse(62), abuse(70)) == ["due 1", "given 1"]


@pytest.mark.parametrize(("after", "further"), [(0.5, []), (GRACE, []), (GRACE + 0.1, ["due 2"])])
def test_abuse_belongs_to_what_was_warned_of_for_the_grace(after: float, further: list[str]) -> None:
    assert told(abuse(10), key(15, "warning_given"), abuse(15 + after))[2:] == further


def test_the_grace_of_a_warning_that_was_heard_begins_when_it_was_over() -> None:
    warning = says(14, WARNING, t1=18.0)
    assert told(abuse(10), warning, abuse(18 + GRACE)) == ["due 1", "given 1"]
    assert told(abuse(10), warning, abuse(18.1 + GRACE)) == ["due 1", "given 1", "due 2"]


def test_a_warning_that_was_heard_is_quoted() -> None:
    given = played([abuse(10), says(14, WARNING)])[1]
    assert given == WarningGiven(t=16.0, number=1, heard=WARNING)


def test_there_is_no_fourth_warning_and_the_end_is_told_once_for_each_outburst() -> None:
    assert told(*GIVEN_THRICE, abuse(100), abuse(105), abuse(110), abuse(130)) == [
        *told(*GIVEN_THRICE),
        "may end",
        "may end",
    ]


def test_what_was_heard_unsurely_makes_no_strike_until_the_agent_confirms_it() -> None:
    unsure = abuse(10, sure=False)
    assert told(unsure, says(14, WARNING), key(20, "warning_given")) == []
    assert told(unsure, key(15, "alarm_confirmed"), key(16, "alarm_confirmed")) == ["due 1"]
    assert told(unsure, says(14, WARNING), key(20, "alarm_confirmed")) == ["due 1", "given 1"]
    assert told(key(5, "alarm_confirmed"), abuse(10)) == ["due 1"]


def test_an_unsure_threat_alerts_once_it_is_confirmed() -> None:
    assert told(threat(10, sure=False), ended(30)) == []
    assert told(threat(10, sure=False), key(15, "alarm_confirmed"), ended(30)) == ["due 1", "alert", "incident"]


# ── Threats and shouting ──────────────────────────────────────────────────────────────────────────────────


def test_a_threat_is_an_outburst_and_alerts_at_once_with_its_own_words() -> None:
    due, alert = played([threat(10)])
    assert isinstance(due, WarningDue)
    assert due.number == 1
    assert "تهديد" in due.say
    assert isinstance(alert, Alert)
    assert alert.t == 12.0
    assert "2100" in alert.whom


def test_every_threat_alerts_also_within_an_outburst_and_its_grace() -> None:
    assert told(abuse(10), threat(13), key(16, "warning_given"), threat(18), threat(20)) == [
        *("due 1", "alert", "given 1", "alert", "alert"),
    ]
    assert told(*GIVEN_THRICE, abuse(100), threat(103))[-2:] == ["may end", "alert"]


def test_shouting_that_the_agent_declares_disruptive_is_an_outburst() -> None:
    events = played([key(10, "disruptive"), key(11, "disruptive"), key(14, "warning_given"), key(16, "disruptive")])
    assert shorthand(events) == ["due 1", "given 1"]
    assert isinstance(events[0], WarningDue)
    assert "صراخ" in events[0].say or "الصوت" in events[0].say


# ── What becomes known late ───────────────────────────────────────────────────────────────────────────────


def test_abuse_said_before_a_warning_belongs_to_it_also_when_its_text_comes_later() -> None:
    assert told(abuse(20), key(25, "warning_given"), abuse(10), abuse(22)) == ["due 1", "given 1"]


def test_a_warning_said_before_the_abuse_is_none_for_it() -> None:
    assert told(says(5, WARNING), abuse(10)) == ["due 1"]
    assert told(abuse(10), says(9, WARNING)) == ["due 1"]
    assert told(abuse(10), key(9.5, "warning_given")) == ["due 1"]


def test_an_agent_who_warns_before_the_text_of_the_abuse_is_known_has_warned() -> None:
    assert told(says(13, WARNING), abuse(10)) == ["due 1", "given 1"]
    assert told(key(13, "warning_given"), abuse(10)) == ["due 1", "given 1"]
    assert told(key(13, "warning_given"), Tick(t=40.0), abuse(10)) == ["due 1"]


def test_a_warning_with_nothing_due_is_no_strike_by_itself() -> None:
    assert told(key(10, "warning_given"), key(12, "warning_given"), says(14, WARNING), ended(30)) == []


def test_abuse_after_a_warning_whose_text_came_late_is_an_outburst_of_its_own() -> None:
    events = played([abuse(10), abuse(40), says(14, WARNING)])
    assert shorthand(events) == ["due 1", "given 1", "due 2"]
    assert events[-1].t == 42.0
    assert told(abuse(10), abuse(40), says(14, WARNING), says(44, WARNING)) == ["due 1", "given 1", "due 2", "given 2"]


def test_an_utterance_that_is_told_again_counts_once() -> None:
    assert told(abuse(10), key(15, "warning_given"), Tick(t=50), abuse(10, text="another text of it")) == [
        *("due 1", "given 1"),
    ]
    assert told(abuse(10, sure=False), abuse(10)) == ["due 1"]
    assert told(threat(10), threat(10)) == ["due 1", "alert"]
    assert told(abuse(10), threat(10)) == ["due 1", "alert"]


# ── Rejecting ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rejected_alarm_frees_its_number() -> None:
    events = played([abuse(10), key(15, "alarm_rejected"), abuse(40)])
    assert shorthand(events) == ["due 1", "alarm_withdrawn", "due 1"]
    assert events[1] == AlarmWithdrawn(t=15, number=1, evidence="يا غبي انت ما تفهم", since=10)


def test_rejecting_all_of_an_outburst_takes_one_press_and_a_second_does_nothing() -> None:
    rejected = [abuse(10), abuse(13), key(16, "alarm_rejected")]
    assert told(*rejected, key(16.5, "alarm_rejected"), key(17, "warning_given")) == ["due 1", "alarm_withdrawn"]
    assert told(*GIVEN_TWICE, key(50, "alarm_rejected"), key(51, "alarm_rejected"), abuse(70))[4:] == [
        *("alarm_withdrawn", "due 2"),
    ]


def test_a_warning_that_was_given_can_be_taken_back_and_is_given_anew() -> None:
    again = [abuse(60), key(65, "warning_given")]
    assert told(abuse(10), key(15, "warning_given"), key(16, "alarm_rejected"), *again) == [
        *("due 1", "given 1", "alarm_withdrawn", "due 1", "given 1"),
    ]


def test_what_was_said_before_the_rejection_needs_no_second_one_but_a_threat_is_never_swallowed() -> None:
    rejected = [abuse(10), key(16, "alarm_rejected")]
    assert told(*rejected, abuse(13)) == ["due 1", "alarm_withdrawn"]
    assert told(*rejected, abuse(15)) == ["due 1", "alarm_withdrawn", "due 1"]
    assert told(*rejected, threat(13)) == ["due 1", "alarm_withdrawn", "due 1", "alert"]
    assert told(*rejected, key(16, "disruptive")) == ["due 1", "alarm_withdrawn", "due 1"]


def test_a_rejection_by_mistake_is_taken_back_by_confirming() -> None:
    mistaken = [key(15, "alarm_rejected"), key(17, "alarm_confirmed"), key(18, "alarm_confirmed")]
    assert told(abuse(10), *mistaken, abuse(12)) == ["due 1", "alarm_withdrawn", "due 1"]
    assert told(abuse(10, sure=False), *mistaken) == ["alarm_withdrawn", "due 1"]
    assert told(threat(10), *mistaken) == ["due 1", "alert", "alarm_withdrawn", "due 1", "alert"]
    given = [abuse(10), key(13, "warning_given"), *mistaken]
    assert told(*given) == ["due 1", "given 1", "alarm_withdrawn", "due 1", "given 1"]
    found = report_of(
        played([*GIVEN_THRICE, abuse(100), key(102, "alarm_rejected"), key(104, "alarm_confirmed"), ended(120)])
    )
    assert (found["stands"], found["rejected"]) == (True, [])
    assert [words["withdrawn"] for words in found["words"]] == [None] * 4
    assert told(key(5, "alarm_rejected"), abuse(10)) == ["due 1"]


def test_rejecting_the_leave_to_end_the_call_leaves_the_three_warnings() -> None:
    events = played([*GIVEN_THRICE, abuse(100), key(104, "alarm_rejected"), abuse(130)])
    assert shorthand(events)[6:] == ["may end", "alarm_withdrawn", "may end"]
    assert isinstance(events[7], AlarmWithdrawn)
    assert events[7].number is None


def test_rejecting_a_threat_during_the_grace_leaves_the_strike() -> None:
    events = [abuse(10), key(15, "warning_given"), threat(17), key(20, "alarm_rejected"), abuse(50)]
    assert told(*events) == ["due 1", "given 1", "alert", "alarm_withdrawn", "due 2"]


# ── Words and states ──────────────────────────────────────────────────────────────────────────────────────


def test_the_words_are_in_the_customers_dialect_and_language() -> None:
    gulf = says(1, "وش السالفة ليش النت مقطوع الحين", speaker="customer")
    english = CallStarted(id="c2", started_at=STARTED.started_at, language="en")
    (due,) = played([gulf, abuse(10)])
    assert isinstance(due, WarningDue)
    assert "نبي" in due.say or "أبي" in due.say
    (due,) = played([abuse(10)], started=english)
    assert isinstance(due, WarningDue)
    assert "first warning" in due.say


def test_a_word_of_english_does_not_turn_the_warnings_english() -> None:
    lines = [("النت مقطوع من الصبح", 1.0), ("محد يرد", 4.0), ("you stupid idiot", 10.0)]
    said = [says(t, text, speaker="customer") for text, t in lines]
    (due,) = played([*said, abuse(10)])
    assert isinstance(due, WarningDue)
    assert "تنبيه" in due.say
    (due,) = played([*said[2:], abuse(10)])
    assert isinstance(due, WarningDue)
    assert "warning" in due.say


def test_the_state_of_a_call_can_be_seen() -> None:
    watching = observer()
    seen = []
    for event in (
        STARTED,
        abuse(5, kind="grievance"),
        abuse(8, sure=False),
        *GIVEN_THRICE,
        abuse(100),
        key(104, "alarm_rejected"),
        STARTED,
    ):
        list(watching.observe(event))
        seen.append(watching.warnings.state)
    assert seen == ["calm", "aggrieved", "abusive", *["due", "given"] * 3, "may_end", "given", "calm"]


def test_a_new_call_begins_with_none() -> None:
    events = played([*GIVEN_TWICE, STARTED, abuse(10)])
    assert shorthand(events)[-1] == "due 1"
    assert not any(isinstance(event, MayEndCall) for event in events)
