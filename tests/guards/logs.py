"""Fails a test that logs a warning or worse without having said so, or that announced one which never came."""

import logging
from collections.abc import Callable, Iterator

import pytest


class _Listener(logging.Handler):
    """Keeps what is logged at WARNING or above, and what the test announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.announced: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def complaint(self) -> str:
        """Why the test fails, empty when all that came was announced and all that was announced came."""
        said = [record.getMessage() for record in self.records]
        stray = [
            f"{record.levelname} {record.name}: {text} ({record.pathname}:{record.lineno})"
            for record, text in zip(self.records, said, strict=True)
            if not any(part in text for part in self.announced)
        ]
        silent = [part for part in self.announced if not any(part in text for text in said)]
        lines = [f"logged without announcement: {line}" for line in stray]
        return "\n".join(lines + [f"announced but never logged: {part!r}" for part in silent])


@pytest.fixture(autouse=True)
def _log_listener() -> Iterator[_Listener]:
    listener, root = _Listener(), logging.getLogger()
    root.addHandler(listener)
    yield listener
    root.removeHandler(listener)
    if complaint := listener.complaint():
        pytest.fail(complaint, pytrace=False)


@pytest.fixture
def expect_log(_log_listener: _Listener) -> Callable[[str], None]:
    """Announce a part of a message that this test makes the program log at WARNING or above."""
    return _log_listener.announced.append
