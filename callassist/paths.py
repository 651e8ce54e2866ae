"""Where things lie: what is shipped with the program, and what belongs to the person using it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

_APP = "CallAssist"


def shipped(*parts: str) -> Path:
    """A file or folder shipped with the program, below `models/` or `resources/`.

    A checkout keeps them beside the package, a wheel inside it, a frozen app beside its executable.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen else [package.parent, package / "_data"]
    for root in roots:
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{Path(*parts)} is missing from this installation (looked in {roots})")


def _own(variable: str, fallback: str) -> Path:
    return Path(os.environ.get(variable) or fallback)


def data_dir() -> Path:
    """Databases and keys; `CALLASSIST_DATA` moves it."""
    return _own("CALLASSIST_DATA", appdirs.user_data_dir(_APP, appauthor=False))


def models_dir() -> Path:
    """Installed speech models; `CALLASSIST_MODELS` moves it (a share of the company, say)."""
    override = os.environ.get("CALLASSIST_MODELS")
    return Path(override) if override else data_dir() / "models"


def config_dir() -> Path:
    """Personal settings; `CALLASSIST_CONFIG` moves it."""
    return _own("CALLASSIST_CONFIG", appdirs.user_config_dir(_APP, appauthor=False))


def log_dir() -> Path:
    """Log files and crash reports; `CALLASSIST_LOGS` moves it."""
    return _own("CALLASSIST_LOGS", appdirs.user_log_dir(_APP, appauthor=False))
