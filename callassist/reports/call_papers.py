"""Many past calls on paper: a PDF file each in a new folder, so that one can be handed on without the others.

The folder comes into being with all of them in it, or not at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from callassist.errors import UserError
from callassist.events import Language
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog, LoggedCall
from callassist.reports.exporting import Progress, check_place, every, on
from callassist.reports.typesetting import Typesetter
from callassist.reports.whole_call import whole
from callassist.store.faults import unwritable
from callassist.whole_file import write_whole

_AT_ONCE = 200


def export_papers(
    log: CallLog, filters: Filters, folder: Path, language: Language | None = None, go_on: Progress = on
) -> int | None:
    """Write every call that fits into `folder`, which is made; gives how many, or None where it was stopped.

    Args:
        language: of what stands around what was said; None: the call's own.
        go_on: told after each call.

    Raises:
        UserError: the folder is there already, or the one that it is to be in is not; no call fits; there is no word in
            what is looked for.
        StorageError: the journal can't be read, or the files not be written; then there is no folder.
    """
    check_place(folder, new=True)
    calls: list[LoggedCall] = []
    for call in every(log, filters):
        calls.append(call)
        if len(calls) % _AT_ONCE == 0 and not go_on(0, None):
            return None
    if not calls:
        raise UserError("No call fits, so there is nothing to put on paper.", "Ask for others.")
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        names: Counter[str] = Counter()
        with Typesetter() as typesetter:
            for number, call in enumerate(calls):
                if not go_on(number, len(calls)):
                    return None
                content = typesetter.pdf("call", whole(log, call.key), language or own_language(call))
                name = paper_name(call)
                names[name] += 1
                again = f"-{names[name]}" if names[name] > 1 else ""
                write_whole(beside / f"{name}{again}.pdf", content)
        if not go_on(len(calls), len(calls)):
            return None
        beside.rename(folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(calls)


def paper_name(call: LoggedCall) -> str:
    """A file name without its ending that says which call, by the time at which it began, and not whose."""
    return f"call-{call.started_at[:16].replace(':', '').replace('T', '-')}"


def own_language(call: LoggedCall) -> Language:
    """What a call was spoken in, as far as is known; Arabic otherwise."""
    return "en" if call.language == "en" else "ar"
