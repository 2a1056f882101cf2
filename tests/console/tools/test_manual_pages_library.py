"""The manual's pages: every link, picture and key in them is real."""

import pathlib
import re

import pytest

from app import settings
from app.console.shortcuts.actions import Action
from app.console.tools import manual_pages
from app.core import paths

MANUAL = manual_pages.read(paths.resources())
MODIFIED = re.compile(r"`((?:Ctrl\+|Shift\+|Alt\+)*(?:F\d+|[A-Z.,]|Return|>)|\?)`")


def made(folder: pathlib.Path, **pages: str) -> manual_pages.Manual:
    for name, text in pages.items():
        file = folder / manual_pages.FOLDER / "operator" / f"10-{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return manual_pages.read(folder)


def test_pages_come_in_the_order_of_books_and_numbers() -> None:
    assert [page.book for page in MANUAL.pages] == sorted(
        (page.book for page in MANUAL.pages), key=manual_pages.BOOKS.index
    )
    assert MANUAL.pages[0].name == "what-it-is"
    assert len({page.name for page in MANUAL.pages}) == len(MANUAL.pages)


@pytest.mark.parametrize("page", MANUAL.pages, ids=lambda page: page.name)
def test_links_pictures_and_keys_of_a_page_are_real(page: manual_pages.ManualPage) -> None:
    for text, target in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", page.text):
        assert text
        if target.endswith(".png"):
            assert (MANUAL.folder / "pictures" / target).is_file(), target
        else:
            assert MANUAL.page(target.removesuffix(".md")), target
    known = {key for action in Action for key in action.keys}
    assert set(MODIFIED.findall(page.text)) <= known


def test_settings_that_it_names_exist() -> None:
    page = MANUAL.page("rapidsos")
    assert page is not None
    named = set(re.findall(r"`((?:lei|rad_e|oauth|trigger|callflow|data_share)_[a-z_]+)`", page.text))
    assert named
    assert named <= set(settings.Settings.__struct_fields__)


def test_every_setting_has_a_line_in_the_manual() -> None:
    written = " ".join(page.text for page in MANUAL.pages)
    assert {name for name in settings.Settings.__struct_fields__ if f"`{name}`" not in written} == set()


def test_a_search_finds_every_word_and_titles_first(tmp_path: pathlib.Path) -> None:
    found = made(
        tmp_path,
        a="# Other\n![Sound of alarms](x.png)\n| of *Sound* | [alarms](b.md), `Ctrl+.` |",
        b="# Sound\nand alarms",
        c="# Sound",
    ).search("alarms SOUND")
    assert [(one.page.name, one.line) for one in found] == [("a", "of Sound · alarms, Ctrl+."), ("b", "and alarms")]
    assert [one.page.name for one in made(tmp_path).search("sound")] == ["b", "c", "a"]
    assert made(tmp_path).search("  ") == ()


def test_an_installation_without_it_says_so(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install Watchfloor again"):
        manual_pages.read(tmp_path)
