"""What the softphone can be told to do, by whichever link is able to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callassist.calls.updates import Trouble, Update
from callassist.errors import UserError
from callassist.softphone.lines import LineCall
from callassist.softphone.phone import Link


class Links:
    """The links to softphones; what one refuses to do is told as a `Trouble`."""

    def __init__(self, links: Sequence[Link], tell: Callable[[Update], None]) -> None:
        self._links = tuple(links)
        self._tell = tell

    def start(self) -> None:
        """Listen to them."""
        for link in self._links:
            link.start()

    def close(self) -> None:
        """Listen no more."""
        for link in self._links:
            link.close()

    def able_to_answer(self, line: LineCall) -> Link | None:
        """Which one answers a call."""
        if line.state != "ringing" or line.line is None:
            return None
        return next((link for link in self._links if link.can_answer), None)

    def able_to_hang_up(self, line: LineCall) -> Link | None:
        """Which one ends a call."""
        able = (link for link in self._links if link.can_hang_up)
        return next((link for link in able if line.line is not None or not link.names_lines), None)

    def answer(self, line: LineCall) -> None:
        """Have it answered; the softphone says when it has."""
        link = self.able_to_answer(line)
        if line.line is not None and link is not None:
            try:
                link.answer(line.line)
            except UserError as error:
                self._tell(Trouble("softphone", error.what, error.remedy))

    def hang_up(self, line: LineCall) -> bool:
        """Have it ended; the softphone says when it has. False: no link can, or it refused."""
        link = self.able_to_hang_up(line)
        if link is None:
            return False
        try:
            link.hang_up(line.line)
        except UserError as error:
            self._tell(Trouble("softphone", error.what, error.remedy))
            return False
        return True
