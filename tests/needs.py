"""What tests need beside the locked environment. Where it is missing they skip and say so.

With `CALLASSIST_NOTHING_IS_MISSING` set, as continuous integration does for a machine that `packaging/setup.sh` has
made ready, they fail instead: there a skip would hide that set-up, or how a thing is looked for, no longer works.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from callassist.errors import UserError
from callassist.speech import installation

_NOTHING_IS_MISSING = "CALLASSIST_NOTHING_IS_MISSING"
_NOBODY = 65534


def missing(what: str) -> NoReturn:
    """Skip, or fail where nothing may be missing. `what`: and how to get it."""
    if os.environ.get(_NOTHING_IS_MISSING):
        pytest.fail(f"nothing should be missing here: {what}")
    pytest.skip(what)


def program(name: str, package: str) -> str:
    """Where a program is that a package of Debian brings."""
    found = shutil.which(name)
    return found or missing(f"there is no {name} (Debian: apt install {package})")


def package(name: str) -> None:
    """A Python package of the lock that not every system has."""
    if importlib.util.find_spec(name) is None:
        missing(f"there is no package {name} (uv sync installs it where there is one)")


def speech_model(name: str = "whisper-base") -> Path:
    """The folder of an installed speech model."""
    try:
        return installation.model_path(name)
    except UserError as error:
        missing(f"there is no speech model: {error}")


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """A folder of one's own (pytest's are closed to others), and no rights beyond it: root is nobody meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        root = os.geteuid() == 0
        try:
            if root:
                os.chown(folder, _NOBODY, -1)
                os.seteuid(_NOBODY)
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)
