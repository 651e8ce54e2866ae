"""Lays out PDFs in a process of its own: it is a second of pure Python a report, in which a window would falter.

The process takes one report after another through a pipe and ends when that is closed, also where the application died.
Nothing of a report reaches the disk in it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Final, Literal, Self

from callassist.events import Language

Report = Literal["call", "incident"]
_SPAWN: Final = multiprocessing.get_context("spawn")
_NICE: Final = 10
_ENDS_WITHIN_S: Final = 5.0


class Typesetter:
    """One process, from `with` to its end.

    Attributes:
        process: that one.
    """

    def __enter__(self) -> Self:
        self._pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_lay_out_all, args=(theirs,), name="callassist-typesetter", daemon=True)
        self.process.start()
        theirs.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._pipe.close()
        self.process.join(_ENDS_WITHIN_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()

    def pdf(self, report: Report, content: Any, language: Language) -> bytes:
        """A report as a PDF file.

        Args:
            content: a `WholeCall`, or an incident report.

        Raises:
            RuntimeError: the process failed, which is a bug; it says how.
        """
        try:
            self._pipe.send((report, content, language))
            laid_out: bytes | str = self._pipe.recv()
        except (OSError, EOFError) as error:
            self.process.join(_ENDS_WITHIN_S)
            raise RuntimeError(f"what lays out reports ended with exit code {self.process.exitcode}") from error
        if isinstance(laid_out, str):
            raise RuntimeError(f"a report could not be laid out:\n{laid_out}")
        return laid_out


def _lay_out_all(pipe: Connection) -> None:
    """What the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to everybody; whoever asked decides
    if hasattr(os, "nice"):
        os.nice(_NICE)
    while True:
        try:
            report, content, language = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: bytes | str = _laid_out(report, content, language)
        except Exception:  # noqa: BLE001 - told to whoever asked
            answer = traceback.format_exc()
        pipe.send(answer)


def _laid_out(report: Report, content: Any, language: Language) -> bytes:
    if report == "call":
        from callassist.reports import call_pdf  # what lays out pages is slow to import

        return call_pdf.pdf(content, language)
    from callassist.conduct import report_pdf

    return report_pdf.pdf(content, language)
