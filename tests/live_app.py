"""A program that listens to a call until it is killed; it prints the name of its ring once it has heard something."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from capture_standin import main
from live_hearing import Owner, begin

from callassist.live.listening import Listening

if __name__ == "__main__":
    owner = Owner()
    ears = Listening(owner, capture=main)
    ears.start()
    begin(ears, owner, Path(sys.argv[1]))
    owner.wait_until(1.0)
    sys.stdout.write(f"{ears._ring.name}\n")
    sys.stdout.flush()
    threading.Event().wait()
