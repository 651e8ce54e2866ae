"""Which engine a model folder is for, told by its files, and whether it has all that the engine opens."""

from __future__ import annotations

from pathlib import Path

from callassist.errors import UserError
from callassist.speech.manifest import MANIFEST, Engine

# Each line is one thing an engine needs: any one of its alternatives will do, and an alternative is one or more files.
# Whisper: faster-whisper fetches a missing tokenizer from the network, which this program must never do by surprise.
# Vosk: the current layout (am/, conf/, graph/) and the older flat one, as libvosk tells them apart by final.mdl.
_Need = tuple[tuple[str, ...], ...]
_WHISPER: tuple[_Need, ...] = (
    (("model.bin",),),
    (("config.json",),),
    (("tokenizer.json",),),
    (("vocabulary.txt",), ("vocabulary.json",)),
)
_VOSK: tuple[_Need, ...] = (
    (("am/final.mdl",),),
    (("conf/mfcc.conf",),),
    (("conf/model.conf",),),
    (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst")),
    (("graph/phones/word_boundary.int",),),
)
_VOSK_FLAT: tuple[_Need, ...] = (
    (("final.mdl",),),
    (("mfcc.conf",),),
    (("HCLG.fst",), ("HCLr.fst", "Gr.fst")),
    (("word_boundary.int",),),
)
_FOREIGN = {
    "model.safetensors": "a Transformers model",
    "pytorch_model.bin": "a Transformers model",
    "model.pt": "a PyTorch checkpoint",
}


def engine_of(folder: Path) -> Engine | None:
    """The engine whose main file lies in `folder`, or None."""
    if (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file():
        return "vosk"
    return "whisper" if (folder / "model.bin").is_file() else None


def missing(engine: Engine, folder: Path) -> tuple[str, ...]:
    """What `engine` needs and `folder` lacks or has empty, each as words for people; empty when it is complete."""
    flat = not (folder / "am").is_dir() and (folder / "final.mdl").is_file()
    needs = _WHISPER if engine == "whisper" else _VOSK_FLAT if flat else _VOSK
    return tuple(
        " or ".join(" with ".join(alternative) for alternative in need)
        for need in needs
        if not any(all(_has_content(folder / name) for name in alternative) for alternative in need)
    )


def recognise(folder: Path) -> Engine:
    """The engine of a complete model folder.

    Raises:
        UserError: it is no folder, holds no model, one of another kind, or not all of one; says which.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is not a folder.", "Give the folder that holds the model's files.", exit_code=2)
    engine = engine_of(folder)
    if engine is None:
        raise UserError(f"{folder} holds no speech model{_instead(folder)}.", _HOW, exit_code=2)
    lacks = missing(engine, folder)
    if lacks:
        raise UserError(
            f"The {engine.capitalize()} model in {folder} is not complete: {', '.join(lacks)} "
            f"{'is' if len(lacks) == 1 else 'are'} missing or empty.",
            "Copy or unpack it again, whole.",
        )
    return engine


def unloadable(folder: Path, model_id: str, reason: Exception) -> UserError:
    """What to say of a model folder that an engine refuses; only what this program installed can be verified."""
    return UserError(
        f"The speech model in {folder} can't be loaded: {str(reason).rstrip('.')}.",
        f"Check it with: callassist models verify {model_id}"
        if (folder / MANIFEST).is_file()
        else "It is damaged, or made for another version: copy or unpack it again, whole.",
    )


_HOW = (
    "Give a faster-whisper folder (model.bin, config.json, tokenizer.json, vocabulary) "
    "or a Vosk folder (am/final.mdl, conf, graph)."
)


def _instead(folder: Path) -> str:
    """What people who point at the wrong folder usually have there."""
    for name, kind in _FOREIGN.items():
        if (folder / name).is_file():
            return f" but {kind} ({name}), which has to be converted for CTranslate2 first"
    if next(folder.glob("ggml-*.bin"), None):
        return " but one of whisper.cpp (ggml-….bin), which this program can't use"
    for pattern in ("*", "snapshots/*"):
        for inner in sorted(folder.glob(pattern)):
            if inner.is_dir() and engine_of(inner):
                return f"; there is one in its folder {inner.relative_to(folder).as_posix()}"
    return ""


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
