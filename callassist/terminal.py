"""How a call looks in a terminal: turns with their times, doubts underlined, what was masked as a block."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from callassist import advice
from callassist.events import (
    CallEnded,
    CallStarted,
    HearingNotice,
    Partial,
    Recorded,
    Redacted,
    Speaker,
    Summary,
    Utterance,
)
from callassist.text.masks import MASK

_STYLES: dict[Speaker, str] = {"customer": "bold cyan", "agent": "green"}


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 02:41."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def shown(text: str, unsure: tuple[tuple[int, int], ...] = (), style: str = "") -> Text:
    """A treated text with its doubts underlined and its masks as blocks."""
    result = Text(text, style=style)
    for start, end in unsure:
        result.stylize("underline yellow", start, end)
    for mask in MASK.finditer(text):
        result.stylize("reverse", *mask.span())
    return result


def turn(utterance: Utterance, *, plain: bool = False) -> Text:
    """One line of a transcript; `plain` where neither colours nor underlines can be seen."""
    line = Text(f"{clock(utterance.t0)} ", style="dim")
    line.append(f"{utterance.speaker:<9}", style=_STYLES[utterance.speaker])
    if utterance.revises is not None:
        line.append("(again) ", style="dim")
    return line + (shown(utterance.marked) if plain else shown(utterance.text, utterance.unsure))


def _console() -> Console:
    """Standard output; lines are folded on a terminal and left whole in a file or a pipe."""
    console = Console(highlight=False)
    console.soft_wrap = not console.is_terminal
    return console


class Printer:
    """Prints what becomes known: the contract's lines, or a transcript for people.

    Args:
        as_json: lines of the contract instead.
    """

    def __init__(self, *, as_json: bool = False, console: Console | None = None) -> None:
        self._as_json = as_json
        self._console = console or _console()

    def recorded(self, recorded: Recorded) -> None:
        """Print one event, if it is for telling."""
        if self._as_json:
            if recorded.event.told:
                sys.stdout.write(json.dumps(recorded.line(), ensure_ascii=False) + "\n")
                sys.stdout.flush()
            return
        line = self._line(recorded)
        if line is not None:
            self._console.print(line)

    def _line(self, recorded: Recorded) -> Text | None:
        event = recorded.event
        if isinstance(event, CallStarted):
            return Text(f"call {recorded.call}", style="dim")
        if isinstance(event, Utterance):
            return turn(event, plain=self._console.color_system is None)
        if isinstance(event, Redacted):
            return Text(f"      kept off the disk: {event.kind} ({event.speaker})", style="dim magenta")
        if (told := advice.line(event)) is not None:
            return Text(f"      {told}", style="italic")
        if isinstance(event, Summary):
            return _summary(event)
        if isinstance(event, HearingNotice):
            return Text(f"{clock(event.t)} {_notice(event)}", style="dim yellow")
        if isinstance(event, CallEnded):
            return Text(f"{clock(event.t)} the call ended", style="dim")
        return None


def _summary(summary: Summary) -> Text:
    """What the call came to, a sentence a line, each with what it tells."""
    lines = [Text("summary", style="dim")]
    for sentence in summary.sentences:
        lines.append(Text(f"      {sentence.part:<9}", style="dim") + shown(sentence.text))
    return Text("\n").join(lines)


def _notice(event: HearingNotice) -> str:
    if event.state == "behind":
        return (
            f"hearing is {event.lag:.0f} s behind: finals come first, partial text is left out until it has caught up"
        )
    if event.state == "caught_up":
        return "hearing has caught up"
    return f"{event.speaker}: something was said that could not be heard"


class LivePrinter(Printer):
    """A transcript that also shows what is being said just now, below the finals.

    On a terminal the partial lines stand at the bottom and change in place; elsewhere each is printed once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._partials: dict[Speaker, Partial] = {}
        self._live = Live(console=self._console, auto_refresh=False, transient=True)

    def say(self, text: str) -> None:
        """Something about the call that is not part of it."""
        self._console.print(text, markup=False)

    def partial(self, partial: Partial) -> None:
        """Show what is being said; it replaces what this speaker was shown saying before."""
        if not self._console.is_terminal:
            if partial.text:
                self._console.print(partial_line(partial))
            return
        self._partials.pop(partial.speaker, None)
        if partial.text:
            self._partials[partial.speaker] = partial
        self._refresh()

    def recorded(self, recorded: Recorded) -> None:
        """Print one event; a final takes the place of its speaker's partial."""
        if isinstance(recorded.event, Utterance) and recorded.event.revises is None:
            self._partials.pop(recorded.event.speaker, None)
        super().recorded(recorded)
        self._refresh()

    def _refresh(self) -> None:
        self._live.update(Group(*map(partial_line, self._partials.values())), refresh=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()


def partial_line(partial: Partial) -> Text:
    """What is being said: what is agreed plain, the rest lighter."""
    line = Text("   …  ", style="dim")
    line.append(f"{partial.speaker:<9}", style=_STYLES[partial.speaker])
    text = shown(partial.text)
    text.stylize("dim", partial.stable)
    return line + text


class Progress:
    """A bar on standard error, where that is a terminal; otherwise nothing."""

    def __init__(self, what: str, total: float | None) -> None:
        console = Console(stderr=True)
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(what, total=total)

    def reached(self, done: float, total: float | None = None) -> None:
        """How much is done, in the unit of `total`, which may become known only now."""
        self._bar.update(self._task, completed=done, total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
