"""A whole article, to be read while people talk: text, steps and values."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from callassist.calls.updates import ArticleShown
from callassist.events import FoundArticle, Language
from callassist.knowledge.article import Article
from ui.agent.chords import with_chord
from ui.agent.knowing.article_words import about, checked, is_incident, other_language, whole
from ui.agent.knowing.days import now
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flash import Flash, copy
from ui.widgets.glyphs import GlyphButton
from ui.widgets.labels import Elided, button, label
from ui.widgets.paragraph import pitch
from ui.words import direction, either_way, translate


class ArticleView(QFrame):
    """Opens with what the search said of it, until the whole has come.

    Signals:
        left: back to the answers. copied: the agent used it.
    """

    left = Signal()
    copied = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "paper")
        self._look = look
        self._found: FoundArticle | None = None
        self._article: Article | None = None
        self._missing = False
        self._title, self._about = label("strong", wrap=True), Elided()
        self._about.setProperty("type", "small")
        self._about.setProperty("look", "soft")
        self._back = button(self.left.emit, look="quiet")
        self._copy = GlyphButton(look, "copy", self.copy)
        self.text = _Reading()
        self.text.escaped.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TIGHT)
        column.addWidget(self._head)
        column.addWidget(self._about)
        column.addWidget(self.text, 1)
        self._flash = Flash(self._head)
        look.changed.connect(self._show)
        self._show()

    @property
    def article(self) -> FoundArticle | None:
        """Which one is open."""
        return self._found

    def open(self, found: FoundArticle) -> None:
        """Show it; the whole of it follows, but for an incident, which is whole already."""
        self._found, self._article, self._missing = found, None, False
        self._show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self, shown: ArticleShown) -> None:
        """The whole has come, or is not there any more."""
        if self._found is not None and shown.id == self._found.id:
            self._article, self._missing = shown.article, shown.article is None
            self._show()

    def close_article(self) -> None:
        """Nothing is open."""
        self._found = self._article = None
        self._flash.hide()

    def copy(self) -> None:
        """Copy its text, without steps and values."""
        if self._found is not None:
            text = self._article.answer if self._article is not None else self._found.passage
            copy(text, self._flash, self._head.rect())
            self.copied.emit()

    def _show(self) -> None:
        self._back.setText(translate("article", "Back"))
        self._back.setToolTip(with_chord(translate("article", "Back to the answers, as Esc does"), "open"))
        self._head.setMinimumHeight(self._back.sizeHint().height())
        self._copy.say(translate("article", "Copy the text"), translate("article", "Copy the text"))
        found = self._found
        if found is None:
            return
        self._title.setText(found.title)
        if self._missing:
            self._about.setText(translate("article", "This article is not there any more. What was found of it:"))
        elif self._article is not None:
            self._about.setText(_all_about(self._article, found))
        else:
            self._about.setText(about(found))
        self._about.setVisible(bool(self._about.text()))
        loading = self._article is None and not self._missing and not is_incident(found)
        text = whole(self._article) if self._article is not None else found.passage
        if loading:
            text += "\n\n" + translate("article", "The rest is being fetched …")
        self.text.show_markdown(text, found.language, self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _all_about(article: Article, found: FoundArticle) -> str:
    parts = []
    if article.is_stale(now().date()):
        parts.append(translate("articles", "review overdue"))
    parts.append(other_language(article.language))
    if article.checked is not None:
        parts.append(checked(article.checked))
    parts.append(either_way(article.source or found.source or ""))
    if article.owner:
        parts.append(translate("article", "kept by %1").replace("%1", either_way(article.owner)))
    return " · ".join(filter(None, parts))


class _Reading(QTextBrowser):
    """Shows Markdown in the tokens' lines; fetches nothing, follows no link.

    Signals:
        escaped: Escape was pressed.
    """

    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)

    def show_markdown(self, text: str, language: Language, look: Look) -> None:
        """Show a text in the direction of its language."""
        turned = Qt.LayoutDirection.RightToLeft if language == "ar" else Qt.LayoutDirection.LeftToRight
        if not text.isascii() or language == "ar":
            turned = direction(text)
        document = self.document()
        document.setDefaultFont(look.font("text"))
        option = QTextOption()
        option.setTextDirection(turned)
        document.setDefaultTextOption(option)
        document.setMarkdown(
            text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        )
        step = pitch(look.font("text"), turned)
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            lines = QTextBlockFormat()
            lines.setLineHeight(step, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            lines.setLayoutDirection(turned)
            lines.setBottomMargin(TIGHT)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(lines)
            block = block.next()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Pictures and the like are not fetched, from nowhere."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back; the rest scrolls."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
