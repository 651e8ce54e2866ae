"""A program that was killed in a call, and the real window over the real engine at the next start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_promise_whole_way import Hands, Running, data, run  # noqa: F401 - fixtures
from ui_window import words_of

from callassist.customers.records import records_path
from callassist.events import Language
from callassist.promises.book import Book
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from tests.customer_records import opened

_KILLED = """
import os, signal
from callassist.calls.journal import Journal
from callassist.events import Alert, CallStarted, Commitment, CustomerKnown, Recorded
from callassist.store.database import journal_path, open_for_writing

started = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00", number="+966551234567", language="ar")
events = (
    started,
    CustomerKnown(name="Sample Customer"),
    Alert(t=3.0, whom="2100", evidence="I know where you live"),
    Commitment(t=5.0, number=1, what="call back", due="2031-01-05", evidence="I'll call back"),
)
journal = Journal(open_for_writing(journal_path()))
journal.append(journal.open(started), [Recorded("c1", seq, 6.0, event) for seq, event in enumerate(events)])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_says_what_was_cut_off_and_each_of_it_can_be_opened(
    run: Callable[[Language], Running],  # noqa: F811
    data: Path,  # noqa: F811
    language: Language,
) -> None:
    data.mkdir(mode=0o700)
    subprocess.run([sys.executable, "-c", _KILLED], check=False)
    running = run(language)
    window, hands = running.window, Hands(running)
    running.until(window.notices.isVisible)
    assert "Sample Customer" in words_of(window.notices)
    window.notices.ways_on.report_button.click()
    running.until(window.after.page.isVisible)
    assert not window.notices.isVisible(), "one thing at a time"
    hands_on_report = window.after.page.field
    hands_on_report.setFocus()
    hands.type("said it twice")
    hands_on_report.returnPressed.emit()
    running.until(lambda: "said it twice" in words_of(window.after.page))
    window.after.page.done_button.click()
    running.until(window.notices.isVisible)
    window.notices.ways_on.promises_button.click()
    page = window.wrap_up.page
    running.until(lambda: page.isVisible() and hands.focus is page.promised.choices.current)
    hands.type("1")
    running.until(lambda: page.shown is not None and page.shown.of.promises[0].state == "approved")
    hands.chord("undo")
    running.until(lambda: page.shown is not None and page.shown.of.promises[0].state == "proposed")
    hands.chord("approve_promise")
    running.until(lambda: len(window.promises.page._views) == 1)
    window.wrap_up.finish()
    running.until(lambda: not page.isVisible() and not window.notices.isVisible())
    running.end()
    with opened(data / records_path().name) as records:
        assert [each.what for each in Book(records).open_promises()] == ["call back"]
    with open_for_reading(journal_path()) as database:
        (call,) = StoredCalls(database).calls()
        types = [line["type"] for line in StoredCalls(database).lines(call.key)]
    assert types[-6:] == ["end", "incident", "note", *["commitment_settled"] * 3]
