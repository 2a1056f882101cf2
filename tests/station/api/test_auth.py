import os
import pathlib
import stat

import pytest

from app.station.api import auth
from app.station.api.auth import DeskFile
from app.station.http.request import InboundRequest

TOKEN = "a-token-for-consoles"


def head(**headers: str) -> InboundRequest:
    return InboundRequest(
        method="GET", path="/hello", untrusted_query={}, untrusted_headers=tuple(headers.items()), remote="127.0.0.1"
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:5", "Authorization": f"Bearer {TOKEN}"}, None),
        ({"Host": "localhost:5", "Authorization": f"Bearer {TOKEN}"}, None),
        ({"Host": "127.0.0.1:5"}, 401),
        ({"Host": "127.0.0.1:5", "Authorization": "Bearer another"}, 401),
        ({"Host": "127.0.0.1:5", "Authorization": TOKEN}, 401),
        ({"Host": "127.0.0.1:5", "Authorization": "Bearer tok\u00e9n"}, 401),
        ({"Host": "rebound.example:5", "Authorization": f"Bearer {TOKEN}"}, 403),
        ({"Authorization": f"Bearer {TOKEN}"}, 403),
        ({"Host": "127.0.0.1:5", "Authorization": f"Bearer {TOKEN}", "Origin": "null"}, 403),
        ({"Host": "127.0.0.1:5", "Authorization": f"Bearer {TOKEN}", "Origin": "http://127.0.0.1:5"}, 403),
    ],
)
def test_who_gets_in(headers: dict[str, str], status: int | None) -> None:
    answer = auth.guard(TOKEN)(head(**headers))
    assert (answer and answer.status) == status


def test_the_file_is_for_this_user_only(tmp_path: pathlib.Path) -> None:
    file = DeskFile(url="http://127.0.0.1:5", token=TOKEN, pid=7)
    assert auth.read(tmp_path) is None
    auth.write(tmp_path, file)
    assert auth.read(tmp_path) == file
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / auth.FILE_NAME).stat().st_mode) == 0o600
    assert TOKEN not in repr(file)
    (tmp_path / auth.FILE_NAME).write_bytes(b'{"url"')
    assert auth.read(tmp_path) is None
    auth.remove(tmp_path)
    auth.remove(tmp_path)
    assert not (tmp_path / auth.FILE_NAME).exists()


def test_every_start_has_its_own_token() -> None:
    assert auth.new_token() != auth.new_token()


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {"Content-Type": "application/json"}, None),
        ("POST", {"Content-Type": "Application/JSON; charset=utf-8"}, None),
        ("POST", {"Content-Type": "text/plain"}, 415),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", {}, 415),
        ("GET", {}, None),
        ("OPTIONS", {"Origin": "http://page.example", "Access-Control-Request-Method": "POST"}, 403),
    ],
)
def test_what_is_sent_is_json_and_no_page_may_ask(method: str, headers: dict[str, str], status: int | None) -> None:
    given = {"Host": "127.0.0.1:5", "Authorization": f"Bearer {TOKEN}", **headers}
    asked = InboundRequest(
        method=method, path="/commands", untrusted_query={}, untrusted_headers=tuple(given.items()), remote=""
    )
    answer = auth.guard(TOKEN)(asked)
    assert (answer and answer.status) == status
    assert not any(name.lower().startswith("access-control") for name, _ in (answer.headers if answer else ()))


def test_the_token_counts_in_the_header_only() -> None:
    query = {"token": TOKEN, "access_token": TOKEN, "Authorization": f"Bearer {TOKEN}"}
    asked = InboundRequest(
        method="GET",
        path="/hello",
        untrusted_query=query,
        untrusted_headers=(("Host", "127.0.0.1:5"), ("Cookie", f"token={TOKEN}")),
        remote="",
    )
    answer = auth.guard(TOKEN)(asked)
    assert answer is not None
    assert answer.status == 401
