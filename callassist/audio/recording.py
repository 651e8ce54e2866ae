"""Reading a recorded call, block by block, whatever its format.

Whatever libsndfile reads is taken: WAV (16, 24 and 32 bits, floating point, A-law, µ-law, GSM), FLAC, OGG, MP3 and
others. What is damaged is used as far as it goes, and `Recording.notices` says so.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
import soxr

from callassist.audio import wav_header
from callassist.errors import UserError
from callassist.speech.recognizer import SAMPLE_RATE, Samples

BLOCK_S = 0.032
"""512 samples at 16 kHz: the frame of the voice activity detector."""

# Telephony begins at 8 kHz; no recorder goes beyond 384 kHz. A header outside that is damaged or lies.
_LOWEST_RATE, _HIGHEST_RATE = 8_000, 384_000
# Read in small pieces: where decoding fails, the whole piece is lost.
_READ_S = 0.1
# libsndfile's answer for a stream whose length is not known.
_UNKNOWN_FRAMES = 2**62
# Decoders overshoot full scale by a few samples; a recording that is clipped throughout is worth a word.
_CLIPPED_SHARE = 0.001
# Channels that differ by less than this hold the same sound: lossy coding changes them a little.
_SAME = 1e-3
_FORMATS = "Give a WAV, FLAC, OGG or MP3 recording; others can be converted, for example by `ffmpeg -i FILE call.wav`."


@dataclass(slots=True)
class Recording:
    """A recorded call that can be read.

    Attributes:
        path: where it lies. channels: 1 or 2. sample_rate: as recorded, samples a second. duration_s: how much sound
            is there, seconds; None where that is known only at the end. notices: what had to be made do with, one
            sentence each, for people; reading may add to it. one_sound: whether both channels turned out to hold the
            same sound, which is known once it was read.
    """

    path: Path
    channels: int
    sample_rate: int
    duration_s: float | None
    notices: list[str] = field(default_factory=list)
    one_sound: bool = False

    @classmethod
    def open(cls, path: str | Path) -> Recording:
        """Look at the recording at `path`; nothing is kept open.

        Raises:
            UserError: there is no file, it can't be read, it is not sound, its header is damaged beyond use, it holds
                no samples, has more than two channels or a sampling rate outside 8 to 384 kHz.
        """
        path = Path(path)
        _must_be_a_readable_file(path)
        with _sound(path) as sound:
            channels, rate, frames = sound.channels, sound.samplerate, sound.frames
        if frames == 0:
            raise _no_sound(path)
        if channels > 2:
            raise UserError(
                f"{path} has {channels} channels, and a call has two at most.",
                "Say who is who by exporting the agent's channel as the left one and the customer's as the right one.",
            )
        if not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
            raise UserError(
                f"{path} claims {rate} samples a second, which no recording of speech has.",
                "Its header is damaged: export it again, with 8,000 to 48,000 samples a second.",
            )
        recording = cls(path, channels, rate, frames / rate if frames < _UNKNOWN_FRAMES else None)
        recording._look_at_header()
        return recording

    def blocks(self, block_s: float = BLOCK_S) -> Iterator[Samples]:
        """The sound from its beginning, a block at a time; only a fraction of a second of it is in memory.

        Args:
            block_s: length of a block, seconds.

        Yields:
            float32 of shape (channels, round(block_s × 16000)) at 16 kHz, −1 to 1. The last block is filled with
            silence, so that all have one length. Samples that are no numbers become silence.

        Raises:
            UserError: the file went away, or nothing of it could be read.
        """
        size = round(block_s * SAMPLE_RATE)
        if size < 1:
            raise ValueError(f"a block of {block_s} s holds no sample")
        held = np.empty((self.channels, 0), dtype=np.float32)
        for piece in self._at_engine_rate():
            held = np.concatenate([held, piece], axis=1)
            whole = held.shape[1] - held.shape[1] % size
            for start in range(0, whole, size):
                yield held[:, start : start + size].copy()
            held = held[:, whole:]
        if held.shape[1]:
            yield np.pad(held, ((0, 0), (0, size - held.shape[1])))

    def _at_engine_rate(self) -> Iterator[Samples]:
        """Pieces of any length, shape (channels, n), at 16 kHz; together exactly as long as the recording."""
        if self.sample_rate == SAMPLE_RATE:
            yield from (piece.T for piece in self._pieces())
            return
        resampler = soxr.ResampleStream(self.sample_rate, SAMPLE_RATE, self.channels, dtype="float32")
        for piece in self._pieces():
            yield _within_full_scale(resampler.resample_chunk(piece)).T
        rest = resampler.resample_chunk(np.empty((0, self.channels), dtype=np.float32), last=True)
        yield _within_full_scale(rest).T

    def _pieces(self) -> Iterator[Samples]:
        """What could be decoded, as recorded, in pieces of shape (n, channels)."""
        frames = round(_READ_S * self.sample_rate)
        done = invalid = clipped = 0
        differs = loudest = 0.0
        with _sound(self.path) as sound:
            announced = sound.frames
            while True:
                try:
                    piece = sound.read(frames, dtype="float32", always_2d=True)
                except soundfile.LibsndfileError:
                    break
                if not len(piece):
                    break
                done += len(piece)
                finite = np.isfinite(piece)
                invalid += piece.size - int(np.count_nonzero(finite))
                piece = np.where(finite, piece, np.float32(0))
                clipped += int(np.count_nonzero(np.abs(piece) > 1))
                differs = max(differs, float(np.ptp(piece, axis=1).max()))
                loudest = max(loudest, float(np.abs(piece).max()))
                yield _within_full_scale(piece)
        if not done:
            raise _no_sound(self.path)
        if done + frames < announced < _UNKNOWN_FRAMES:
            self._notice(
                f"{self.path} is damaged: only {done / self.sample_rate:.1f} s of "
                f"{announced / self.sample_rate:.1f} s could be read."
            )
        self.one_sound = self.channels == 2 and differs < _SAME < loudest
        if invalid:
            self._notice(f"{invalid} samples of {self.path} were no numbers and became silence.")
        if clipped > _CLIPPED_SHARE * done * self.channels:
            share = clipped / (done * self.channels)
            self._notice(
                f"{share:.1%} of {self.path} is beyond full scale and was clipped; exporting it at a lower level "
                "would be heard better."
            )

    def _look_at_header(self) -> None:
        chunk = wav_header.data_chunk(self.path)
        if chunk is None or self.duration_s is None:
            return
        if chunk.unfinished:
            self._notice(
                f"{self.path} was never finished by its recorder: all {self.duration_s:.1f} s up to its end are used."
            )
        elif chunk.cut_off:
            announced = self.duration_s * chunk.declared / chunk.present
            self._notice(f"{self.path} breaks off: {self.duration_s:.1f} s of {announced:.1f} s are there.")

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)


def read_all(path: str | Path) -> Samples:
    """The whole recording at once, shape (channels, n) at 16 kHz, for short ones; without the last block's filling.

    Raises:
        UserError: as `Recording.open` and `Recording.blocks`.
    """
    return np.concatenate(list(Recording.open(path)._at_engine_rate()), axis=1)


def _must_be_a_readable_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Name one recording in it.")
    if path.exists() and not path.is_file():
        raise UserError(f"{path} is not a file on a disk.", "Name a recording that lies on a disk.")
    if path.suffix.lower() == ".raw":
        raise UserError(
            f"{path} has the name of sound without a header, so its rate and channels can't be known.",
            "Save it as WAV, or rename it if it is one.",
        )
    try:
        with path.open("rb") as file:
            beginning = file.read(1)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise UserError(
            f"{path} can't be read: {error.strerror or error}.", "Check who may read it, and whether its disk is there."
        ) from error
    if not beginning:
        raise UserError(f"{path} is empty: not even a header is there.", "Export the recording again.")


class _Forwards(soundfile.SoundFile):  # type: ignore[misc]  # the base has no types
    """A sound file that is only read from beginning to end.

    After each read of a file it can seek in, soundfile seeks to where it already is. That makes the decoder of some MP3
    files stutter, and that of a damaged FLAC file fail before what it has decoded is handed out.
    """

    def seekable(self) -> bool:
        return False


@contextlib.contextmanager
def _sound(path: Path) -> Iterator[soundfile.SoundFile]:
    """The file, open for decoding; an unfinished WAV header is completed in memory."""
    with contextlib.ExitStack() as opened:
        try:
            chunk = wav_header.data_chunk(path)
            if chunk and chunk.unfinished:
                source: mmap.mmap | bytes = opened.enter_context(wav_header.completed(path, chunk))
            else:
                source = os.fsencode(path)  # as text, soundfile takes no name that is not Unicode
            sound = opened.enter_context(_Forwards(source))
        except OSError as error:
            raise UserError(f"{path} can't be read: {error.strerror or error}.", "Is its disk still there?") from error
        except soundfile.LibsndfileError as error:
            raise _not_sound(path, chunk) from error
        yield sound


def _not_sound(path: Path, chunk: wav_header.DataChunk | None) -> UserError:
    with path.open("rb") as file:
        beginning = file.read(512)
    if chunk is not None or beginning[:4] in (b"RIFF", b"fLaC", b"OggS"):
        return UserError(
            f"{path} can't be decoded: its header is damaged, or its coding is not one that can be read here.",
            "Export the recording again from where it was made, as WAV with PCM, A-law or µ-law coding.",
        )
    if _is_text(beginning):
        return UserError(f"{path} is a text file, not a recording.", _FORMATS)
    return UserError(f"{path} is not sound of a kind that can be read here.", _FORMATS)


def _is_text(beginning: bytes) -> bool:
    # A character may be cut in two at the end of what was read.
    text = beginning.decode("utf-8", errors="ignore")
    return len(text.encode()) >= len(beginning) - 3 and all(sign.isprintable() or sign.isspace() for sign in text)


def _no_sound(path: Path) -> UserError:
    return UserError(f"{path} holds no sound: it has a header and no samples.", "Export the recording again.")


def _within_full_scale(samples: Samples) -> Samples:
    return np.clip(samples, -1, 1)
