"""Reads a company's articles: a folder of Markdown files, one such file, or a CSV table; all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from callassist.errors import UserError
from callassist.knowledge import reading_markdown
from callassist.knowledge.article import Article
from callassist.knowledge.mistakes import Mistake, MistakesError
from callassist.knowledge.reading_table import Table, TableError

_MARKDOWN = (".md", ".markdown")
_TABLE = ".csv"
# Explains a folder to people; it is no article unless it says so by a front matter.
_ABOUT_THE_FOLDER = "readme"

Reached = Callable[[int, int], None]
"""Is told how much is done, of how much."""

_Found = tuple[str, Article | list[Mistake]]


@dataclass(frozen=True, slots=True)
class Source:
    """What was read.

    Attributes:
        articles: in the order of the files or rows; no id comes twice. notes: sentences for whoever had it read.
    """

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()


def read(path: Path, reached: Reached = lambda done, total: None) -> Source:
    """Read articles from `path`: a folder with all folders below it, a Markdown file, or a CSV file.

    Files and folders whose names begin with a point are passed over, as is a README without front matter.

    Raises:
        MistakesError: anything in it is wrong; names every place.
        UserError: there is nothing to read.
    """
    if path.is_dir():
        return _gathered(path, _folder(path, reached))
    if not path.exists():
        raise UserError(f"There is no {path}.", "Name a folder of Markdown files, or a CSV file.")
    if path.suffix.lower() == _TABLE:
        try:
            table = Table(path.name, _bytes(path))
        except TableError as error:
            raise MistakesError(path, error.mistakes) from error
        return _gathered(path, _rows(table, reached), table.notes)
    if path.suffix.lower() in _MARKDOWN:
        return _gathered(path, iter([(path.name, reading_markdown.article(path.name, _bytes(path)))]))
    raise UserError(f"{path} is neither Markdown nor CSV.", "Name a folder of .md files, a .md file or a .csv file.")


def _gathered(path: Path, found: Iterator[_Found], notes: list[str] | None = None) -> Source:
    articles: dict[str, Article] = {}
    places: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for place, item in found:
        if isinstance(item, list):
            mistakes += item
        elif item.id in articles:
            remedy = "Give one of them another id; an id stands for one article for good."
            mistakes.append(Mistake(place, "id", f"«{item.id}» is the id of {places[item.id]} too", remedy))
        else:
            articles[item.id] = item
            places[item.id] = place
    if mistakes:
        raise MistakesError(path, mistakes)
    if not articles:
        raise UserError(f"{path} has no article in it.", "Name a folder of Markdown files, or a CSV file with rows.")
    return Source(tuple(articles.values()), tuple(notes or ()))


def _rows(table: Table, reached: Reached) -> Iterator[_Found]:
    total = len(table)
    for place, line, item in table.articles():
        reached(min(line, total), total)
        yield place, item


def _folder(folder: Path, reached: Reached) -> Iterator[_Found]:
    files = sorted(_markdown_below(folder))
    for done, file in enumerate(files, start=1):
        name = file.relative_to(folder).as_posix()
        data = _bytes(file)
        if file.stem.lower() != _ABOUT_THE_FOLDER or data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
            yield name, reading_markdown.article(name, data)
        reached(done, len(files))


def _markdown_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise _unreadable(Path(str(error.filename)), error) from error

    for here, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in _MARKDOWN:
                yield Path(here, name)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(f"{path} can't be read: {error.strerror}.", "Give yourself the right to read it.")
