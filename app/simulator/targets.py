"""Where the simulator sends to: the three doors of a station."""

import dataclasses


@dataclasses.dataclass
class Targets:
    """URLs on this machine; None until somebody says, and then nothing is sent there."""

    handler_url: str | None = None
    status_url: str | None = None
    http_url: str | None = None
    """For RapidSOS's HTTP utility (docs/contract.md#7.1)."""
