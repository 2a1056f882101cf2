"""The manual's pages as files: Markdown of this program's own, in books, in the order of their names."""

import dataclasses
import pathlib
import re

FOLDER = "manual"
BOOKS = ("operator", "administrator", "reference")
"""The books in their order; each is a folder beside ``pictures``."""
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\.md\)|[*`\[\]]")
"""Pictures, the targets of links, and what makes words bold, code or a link."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its book, the name that links use (the file's, without number and ending), title and text."""

    book: str
    name: str
    title: str
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """A page that holds what was looked for, and the first line of it that does."""

    page: Page
    line: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Library:
    """Every page, and the folder in which pictures are found."""

    folder: pathlib.Path
    pages: tuple[Page, ...]

    def page(self, name: str) -> Page | None:
        """The page of a name."""
        return next((page for page in self.pages if page.name == name), None)

    def search(self, wanted: str) -> tuple[Found, ...]:
        """Pages that hold every word of ``wanted``, titles first; nothing when nothing is looked for."""
        words = wanted.casefold().split()
        hits = [page for page in self.pages if words and all(word in page.text.casefold() for word in words)]
        in_title = [page for page in hits if all(word in page.title.casefold() for word in words)]
        return tuple(
            Found(page=page, line=_line(page, words)) for page in (*in_title, *(x for x in hits if x not in in_title))
        )


def read(resources: pathlib.Path) -> Library:
    """The manual of this installation.

    Raises:
        FileNotFoundError: the installation is incomplete; the sentence says what to do.
    """
    folder = resources / FOLDER
    pages = tuple(_page(book, file) for book in BOOKS for file in sorted((folder / book).glob("*.md")))
    if not pages:
        raise FileNotFoundError("This installation lacks its manual. Install Watchfloor again.")
    return Library(folder=folder, pages=pages)


def _page(book: str, file: pathlib.Path) -> Page:
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Page(book=book, name=file.stem.lstrip("0123456789-"), title=title, text=text)


def _line(page: Page, words: list[str]) -> str:
    """The first line with one of the words, without Markdown's signs."""
    lines = (_MARKS.sub("", line).strip(" #|-").replace("|", "·") for line in page.text.splitlines()[1:])
    return next((line for line in lines if any(word in line.casefold() for word in words)), "")
