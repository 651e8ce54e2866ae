"""Which answer stands where: at most three, the pinned on top, and none moves because others come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from callassist.events import FoundArticle

MOST = 3


@dataclass(slots=True)
class Answers:
    """The places of one call's answers.

    Attributes:
        pinned: what the agent keeps, in the order in which it was pinned. free: the places below, None where nothing
            stands. votes: whether an article helped, by its id; the agent's last word.
    """

    pinned: list[FoundArticle] = field(default_factory=list)
    free: list[FoundArticle | None] = field(default_factory=list)
    votes: dict[str, bool] = field(default_factory=dict)

    @property
    def places(self) -> list[FoundArticle | None]:
        """What stands where, from the top."""
        return [*self.pinned, *self.free][:MOST]

    def at(self, place: int) -> FoundArticle | None:
        """What stands in a place, counted from 0."""
        return self.places[place] if 0 <= place < len(self.places) else None

    def is_pinned(self, article: FoundArticle) -> bool:
        """Whether the agent keeps it."""
        return any(kept.id == article.id for kept in self.pinned)

    def suggest(self, articles: Sequence[FoundArticle]) -> None:
        """Other articles fit better now, best first.

        One that stays keeps its place, and the new ones take the places that come free. Where there are fewer than
        before, what stands above one that stays is left there, since taking it away would leave a hole.
        """
        pinned = {article.id for article in self.pinned}
        room = MOST - len(self.pinned)
        wanted = [article for article in articles if article.id not in pinned][:room]
        places: list[FoundArticle | None] = [None] * room
        before = (self.free + places)[:room]
        left = list(wanted)
        for place, old in enumerate(before):
            same = next((article for article in left if old is not None and article.id == old.id), None)
            if same is not None:
                places[place] = same
                left.remove(same)
        for place in range(room):
            if places[place] is None and left:
                places[place] = left.pop(0)
        last = max((place for place, article in enumerate(places) if article is not None), default=-1)
        self.free = [places[place] or before[place] for place in range(last + 1)]

    def toggle_pin(self, article: FoundArticle) -> None:
        """Keep an article on top for the rest of the call, or let it go again, below those that are kept."""
        if self.is_pinned(article):
            self.pinned = [kept for kept in self.pinned if kept.id != article.id]
            self.free = [article, *self.free][: MOST - len(self.pinned)]
            return
        if len(self.pinned) == MOST:
            return
        self.free = [other for other in self.free if other is None or other.id != article.id]
        self.pinned.append(article)
        self.free = self.free[: MOST - len(self.pinned)]
