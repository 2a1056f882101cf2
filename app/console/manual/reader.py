"""The pane that shows a page of the manual: this program's own Markdown, and nothing from outside of its folder."""

import pathlib

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.manual.library import Library, Page
from app.console.manual.typesetting import typeset

MARGIN = 16
PICTURE_MARGIN = 48


class Reader(QTextBrowser):
    """Shows one page. Only names of pages can be followed; nothing opens a browser or a file.

    Signals:
        wanted: the name of another page that a link asks for.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, library: Library) -> None:
        super().__init__()
        self._theme = theme
        self._library = library
        self._page: Page | None = None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName("Page of the manual")
        self.document().setDocumentMargin(MARGIN)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.path().removesuffix(".md")))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: Page) -> None:
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
