"""A tiny ONNX model in the shape of an E5's: each token has a row of a table, and attention takes nothing from it.

Written field by field (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), since the `onnx` package is heavier
than what it would be needed for.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

_FLOAT, _INT64 = 1, 7
_WORDS = ("[PAD]", "[UNK]", "query", "passage", ":", "ضاعت", "شريحتي", "lost", "sim", "weather")


def write(folder: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Put `model.onnx` and `tokenizer.json` into a folder; the table of the words, shape (words, 8)."""
    table = np.random.default_rng(1).standard_normal((len(_WORDS), 8)).astype(np.float32)
    (folder / "model.onnx").write_bytes(_model(table))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(_WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return table


def _model(table: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> bytes:
    tensor = b"".join(_number(1, size) for size in table.shape) + _number(2, _FLOAT) + _bytes(8, b"table")
    node = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"last_hidden_state") + _bytes(4, b"Gather")
    graph = (
        _bytes(1, node)
        + _bytes(2, b"tiny")
        + _bytes(5, tensor + _bytes(9, table.tobytes()))
        + _bytes(11, _value(b"input_ids", _INT64, 2))
        + _bytes(11, _value(b"attention_mask", _INT64, 2))
        + _bytes(12, _value(b"last_hidden_state", _FLOAT, 3))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _value(name: bytes, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, f"d{n}".encode())) for n in range(dimensions))
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
