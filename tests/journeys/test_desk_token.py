"""The desk's token stands in its file and nowhere that another user of the computer could look."""

import pathlib
import sys

import pytest

from app.station.api import auth
from tests.journeys.program import running


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_token_is_on_no_command_line_and_in_no_environment(tmp_path: pathlib.Path) -> None:
    with running(tmp_path) as station:
        file = auth.read(tmp_path)
        assert file is not None
        process = pathlib.Path("/proc") / str(station.process.pid)
        told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        assert b"station" in told
        assert file.token.encode() not in told
        assert station.stop() == 0
    written = [one for one in tmp_path.rglob("*") if one.is_file() and file.token.encode() in one.read_bytes()]
    assert written == []
