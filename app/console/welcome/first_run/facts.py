"""What is known about the steps of the first run: lamps, proofs that were tried, and what console.ini keeps."""

import collections.abc

import msgspec

from app.console.secrets.secret_door import Inventory
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.steps import Step
from app.domain.incident.proof import Proofs
from app.domain.incident.pulse import Lamp, LampState


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of one moment; times are UTC ms."""

    lamps: collections.abc.Mapping[str, Lamp] = {}
    """The station's and this console's own, by name."""
    proofs: collections.abc.Mapping[Step, Proofs] = {}
    """What was tried since this console started."""
    operator: str | None = None
    inventory: Inventory | None = None
    """None until the keyring was asked."""
    agencies: int = 0
    """ECCs on the list."""
    ways: int | None = None
    """How many ways to call somebody are chosen; None until the station told."""
    score: Score | None = None
    kept: collections.abc.Mapping[Step, int] = {}
    """When each step was last seen to be proven."""
    skipped: frozenset[Step] = frozenset()

    def lamp(self, name: str) -> Lamp | None:
        """A lamp by its name."""
        return self.lamps.get(name)

    def state(self, name: str) -> LampState | None:
        """How a lamp stands; None while it is not known."""
        lamp = self.lamps.get(name)
        return None if lamp is None else lamp.state
