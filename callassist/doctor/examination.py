"""All checks, one after another, from the program itself to the company's notice."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator

from callassist import __version__, settings
from callassist.doctor import database, devices, folders, libraries, link, model, policy
from callassist.doctor.finding import Finding


def examine() -> Iterator[Finding]:
    """What is found on this PC, each as soon as it is known."""
    patience = policy.load().patience
    yield _program()
    yield from libraries.look(patience.child)
    finding, chosen = _settings()
    yield finding
    yield from folders.look()
    yield from database.look(policy.load().room)
    yield model.look(chosen.hearing, patience.model)
    yield from devices.look(chosen.hearing, patience.devices)
    yield link.look(chosen.phone, patience.link)
    yield _notice(chosen.notice)


def _program() -> Finding:
    values: dict[str, object] = {
        "version": __version__,
        "kind": "installed app" if getattr(sys, "frozen", False) else "run from source",
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }
    return Finding("versions", "ok", "program", values)


def _settings() -> tuple[Finding, settings.Settings]:
    """The settings as they would be used; a file that can't be used is left where it is."""
    path = settings.settings_path()
    try:
        found = settings.read(path)
    except settings.Unusable:
        # Its reason quotes the file, and a file of settings may hold names.
        return Finding("settings", "attention", "broken", {"path": path}), settings.Settings()
    chosen = found or settings.Settings()
    about = "none" if found is None else "fine"
    return Finding("settings", "ok", about, {"path": path, "language": chosen.hearing.language}), chosen


def _notice(notice: settings.NoticeSettings) -> Finding:
    """By whom it was confirmed stays out of it."""
    if not notice.is_confirmed:
        return Finding("notice", "fails", "not_confirmed")
    return Finding("notice", "ok", "confirmed", {"date": (notice.confirmed_at or "")[:10]})
