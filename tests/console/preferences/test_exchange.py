"""Settings in a file: no secrets out, every problem by its line in."""

import pathlib
import tomllib

import pytest

from app.console.look.theme import Choice, Theme
from app.console.memory import Memory
from app.console.preferences import exchange
from app.console.preferences.exchange import Carried
from app.console.preferences.own_values import OwnValue, own_values
from app.domain.incident.settings_told import Origin
from tests.shots import settings

HUSH = "https://pager.example.org/call?key=hush-hush"


@pytest.fixture
def own(theme: Theme, tmp_path: pathlib.Path) -> tuple[OwnValue, ...]:
    memory = Memory(tmp_path)
    memory.remember_name("J. Tran")
    return own_values(theme, memory)


def test_what_is_written_holds_no_secret_and_no_name(theme: Theme, own: tuple[OwnValue, ...]) -> None:
    theme.choose(Choice.DARK)
    told = settings.told(escalate_url={"value": HUSH, "origin": Origin.FILE})
    text = exchange.written(told, own, "2026-11-22 08:00 UTC")
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
    found = exchange.read(exchange.written(settings.told(), own, "now"), own)
    assert isinstance(found, Carried)
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
    found = exchange.read(text, own)
    assert isinstance(found, list)
    assert [problem.line for problem in found] == [2, 3, 7, 10, 11]
    assert "Did you mean port?" in found[1].sentence
    assert "must be one of system, light, dark" in found[3].sentence


def test_no_settings_file_at_all(own: tuple[OwnValue, ...]) -> None:
    found = exchange.read("port = 1\n<html>\n", own)
    assert isinstance(found, list)
    assert found[0].line == 2
    wrong = exchange.read("# theirs\nconsole = 7\n", own)
    assert isinstance(wrong, list)
    assert [problem.line for problem in wrong] == [2]
