"""HTTP so broken that the library answers 400 itself: counted, one line each, never a traceback."""

import collections.abc
import logging

_LOG = logging.getLogger(__name__)


class MalformedLog(logging.Handler):
    """Takes what aiohttp wants to log; ``logger`` is given to it instead of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.observe: collections.abc.Callable[[str], None] | None = None
        """Told what was broken, in the library's words."""
        self.logger = logging.Logger("aiohttp.server")  # noqa: LOG001 its own, so that no other program's is touched
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Count it, and pass one line on."""
        self.count += 1
        failure = record.exc_info[1] if record.exc_info else None
        first_line = str(failure or record.getMessage()).strip().splitlines()[:1]
        _LOG.info("Broken HTTP (%s): %s", type(failure).__name__, " ".join(first_line))
        if self.observe is not None:
            self.observe(" ".join(first_line))
