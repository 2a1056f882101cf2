import os
import pathlib
import stat

import pytest

from app.station.desk import door
from app.station.desk.door import DeskFile
from app.station.listener.exchange import Head

TOKEN = "a-token-for-consoles"


def head(**headers: str) -> Head:
    return Head(
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
    answer = door.guard(TOKEN)(head(**headers))
    assert (answer and answer.status) == status


def test_the_file_is_for_this_user_only(tmp_path: pathlib.Path) -> None:
    file = DeskFile(url="http://127.0.0.1:5", token=TOKEN, pid=7)
    assert door.read(tmp_path) is None
    door.write(tmp_path, file)
    assert door.read(tmp_path) == file
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / door.FILE_NAME).stat().st_mode) == 0o600
    assert TOKEN not in repr(file)
    (tmp_path / door.FILE_NAME).write_bytes(b'{"url"')
    assert door.read(tmp_path) is None
    door.remove(tmp_path)
    door.remove(tmp_path)
    assert not (tmp_path / door.FILE_NAME).exists()


def test_every_start_has_its_own_token() -> None:
    assert door.new_token() != door.new_token()
