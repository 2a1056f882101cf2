import collections.abc
import pathlib
import stat
import sys

import pytest

from app.core.errors import Exit, RefusedError
from app.domain.data_share.field_mapping import Mapping
from app.settings import Settings
from app.station import startup
from app.station.api import auth
from app.station.api.auth import DeskFile
from app.station.journal import sealing
from app.station.journal.base import LOCK, DataDirectory
from app.station.journal.sealing import new_private_key


def test_one_station_holds_a_directory(tmp_path: pathlib.Path) -> None:
    directory = tmp_path / "data"
    startup.make(directory)
    lock = startup.hold(directory)
    with pytest.raises(RefusedError, match=r"A station works .* watchfloor stop --data-dir") as refused:
        startup.hold(directory)
    assert refused.value.code is Exit.DIRECTORY_IN_USE
    auth.write(directory, DeskFile(url="http://127.0.0.1:5", token="t", pid=4711))
    with pytest.raises(RefusedError, match=r"\(process 4711\)"):
        startup.hold(directory)
    lock.release()
    startup.hold(directory).release()


def test_a_directory_that_cannot_be_made(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RefusedError, match="can't be made") as refused:
        startup.make(tmp_path / "file" / "data")
    assert refused.value.code is Exit.STORAGE
    with pytest.raises(RefusedError, match="can't be written"):
        startup.hold(tmp_path / "file" / "data")


def test_the_environment_that_was_asked_for_else_the_directorys_else_production(tmp_path: pathlib.Path) -> None:
    assert startup.data_directory_for(tmp_path, Settings()).environment == "production"
    assert startup.data_directory_for(tmp_path, Settings()).hosts == ("api.rapidsos.com",)
    sandbox = startup.data_directory_for(tmp_path, Settings(environment="rapidsos-sandbox"))
    sealing.establish(sandbox, new_private_key())
    assert startup.data_directory_for(tmp_path, Settings()) == sandbox


def test_a_simulator_may_call_any_port_of_this_computer(tmp_path: pathlib.Path) -> None:
    chosen = Settings(environment="simulator", rapidsos_url="http://localhost:1")
    assert (
        startup.data_directory_for(tmp_path, chosen).hosts
        == startup.data_directory_for(tmp_path, Settings(environment="simulator")).hosts
    )
    with pytest.raises(RefusedError, match="needs the environment simulator"):
        startup.data_directory_for(tmp_path, Settings(rapidsos_url="http://localhost:1"))


def test_a_damaged_charter_is_a_sentence(tmp_path: pathlib.Path) -> None:
    (tmp_path / sealing.FILE_NAME).write_bytes(b"{")
    with pytest.raises(RefusedError, match="is damaged") as refused:
        startup.data_directory_for(tmp_path, Settings())
    assert refused.value.code is Exit.JOURNAL


@pytest.mark.skipif(sys.platform == "win32", reason="opening a folder as a file fails in another way")
def test_a_charter_that_cannot_be_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / sealing.FILE_NAME).mkdir()
    with pytest.raises(RefusedError, match="can't be read") as refused:
        startup.data_directory_for(tmp_path, Settings())
    assert refused.value.code is Exit.STORAGE


def test_a_mapping_file_replaces_the_contracts_names(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text('phone = ["query.tel"]\n', encoding="utf-8")
    assert startup.mapping(Settings(data_share_mapping=str(file))) == Mapping(phone=("query.tel",))
    assert startup.mapping(Settings()) == Mapping()


def test_a_mapping_file_may_begin_with_a_byte_order_mark(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text('phone = ["query.tel"]\r\n', encoding="utf-8-sig", newline="")
    assert startup.mapping(Settings(data_share_mapping=str(file))) == Mapping(phone=("query.tel",))


@pytest.mark.parametrize("text", ["phone = 7", "telephone = []", "phone = ", None])
def test_a_wrong_mapping_file_is_a_sentence(tmp_path: pathlib.Path, text: str | None) -> None:
    file = tmp_path / "mapping.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=r"mapping\.toml can't be used: .* remove the setting"):
        startup.mapping(Settings(data_share_mapping=str(file)))


def test_places_are_compared_by_value(tmp_path: pathlib.Path) -> None:
    assert startup.data_directory_for(tmp_path, Settings()) == DataDirectory(
        folder=tmp_path, environment="production", hosts=("api.rapidsos.com",)
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_directory_open_to_others_is_said_and_tightened(
    tmp_path: pathlib.Path, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("open to other users")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / LOCK).touch()
    (folder / LOCK).chmod(0o644)
    folder.chmod(0o755)
    lock = startup.hold(folder)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / LOCK)] == [0o700, 0o600]
    lock.release()
