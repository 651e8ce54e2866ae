"""What a picture of the gallery is of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from callassist.calls.updates import Update
from callassist.events import Language
from ui.agent.window import AgentWindow


@dataclass(frozen=True)
class Scene:
    """A state of the window.

    Attributes:
        updates: what the engine has told, for a language. act: what the agent did after that. size: of the window,
            where it is not the usual one. shown: which window the picture is of.
    """

    updates: Callable[[Language], list[Update]]
    act: Callable[[AgentWindow], None] = field(default=lambda window: None)
    size: tuple[int, int] | None = None
    shown: Callable[[AgentWindow], QWidget] = lambda window: window
