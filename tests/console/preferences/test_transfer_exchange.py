"""Settings in a file: no secrets out, every problem by its line in."""

import pathlib
import tomllib

import pytest

from app.console.preferences import transfer
from app.console.preferences.transfer import CarriedSettings
from app.console.preferences.workplace import OwnValue, own_values
from app.console.state_file import StateFile
from app.console.theme.theme import Choice, Theme
from app.protocol.settings import SettingOrigin
from tests.shots import settings

HUSH = "https://pager.example.org/call?key=hush-hush"


@pytest.fixture
def own(theme: Theme, tmp_path: pathlib.Path) -> tuple[OwnValue, ...]:
    memory = StateFile(tmp_path)
    memory.remember_name("J. Tran")
    return own_values(theme, memory)


def test_what_is_written_holds_no_secret_and_no_name(theme: Theme, own: tuple[OwnValue, ...]) -> None:
    theme.choose(Choice.DARK)
    told = settings.told(escalate_url={"value": HUSH, "origin": SettingOrigin.FILE})
    text = transfer.written(told, own, "2026-11-22 08:00 UTC")
    assert tomllib.loads(text) == {
        "agencies": ["IL_0142", "IL_0150"],
        "public_url": "https://shares.example.org",
        "retention_days": 14,
        "port": 8913,
        "console": {"theme": "dark"},
    }
    assert "hush" not in text
    assert "Tran" not in text
    assert "# escalate_url is left out" in text
    assert "# escalate_command is left out" in text


def test_what_was_written_is_read(theme: Theme, own: tuple[OwnValue, ...]) -> None:
    theme.choose(Choice.DARK)
    found = transfer.read(transfer.written(settings.told(), own, "now"), own)
    assert isinstance(found, CarriedSettings)
    assert (found.station["port"], found.console) == (8913, {"theme": "dark"})


def test_every_problem_is_named_by_its_line(own: tuple[OwnValue, ...]) -> None:
    text = (
        "# theirs\n"
        'port = "x"\n'
        "prot = 1\n"
        'agencies = [\n  "IL_0142",\n]\n'
        "retention_days = 0\n"
        "\n[console]\n"
        'theme = "purple"\n'
        'names = "J. Tran"\n'
    )
    found = transfer.read(text, own)
    assert isinstance(found, list)
    assert [problem.line for problem in found] == [2, 3, 7, 10, 11]
    assert "Did you mean port?" in found[1].sentence
    assert "must be one of system, light, dark" in found[3].sentence


def test_no_settings_file_at_all(own: tuple[OwnValue, ...]) -> None:
    found = transfer.read("port = 1\n<html>\n", own)
    assert isinstance(found, list)
    assert found[0].line == 2
    wrong = transfer.read("# theirs\nconsole = 7\n", own)
    assert isinstance(wrong, list)
    assert [problem.line for problem in wrong] == [2]
