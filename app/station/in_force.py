"""The settings that count now: those that change while the station runs, and those that wait for its next start."""

import collections.abc
import typing

import msgspec

from app.domain.incident.settings_told import Origin, SettingsTold, Told, Value
from app.ground.exits import RefusedError
from app.settings import NAMES, Settings, Sources

LIVE: typing.Final = frozenset(
    {
        "agencies",
        "answering_profile",
        "callflow_http_answer",
        "callflow_http_parameter",
        "data_share_mapping",
        "escalate_command",
        "escalate_open_console",
        "escalate_unanswered_s",
        "escalate_url",
        "public_url",
        "refuse_when_unwatched",
        "retention_days",
        "trusted_proxies",
    }
)
"""A change of these counts at once; all others name a socket, a connection or an identity that is made at the start."""
KEPT: typing.Final = frozenset({"environment"})
"""A data directory is made for one environment and stays in it."""

Apply = collections.abc.Callable[[], object]


class SettingsInForce:
    """What the station goes by; ``now`` changes only through ``take``."""

    def __init__(self, chosen: Settings, sources: Sources) -> None:
        self.now = chosen
        self.sources = sources
        self._applies: list[tuple[frozenset[str], Apply]] = []

    @classmethod
    def of(cls, sources: Sources) -> "SettingsInForce":
        """What a start with these sources goes by.

        Raises:
            RefusedError: a value or a file is wrong.
        """
        return cls(sources.load(), sources)

    def keep(self, environment: str) -> None:
        """Go by the environment that the data directory was made for."""
        self.now = msgspec.structs.replace(self.now, environment=environment)

    def on(self, names: collections.abc.Iterable[str], apply: Apply) -> None:
        """Do something whenever one of these settings is another."""
        self._applies.append((frozenset(names), apply))

    def take(self, candidate: Settings) -> None:
        """Go by the candidate's values where that can be done while running."""
        fresh = {name: getattr(candidate, name) for name in LIVE}
        changed = {name for name, value in fresh.items() if value != getattr(self.now, name)}
        self.now = msgspec.structs.replace(self.now, **fresh)
        for names, apply in self._applies:
            if names & changed:
                apply()

    def told(self) -> SettingsTold:
        """Every setting as the desk tells it; reads files."""
        file, lock = str(self.sources.file), str(self.sources.lock)
        try:
            chosen = self.sources.chosen()
        except RefusedError as error:
            return SettingsTold(settings=(), file=file, lock=lock, problem=str(error))
        told = [self._told(name, value, source.origin, source.where(name)) for name, (value, source) in chosen.items()]
        return SettingsTold(settings=tuple(told), file=file, lock=lock)

    def _told(self, name: str, value: Value, origin: Origin, where: str) -> Told:
        return Told(
            name=name,
            value=value,
            origin=origin,
            where=where,
            in_force=getattr(self.now, name),
            live=name in LIVE,
            kept=name in KEPT,
        )


def differing(one: Settings, other: Settings) -> tuple[str, ...]:
    """Names of the settings that are not the same."""
    return tuple(name for name in NAMES if getattr(one, name) != getattr(other, name))
