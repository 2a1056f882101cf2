"""The front door with ``synchronous=NORMAL``: the control that shows that the power-loss test has teeth."""

import functools
import sqlite3
import sys
import typing


class WeakConnection(sqlite3.Connection):
    """A connection that syncs less than it is told to."""

    def execute(self, sql: str, *values: typing.Any) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own signature
        return super().execute(sql.replace("synchronous=FULL", "synchronous=NORMAL"), *values)


def main() -> int:
    """Run ``watchfloor`` on weak connections."""
    sqlite3.connect = functools.partial(sqlite3.connect, factory=WeakConnection)  # type: ignore[assignment]
    from app.cli import main as front_door  # noqa: PLC0415 - after the connections are weak

    return front_door()


if __name__ == "__main__":
    sys.exit(main())
