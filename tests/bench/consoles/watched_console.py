"""The real console, telling on standard output what it painted and when: run by ``start`` and ``share_to_screen``."""

import sys
import typing
from unittest import mock


def main() -> int:
    """``DATA_DIR``: run the console and tell."""
    from app.console import __main__, app, startup  # noqa: PLC0415 - the clock of a start begins before Qt is loaded
    from tests.bench.consoles.eye import Eye  # noqa: PLC0415 - as above

    class Told(app.Console):
        """The console with an eye on its window."""

        def _make_window(self, *given: typing.Any) -> typing.Any:  # noqa: ANN401 - whatever the console passes on
            window = super()._make_window(*given)
            self._eye = Eye(window)
            return window

    with mock.patch.object(startup, "Console", Told):
        return __main__.main(sys.argv[1], None, None)


if __name__ == "__main__":
    sys.exit(main())
