"""Opening addresses: https at once, http after a question, everything else never."""

import collections.abc

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.console.incident.additional_data.links import Browsing
from app.console.theme.theme import Theme
from app.console.widgets.dialogs import Question


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []

    def take(url: QUrl) -> bool:
        urls.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return urls


@pytest.fixture
def window(theme: Theme) -> collections.abc.Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.deleteLater()


def test_https_opens_at_once(theme: Theme, window: QWidget, opened_urls: list[str]) -> None:
    Browsing(window, theme).open("https://plans.example.com/a?b=1")
    assert opened_urls == ["https://plans.example.com/a?b=1"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a@b.example"]
)
def test_other_addresses_never_open(theme: Theme, window: QWidget, opened_urls: list[str], address: str) -> None:
    Browsing(window, theme).open(address)
    assert opened_urls == []
    assert window.findChildren(Question) == []


@pytest.mark.parametrize(("answer", "urls"), [(0, ["http://old.example.com/plan"]), (1, []), (None, [])])
def test_http_asks_first(
    theme: Theme, window: QWidget, opened_urls: list[str], answer: int | None, urls: list[str]
) -> None:
    Browsing(window, theme).open("http://old.example.com/plan")
    [question] = window.findChildren(Question)
    assert opened_urls == []
    question.reject() if answer is None else question._choose(answer)
    assert opened_urls == urls
