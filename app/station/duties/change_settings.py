"""Changing the station's settings: checked as a start would, written whole, recorded, in force where that can be."""

import asyncio
import collections.abc
import pathlib

from app.domain.incident.commands import Answer, ChangeSettings, Refused
from app.domain.incident.events import SettingsChanged
from app.domain.incident.record import Draft
from app.domain.incident.settings_told import Origin, Value
from app.ground.exits import Exit, RefusedError
from app.settings import MAY_CARRY_A_SECRET, NAMES, Settings, writing
from app.settings.reading import as_text, converted
from app.settings.sources import Source, unknown
from app.station.in_force import KEPT, SettingsInForce, differing
from app.station.journal.decision import Decision
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal

MOST_SETTINGS = 100
WouldStart = collections.abc.Callable[[Settings, Settings], None]
"""Refuses settings, beside those in force, that a station could not start with; blocks."""


class ChangingSettings:
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
        text = await asyncio.to_thread(writing.read, file)
        fresh, after = await asyncio.to_thread(self._checked, command.values, text)
        event = _event(differing(before, after) or tuple(sorted(command.values)), before, after)
        there = await asyncio.to_thread(file.exists)
        await asyncio.to_thread(writing.write, file, fresh)
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
        fresh = writing.changed(text, values)
        after = self._in_force.sources.with_file(fresh)
        self._would_start(after, self._in_force.now)
        return fresh, after

    async def _recorded(self, event: SettingsChanged, operator: str, command_id: str) -> Answer:
        draft = Draft(event=event, operator=operator, command_id=command_id)
        outcome = await self._journal.decide(lambda _ledger, _now: Decision(drafts=(draft,)), command_id=command_id)
        return outcome.refused or outcome.done or Refused(refused="Nothing was to be done.")


def _changeable(name: str, value: Value, source: Source | None) -> None:
    if source is None:
        raise RefusedError(f"{unknown(name)} Nothing was changed.", Exit.SETTINGS)
    if name in KEPT:
        raise RefusedError(
            f"{name} stays as it is: this data directory was made for it. Another one needs another --data-dir.",
            Exit.SETTINGS,
        )
    if source.origin is Origin.LOCK:
        raise RefusedError(
            f"{name} is locked by this computer's administrator ({source.where(name)}). Ask them to change it there.",
            Exit.SETTINGS,
        )
    if source.origin in {Origin.ENVIRONMENT, Origin.COMMAND_LINE}:
        raise RefusedError(
            f"{name} was given to the station when it started ({source.where(name)}), which wins over the settings "
            "file. Change it there, or start the station without it.",
            Exit.SETTINGS,
        )
    if value is not None:
        converted(name, value, name)


def _event(names: tuple[str, ...], before: Settings, after: Settings) -> SettingsChanged:
    told = [name for name in names if name not in MAY_CARRY_A_SECRET]
    return SettingsChanged(
        names=names,
        before={name: as_text(name, getattr(before, name)) for name in told},
        after={name: as_text(name, getattr(after, name)) for name in told},
    )


def _put_back(file: pathlib.Path, text: str | None) -> None:
    if text is None:
        file.unlink(missing_ok=True)
    else:
        writing.write(file, text)
