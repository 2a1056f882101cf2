import collections.abc
import logging
import os
import pathlib
import stat

import pytest

from app.core import logs
from app.core.logs import Redactor


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logs.OneLine(Redactor()))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Now:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def logger() -> collections.abc.Iterator[logging.Logger]:
    one = logging.getLogger("tests.quiet")
    one.propagate = False
    one.setLevel(logging.INFO)
    yield one
    one.handlers.clear()


def test_one_line_whatever_comes(logger: logging.Logger) -> None:
    target = Lines()
    logger.addHandler(target)
    logger.warning("request %s", "a\r\nERROR forged \x1b[31m\u202e")
    (line,) = target.lines
    assert line.endswith("Z WARNING tests.quiet request a\\r\\nERROR forged \\x1b[31m\\u202e")


def test_an_exception_is_folded_into_its_line(logger: logging.Logger) -> None:
    target = Lines()
    logger.addHandler(target)
    try:
        int("no\nway")
    except ValueError:
        logger.exception("failed")
    (line,) = target.lines
    assert "failed | ValueError: invalid literal" in line
    assert " at test_logs.py:" in line


def test_a_flood_is_counted(logger: logging.Logger) -> None:
    target, now = Lines(), Now()
    gate = logs.Gate([target], now)
    logger.addHandler(gate)
    for number in range(1_000):
        logger.info("bad request %d", number)
    assert len(target.lines) == logs.MOST_ALIKE
    now.seconds = logs.PERIOD_S
    logger.info("something else")
    assert target.lines[-2].endswith("995 more lines like: bad request %d")
    assert target.lines[-1].endswith("something else")


def test_closing_tells_the_counts(logger: logging.Logger) -> None:
    target = Lines()
    gate = logs.Gate([target])
    logger.addHandler(gate)
    for _ in range(logs.MOST_ALIKE + 2):
        logger.info("again")
    gate.close()
    assert target.lines[-1].endswith("2 more lines like: again")


def test_lines_reach_the_file_redacted(tmp_path: pathlib.Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().level
    redactor = Redactor()
    redactor.register("hush-hush")
    gate = logs.start(redactor, tmp_path / "station.log")
    try:
        logging.getLogger("tests.loud").info("the secret is hush-hush")
    finally:
        gate.close()
        logging.getLogger().setLevel(before)
    assert "INFO tests.loud the secret is [cut]" in (tmp_path / "station.log").read_text(encoding="utf-8")
    assert "the secret is [cut]" in capfd.readouterr().err
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "station.log").stat().st_mode) == 0o600
