"""The agent's own choices for the window: read once at the start, written whenever one changes."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from callassist import paths
from callassist.events import Language
from callassist.whole_file import write_whole
from ui.theme.look import ThemeChoice
from ui.words import Digits

_log = logging.getLogger(__name__)


class Settings(BaseModel):
    """What the window remembers.

    Attributes:
        language: of the window. calls_in: of the calls, which the engine keeps. scale: text size, per cent. on_top: the
            window stays above others. compact: only the call bar. place: x, y, width, height in the desktop's pixels;
            None at first.
        set_up: the first start's two tasks have been seen to the end.
    """

    model_config = ConfigDict(extra="ignore", validate_assignment=True)

    language: Language = "ar"
    calls_in: Language = "ar"
    theme: ThemeChoice = "system"
    digits: Digits = "latin"
    scale: Literal[100, 125, 150, 200] = 100
    on_top: bool = True
    compact: bool = False
    place: tuple[int, int, int, int] | None = None
    set_up: bool = False

    def changed(self, **what: object) -> Settings:
        """The same with other choices.

        Raises:
            ValidationError: one of them does not exist or is none that can be made.
        """
        return Settings.model_validate(self.model_dump() | what)


def path() -> Path:
    """Where the choices are kept, in the person's own configuration."""
    return paths.config_dir() / "window.json"


def load(file: Path) -> Settings:
    """The choices as they were left; the defaults where there are none, or none that can be read.

    A damaged file must not keep an agent from the next call, so it is logged, not raised.
    """
    try:
        return Settings.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, ValidationError) as error:
        _log.warning("the window's settings cannot be read and are the defaults again: %s", error)
        return Settings()


def save(settings: Settings, file: Path) -> None:
    """Write the choices but the calls' language; another program or a crash never sees half of them.

    Raises:
        OSError: the folder or the disk does not take them.
    """
    write_whole(file, settings.model_dump_json(indent=2, exclude={"calls_in"}))
