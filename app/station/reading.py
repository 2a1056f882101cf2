"""How a Data Share body is read here: the center's names for its fields, and the ECCs that it works for."""

import pathlib

from app.domain.data_share import payload
from app.station import agencies, opening
from app.station.in_force import SettingsInForce


class Reading:
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

    def __call__(self, untrusted_body: bytes) -> payload.DataShare | payload.Malformed:
        """A share, or why it is none."""
        return payload.parse(untrusted_body, mapping=self._mapping, agencies=self._agencies)

    def renew(self) -> None:
        """Take over what the settings and the imported list say now.

        Raises:
            RefusedError: the mapping file can't be used.
        """
        listed = agencies.read(self._folder).listed
        self._mapping = opening.mapping(self._in_force.now)
        self._agencies: set[str] = {*self._in_force.now.agencies, *(agency.ecc_id for agency in listed)}
