"""Letters for reports: fonts of this computer, and marks for what none of them can write."""

import collections.abc
import os
import pathlib
import sys
import typing

import fpdf

FAMILY: typing.Final = "report"
CORE: typing.Final = "Helvetica"
_PAIRS: typing.Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
)
_FOR_OTHER_SCRIPTS: typing.Final = ("Arial Unicode.ttf", "NotoSansSymbols2-Regular.ttf", "seguisym.ttf", "simhei.ttf")
_LATIN_1 = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))


class Letters:
    """The family to write with, and how to write a text in it."""

    def __init__(self, page: fpdf.FPDF, folders: collections.abc.Sequence[pathlib.Path]) -> None:
        found = _found(folders)
        pair = next((pair for pair in _PAIRS if set(pair) <= set(found)), None)
        self.family = CORE
        self._known = _LATIN_1
        if pair is not None:
            self.family = FAMILY
            others = [found[name] for name in _FOR_OTHER_SCRIPTS if name in found]
            self._known = _load(page, [found[name] for name in pair], others)

    def written(self, text: str) -> str:
        """The text, with ``[U+0915]`` for each character that no font here has."""
        return "".join(one if one == "\n" or one in self._known else f"[U+{ord(one):04X}]" for one in text)


def system_folders() -> list[pathlib.Path]:
    """Where this computer keeps its fonts."""
    home = pathlib.Path.home()
    if sys.platform == "win32":
        return [pathlib.Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [pathlib.Path("/System/Library/Fonts"), pathlib.Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [pathlib.Path("/usr/share/fonts"), pathlib.Path("/usr/local/share/fonts"), home / ".local/share/fonts"]


def _found(folders: collections.abc.Sequence[pathlib.Path]) -> dict[str, pathlib.Path]:
    wanted = {name for pair in _PAIRS for name in pair} | set(_FOR_OTHER_SCRIPTS)
    return {
        name: pathlib.Path(folder) / name
        for start in folders
        for folder, _, names in os.walk(start)
        for name in wanted.intersection(names)
    }


def _load(
    page: fpdf.FPDF, pair: collections.abc.Sequence[pathlib.Path], others: collections.abc.Sequence[pathlib.Path]
) -> frozenset[str]:
    """Give the fonts to the page; returns all characters that text in either weight can be written with."""
    for style, file in zip(("", "B"), pair, strict=True):
        page.add_font(FAMILY, style, file)
    both = _characters(page, FAMILY) & _characters(page, f"{FAMILY}B")
    for number, file in enumerate(others):
        page.add_font(f"{FAMILY}{number}", "", file)
    page.set_fallback_fonts([f"{FAMILY}{number}" for number in range(len(others))], exact_match=False)
    return both.union(*(_characters(page, f"{FAMILY}{number}") for number in range(len(others))))


def _characters(page: fpdf.FPDF, key: str) -> frozenset[str]:
    return frozenset(map(chr, getattr(page.fonts[key], "cmap", ())))
