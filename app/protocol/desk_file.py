"""``desk.json``: where the station of a data directory listens for its consoles, and the token it wants."""

import pathlib

import msgspec

FILE_NAME = "desk.json"


class DeskAddress(msgspec.Struct, frozen=True):
    """The address at which the station listens for consoles; never printed, since it carries the token."""

    url: str
    token: str
    pid: int
    simulator: dict[str, str] | None = None
    """In the simulator environment: its throw-away secrets by the names of their environment variables."""

    def __repr__(self) -> str:
        """Without the token."""
        return f"Desk(url={self.url!r}, pid={self.pid})"


def read(data_dir: pathlib.Path) -> DeskAddress | None:
    """The address as the station wrote it; None when the file is missing or incomplete."""
    try:
        return msgspec.json.decode((data_dir / FILE_NAME).read_bytes(), type=DeskAddress)
    except (OSError, msgspec.DecodeError):
        return None
