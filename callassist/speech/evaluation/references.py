"""Recordings and what was said in them, as a company keeps them: files beside each other in a folder.

A recording's transcript is, in this order: `name.transcript.jsonl` beside it (a call file, with who said what), an
entry of a `transcripts.json` in its folder or one above, or `name.txt` beside it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from callassist.audio.recording import Recording
from callassist.calls import callfile
from callassist.errors import UserError
from callassist.events import SPEAKERS, Language, Speaker
from callassist.speech.recognizer import Samples

LISTING = "transcripts.json"
_CALL_FILE = ".transcript.jsonl"
# What calls are recorded in. Not all of it can be read here; what can't is listed with the reason. Anything else may
# stand in the folder for its own purposes.
_SOUND = frozenset(
    {".wav", ".wave", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf", ".w64"}
    | {".m4a", ".mp4", ".aac", ".wma", ".amr", ".webm", ".gsm", ".vox", ".raw"}
)
_SAME = 1e-3  # channels that differ by less than this hold the same sound (lossy coding changes them a little)


@dataclass(frozen=True, slots=True)
class Reference:
    """A recording and what was said in it.

    Attributes:
        name: its path below the folder, with slashes. path: where it is. language: stated, or by the letters of the
            transcript. said: who said what, or all of it under `customer` where nobody is named (`named` is false).
    """

    name: str
    path: Path
    language: Language
    said: dict[Speaker, str]
    named: bool


@dataclass(frozen=True, slots=True)
class Unusable:
    """A recording that can't be evaluated, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """The sound of one speaker, shape (n,) at 16 kHz, and what was said in it."""

    speaker: Speaker
    samples: Samples
    said: str


class _Listed(BaseModel):
    """One entry of a `transcripts.json`; `file` is relative to it."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    file: Annotated[str, Field(min_length=1)]
    text: str
    language: Language | None = None


_LISTS = TypeAdapter(tuple[_Listed, ...])


def find(folder: Path) -> tuple[list[Reference], list[Unusable]]:
    """The recordings of a folder and those below it, by name; and those that can't be used.

    Raises:
        UserError: there is no such folder, a `transcripts.json` in it is wrong (names the entry and the reason), or
            there is nothing in it to evaluate.
    """
    if not folder.is_dir():
        raise UserError(
            f"{folder} is no folder.", "Give the folder that holds recordings and transcripts.", exit_code=2
        )
    folder = folder.resolve()
    listed = {entry_path: entry for listing in sorted(folder.rglob(LISTING)) for entry_path, entry in _listed(listing)}
    sounds = {path for path in folder.rglob("*") if _is_recording(path)}
    references: list[Reference] = []
    unusable: list[Unusable] = []
    for path in sorted(sounds | listed.keys()):
        name = _name(path, folder)
        try:
            references.append(_reference(name, path, listed.get(path)))
        except UserError as error:
            unusable.append(Unusable(name, error.what.rstrip(".")))
    if not references:
        first = f" ({unusable[0].name}: {unusable[0].reason})" if unusable else ""
        raise UserError(
            f"No recording in {folder} can be evaluated{first}.",
            "Put name.txt beside name.wav, or name.transcript.jsonl beside a call of two channels, or list them in "
            f"{LISTING}. docs/evaluation.md shows how.",
        )
    return references, unusable


def sides(reference: Reference, sound: npt.NDArray[np.float32]) -> list[Side]:
    """Who is to be heard in a recording of shape (channels, n): left is the agent, right the customer.

    A side of which nothing is written down is not heard: it may hold speech that was not transcribed.

    Raises:
        UserError: the channels don't fit the transcript.
    """
    channels = len(sound)
    if channels == 1 or (channels == 2 and np.allclose(sound[0], sound[1], atol=_SAME)):
        speakers = list(reference.said)
        text = " ".join(reference.said.values())
        if len(speakers) > 1:
            raise UserError(
                "both speakers are in one channel, so what each said can't be told apart",
                "Give a recording of two channels, or the whole text in a .txt.",
            )
        return [Side(speakers[0], sound[0], text)]
    if channels == 2 and reference.named:
        return [
            Side(speaker, sound[channel], reference.said[speaker])
            for channel, speaker in enumerate(SPEAKERS)
            if speaker in reference.said
        ]
    raise UserError(
        f"it has {channels} channels and a transcript that doesn't say who speaks",
        "Write a call file beside it, or give each side as a recording of its own.",
    )


def _is_recording(path: Path) -> bool:
    return path.suffix.lower() in _SOUND and not path.name.startswith(".") and path.is_file()


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _listed(listing: Path) -> Iterator[tuple[Path, _Listed]]:
    try:
        entries = _LISTS.validate_json(listing.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise UserError(f"{listing} can't be read: {error.strerror}.", "Make it readable.") from error
    except ValidationError as error:
        reasons = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}"
            for item in error.errors(include_url=False)
        )
        raise UserError(
            f"{listing} is wrong: {reasons}.", 'It is a list of {"file": …, "language": "ar" or "en", "text": …}.'
        ) from error
    for entry in entries:
        yield Path(os.path.normpath(listing.parent / entry.file)), entry


def _reference(name: str, path: Path, listed: _Listed | None) -> Reference:
    if not path.is_file():
        raise UserError("there is no such file", f"Correct {LISTING}.")
    Recording.open(path)
    call, text = path.with_suffix(_CALL_FILE), path.with_suffix(".txt")
    if call.is_file():
        return _from_call(name, path, call)
    if listed is not None:
        return _plain(name, path, listed.text, listed.language)
    if text.is_file():
        return _plain(name, path, _read(text), None)
    raise UserError(f"there is no transcript beside it ({call.name} or {text.name})", f"Write one, or a {LISTING}.")


def _plain(name: str, path: Path, text: str, language: Language | None) -> Reference:
    return Reference(name, path, language or _language([text]), {"customer": text}, named=False)


def _from_call(name: str, path: Path, file: Path) -> Reference:
    records = list(callfile.read(file))
    if len(records) != 1:
        raise UserError(f"{file.name} holds {len(records)} calls, and a recording is one", "Part the file.")
    utterances = sorted(
        (line for line in records[0].lines if isinstance(line, callfile.UtteranceLine)), key=lambda line: line.t0
    )
    said: dict[Speaker, str] = {}
    for line in utterances:
        said[line.speaker] = f"{said[line.speaker]} {line.text}" if line.speaker in said else line.text
    language = records[0].call.language or _language(said.values())
    return Reference(name, path, language, said, named=True)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} is not UTF-8 text", "Save the transcript as UTF-8.") from error
    except OSError as error:
        raise UserError(f"{path.name} can't be read: {error.strerror}", "Make it readable.") from error


def _language(texts: Iterable[str]) -> Language:
    """Arabic if most letters are, else English.

    Raises:
        UserError: there is no letter at all.
    """
    letters = [char for text in texts for char in text if char.isalpha()]
    if not letters:
        raise UserError("its transcript is empty", "Write down what is said.")
    arabic = sum(unicodedata.name(char, "").startswith("ARABIC") for char in letters)
    return "ar" if 2 * arabic > len(letters) else "en"
