"""Saves an incident report where the agent says, outside the thread of the window."""

from __future__ import annotations

import errno
import json
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from callassist.events import Language
from callassist.reports.typesetting import Typesetter
from callassist.whole_file import write_whole
from ui.words import translate, window_language

Form = Literal["pdf", "json"]


class ReportSaver(QObject):
    """One at a time, in their order.

    Signals:
        saved: the file's name. failed: why it could not be written.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="report")

    def ask(self, report: dict[str, Any], form: Form) -> None:
        """Let the agent choose a place, and save it there."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = translate("report", "Save the incident report")
        dialog = QFileDialog(self._window, title, documents)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.selectFile(f"{name_of(report)}.{form}")
        dialog.fileSelected.connect(lambda chosen: self.save(report, Path(chosen), form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, report: dict[str, Any], file: Path, form: Form) -> None:
        """Write it; tells `saved` or `failed`. A PDF is in the window's language."""
        self._writer.submit(_write, report, file, form, window_language()).add_done_callback(
            lambda done: self._tell(done, file)
        )

    def close(self) -> None:
        """Let what has been begun come to its end."""
        self._writer.shutdown()

    def _tell(self, done: Future[None], file: Path) -> None:
        """In the writer's thread; signals cross over to the window's."""
        error = done.exception()
        if error is None:
            self.saved.emit(str(file))
        elif isinstance(error, OSError):
            self.failed.emit(error.strerror or str(error))
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def name_of(report: dict[str, Any]) -> str:
    """A file name that says which call it was, without saying whose."""
    began = str(report["call"]["started_at"])[:16].replace(":", "").replace("T", "-")
    return f"incident-{began}"


def _write(report: dict[str, Any], file: Path, form: Form, language: Language) -> None:
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if form == "json":
        write_whole(file, json.dumps(report, ensure_ascii=False, indent=2) + "\n")
        return
    with Typesetter() as typesetter:
        write_whole(file, typesetter.pdf("incident", report, language))
