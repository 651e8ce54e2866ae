"""How much sound a WAV file says it holds, and how much is really there.

A recorder that dies leaves a header that says "no samples yet" in front of everything it wrote; a copy that breaks
off leaves one that promises more than follows. Sound libraries take the first for an empty file and pass over the
second in silence, so both are found here.
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import dataclass
from pathlib import Path

# Recorders that write to a pipe can't come back to fill in the size and leave the largest one there: ffmpeg all ones,
# others the largest positive number less their header.
_UNKNOWN_SIZE = 0x7FFF_0000
_LARGEST_SIZE = 0xFFFF_FFFF
# The chunks of a WAV file are few; what goes on longer than this is not one.
_MOST_CHUNKS = 64


@dataclass(frozen=True, slots=True)
class DataChunk:
    """Where a WAV file's samples lie, in bytes.

    Attributes:
        start: offset of the first. declared: how many the header announces. present: how many there are from `start`
            to the end of the file.
    """

    start: int
    declared: int
    present: int

    @property
    def unfinished(self) -> bool:
        """Whether the header was never completed although something was recorded."""
        return self.declared == 0 and self.present > 0

    @property
    def cut_off(self) -> bool:
        """Whether the file ends before what its header announces."""
        return self.present < self.declared < _UNKNOWN_SIZE


def data_chunk(path: Path) -> DataChunk | None:
    """The samples of the WAV file at `path`; None where it is no RIFF/WAVE file or has no such chunk.

    Raises:
        OSError: the file can't be read.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        riff = file.read(12)
        if riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
            return None
        position = len(riff)
        for _ in range(_MOST_CHUNKS):
            file.seek(position)
            header = file.read(8)
            if len(header) < 8:
                return None
            name, length = struct.unpack("<4sI", header)
            position += len(header)
            if name == b"data":
                return DataChunk(position, length, size - position)
            position += length + length % 2
    return None


def completed(path: Path, chunk: DataChunk) -> mmap.mmap:
    """The file at `path` as if its header had been completed; the file itself is left as it is.

    Returns:
        A file-like view, to be closed by the caller. The changed page is private, all others are the file's.
    """
    with path.open("rb") as file:
        view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    view[chunk.start - 4 : chunk.start] = struct.pack("<I", min(chunk.present, _LARGEST_SIZE))
    return view
