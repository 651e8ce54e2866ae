"""`callassist` without a command: the agent's window, with everything behind it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from importlib.metadata import entry_points

from callassist.errors import UserError

_WINDOWS = "callassist.windows"


def open_window() -> None:
    """Open the window, or show the one that is open. Returns when the agent has left and all is kept."""
    from callassist import instance, logs
    from callassist.commands.starting import Starting

    logs.configure()
    # The softphone reaches us before the window is there: a request to end waits until that takes it, and then quits in
    # order. Raised in the middle of an import, it would be lost there, or break it.
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    engine = Starting()
    claimed = instance.claim(engine.reach)
    if claimed is None:
        instance.hand_over()
        return
    try:
        code = window_program()(sys.argv[:1], engine.begin)
    finally:
        # Whoever starts it again while the last words are still decoded gets a window, not one that is going.
        claimed.close()
        engine.end()
    if code:
        sys.exit(code)


def window_program() -> Callable[..., int]:
    """The window's own program, wherever it is installed; it is given the arguments and what begins the engine.

    Raises:
        UserError: there is none.
    """
    found = next(iter(entry_points(group=_WINDOWS)), None)
    if found is None:
        raise UserError("This installation has no window.", "Install all of CallAssist.")
    program: Callable[..., int] = found.load()
    return program
