"""Whether the folders of the person using it can be written; nothing is written to find out."""

from __future__ import annotations

import os
from pathlib import Path

from callassist import paths
from callassist.doctor.finding import Finding

_PURPOSES = {
    "calls": (paths.data_dir, "CALLASSIST_DATA"),
    "models": (paths.models_dir, "CALLASSIST_MODELS"),
    "settings": (paths.config_dir, "CALLASSIST_CONFIG"),
    "logs": (paths.log_dir, "CALLASSIST_LOGS"),
}


def look() -> list[Finding]:
    """A finding for each folder; only that of the calls stands in the way of a transcript."""
    return [_folder(purpose, place(), variable) for purpose, (place, variable) in _PURPOSES.items()]


def _folder(purpose: str, folder: Path, variable: str) -> Finding:
    values: dict[str, object] = {"purpose": purpose, "path": folder, "variable": variable}
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding("folders", "ok", "writable" if there == folder else "to_be_made", values)
    if purpose == "models" and there == folder and os.access(folder, os.R_OK | os.X_OK):
        return Finding("folders", "ok", "models_read_only", values)
    return Finding("folders", "fails" if purpose == "calls" else "attention", "read_only", values)
