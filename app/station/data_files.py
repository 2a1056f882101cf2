"""The center's list of ECCs, as its administrator imported it (docs/contract.md#3.5: an unlisted ECC is a warning)."""

import logging
import pathlib
import zoneinfo

from app.domain.callflow.agency import Agencies, NotImported, read_csv
from app.domain.data_share import payload
from app.station import startup
from app.station.live_settings import SettingsInForce

_LOG = logging.getLogger(__name__)

FILE = "agencies.csv"


def read_agencies(data_directory: pathlib.Path) -> Agencies:
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


class BodyReader:
    """Reads bodies; what the settings say of it counts from the moment that they are changed."""

    def __init__(self, folder: pathlib.Path, in_force: SettingsInForce) -> None:
        """Read two small files.

        Raises:
            RefusedError: the mapping file can't be used.
        """
        self._folder = folder
        self._in_force = in_force
        self.renew()
        in_force.on(("agencies", "data_share_mapping"), self.renew)

    def __call__(self, untrusted_body: bytes) -> payload.DataShare | payload.MalformedShare:
        """A share, or why it is none."""
        return payload.parse(untrusted_body, mapping=self._mapping, agencies=self._agencies)

    def renew(self) -> None:
        """Take over what the settings and the imported list say now.

        Raises:
            RefusedError: the mapping file can't be used.
        """
        listed = read_agencies(self._folder).listed
        self._mapping = startup.mapping(self._in_force.now)
        self._agencies: set[str] = {*self._in_force.now.agencies, *(agency.ecc_id for agency in listed)}
