"""How a page of the manual is set: Markdown becomes blocks with room above headings, and lines that breathe."""

import dataclasses
import pathlib
import re

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextTable

FOLDER = "manual"
BOOKS = ("operator", "administrator", "reference")
"""The books in their order; each is a folder beside ``pictures``."""
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\.md\)|[*`\[\]]")
"""Pictures, the targets of links, and what makes words bold, code or a link."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ManualPage:
    """One page: its book, the name that links use (the file's, without number and ending), title and text."""

    book: str
    name: str
    title: str
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PageMatch:
    """A page that holds what was looked for, and the first line of it that does."""

    page: ManualPage
    line: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Manual:
    """Every page, and the folder in which pictures are found."""

    folder: pathlib.Path
    pages: tuple[ManualPage, ...]

    def page(self, name: str) -> ManualPage | None:
        """The page of a name."""
        return next((page for page in self.pages if page.name == name), None)

    def search(self, wanted: str) -> tuple[PageMatch, ...]:
        """Pages that hold every word of ``wanted``, titles first; nothing when nothing is looked for."""
        words = wanted.casefold().split()
        hits = [page for page in self.pages if words and all(word in page.text.casefold() for word in words)]
        in_title = [page for page in hits if all(word in page.title.casefold() for word in words)]
        return tuple(
            PageMatch(page=page, line=_line(page, words))
            for page in (*in_title, *(x for x in hits if x not in in_title))
        )


def read(resources: pathlib.Path) -> Manual:
    """The manual of this installation.

    Raises:
        FileNotFoundError: the installation is incomplete; the sentence says what to do.
    """
    folder = resources / FOLDER
    pages = tuple(_page(book, file) for book in BOOKS for file in sorted((folder / book).glob("*.md")))
    if not pages:
        raise FileNotFoundError("This installation lacks its manual. Install Watchfloor again.")
    return Manual(folder=folder, pages=pages)


def _page(book: str, file: pathlib.Path) -> ManualPage:
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return ManualPage(book=book, name=file.stem.lstrip("0123456789-"), title=title, text=text)


def _line(page: ManualPage, words: list[str]) -> str:
    """The first line with one of the words, without Markdown's signs."""
    lines = (_MARKS.sub("", line).strip(" #|-").replace("|", "·") for line in page.text.splitlines()[1:])
    return next((line for line in lines if any(word in line.casefold() for word in words)), "")


LINE_PERCENT = 125.0
ABOVE = {1: 0, 2: 18}
"""Pixels above a heading by its level."""
BELOW = 7
TABLE_PADDING = 4


def typeset(document: QTextDocument, markdown: str) -> None:
    """Fill a document with a page of ours."""
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    block = document.begin()
    while block.isValid():
        in_table = QTextCursor(block).currentTable() is not None
        form = QTextBlockFormat(block.blockFormat())
        if not in_table:
            form.setTopMargin(ABOVE.get(form.headingLevel(), 0) if form.headingLevel() else form.topMargin())
            form.setBottomMargin(BELOW)
        if not form.headingLevel():
            form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format().toTableFormat()
            shape.setCellPadding(TABLE_PADDING)
            shape.setBorderCollapse(True)
            shape.setTopMargin(BELOW)
            shape.setBottomMargin(BELOW)
            frame.setFormat(shape)
