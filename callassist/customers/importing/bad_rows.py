"""Lists the rows that could not be imported in a file of their own, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from callassist.customers.exporting import csv_lines
from callassist.customers.importing.cells import BadRow, plain
from callassist.customers.importing.table import Table
from callassist.store.export import write_private
from callassist.text.redaction import RedactionPolicy, redact_line

_ADDED = ("line", "reason")


def write_bad_rows(target: Path, table: Table, bad: Sequence[BadRow], redaction: RedactionPolicy) -> None:
    """Write the bad rows as they were, each with its line and the reason, for its owner only.

    Card numbers and the like are masked in it, as anywhere on a disk.

    Raises:
        UserError: `target` exists already.
        StorageError: it can't be written.
    """
    # A list of an earlier attempt has these columns already.
    kept = [place for place, heading in enumerate(table.headings) if heading not in _ADDED]
    rows = [[table.headings[place] for place in kept] + list(_ADDED)]
    for each in bad:
        cells = [redact_line(plain(cell), policy=redaction).text for cell in each.row.cells]
        whole = len(cells) == len(table.headings)
        rows.append([cells[place] for place in kept] if whole else cells)
        rows[-1] += [str(each.line), each.reason]
    write_private(target, csv_lines(rows, table.form.separator))
