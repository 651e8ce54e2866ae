"""The call: customer, transcript, the prompt, answers and what to say, goodwill and notes, in one column or in two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from callassist.calls.updates import ListeningChanged
from callassist.events import Commitment
from ui.agent.conduct.goodwill_strip import GoodwillStrip
from ui.agent.conduct.now_card import NowCard
from ui.agent.knowing.customer_pane import CustomerPane
from ui.agent.knowing.knowledge_pane import KnowledgePane
from ui.agent.notes import NoteField
from ui.agent.promises.strip import PromiseStrip
from ui.agent.transcript import Transcript
from ui.agent.transcript_view import TranscriptView
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, TIGHT, WIDE, WIDE_WINDOW
from ui.widgets.labels import label
from ui.words import translate

_OF_THE_WINDOW = 3
"""The transcript has at least this part of the window, a third; the first line of a prompt is taken from it."""

_PROMISES, _PROMISES_WIDE = 2, 4
"""How many promises are shown; one where the page is low."""
_LOW = 420

_COLUMN, _SIDE = 3, 2
"""How a wide window is shared."""


class CallPage(QWidget):
    """Shares its room so that the transcript never gets less than its part.

    In a narrow window the card stands above the transcript and the answers below it; what is opened whole takes the
    room of the other. In a wide one both stand beside it.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._listening = ListeningChanged("off")
        self._wide = self._sharing = False
        self.customer, self.knowledge = CustomerPane(look), KnowledgePane(look)
        self.now, self.goodwill = NowCard(look), GoodwillStrip()
        self.view = TranscriptView(look)
        self.promises, self.note = PromiseStrip(look), NoteField()
        self._empty = label(look="soft", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draft = QFrame()
        self._draft.setProperty("look", "draft")
        self._draft_word = label("small", look="amber", wrap=True)
        draft = QHBoxLayout(self._draft)
        draft.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        draft.addWidget(self._draft_word)
        blank = QWidget()
        blank.setProperty("look", "paper")
        blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        filling = QVBoxLayout(blank)
        filling.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        filling.addWidget(self._empty)
        area = QWidget()
        self._area = QStackedLayout(area)
        self._area.addWidget(self.view)
        self._area.addWidget(blank)
        self._transcript_area = area
        self._side = QFrame()
        self._side.setProperty("look", "side")
        self._side_column = QVBoxLayout(self._side)
        self._column = QVBoxLayout()
        row = QHBoxLayout(self)
        row.addLayout(self._column, _COLUMN)
        row.addWidget(self._side, _SIDE)
        for layout in (self._column, self._side_column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for part in (self.customer, self._draft):
            self._column.addWidget(part)
        self._column.addWidget(area, 1)
        for part in (self.now, self.knowledge, self.goodwill, self.promises, self.note):
            self._column.addWidget(part)
        self._side.hide()
        self.customer.changed.connect(self.share)
        self.knowledge.changed.connect(self.share)
        self.now.changed.connect(self.share)
        self.promises.changed.connect(self.share)
        self.promises.evidence.connect(self.show_said)
        self.goodwill.changed.connect(self.share)
        look.changed.connect(self.share)
        self._show()

    def show_transcript(self, transcript: Transcript) -> None:
        """The call in front is this one."""
        before = self.view.transcript()
        if before is transcript:
            return
        if before is not None:
            before.rowsInserted.disconnect(self._show)
            before.rowsRemoved.disconnect(self._show)
        self.view.setModel(transcript)
        transcript.rowsInserted.connect(self._show)
        transcript.rowsRemoved.connect(self._show)
        self._show()

    def take_now(self) -> None:
        """The prompt stands between the transcript and the answers."""
        self._column.insertWidget(self._column.indexOf(self._transcript_area) + 1, self.now)
        self.now.set_alone(False)
        self.share()

    def show_listening(self, listening: ListeningChanged) -> None:
        """Whether anything is written down, and how well."""
        self._listening = listening
        self._show()

    def show_said(self, promised: Commitment) -> None:
        """Show the line in which something was promised."""
        transcript = self.view.transcript()
        row = None if transcript is None else transcript.row_said_at(promised.t)
        if transcript is not None and row is not None:
            self.view.setCurrentIndex(transcript.index(row))
            self.view.scrollTo(transcript.index(row))

    # ── The room ──────────────────────────────────────────────────────────────────────────────────────────

    def share(self) -> None:
        """Give everything its height, after any of it has changed."""
        if self._sharing:
            return  # it changes because of this very sharing
        self._sharing = True
        try:
            self._share()
        finally:
            self._sharing = False

    def _share(self) -> None:
        wide = self.width() >= WIDE_WINDOW * self._look.scale / 100
        if wide != self._wide:
            self._wide = wide
            self._rearrange()
        low = self.height() < _LOW * self._look.scale / 100
        self.promises.set_most(_PROMISES_WIDE if wide else 1 if low else _PROMISES)
        if wide:
            self._share_now(self.width() * _COLUMN // (_COLUMN + _SIDE))
            self._share_side()
        else:
            self._share_column()

    def _rearrange(self) -> None:
        column = self._side_column if self._wide else self._column
        if self._wide:
            column.addWidget(self.customer)
            column.addWidget(self.knowledge, 1)
            self.knowledge.setMinimumHeight(0)
            self.knowledge.setMaximumHeight(16_777_215)  # QWIDGETSIZE_MAX
            self.knowledge.set_short(False)
        else:
            column.insertWidget(0, self.customer)
            column.insertWidget(column.indexOf(self.goodwill), self.knowledge)
        self._side.setVisible(self._wide)

    def _share_now(self, width: int) -> int:
        """Give the prompt its height; gives that too. In the small window it stands elsewhere."""
        if self.now.parentWidget() is not self:
            return 0
        height = self.now.height_in(width, self.height() - 2 * self.note.sizeHint().height())
        self.now.setFixedHeight(max(1, height))
        return height

    def _share_side(self) -> None:
        width, room = self._side.width(), self.height()
        room_below = self.knowledge.least(width) if not self.knowledge.isHidden() else 0
        whole = self.customer.opened and not self.knowledge.opened
        taken = self.customer.share(room - room_below if whole else room // 2, width, lines=3)
        self.customer.setFixedHeight(max(1, taken))
        self.knowledge.share(room - taken, width)

    def _share_column(self) -> None:
        width = self.width()
        now = self._share_now(width)
        rest = self.note.sizeHint().height() + now + self.promises.needed(width)
        rest += sum(part.heightForWidth(width) for part in (self._draft, self.goodwill) if not part.isHidden())
        least = max(1, self.window().height() // _OF_THE_WINDOW - min(now, self.now.first()))
        room = max(0, self.height() - rest - least)
        opened = self.knowledge.opened
        self.knowledge.set_short(True)
        if self.customer.opened:
            taken, below = self.customer.share(room, width, lines=1), 0
        else:
            below = 0 if opened or self.knowledge.isHidden() else self.knowledge.least(width)
            for lines in (3, 2, 1):
                taken = self.customer.share(room, width, lines=1 if opened else lines)
                if taken + below <= room:
                    break
            below = max(0, self.knowledge.share(room - taken, width))
        # In a very low window the transcript gives way: the prompt, who it is, and a search stand there whole.
        self._transcript_area.setMinimumHeight(min(least, max(1, self.height() - rest - taken - below)))
        self.customer.setFixedHeight(max(1, taken))
        self.knowledge.setFixedHeight(below)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room to share."""
        super().resizeEvent(event)
        self.share()

    # ── Words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        transcript = self.view.transcript()
        empty = transcript is None or transcript.rowCount() == 0
        self._area.setCurrentIndex(1 if empty else 0)
        self._empty.setText(_why_empty(self._listening))
        draft = self._listening.is_draft and self._listening.state not in ("refused", "not_confirmed")
        changed = self._draft.isHidden() == draft
        self._draft.setVisible(draft)
        self._draft_word.setText(translate("pages", "A draft: many words may be wrong"))
        # Not with every line that is said.
        if changed:
            self.share()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _why_empty(listening: ListeningChanged) -> str:
    match listening.state:
        case "refused":
            return translate("pages", "The caller does not want a transcript. Notes still work.")
        case "not_confirmed":
            return translate(
                "pages",
                "Nothing is written down until somebody confirms that callers and agents are told. Notes still work.",
            )
        case "failed":
            return translate("pages", "There is nothing to listen with. Notes still work.")
        case "off":
            return translate("pages", "Listening begins when the call is answered.")
        case "starting":
            return translate("pages", "Getting ready. What is said meanwhile is not lost.")
    return translate("pages", "What is said appears here.")
