import pathlib
import sys

import pytest

from app.domain.data_share.mapping import Mapping
from app.ground.exits import Exit, RefusedError
from app.settings import Settings
from app.station import opening
from app.station.desk import door
from app.station.desk.door import DeskFile
from app.station.journal.place import Place
from app.station.journal.seal import charter
from app.station.journal.seal.sealing import new_private_key


def test_one_station_holds_a_directory(tmp_path: pathlib.Path) -> None:
    directory = tmp_path / "data"
    opening.make(directory)
    lock = opening.hold(directory)
    with pytest.raises(RefusedError, match=r"A station works .* watchfloor stop --data-dir") as refused:
        opening.hold(directory)
    assert refused.value.code is Exit.DIRECTORY_IN_USE
    door.write(directory, DeskFile(url="http://127.0.0.1:5", token="t", pid=4711))
    with pytest.raises(RefusedError, match=r"\(process 4711\)"):
        opening.hold(directory)
    lock.release()
    opening.hold(directory).release()


def test_a_directory_that_cannot_be_made(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RefusedError, match="can't be made") as refused:
        opening.make(tmp_path / "file" / "data")
    assert refused.value.code is Exit.STORAGE
    with pytest.raises(RefusedError, match="can't be written"):
        opening.hold(tmp_path / "file" / "data")


def test_the_environment_that_was_asked_for_else_the_directorys_else_production(tmp_path: pathlib.Path) -> None:
    assert opening.place(tmp_path, Settings()).environment == "production"
    assert opening.place(tmp_path, Settings()).hosts == ("api.rapidsos.com",)
    sandbox = opening.place(tmp_path, Settings(environment="rapidsos-sandbox"))
    charter.establish(sandbox, new_private_key())
    assert opening.place(tmp_path, Settings()) == sandbox


def test_a_simulator_may_call_any_port_of_this_computer(tmp_path: pathlib.Path) -> None:
    chosen = Settings(environment="simulator", rapidsos_url="http://localhost:1")
    assert opening.place(tmp_path, chosen).hosts == opening.place(tmp_path, Settings(environment="simulator")).hosts
    with pytest.raises(RefusedError, match="needs the environment simulator"):
        opening.place(tmp_path, Settings(rapidsos_url="http://localhost:1"))


def test_a_damaged_charter_is_a_sentence(tmp_path: pathlib.Path) -> None:
    (tmp_path / charter.FILE_NAME).write_bytes(b"{")
    with pytest.raises(RefusedError, match="is damaged") as refused:
        opening.place(tmp_path, Settings())
    assert refused.value.code is Exit.JOURNAL


@pytest.mark.skipif(sys.platform == "win32", reason="opening a folder as a file fails in another way")
def test_a_charter_that_cannot_be_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / charter.FILE_NAME).mkdir()
    with pytest.raises(RefusedError, match="can't be read") as refused:
        opening.place(tmp_path, Settings())
    assert refused.value.code is Exit.STORAGE


def test_a_mapping_file_replaces_the_contracts_names(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text('phone = ["query.tel"]\n', encoding="utf-8")
    assert opening.mapping(Settings(data_share_mapping=str(file))) == Mapping(phone=("query.tel",))
    assert opening.mapping(Settings()) == Mapping()


@pytest.mark.parametrize("text", ["phone = 7", "telephone = []", "phone = ", None])
def test_a_wrong_mapping_file_is_a_sentence(tmp_path: pathlib.Path, text: str | None) -> None:
    file = tmp_path / "mapping.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=r"mapping\.toml can't be used: .* remove the setting"):
        opening.mapping(Settings(data_share_mapping=str(file)))


def test_places_are_compared_by_value(tmp_path: pathlib.Path) -> None:
    assert opening.place(tmp_path, Settings()) == Place(
        folder=tmp_path, environment="production", hosts=("api.rapidsos.com",)
    )
    assert list(tmp_path.iterdir()) == []
