"""The manual's window: contents and search at the left, a page at the right. F1 opens it, Esc leaves it."""

import pathlib

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CAPTION_STRONG
from app.console.tools.manual_pages import BOOKS, Manual, ManualPage, typeset
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Aside

MARGIN = 16
PICTURE_MARGIN = 48


class ManualBrowser(QTextBrowser):
    """Shows one page. Only names of pages can be followed; nothing opens a browser or a file.

    Signals:
        wanted: the name of another page that a link asks for.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, library: Manual) -> None:
        super().__init__()
        self._theme = theme
        self._library = library
        self._page: ManualPage | None = None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName("Page of the manual")
        self.document().setDocumentMargin(MARGIN)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.path().removesuffix(".md")))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: ManualPage) -> None:
        """Show a page from its beginning."""
        self._page = page
        typeset(self.document(), page.text)
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual, as wide as there is room; anything else is nothing."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        return picture(self._library.folder, QUrl(name), self.viewport().width() - PICTURE_MARGIN)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(BODY))
        if self._page is not None:
            self.show_page(self._page)


def picture(folder: pathlib.Path, url: QUrl, width: int) -> QImage:
    """A picture of the manual's, no wider than ``width`` pixels; an empty one if there is none of that name."""
    file = folder / "pictures" / pathlib.PurePosixPath(url.path()).name
    image = QImage(str(file)) if file.suffix == ".png" and file.is_file() else QImage()
    if image.isNull() or image.width() <= width:
        return image
    return image.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)


CONTENTS_WIDTH = 320
_NAME = Qt.ItemDataRole.UserRole


class ManualWindow(Aside):
    """Shows the library it is given.

    Signals:
        pdf_wanted: the whole manual shall be written as PDF.
    """

    pdf_wanted = Signal()

    def __init__(self, theme: Theme, library: Manual) -> None:
        super().__init__(theme)
        self._theme = theme
        self._library = library
        self.field = QLineEdit()
        self.reader = ManualBrowser(theme, library)
        self._contents = QListWidget()
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._pdf = Button(theme, "Save as PDF…")
        self.setWindowTitle("Manual")
        self.resize(theme.px(1080), theme.px(760))
        self._lay_out()
        self._connect()
        self._list_pages("")
        self.show_page(library.pages[0].name)

    @property
    def page(self) -> str:
        """The name of the page in front."""
        row = self._contents.currentRow()
        return str(self._contents.item(row).data(_NAME) or "") if row >= 0 else ""

    def listed(self) -> list[str]:
        """The names of the pages that the contents list now."""
        rows = (self._contents.item(row) for row in range(self._contents.count()))
        return [row.data(_NAME) for row in rows if row.data(_NAME)]

    def show_page(self, name: str) -> None:
        """Show a page by its name; one that is not there changes nothing."""
        page = self._library.page(name)
        if page is None:
            return
        if name not in self.listed():
            self.field.clear()
        rows = (self._contents.item(row) for row in range(self._contents.count()))
        self._contents.setCurrentItem(next(row for row in rows if row.data(_NAME) == name))

    def say(self, sentence: str) -> None:
        """What became of an act, in its place."""
        self._remark.show_text(sentence)

    def _list_pages(self, wanted: str) -> None:
        self._contents.clear()
        if wanted.strip():
            found = self._library.search(wanted)
            for one in found:
                self._add(one.page, f"{one.page.title}\n{one.line}")
            pages = "1 page" if len(found) == 1 else f"{len(found)} pages"
            self._remark.show_text(pages if found else "No page holds this.")
            self._contents.setCurrentRow(0)
            return
        self._remark.show_text("")
        for book in BOOKS:
            head = QListWidgetItem(book_title(book), self._contents)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(self._theme.font(CAPTION_STRONG))
            for page in self._library.pages:
                if page.book == book:
                    self._add(page, page.title)

    def _add(self, page: ManualPage, words: str) -> None:
        item = QListWidgetItem(words, self._contents)
        item.setData(_NAME, page.name)

    def _chosen(self) -> None:
        page = self._library.page(self.page)
        if page is not None:
            self.reader.show_page(page)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._list_pages)
        self.field.returnPressed.connect(self.reader.setFocus)
        self._contents.currentItemChanged.connect(self._chosen)
        self.reader.wanted.connect(self.show_page)
        self._pdf.clicked.connect(self.pdf_wanted)
        self._theme.changed.connect(self._restyle)
        self._restyle()
        look = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        look.activated.connect(self.field.setFocus)

    def _restyle(self) -> None:
        self._contents.setFont(self._theme.font(BODY))
        self.field.setFont(self._theme.font(BODY))
        self._contents.setFixedWidth(self._theme.px(CONTENTS_WIDTH))
        self.field.setFixedWidth(self._theme.px(CONTENTS_WIDTH))

    def _lay_out(self) -> None:
        self.field.setPlaceholderText("Search the manual")
        self.field.setAccessibleName("Search the manual")
        self.field.setClearButtonEnabled(True)
        self._contents.setAccessibleName("Pages")
        self._contents.setWordWrap(True)
        self._contents.setSpacing(2)
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.field, self._contents, self._remark, self._pdf):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self.reader, 1)


def book_title(book: str) -> str:
    """The name of a book of the manual."""
    titles = {
        "operator": "For operators",
        "administrator": "For administrators",
        "reference": "What is known, and privacy",
    }
    return titles[book]


def pdf_titles() -> dict[str, str]:
    """The books' names by folder, as the PDF's title page lists them."""
    return {book: book_title(book) for book in BOOKS}


def pdf_name(folder: pathlib.Path) -> pathlib.Path:
    """The name that is offered for the PDF."""
    return folder / "watchfloor-manual.pdf"
