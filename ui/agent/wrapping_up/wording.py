"""What is said around a wrap-up, in the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.agent.knowing.days import ago, hour, moment, now
from ui.agent.promises.words import due as by_when
from ui.words import clock, either_way, left_to_right, listed, telephone, translate

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.updates import WrapUpShown
    from callassist.calls.wrapping_up.of_call import OfCall, PromiseOfCall
    from callassist.calls.wrapping_up.stored import Waiting


def whose(shown: WrapUpShown) -> str:
    """Who it was, when, and how long it took."""
    of = shown.of
    length = "" if of.ended_t is None else translate("wrap-up", "lasted %1").replace("%1", clock(of.ended_t))
    return listed(either_way(of.name or ""), telephone(shown.display or of.number or ""), when(of.started_at), length)


def waiting(each: Waiting, display: str) -> str:
    """A call that waits: its number, and when it was."""
    number = telephone(display or each.number or "") or translate("wrap-up", "Number not known")
    return listed(number, when(each.started_at))


def when(started_at: str) -> str:
    """The hour of a call, and its day where that is not today."""
    at = moment(started_at)
    today = now().date()
    return hour(at) if at.date() == today else listed(ago(started_at, today), hour(at))


def hint(of: OfCall) -> str:
    """What stands in the place of a summary, or nothing."""
    if of.ended_t is None:
        return translate("wrap-up", "The last words are still being written down.")
    if of.silent == "refused":
        return translate("wrap-up", "The caller did not want a transcript. Say in a sentence what it was about.")
    if of.silent == "no_words":
        return translate("wrap-up", "No words were heard. Say in a sentence what it was about.")
    if not of.summary:
        return translate("wrap-up", "Nothing in it stood out. Say in a sentence what it was about.")
    return ""


def promise(each: PromiseOfCall) -> str:
    """Until when and what was promised; a word for it where it was put aside."""
    by = by_when(each.due, each.part, now()) if each.due is not None else ""
    said = " · ".join(filter(None, (by, either_way(each.what))))
    if each.state == "dismissed":
        return translate("wrap-up", "%1 (put aside)").replace("%1", said)
    return said


def transfer(department: str | None) -> str:
    """Above the note for whoever takes it on."""
    if department is None:
        return translate("wrap-up", "Note for whoever takes it on")
    return translate("wrap-up", "Note for %1").replace("%1", either_way(department))


def with_keys(text: str, keys: str) -> str:
    """A tooltip: what it does, and its keys."""
    return f"{text}  {left_to_right(keys)}"
