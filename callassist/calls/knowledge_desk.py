"""What the running app knows: searched while people talk, by a thread of its own.

Words are looked up at once; what the question means takes longer and only betters the order.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from callassist.audio import host_clock
from callassist.calls.library import Library, library
from callassist.calls.updates import ArticlesFound, ArticleShown, KnowledgeReady, Trouble, Update
from callassist.calls.worker import Worker
from callassist.errors import UserError
from callassist.events import LANGUAGES, Language, Lookup, LookupResult
from callassist.knowledge import known, vocabulary
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.board import OF_AN_INCIDENT, Board
from callassist.knowledge.feedback import Feedback
from callassist.knowledge.gaps import Gaps
from callassist.knowledge.known import Known
from callassist.knowledge.misstatement_policy import MisstatementPolicy
from callassist.knowledge.stored_articles import StoredArticles
from callassist.knowledge.stored_board import StoredBoard

_AGAIN_S = 30.0  # how often the base is looked at: somebody imports, an incident begins or ends
_MOST_FOUND = 10

_log = logging.getLogger(__name__)


class KnowledgeDesk:
    """Answers calls and the agent. Every method returns at once.

    Args:
        tell: gets updates, on this desk's thread. answer: gets answers to lookups of calls. misstatements: how facts
            are held against what is said.
        source: gives what is known; the company's own knowledge base by default.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        answer: Callable[[str, LookupResult], None],
        misstatements: MisstatementPolicy,
        source: Callable[[], Known] | None = None,
        base: KnowledgeBase | None = None,
    ) -> None:
        self._tell = tell
        self._answer = answer
        self._misstatements = misstatements
        self._base = base or KnowledgeBase()
        self._source_is_own = source is None
        # A real caller is never told the sample's prices.
        self._source = source or (lambda: known.own(self._base))
        self._library: Library | None = None
        self._words: Mapping[Language, tuple[str, ...]] = {}
        self._stamp = ""
        self._look_at = -math.inf
        self._failed = False
        self._shown: KnowledgeReady | None = None
        self._newest: dict[str, Lookup] = {}
        self._ends = False
        self._worker = Worker("knowledge", self._beat, _AGAIN_S, self._tell_fault)

    @property
    def library(self) -> Library | None:
        """What there is to be asked; None before it is loaded. Safe from any thread: it does not change."""
        return self._library

    def words(self, language: Language) -> tuple[str, ...]:
        """What the articles are about, for the recogniser; nothing before they are loaded. Safe from any thread."""
        return self._words.get(language, ())

    def start(self) -> None:
        """Load it."""
        self._worker.put(self._follow)
        self._worker.start()

    def close(self) -> None:
        """Answer nothing more."""
        self._ends = True
        self._worker.put(lambda: None)

    def join(self) -> None:
        """Wait until `close` is done."""
        self._worker.join()

    # ── What can be asked ─────────────────────────────────────────────────────────────────────────────────

    def ask(self, key: str, lookup: Lookup) -> None:
        """A call's question; what is older than the call's newest is left out."""
        self._newest[key] = lookup
        self._worker.put(lambda: self._look_up(key, lookup))

    def search(self, text: str, language: Language) -> None:
        """The agent's own question."""
        self._worker.put(lambda: self._search(text, language))

    def open_article(self, article: str) -> None:
        """The whole of one."""
        self._worker.put(lambda: self._open(article))

    def forget(self, key: str) -> None:
        """A call is past."""
        self._newest.pop(key, None)

    def helped(self, key: str, article: str, *, helped: bool) -> None:
        """What an agent says of an article; kept for the next searches."""
        if article.startswith(OF_AN_INCIDENT):
            return  # an incident is true or not
        asked = self._newest.get(key)
        question = "" if asked is None else asked.text
        self._keep(lambda: Feedback(self._base).add(article, helped=helped, question=question, call=key, at=_now()))

    def miss(self, key: str, question: str, language: Language) -> None:
        """A question that nothing answers; kept for whoever writes the articles."""
        self._keep(lambda: Gaps(self._base).add(question, language, call=key, at=_now()))

    # ── The desk's thread ─────────────────────────────────────────────────────────────────────────────────

    def _tell_fault(self, report: Path) -> None:
        self._tell(Trouble("fault", what=str(report)))

    def _beat(self) -> bool | None:
        if self._ends:
            return False
        self._follow()
        return True

    def _follow(self) -> None:
        """Load it where it was never loaded, or somebody has imported since; the board is small and read anew."""
        now = host_clock.now()
        if now < self._look_at:
            return
        self._look_at = now + _AGAIN_S
        try:
            stamp = StoredArticles(self._base).stamp()
            if self._library is None or stamp != self._stamp:
                self._library, self._stamp = library(self._source(), self._misstatements), stamp
                articles = self._library.known.articles
                self._words = {language: vocabulary.of_articles(articles, language) for language in LANGUAGES}
            elif self._source_is_own:
                self._library = self._library.with_board(Board(StoredBoard(self._base).incidents()))
        except UserError as error:
            if not self._failed:
                self._failed = True
                self._tell(Trouble("knowledge", error.what, error.remedy))
            return
        if self._failed:
            self._failed = False
            self._tell(Trouble("knowledge", over=True))
        self._show_board()

    def _show_board(self) -> None:
        assert self._library is not None
        there = self._library.known
        ready = KnowledgeReady(len(there.articles), there.board.active(_now()))
        if ready != self._shown:
            self._shown = ready
            self._tell(ready)

    def _look_up(self, key: str, lookup: Lookup) -> None:
        if self._library is None or self._ends or self._newest.get(key) is not lookup:
            return
        now = _now()
        self._answer(key, self._library.quick(lookup, now))
        if self._newest.get(key) is lookup:
            self._answer(key, self._library.thorough(lookup, now))

    def _search(self, text: str, language: Language) -> None:
        if self._library is None:
            return
        self._tell(ArticlesFound(text, self._library.looked_for(text, language, _now(), most=_MOST_FOUND)))

    def _open(self, wanted: str) -> None:
        articles = () if self._library is None else self._library.known.articles
        self._tell(ArticleShown(wanted, next((each for each in articles if each.id == wanted), None)))

    def _keep(self, work: Callable[[], None]) -> None:
        def carry_out() -> None:
            try:
                work()
            except UserError as error:  # a word of feedback, or a gap: worth a line, and not a call's attention
                _log.warning("not kept: %s", error.what)

        self._worker.put(carry_out)


def _now() -> datetime:
    return datetime.now().astimezone()
