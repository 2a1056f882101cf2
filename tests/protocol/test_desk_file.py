from pathlib import Path

import pytest

from app.protocol.desk_file import FILE_NAME, DeskAddress, read


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"url": 5}', b'{"url": "x", "token": "y"}'])
def test_a_part_of_a_file_is_no_station_yet(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path) is None
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read(tmp_path) is None


def test_the_token_is_never_printed(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b'{"url": "http://127.0.0.1:1", "token": "hush", "pid": 7, "newer": 1}')
    desk = read(tmp_path)
    assert isinstance(desk, DeskAddress)
    assert desk.token == "hush"
    assert "hush" not in repr(desk)
