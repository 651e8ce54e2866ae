"""PDFs are laid out in a process of their own, and nothing is left of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from logged_calls import Journals, says

from callassist.calls.journal import Journal
from callassist.reports import call_pdf
from callassist.reports.call_log import CallLog
from callassist.reports.typesetting import Typesetter
from callassist.reports.whole_call import WholeCall, whole
from callassist.store.database import journal_path, open_for_writing


@pytest.fixture
def call() -> Iterator[WholeCall]:
    with open_for_writing(journal_path()) as opened:
        key = Journals(opened, Journal(opened)).call([says(1, "النت مقطوع")], name="c0")
        yield whole(CallLog(opened), key)


def test_it_gives_what_laying_out_here_would(call: WholeCall) -> None:
    with Typesetter() as typesetter:
        process = typesetter.process
        assert typesetter.pdf("call", call, "ar") == call_pdf.pdf(call, "ar")
        assert typesetter.pdf("call", call, "en") == call_pdf.pdf(call, "en")
        assert process.is_alive()
        assert process.pid != os.getpid()
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()


def test_a_fault_in_it_rises_here_with_all_that_led_to_it(call: WholeCall) -> None:
    with Typesetter() as typesetter:
        with pytest.raises(RuntimeError, match=r"could not be laid out:\n(.*\n)+KeyError: 'ended'"):
            typesetter.pdf("incident", {"call": {}}, "en")
        assert typesetter.pdf("call", call, "en").startswith(b"%PDF")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_process_that_dies_is_a_fault_and_no_endless_wait(call: WholeCall) -> None:
    with Typesetter() as typesetter:
        pid = typesetter.process.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(RuntimeError, match="exit code -9"):
            typesetter.pdf("call", call, "en")
