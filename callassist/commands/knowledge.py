"""`callassist knowledge`: what the company knows, for whoever keeps it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callassist.commands import knowledge_board

if TYPE_CHECKING:
    from callassist.events import FoundArticle
    from callassist.knowledge.article import Article
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.gaps import GapGroup
    from callassist.knowledge.likeness import Vectors
    from callassist.knowledge.stored_articles import Imported

app = typer.Typer(no_args_is_help=True, help="What the company knows: import it, search it, see what is missing.")
app.add_typer(knowledge_board.app, name="board")

_SAMPLE = "Nothing was imported yet: this is the sample, of a company that does not exist."

_AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("import")
def import_articles(
    path: Annotated[Path, typer.Argument(help="A folder of Markdown files, or a CSV file.", show_default=False)],
    add: Annotated[bool, typer.Option("--add", help="Keep articles in use that are not in it.")] = False,
    embed_for: Annotated[
        float, typer.Option(metavar="MINUTES", min=0, help="Embed for so long at most; the rest waits for `embed`.")
    ] = 2,
) -> None:
    """Make the articles in PATH the company's. All or nothing: where one has a mistake, nothing changes.

    Importing again changes only what has changed; feedback and gaps stay. Articles that PATH no longer has are
    retired, and come back when it has them again. A directory.toml and an offers.toml in PATH become the company's too.
    What is imported is found by its words at once, and by its meaning when it is embedded; that takes a large base
    hours.
    """
    from datetime import datetime

    from callassist.knowledge import company_files
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.company_files import CompanyFiles, StoredFiles
    from callassist.knowledge.reading import read
    from callassist.knowledge.stored_articles import StoredArticles
    from callassist.terminal import Progress

    base = KnowledgeBase()
    try:
        with Progress("Reading", None) as progress:
            source = read(path, progress.reached)
        files = company_files.read(path) if path.is_dir() else CompanyFiles()
        with Progress("Storing", None) as progress:
            now = datetime.now().astimezone()
            imported = StoredArticles(base).take(source.articles, now, add=add, reached=progress.reached)
            StoredFiles(base).put(files)
    except KeyboardInterrupt:
        typer.echo("Stopped; nothing was changed.", err=True)
        raise typer.Exit(130) from None
    for note in source.notes:
        typer.echo(note, err=True)
    typer.echo(_summary(imported, len(source.articles)))
    if embed_for:
        _embed(base, embed_for * 60)


@app.command()
def embed() -> None:
    """Embed what is imported, so that it is found by its meaning. It may be stopped, and goes on where it was."""
    from callassist.knowledge.base import KnowledgeBase

    _embed(KnowledgeBase(), None)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What a customer says.", show_default=False)],
    top: Annotated[int, typer.Option(min=1, max=100, help="At most so many articles.")] = 3,
    language: Annotated[str | None, typer.Option(help="ar or en; else found from the text.")] = None,
    knowledge: Annotated[
        Path | None,
        typer.Option(help="Search these files instead of what was imported; nothing is stored.", show_default=False),
    ] = None,
    as_json: _AsJson = False,
) -> None:
    """Show the articles that answer TEXT, best first; none where nothing fits. Current incidents go before them.

    Where nothing was imported, the sample that is shipped is searched.
    """
    from datetime import datetime

    from callassist.commands.choices import spoken_language
    from callassist.knowledge import known
    from callassist.knowledge.embedding import meaning
    from callassist.knowledge.search import Search
    from callassist.text.language import language_of
    from callassist.text.normalise import clean

    asked = clean(text)
    spoken = spoken_language(language) or language_of(asked)
    now = datetime.now().astimezone()
    there = known.stored() if knowledge is None else known.in_files(knowledge)
    for note in there.notes:
        typer.echo(note, err=True)
    if there.sample:
        typer.echo(_SAMPLE, err=True)
    embedder, vectors = meaning(there.base)
    search_in = Search(there.articles, embedder=embedder, vectors=vectors, helped=there.helped)
    found = search_in.refined(asked, spoken, top=top, today=now.date())
    for article in there.board.before(found, asked, spoken, now, top=top):
        typer.echo(json.dumps(article.line(), ensure_ascii=False) if as_json else _found(article))


@app.command()
def words(
    language: Annotated[str, typer.Argument(help="ar or en.", show_default=False)],
    knowledge: Annotated[
        Path | None, typer.Option(help="Of these files instead of what was imported.", show_default=False)
    ] = None,
) -> None:
    """Show the words that the recogniser is told to listen for, one a line, the most important first.

    `callassist evaluate FOLDER --words FILE` tells on the company's own recordings whether they help.
    """
    from callassist.commands.choices import spoken_language
    from callassist.knowledge import known, vocabulary

    spoken = spoken_language(language) or "ar"
    there = known.stored() if knowledge is None else known.in_files(knowledge)
    if there.sample:
        typer.echo(_SAMPLE, err=True)
    for word in vocabulary.for_call((), vocabulary.of_articles(there.articles, spoken)):
        typer.echo(word)


@app.command()
def gaps(
    close: Annotated[
        str | None, typer.Option(metavar="NAME", help="Close the questions of this name.", show_default=False)
    ] = None,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="With --close: the article that answers them.", show_default=False)
    ] = None,
    as_json: _AsJson = False,
) -> None:
    """Show questions that no article answered, those that mean the same together, the most frequent first."""
    from datetime import datetime

    from callassist.errors import UserError
    from callassist.knowledge import gap_groups
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.gaps import Gaps, named

    if article is not None and close is None:
        raise UserError("--article says what answers a gap.", "Say which with --close NAME.", exit_code=2)
    base = KnowledgeBase()
    kept = Gaps(base)
    policy = gap_groups.load()
    groups = gap_groups.grouped(kept.open(), policy, _meaning_of_questions(base))
    if close is not None:
        group = named(groups, close)
        kept.close(group.gaps, datetime.now().astimezone(), answered_by=article)
        typer.echo(f"Closed {len(group.gaps)} of: {group.gaps[0].question}")
        return
    for group in groups:
        typer.echo(json.dumps(_gap_line(group), ensure_ascii=False) if as_json else _gap_text(group))
    if not groups and not as_json:
        typer.echo("There is no open question.")


@app.command()
def stale(as_json: _AsJson = False) -> None:
    """Show articles whose review is overdue, the longest first."""
    from datetime import datetime

    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.stored_articles import StoredArticles

    today = datetime.now().astimezone().date()
    found = StoredArticles(KnowledgeBase()).stale(today)
    for article in found:
        typer.echo(json.dumps(_stale_line(article), ensure_ascii=False) if as_json else _stale_text(article))
    if not found and not as_json:
        typer.echo("No review is overdue.")


def _embed(base: KnowledgeBase, seconds: float | None) -> None:
    from callassist.knowledge.embedding import embed as embed_articles
    from callassist.knowledge.search import embedders
    from callassist.knowledge.stored_articles import StoredArticles
    from callassist.knowledge.vectors import StoredVectors
    from callassist.terminal import Progress

    embedder = embedders.found()
    if embedder is None:
        typer.echo("No language model is installed, so articles are found by their words alone.", err=True)
        return
    articles = StoredArticles(base).current()
    try:
        with Progress("Embedding", None) as progress:
            left = embed_articles(articles, embedder, StoredVectors(base), progress.reached, seconds=seconds)
    except KeyboardInterrupt:
        typer.echo("Stopped. What was embedded is kept: callassist knowledge embed goes on with it.", err=True)
        raise typer.Exit(130) from None
    if left:
        typer.echo(f"{left} texts are not embedded yet: callassist knowledge embed goes on with them.", err=True)


def _meaning_of_questions(base: KnowledgeBase) -> Callable[[Sequence[str]], Vectors] | None:
    from callassist.knowledge.embedding import meaning, of_questions
    from callassist.terminal import Progress

    embedder, vectors = meaning(base)
    if embedder is None or vectors is None:
        return None

    def embedded(questions: Sequence[str]) -> Vectors:
        with Progress("Comparing", None) as progress:
            return of_questions(questions, embedder, vectors, progress.reached)

    return embedded


def _summary(imported: Imported, count: int) -> str:
    changes = f"{imported.new} new, {imported.changed} changed, {imported.unchanged} as they were"
    lines = [f"Imported {count} articles: {changes}."]
    if imported.back:
        lines.append(f"Of these, {imported.back} had been retired and are back.")
    if imported.retired:
        lines.append(f"Retired {imported.retired} that are not there any more; importing them again brings them back.")
    return "\n".join(lines)


def _found(found: FoundArticle) -> str:
    origin = ", ".join(part for part in (found.source, found.checked and f"checked {found.checked}") if part)
    about = f"  [{origin}]" if origin else ""
    overdue = "  (its review is overdue)" if found.stale else ""
    return f"{found.score:.2f}  {found.id}  {found.title}{about}{overdue}\n      {found.passage}"


_MOST_EXAMPLES = 5


def _gap_line(group: GapGroup) -> dict[str, object]:
    return {
        "name": group.name,
        "calls": group.calls,
        "question": group.gaps[0].question,
        "examples": group.examples[:_MOST_EXAMPLES],
        "last_at": group.last_at.isoformat(),
    }


def _gap_text(group: GapGroup) -> str:
    times = "1 call" if group.calls == 1 else f"{group.calls} calls"
    head = f"{group.name}  {times}, last on {group.last_at:%Y-%m-%d}"
    return "\n".join([head, *(f"    {example}" for example in group.examples[:_MOST_EXAMPLES])])


def _stale_line(article: Article) -> dict[str, object]:
    review_by = article.review_by.isoformat() if article.review_by else None
    return {"id": article.id, "title": article.title, "owner": article.owner, "review_by": review_by}


def _stale_text(article: Article) -> str:
    return f"{article.review_by}  {article.owner or '(no owner)'}  {article.id}  {article.title}"
