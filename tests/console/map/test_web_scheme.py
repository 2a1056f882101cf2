"""The second wall: what the page's own policy let through, the interceptor would still refuse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl

from app.console.map.web import Refuser


class Request:
    """Stands in for Chromium's request, which only Chromium can make."""

    def __init__(self, address: str) -> None:
        self._url = QUrl(address)
        self.blocked = False

    def requestUrl(self) -> QUrl:  # noqa: N802 Qt's name
        return self._url

    def block(self, blocked: bool) -> None:
        self.blocked = blocked


@pytest.mark.parametrize(
    "address", ["https://example.org/", "file:///etc/hostname", "console://other/x", "data:text/html,x", "ws://h"]
)
def test_outside_is_blocked_counted_and_logged_without_its_address(
    address: str, expect_log: Callable[[str], None]
) -> None:
    expect_log("asked for something outside")
    refuser, request = Refuser(), Request(address)
    refuser.interceptRequest(request)  # type: ignore[arg-type]
    assert request.blocked
    assert refuser.refused == [QUrl(address).scheme()]
    assert refuser.served == 0


def test_our_own_scheme_passes() -> None:
    refuser, request = Refuser(), Request("console://app/map.html")
    refuser.interceptRequest(request)  # type: ignore[arg-type]
    assert not request.blocked
    assert refuser.served == 1
