"""The manual's window and its PDF."""

import collections.abc
import pathlib

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.theme.theme import Theme
from app.console.tools import manual_pages
from app.console.tools.manual import ManualWindow, pdf_titles, picture
from app.console.tools.manual_controller import ManualController, UnwritableError, write_pdf
from app.core import paths
from app.core.tasks import Tasks

MANUAL = manual_pages.read(paths.resources())


@pytest.fixture
def window(theme: Theme) -> collections.abc.Iterator[ManualWindow]:
    shown = ManualWindow(theme, MANUAL)
    yield shown
    shown.deleteLater()


def test_it_opens_on_its_first_page_and_lists_all(window: ManualWindow) -> None:
    assert window.page == "what-it-is"
    assert window.listed() == [page.name for page in MANUAL.pages]
    assert "supplemental" in window.reader.toPlainText()


def test_typing_lists_what_is_found_and_shows_the_first(window: ManualWindow) -> None:
    window.field.setText("quarantine")
    assert window.page in window.listed()
    assert len(window.listed()) < len(MANUAL.pages)
    assert "quarantine" in window.reader.toPlainText().casefold()
    window.field.setText("no such word anywhere")
    assert window.listed() == []


def test_a_link_leads_to_its_page_even_out_of_a_search(window: ManualWindow) -> None:
    window.field.setText("seal key")
    window.reader.anchorClicked.emit(QUrl("alarms.md"))
    assert (window.page, window.field.text()) == ("alarms", "")
    window.reader.anchorClicked.emit(QUrl("https://example.org/"))
    assert window.page == "alarms"


def test_only_its_own_pictures_are_found(window: ManualWindow) -> None:
    assert not picture(MANUAL.folder, QUrl("window.png"), 400).isNull()
    assert picture(MANUAL.folder, QUrl("window.png"), 400).width() == 400
    assert picture(MANUAL.folder, QUrl("../../map/places.json"), 400).isNull()
    assert picture(MANUAL.folder, QUrl("https://example.org/window2.png"), 400).isNull()


def test_escape_leaves_it(window: ManualWindow) -> None:
    window.show()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


@pytest.mark.usefixtures("qapp")
def test_the_pdf_has_a_title_page_and_every_page(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "manual.pdf"
    assert write_pdf(MANUAL, file, pdf_titles()) > len(MANUAL.pages)
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_is_not_there_is_said(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UnwritableError, match="Choose another folder"):
        write_pdf(MANUAL, tmp_path / "none" / "manual.pdf", pdf_titles())


def test_the_room_opens_one_window_at_a_page_and_writes_where_it_is_told(theme: Theme, tmp_path: pathlib.Path) -> None:
    parent = QWidget()
    room = ManualController(parent, theme, Tasks(lambda *_: None))
    room.write_to(tmp_path / "nobody-asked.pdf")
    room.open()
    room.open("alarms")
    (shown,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow) and one.isVisible()]
    assert shown.page == "alarms"
    room.write_to(tmp_path / "manual.pdf")
    room.write_to(tmp_path / "none" / "manual.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["manual.pdf"]
    room.close()
    room.close()
    parent.deleteLater()
