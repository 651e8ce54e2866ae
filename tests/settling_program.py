"""The running app without its window and with a fake hearing: does one thing to a wrap-up that waits, and says so.

Then it waits to be killed.
"""

from __future__ import annotations

import sys
import threading

from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import Said, Update, WrapUpKept, WrapUpShown, WrapUpsWaiting
from callassist.calls.wrapping_up.draft import Draft
from callassist.events import CommitmentSettled
from callassist.settings import SettingsFile
from tests.fake_ears import FakeEars

DRAFT = Draft(category="outage", outcome="solved", csat=5)


class App:
    """What it does: `approve`, `write` or `finish`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._asked = False
        self.board = Switchboard(SettingsFile(), self._tell, FakeEars)

    def _tell(self, update: Update) -> None:
        match update:
            case WrapUpsWaiting(waiting=((first, _), *_)) if not self._asked:
                self._asked = True
                self.board.open_wrap_up(first.call)
            case WrapUpShown() if update.of.promises and update.of.promises[0].state == "proposed":
                self._do(update)
            case Said(recorded=(recorded, *_)) if isinstance(recorded.event, CommitmentSettled):
                _say()
            case WrapUpKept():
                _say()

    def _do(self, shown: WrapUpShown) -> None:
        promise = shown.of.promises[0]
        match self._what:
            case "approve":
                self.board.settle_commitment(shown.key, promise.number, "approved", promise.what, promise.due)
            case "write":
                self.board.write_wrap_up(shown.call, DRAFT)
            case "finish":
                self.board.finish_wrap_up(shown.call, DRAFT)


def _say() -> None:
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app = App(sys.argv[1])
    app.board.start()
    threading.Event().wait()
