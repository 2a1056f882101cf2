"""Opens the manual, and writes it as PDF where the operator says."""

import pathlib

from PySide6.QtCore import QBuffer, QMarginsF, QObject, QRectF, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QFileDialog, QWidget

import app
from app.console.theme.theme import Theme
from app.console.tools import manual_pages
from app.console.tools.manual import ManualWindow, pdf_name, pdf_titles, picture
from app.console.tools.manual_pages import Manual, typeset
from app.console.widgets.dialogs import finished
from app.core import paths
from app.core.tasks import Tasks

DOTS_PER_INCH = 96
MARGIN_MM = 18
POINTS = 10
FOOT_PX = 28


class UnwritableError(Exception):
    """The PDF could not be written; the message is a sentence for the operator."""


def write_pdf(library: Manual, file: pathlib.Path, titles: dict[str, str]) -> int:
    """Write the manual; ``titles`` are the books' names by folder. Returns the number of sheets.

    Raises:
        UnwritableError: the file could not be written.
    """
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    sheets = _print(library, made, titles)
    try:
        file.write_bytes(made.data().data())
    except OSError as error:
        sentence = f"{file} can't be written ({error.strerror}). Choose another folder, or make room on the disk."
        raise UnwritableError(sentence) from None
    return sheets


def _print(library: Manual, target: QBuffer, titles: dict[str, str]) -> int:
    writer = QPdfWriter(target)
    writer.setTitle(_title())
    writer.setCreator("Watchfloor")
    writer.setResolution(DOTS_PER_INCH)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    paper, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(paper, upright, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    try:
        return _Press(library, writer, painter).print([_front(titles, library), *(page.text for page in library.pages)])
    finally:
        painter.end()


def _title() -> str:
    return f"Watchfloor {app.__version__}"


def _front(titles: dict[str, str], library: Manual) -> str:
    """The title page with the list of pages."""
    lines = [f"# {_title()}", ""]
    for book, title in titles.items():
        lines += [f"## {title}", "", *(f"- {page.title}" for page in library.pages if page.book == book), ""]
    return "\n".join(lines)


class _Press:
    """Lays pages on sheets and numbers them."""

    def __init__(self, library: Manual, writer: QPdfWriter, painter: QPainter) -> None:
        self._folder = library.folder
        self._writer = writer
        self._painter = painter
        self._area = QRectF(0, 0, writer.width(), writer.height() - FOOT_PX)
        self._sheets = 0

    def print(self, texts: list[str]) -> int:
        for text in texts:
            self._page(text)
        return self._sheets

    def _page(self, text: str) -> None:
        document = _Document(self._folder, int(self._area.width()))
        document.setDefaultFont(QFont("Inter", POINTS))
        document.setPageSize(self._area.size())
        typeset(document, text)
        for sheet in range(document.pageCount()):
            self._sheet(document, sheet)

    def _sheet(self, document: QTextDocument, number: int) -> None:
        if self._sheets:
            self._writer.newPage()
        self._sheets += 1
        self._painter.save()
        self._painter.translate(0, -number * self._area.height())
        shown = QAbstractTextDocumentLayout.PaintContext()
        shown.clip = QRectF(0, number * self._area.height(), self._area.width(), self._area.height())
        document.documentLayout().draw(self._painter, shown)
        self._painter.restore()
        self._painter.setFont(QFont("Inter", POINTS - 2))
        foot = QRectF(0, self._area.height(), self._area.width(), FOOT_PX)
        self._painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(self._sheets))


class _Document(QTextDocument):
    """A document that finds the manual's pictures and nothing else."""

    def __init__(self, folder: pathlib.Path, width: int) -> None:
        super().__init__()
        self._folder = folder
        self._width = width

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return picture(self._folder, QUrl(name), self._width)


class ManualController(QObject):
    """Keeps the one window of the manual.

    Signals:
        made: somebody asked for it the first time; carries the window.
    """

    made = Signal(QWidget)

    def __init__(self, parent: QWidget, theme: Theme, tasks: Tasks) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._window: ManualWindow | None = None

    def open(self, page: str = "") -> None:
        """Bring the manual to the front, at a page if one is named."""
        if self._window is None:
            self._window = ManualWindow(self._theme, manual_pages.read(paths.resources()))
            self._window.pdf_wanted.connect(lambda: self._tasks.start("write the manual", self._write()))
            self.made.emit(self._window)
        self._window.show_page(page)
        self._window.show()
        self._window.activateWindow()
        self._window.field.setFocus()

    def close(self) -> None:
        """Close it with the console."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    async def _write(self) -> None:
        window = self._window
        if window is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(window, "Save the manual as PDF", str(pdf_name(pathlib.Path(documents))), "*.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        if not await finished(dialog) or not dialog.selectedFiles():
            return
        self.write_to(pathlib.Path(dialog.selectedFiles()[0]))

    def write_to(self, file: pathlib.Path) -> None:
        """Write the PDF and say what became of it."""
        if self._window is None:
            return
        try:
            sheets = write_pdf(manual_pages.read(paths.resources()), file, pdf_titles())
        except UnwritableError as problem:
            self._window.say(str(problem))
        else:
            written = "1 sheet" if sheets == 1 else f"{sheets} sheets"
            self._window.say(f"{written} written to {file}")
