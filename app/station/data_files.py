"""How this center reads the body of a share: its mapping file, and its list of ECCs (docs/contract.md#3.5)."""

import logging
import pathlib

from app.domain.callflow.agency import Agencies, NotImported
from app.domain.data_share import payload
from app.settings import center_files
from app.station import startup
from app.station.live_settings import SettingsInForce

_LOG = logging.getLogger(__name__)


def read_agencies(data_directory: pathlib.Path) -> Agencies:
    """The list in the data directory; empty when there is none or it is broken, which is logged by line. Blocks."""
    found = center_files.read_agencies(data_directory)
    lines = found.problems if isinstance(found, NotImported) else found.notes
    for one in lines[:1]:
        more = f" And {len(lines) - 1} lines more." if len(lines) > 1 else ""
        _LOG.warning("%s, line %d: %s.%s", center_files.AGENCIES, one.line, one.sentence, more)
    if isinstance(found, NotImported):
        _LOG.warning("No list of ECCs is kept: %s can't be used", center_files.AGENCIES)
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
