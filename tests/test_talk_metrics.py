"""Figures of the talk at the end of a call."""

from __future__ import annotations

import pytest

from callassist.events import Metrics
from tests.conversations import Line, key, of, played, said, spoke


def figures(*lines: Line, end: float | None = None) -> dict[str, float]:
    recorded = played(*lines, end=end)
    (metrics,) = of(recorded, Metrics)
    assert recorded[-1].event is metrics
    return dict(metrics.values)


def test_shares_pace_and_interruptions() -> None:
    found = figures(
        said("agent", "good morning how can I help", 0, 2),
        said("customer", "the line has been down since " + "very " * 14 + "early", 3, 13),
        said("agent", "yeah okay right", 6, 7),
        said("agent", "let me look that up for you", 12, 14),
        said("customer", "no wait please listen to me", 13.6, 15.6),
        end=25.6,
    )
    assert found["agent_talk_s"] == pytest.approx(5.0)
    assert found["customer_talk_s"] == pytest.approx(12.0)
    assert found["agent_share"] == pytest.approx(5 / 17, abs=0.001)
    assert found["customer_words_per_minute"] == pytest.approx(60 * 27 / 12)
    assert found["words_per_minute"] == pytest.approx(60 * (27 + 6 + 3 + 7) / 17, abs=0.001)
    assert (found["agent_interruptions"], found["customer_interruptions"]) == (1, 0)
    assert found["silence_s"] == found["longest_silence_s"] == pytest.approx(10.0)
    assert found["silences"] == 1


def test_a_monologue_lasts_over_backchannels_and_breaths() -> None:
    customer = [said("customer", "and then", 10, 20), said("customer", "and so on", 21, 30)]
    yes = [said("agent", "أيوه تمام", 19.5, 20.5), spoke("agent", 25, 25.4)]
    assert figures(*customer, *yes)["customer_monologue_s"] == pytest.approx(20.0)
    asked = said("agent", "متى حصل هذا", 20.2, 20.9)
    assert figures(*customer, asked)["customer_monologue_s"] == pytest.approx(10.0)
    assert figures(said("customer", "x", 0, 5), said("customer", "y", 8, 14))["customer_monologue_s"] == 6.0


def test_withdrawn_interruptions_are_not_counted() -> None:
    story = said("customer", "the line has been down for days", 0, 12)
    assert figures(story, said("agent", "yeah " * 20, 3, 7))["agent_interruptions"] == 0
    assert figures(story, spoke("agent", 3, 7))["agent_interruptions"] == 1


def test_time_on_hold_is_added_up_to_the_end_of_the_call() -> None:
    found = figures(
        spoke("agent", 0, 1), key("hold", 2), key("hold", 3), key("resume", 12), key("pause", 13), key("resume", 14),
        key("hold", 20), end=30.0,
    )  # fmt: skip
    assert found["hold_s"] == pytest.approx(20.0)
    assert found["silence_s"] == pytest.approx(6.0)


def test_a_call_in_which_nobody_spoke_has_no_shares() -> None:
    found = figures(end=60.0)
    assert found["agent_talk_s"] == found["silence_s"] == found["hold_s"] == 0
    assert "agent_share" not in found
    assert "words_per_minute" not in found


def test_the_line_of_a_call_file_has_the_figures_as_keys() -> None:
    recorded = played(spoke("agent", 0, 1.23456), end=2.0)
    line = recorded[-1].line()
    assert (line["type"], line["t"], line["agent_talk_s"]) == ("metrics", 2.0, 1.235)
