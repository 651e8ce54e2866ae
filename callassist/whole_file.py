"""A small file written whole or not at all, for its owner only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Put `content`, a text in UTF-8, in the place of what `path` held; neither a crash nor a reader sees half of it.

    Raises:
        OSError: the folder or the disk does not take it; what was there stays.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(path.suffix, f".{path.stem}-", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
