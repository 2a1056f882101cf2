"""The real console, telling on standard output what it painted and when: run by ``start`` and ``share_to_screen``."""

import sys
import typing
from unittest import mock


def main() -> int:
    """``DATA_DIR``: run the console and tell."""
    from app.console import assembly, console, front  # noqa: PLC0415 - the clock of a start begins before Qt is loaded
    from tests.bench.consoles.eye import Eye  # noqa: PLC0415 - as above

    class Told(assembly.Console):
        """The console with an eye on its window."""

        def _make_window(self, *given: typing.Any) -> typing.Any:  # noqa: ANN401 - whatever the console passes on
            window = super()._make_window(*given)
            self._eye = Eye(window)
            return window

    with mock.patch.object(front, "Console", Told):
        return console.main(sys.argv[1], None, None)


if __name__ == "__main__":
    sys.exit(main())
