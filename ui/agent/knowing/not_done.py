"""Why something was not done, in the window's language where it is one of the reasons that are known."""

from __future__ import annotations

from callassist.calls.updates import NotDone
from ui.words import either_way, translate

_UNKEPT = "That can't be kept in a record: "
_CHANGED_SINCE = "This can't be taken back: it was changed again since "


def words(told: NotDone) -> tuple[str, str]:
    """What was not done and why; what would mend it."""
    what = told.what
    if what.startswith(_UNKEPT):
        return (
            translate("not_done", "That cannot be kept in a record"),
            translate("not_done", "The record is as it was. Correct it and try again: %1").replace(
                "%1", either_way(what.removeprefix(_UNKEPT))
            ),
        )
    if what.startswith(_CHANGED_SINCE):
        return (
            translate("not_done", "That cannot be taken back: it was changed again since"),
            translate("not_done", "Take the later change back first, or edit the record."),
        )
    known = _known().get(what)
    return known if known is not None else (either_way(what), either_way(told.remedy))


def _known() -> dict[str, tuple[str, str]]:
    return {
        "Somebody else has edited this record since you opened it. Your edit was not saved.": (
            translate("not_done", "Somebody else has edited this record meanwhile; your edit was not kept"),
            translate("not_done", "Look at it as it is now, and make your edit again."),
        ),
        "This record is not there any more.": (
            translate("not_done", "This record is not there any more"),
            translate("not_done", "Look the customer up again."),
        ),
        "This has been taken back already.": (
            translate("not_done", "This has been taken back already"),
            translate("not_done", "Nothing was changed."),
        ),
        "There is no such change.": (
            translate("not_done", "There is nothing to take back"),
            translate("not_done", "Nothing was changed."),
        ),
        "Something that was written down of a call that was cut off is damaged and can't be read.": (
            translate("not_done", "Something of a call that was cut off is damaged and cannot be read"),
            translate("not_done", "All else is kept. Tell your IT department: the disk may be failing."),
        ),
        "The customers' records can't be used just now.": (
            translate("not_done", "The customers' records cannot be used just now"),
            translate("not_done", "Write it down as a note."),
        ),
    }
