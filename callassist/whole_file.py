"""A small file written whole or not at all, for its owner only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Put `text` (UTF-8) in the place of what `path` held; neither a crash nor a reader ever sees half of it.

    Raises:
        OSError: the folder or the disk does not take it; what was there stays.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(path.suffix, f".{path.stem}-", path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
