"""What is known to whoever asks: the company's own, files that are named instead, or the sample that is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from callassist import paths
from callassist.knowledge import board, company_files, reading
from callassist.knowledge.article import Article
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.board import Board
from callassist.knowledge.company_files import CompanyFiles, StoredFiles
from callassist.knowledge.feedback import Feedback
from callassist.knowledge.stored_articles import StoredArticles
from callassist.knowledge.stored_board import StoredBoard

BOARD_FILE = "board.toml"
"""In a folder of articles, the incidents that go with them."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything to search in.

    Attributes:
        articles, board: what there is. helped: by article id, what agents said of it, -1 to 1. base: where vectors are
            kept; None where nothing is to be stored. sample: it is the shipped one, of a company that does not exist.
        files: who takes which problem, and what may be offered. notes: sentences for whoever asked.
    """

    articles: tuple[Article, ...]
    board: Board
    helped: Mapping[str, float] = field(default_factory=dict)
    base: KnowledgeBase | None = None
    sample: bool = False
    files: CompanyFiles = field(default_factory=CompanyFiles)
    notes: tuple[str, ...] = ()


def in_files(path: Path) -> Known:
    """What is in files, as `reading.read` takes them, and in a `board.toml` beside them; nothing is stored.

    Raises:
        UserError: anything in them is wrong.
    """
    source = reading.read(path)
    incidents = path / BOARD_FILE
    on_board = board.read(incidents) if path.is_dir() and incidents.is_file() else ()
    files = company_files.read(path) if path.is_dir() else CompanyFiles()
    return Known(source.articles, Board(on_board), files=files, notes=source.notes)


def shipped() -> Known:
    """The sample: a telecom that does not exist."""
    found = in_files(paths.shipped("resources", "knowledge"))
    return replace(found, sample=True)


def own(base: KnowledgeBase | None = None) -> Known:
    """What the company imported and put on its board, which may be nothing.

    Raises:
        UserError, StorageError: the base can't be read.
    """
    base = base or KnowledgeBase()
    articles, incidents = StoredArticles(base).current(), StoredBoard(base).incidents()
    return Known(articles, Board(incidents), Feedback(base).helped(), base, files=StoredFiles(base).current())


def stored(base: KnowledgeBase | None = None) -> Known:
    """What the company imported; where it imported nothing, the sample, with the company's own board.

    Raises:
        UserError, StorageError: the base can't be read.
    """
    base = base or KnowledgeBase()
    found = own(base)
    if found.articles:
        return found
    sample = shipped()
    return replace(sample, board=found.board) if StoredBoard(base).incidents() else sample
