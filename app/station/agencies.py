"""The center's list of ECCs, as its administrator imported it (docs/contract.md#3.5: an unlisted ECC is a warning)."""

import logging
import pathlib
import zoneinfo

from app.domain.callflow.agency import Agencies, NotImported, read_csv

_LOG = logging.getLogger(__name__)

FILE = "agencies.csv"


def read(data_directory: pathlib.Path) -> Agencies:
    """The list in the data directory; empty when there is none or it is broken, which is logged by line. Blocks."""
    try:
        text = (data_directory / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Agencies()
    except (OSError, UnicodeDecodeError) as error:
        _LOG.warning("%s can't be read (%s); no list of ECCs is kept", FILE, type(error).__name__)
        return Agencies()
    found = read_csv(text, zoneinfo.available_timezones())
    if isinstance(found, NotImported):
        first = found.problems[0]
        _LOG.warning("%s, line %d: %s. No list of ECCs is kept", FILE, first.line, first.sentence)
        return Agencies()
    return found
