"""The running app without its window, on a call until it is killed; it prints every line as soon as it may be shown."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from capture_standin import main

from callassist.audio import host_clock
from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import ListeningChanged, Said, Update
from callassist.events import Utterance
from callassist.live.listening import Listening
from callassist.settings import SettingsFile
from callassist.softphone.phone import PhoneEvent


class App:
    """A call begins as soon as the model is there, and with it what the stand-in for the devices plays."""

    def __init__(self, world: Path) -> None:
        self._world = world
        self._answered = False
        self.board = Switchboard(SettingsFile(), self._tell, lambda tell: Listening(tell, capture=main))

    def _tell(self, update: Update) -> None:
        if isinstance(update, ListeningChanged) and update.model is not None and not self._answered:
            self._answered = True
            epoch = host_clock.now()
            (self._world / "epoch").write_text(repr(epoch), encoding="ascii")
            self.board.phone(PhoneEvent("answered", epoch, "a", "0551234567"))
        elif isinstance(update, Said):
            for recorded in update.recorded:
                if isinstance(recorded.event, Utterance):
                    sys.stdout.write(json.dumps(recorded.line()) + "\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    app = App(Path(sys.argv[1]))
    app.board.start()
    threading.Event().wait()
