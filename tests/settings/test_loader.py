import pathlib

import pytest

from app import settings
from app.core import paths
from app.core.errors import Exit, RefusedError
from app.settings import Settings, load, loader


def write(directory: pathlib.Path, text: str) -> None:
    (directory / settings.FILE_NAME).write_text(text, encoding="utf-8")


def test_defaults(tmp_path: pathlib.Path) -> None:
    assert load(tmp_path, {}, {}) == Settings()


def test_the_nearer_source_wins(tmp_path: pathlib.Path) -> None:
    write(tmp_path, 'port = 9001\nhost = "0.0.0.0"\nagencies = ["NY_0161"]\n')
    found = load(tmp_path, {"port": "9003", "host": None}, {"WATCHFLOOR_PORT": "9002", "PORT": "1"})
    assert (found.port, found.host, found.agencies) == (9003, "0.0.0.0", ("NY_0161",))  # noqa: S104 a setting's text
    assert load(tmp_path, {}, {"WATCHFLOOR_PORT": "9002"}).port == 9002
    assert load(tmp_path, {}, {}).port == 9001


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_a_windows_editor_saved(encoding: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text("retention_days = 31\r\n", encoding=encoding, newline="")
    assert load(tmp_path, {}, {}).retention_days == 31
    assert loader.read(tmp_path / settings.FILE_NAME) == "retention_days = 31\n"


def test_a_list_in_the_environment(tmp_path: pathlib.Path) -> None:
    proxies = load(tmp_path, {}, {"WATCHFLOOR_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}).trusted_proxies
    assert proxies == ("127.0.0.1", "10.0.0.0/8")
    assert load(tmp_path, {}, {"WATCHFLOOR_AGENCIES": "NY_0161, NJ_0001,"}).agencies == ("NY_0161", "NJ_0001")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("port = 70000", r"settings\.toml, port: 70000 won't do; it must be a port number from 0 to 65535"),
        ('port = "many"', r"'many' won't do"),
        ("host = 7", r"host: 7 won't do; it must be a host name"),
        ('environment = "test"', "it must be production, rapidsos-sandbox or simulator"),
        ("agencies = 7", "a list of ECC ids"),
        ('tls_key = "key.pem"', "belong together"),
        ('trusted_proxies = ["proxy.example"]', "'proxy.example' is no address and no network"),
        ("prot = 9001", "there is no setting prot. Did you mean port?"),
        ("colour = 1", "there is no setting colour. Known are: environment, host"),
        ("port = x\nhost = 1", "is not a settings file: .*line 1"),
    ],
)
def test_a_wrong_file_is_explained_and_left_alone(tmp_path: pathlib.Path, text: str, sentence: str) -> None:
    write(tmp_path, text)
    with pytest.raises(RefusedError, match=sentence) as refused:
        load(tmp_path, {}, {})
    assert refused.value.code is Exit.SETTINGS
    assert (tmp_path / settings.FILE_NAME).read_text(encoding="utf-8") == text


def test_a_binary_file_is_explained(tmp_path: pathlib.Path) -> None:
    (tmp_path / settings.FILE_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RefusedError, match="can't be read"):
        load(tmp_path, {}, {})


def test_where_a_wrong_value_came_from(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError, match="environment, WATCHFLOOR_PORT: 'x' won't do"):
        load(tmp_path, {}, {"WATCHFLOOR_PORT": "x"})
    with pytest.raises(RefusedError, match="command line, --rapidsos-url: '' won't do"):
        load(tmp_path, {"rapidsos_url": ""}, {})


def test_the_data_directory(tmp_path: pathlib.Path) -> None:
    assert settings.data_directory(str(tmp_path), {loader.DATA_DIRECTORY: "elsewhere"}) == tmp_path.resolve()
    assert settings.data_directory(None, {loader.DATA_DIRECTORY: str(tmp_path)}) == tmp_path.resolve()
    assert settings.data_directory(None, {}) == paths.data_directory()


@pytest.mark.parametrize(
    ("environment", "given", "url"),
    [
        ("production", None, "https://api.rapidsos.com"),
        ("rapidsos-sandbox", None, "https://api-sandbox.rapidsos.com"),
        ("production", "https://proxy.example.org/rapidsos/", "https://proxy.example.org/rapidsos"),
        ("simulator", "http://127.0.0.1:9/", "http://127.0.0.1:9"),
        ("simulator", "http://localhost:9", "http://localhost:9"),
        ("simulator", "http://[::1]:9", "http://[::1]:9"),
    ],
)
def test_hosts_that_may_be_called(environment: settings.Environment, given: str | None, url: str) -> None:
    assert settings.rapidsos_url(environment, given) == url


@pytest.mark.parametrize(
    ("environment", "given", "sentence"),
    [
        ("simulator", "https://api.rapidsos.com", "not on this computer"),
        ("simulator", "ftp://127.0.0.1", "not on this computer"),
        ("production", "http://127.0.0.1:9", "needs the environment simulator"),
        ("production", "https://localhost", "needs the environment simulator"),
        ("production", "http://api.rapidsos.com", "must begin with https"),
        ("production", "api.rapidsos.com", "must begin with https"),
        ("production", "https://[::1", "no address"),
    ],
)
def test_hosts_that_may_not(environment: settings.Environment, given: str, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        settings.rapidsos_url(environment, given)


def test_a_command_is_a_list_never_a_text(tmp_path: pathlib.Path) -> None:
    found = load(tmp_path, {}, {"WATCHFLOOR_ESCALATE_COMMAND": '["/usr/bin/page", "two words"]'})
    assert found.escalate_command == ("/usr/bin/page", "two words")
    with pytest.raises(RefusedError, match="a list of a program and its arguments"):
        load(tmp_path, {}, {"WATCHFLOOR_ESCALATE_COMMAND": "page; rm"})


@pytest.mark.parametrize(
    ("environment", "given", "found"),
    [
        ("production", "https://shares.example.org/", "https://shares.example.org"),
        ("production", "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("simulator", "http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_an_own_address(environment: settings.Environment, given: str, found: str) -> None:
    assert settings.own_url("public_url", environment, given) == found


@pytest.mark.parametrize(
    ("environment", "given"),
    [
        ("production", "http://shares.example.org"),
        ("production", "ftp://shares.example.org"),
        ("production", "shares.example.org"),
        ("production", "https://[::1"),
        ("simulator", "https://shares.example.org"),
    ],
)
def test_an_own_address_that_will_not_do(environment: settings.Environment, given: str) -> None:
    with pytest.raises(RefusedError, match="public_url"):
        settings.own_url("public_url", environment, given)


def locked(tmp_path: pathlib.Path, lock: str, given: dict[str, object], **environ: str) -> Settings:
    file = tmp_path / "administrator.toml"
    file.write_text(lock, encoding="utf-8")
    return settings.SettingsSources(tmp_path, given, environ, file).load()


def test_an_administrators_lock_wins(tmp_path: pathlib.Path) -> None:
    write(tmp_path, "retention_days = 90\nport = 9001\n")
    found = locked(tmp_path, "retention_days = 14\n", {"port": 9003}, WATCHFLOOR_RETENTION_DAYS="60")
    assert (found.retention_days, found.port) == (14, 9003)


def test_a_command_line_against_a_lock_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError, match=r"--port: the administrator's file .* locks port to 8911"):
        locked(tmp_path, "port = 8911\n", {"port": "9003"})
    assert locked(tmp_path, "port = 8911\n", {"port": "8911"}).port == 8911


def test_a_play_is_not_locked_unless_its_environment_is(tmp_path: pathlib.Path) -> None:
    play: dict[str, object] = {"environment": "simulator", "port": 0}
    assert locked(tmp_path, "port = 8911\n", play).port == 0
    with pytest.raises(RefusedError, match="locks environment to production"):
        locked(tmp_path, 'environment = "production"\n', play)


def test_a_broken_lock_is_explained(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError, match=r"administrator\.toml, port: 'x' won't do"):
        locked(tmp_path, 'port = "x"\n', {})
    with pytest.raises(RefusedError, match=r"administrator\.toml: there is no setting prot"):
        locked(tmp_path, "prot = 1\n", {})
