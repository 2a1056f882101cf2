"""The settings that count now: those that change while the station runs, and those that wait for its next start."""

import asyncio
import collections.abc
import hashlib
import pathlib
import typing

import msgspec

from app.core.errors import Exit, RefusedError
from app.domain.incident.commands import Answer, ChangeSettings, Refused, Value
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import SettingsChanged
from app.protocol.settings import SettingInfo, SettingOrigin, SettingsReport
from app.settings import MAY_CARRY_A_SECRET, NAMES, Settings, SettingsSources, loader
from app.settings.loader import SettingsSource, as_text, converted, unknown
from app.station.journal.base import Decision, JournalUnavailableError
from app.station.journal.journal import Journal

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

    def __init__(self, chosen: Settings, sources: SettingsSources) -> None:
        self.now = chosen
        self.sources = sources
        self._applies: list[tuple[frozenset[str], Apply]] = []

    @classmethod
    def of(cls, sources: SettingsSources) -> "SettingsInForce":
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

    def told(self) -> SettingsReport:
        """Every setting for the API: value, origin, and whether it waits for a restart; reads files."""
        file, lock = str(self.sources.file), str(self.sources.lock)
        try:
            chosen = self.sources.chosen()
        except RefusedError as error:
            return SettingsReport(settings=(), file=file, lock=lock, problem=str(error))
        told = [self._told(name, value, source.origin, source.where(name)) for name, (value, source) in chosen.items()]
        return SettingsReport(settings=tuple(told), file=file, lock=lock)

    def _told(self, name: str, value: Value, origin: SettingOrigin, where: str) -> SettingInfo:
        return SettingInfo(
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


MOST_SETTINGS = 100
WouldStart = collections.abc.Callable[[Settings, Settings], None]
"""Refuses settings, beside those in force, that a station could not start with; blocks."""


class SettingsChanger:
    """One change after the other; a change that can't be recorded is taken back."""

    def __init__(self, in_force: SettingsInForce, journal: Journal, would_start: WouldStart) -> None:
        self._in_force = in_force
        self._journal = journal
        self._would_start = would_start
        self._turn = asyncio.Lock()

    async def obey(self, command: ChangeSettings, operator: str) -> Answer:
        """Make the change, or say why not.

        Raises:
            JournalUnavailableError: nothing was recorded, and nothing is changed.
        """
        async with self._turn:
            try:
                return await self._change(command, operator)
            except RefusedError as refused:
                return Refused(refused=str(refused))

    async def _change(self, command: ChangeSettings, operator: str) -> Answer:
        file = self._in_force.sources.file
        before = await asyncio.to_thread(self._in_force.sources.load)
        text = await asyncio.to_thread(loader.read, file)
        fresh, after = await asyncio.to_thread(self._checked, command.values, text)
        event = _event(differing(before, after) or tuple(sorted(command.values)), before, after)
        there = await asyncio.to_thread(file.exists)
        await asyncio.to_thread(loader.write, file, fresh)
        try:
            answer = await self._recorded(event, operator, command.id)
        except JournalUnavailableError:
            await asyncio.to_thread(_put_back, file, text if there else None)
            raise
        self._in_force.take(after)
        return answer

    def _checked(self, values: collections.abc.Mapping[str, Value], text: str) -> tuple[str, Settings]:
        """The file's new text, and the settings with it; blocks."""
        chosen = self._in_force.sources.chosen()
        if not 1 <= len(values) <= MOST_SETTINGS:
            raise RefusedError("Nothing was to be changed.", Exit.SETTINGS)
        for name, value in values.items():
            _changeable(name, value, chosen[name][1] if name in NAMES else None)
        fresh = loader.changed(text, values)
        after = self._in_force.sources.with_file(fresh)
        self._would_start(after, self._in_force.now)
        return fresh, after

    async def _recorded(self, event: SettingsChanged, operator: str, command_id: str) -> Answer:
        draft = EventDraft(event=event, operator=operator, command_id=command_id)
        outcome = await self._journal.decide(lambda _ledger, _now: Decision(drafts=(draft,)), command_id=command_id)
        return outcome.refused or outcome.done or Refused(refused="Nothing was to be done.")


def _changeable(name: str, value: Value, source: SettingsSource | None) -> None:
    if source is None:
        raise RefusedError(f"{unknown(name)} Nothing was changed.", Exit.SETTINGS)
    if name in KEPT:
        raise RefusedError(
            f"{name} stays as it is: this data directory was made for it. Another one needs another --data-dir.",
            Exit.SETTINGS,
        )
    if source.origin is SettingOrigin.LOCK:
        raise RefusedError(
            f"{name} is locked by this computer's administrator ({source.where(name)}). Ask them to change it there.",
            Exit.SETTINGS,
        )
    if source.origin in {SettingOrigin.ENVIRONMENT, SettingOrigin.COMMAND_LINE}:
        raise RefusedError(
            f"{name} was given to the station when it started ({source.where(name)}), which wins over the settings "
            "file. Change it there, or start the station without it.",
            Exit.SETTINGS,
        )
    if value is not None:
        converted(name, value, name)


def _event(names: tuple[str, ...], before: Settings, after: Settings) -> SettingsChanged:
    return SettingsChanged(
        names=names,
        before={name: _recorded_as(name, before) for name in names},
        after={name: _recorded_as(name, after) for name in names},
    )


def _recorded_as(name: str, settings: Settings) -> str:
    """A value as it stands in the journal: what may carry a secret as its digest, which tells one from another."""
    text = as_text(name, getattr(settings, name))
    if not text or name not in MAY_CARRY_A_SECRET:
        return text
    return f"SHA-256 {hashlib.sha256(text.encode()).hexdigest()}"


def _put_back(file: pathlib.Path, text: str | None) -> None:
    if text is None:
        file.unlink(missing_ok=True)
    else:
        loader.write(file, text)
