"""Where a tile comes from: the cache, then the local file, then the server; and how the base map stands meanwhile."""

import collections
import collections.abc
import pathlib

import msgspec

from app.console.map.tiles.archive import Archive, ArchiveInfo, ArchiveRefusedError, name_of, open_archive
from app.console.map.tiles.server import (
    Answer,
    Picture,
    ServerLost,
    TileCache,
    TileDownloader,
    TileMissing,
    TileRefused,
    TileServer,
    server_words,
)
from app.console.map.tiles.source import NOTHING, BaseMap, BaseMapCondition, BaseMapStatus, Tile, Trial, server_problem
from app.core.clock import Clock
from app.core.tasks import Tasks

PROBES_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Waits between two questions to a server that was lost; the last one stays."""
REFUSALS = 2
"""So many in a row, with no picture between them, are the server's and not one tile's."""
MISSING_KNOWN = 10_000
MISSING_MS = 3_600_000


class TileReceiver(msgspec.Struct, frozen=True):
    """Where results go, called on the supply's own thread."""

    answer: collections.abc.Callable[[int, bytes], None]
    """A wish's number and its picture; empty when there is none for now."""
    tell: collections.abc.Callable[[BaseMapStatus], None]
    recovered: collections.abc.Callable[[], None]
    """What failed before may be asked for again."""


class TileLoader:
    """One base map in use; lives on one loop."""

    def __init__(self, base_map: BaseMap, key: str, cache: pathlib.Path, outlet: TileReceiver, clock: Clock) -> None:
        self._base_map, self._outlet, self._clock = base_map, outlet, clock
        self._tasks = Tasks(self._task_failed)
        self._archive: Archive | None = None
        self._server = TileServer(base_map, key) if base_map.server else None
        self._cache = TileCache(cache, base_map.server) if base_map.server else None
        self._line = TileDownloader(self._tasks, self._fetch, self._settled)
        self._missing: collections.OrderedDict[Tile, int] = collections.OrderedDict()
        self._refusals = 0
        self._probed = Tile(0, 0, 0)
        """What the server is asked for while it is lost: the newest wish."""
        self._down = False
        self.ground = BaseMapStatus()

    def open(self, generation: int) -> None:
        """Open what there is, and tell how it stands."""
        names = [name for name in (name_of(self._base_map.file), self._base_map.host) if name]
        self.ground = BaseMapStatus(
            generation=generation, condition=BaseMapCondition.NOT_PROVEN, name=" · ".join(names)
        )
        facts, trouble = None, ""
        if self._base_map.file:
            try:
                self._archive = open_archive(self._base_map.file)
                facts = self._archive.facts
            except ArchiveRefusedError as refused:
                trouble = str(refused)
        self._become(**self._reach(facts))
        if trouble:
            self._become(condition=BaseMapCondition.BROKEN, trouble=trouble, since=self._clock.now())
        elif self._server is None:
            self._become(condition=BaseMapCondition.GOOD, since=self._clock.now())
        self._outlet.tell(self.ground)

    def want(self, number: int, tile: Tile) -> None:
        """A tile is looked at."""
        kept = self._cache.find(tile, self._clock.now()) if self._cache else None
        if kept and kept.stale_at > self._clock.now():
            self._outlet.answer(number, kept.picture)
        elif picture := self._from_file(tile):
            self._outlet.answer(number, picture)
        elif self._server is None or self._is_missing(tile):
            self._outlet.answer(number, NOTHING)
        elif self._down:
            self._probed = tile
            self._fail(number, tile)
        else:
            self._line.want(number, tile)

    def drop(self, number: int) -> None:
        """Nobody looks at it any more."""
        self._line.drop(number)

    async def close(self) -> None:
        """Stop asking, close everything."""
        self._line.empty()
        await self._tasks.stop()
        if self._server is not None:
            await self._server.close()
        for part in (self._archive, self._cache):
            if part is not None:
                part.close()

    def _reach(self, facts: ArchiveInfo | None) -> dict[str, object]:
        """Zooms, bounds and credit of file and server together."""
        named = [one for one in (self._base_map.attribution, facts.attribution if facts else "") if one]
        most = [facts.most_zoom] if facts else []
        if self._server is not None:
            most.append(self._base_map.most_zoom)
        alone = facts is not None and self._server is None
        return {
            "attribution": " · ".join(dict.fromkeys(named)),
            "most_zoom": max(most, default=0),
            "least_zoom": facts.least_zoom if facts and alone else 0,
            "bounds": facts.bounds if facts and alone else None,
        }

    def _from_file(self, tile: Tile) -> bytes | None:
        if self._archive is None:
            return None
        try:
            return self._archive.picture(tile)
        except ArchiveRefusedError as refused:
            if self.ground.condition is not BaseMapCondition.BROKEN:
                self._become(condition=BaseMapCondition.BROKEN, trouble=str(refused), since=self._clock.now())
                self._outlet.tell(self.ground)
            return None

    def _is_missing(self, tile: Tile) -> bool:
        return self._missing.get(tile, 0) > self._clock.now()

    async def _fetch(self, tile: Tile) -> Answer:
        assert self._server is not None  # noqa: S101 nobody stands in line for none
        return await self._server.fetch(tile)

    def _settled(self, number: int, tile: Tile, answer: Answer) -> None:
        match answer:
            case Picture(content, _):
                self._take(tile, answer)
                self._outlet.answer(number, content)
            case TileMissing():
                self._take(tile, answer)
                self._outlet.answer(number, NOTHING)
            case ServerLost() | TileRefused():
                self._refusals += REFUSALS if isinstance(answer, ServerLost) else 1
                self._fail(number, tile)
                if self._refusals >= REFUSALS:
                    self._go_down(tile, answer)

    def _take(self, tile: Tile, answer: Picture | TileMissing) -> None:
        now = self._clock.now()
        self._refusals = 0
        if isinstance(answer, TileMissing):
            self._missing[tile] = now + MISSING_MS
            while len(self._missing) > MISSING_KNOWN:
                self._missing.popitem(last=False)
        elif self._cache is not None:
            self._cache.keep(tile, answer.content, now + answer.fresh_s * 1000, now)
        if self.ground.condition is BaseMapCondition.NOT_PROVEN and isinstance(answer, Picture):
            self._become(condition=BaseMapCondition.GOOD, trouble="", since=now)
            self._outlet.tell(self.ground)

    def _fail(self, number: int, tile: Tile) -> None:
        """An old picture is better than none."""
        kept = self._cache.find(tile, self._clock.now()) if self._cache else None
        self._outlet.answer(number, kept.picture if kept else b"")

    def _go_down(self, tile: Tile, answer: ServerLost | TileRefused) -> None:
        """Nobody waits for a server that is lost: all fail at once, and one question after the other finds it again."""
        self._down, self._probed = True, tile
        self._tell_down(answer)
        for number, waiting in self._line.empty().items():
            self._fail(number, waiting)
        self._tasks.start("find the map server again", self._probe())

    def _tell_down(self, answer: ServerLost | TileRefused) -> None:
        condition = BaseMapCondition.LOST if isinstance(answer, ServerLost) else BaseMapCondition.REFUSED
        trouble = server_words(self._base_map.host, answer)
        if self.ground.condition is BaseMapCondition.BROKEN or (condition, trouble) == (
            self.ground.condition,
            self.ground.trouble,
        ):
            return
        since = (
            self.ground.since
            if self.ground.condition in (BaseMapCondition.LOST, BaseMapCondition.REFUSED)
            else self._clock.now()
        )
        self._become(condition=condition, trouble=trouble, since=since)
        self._outlet.tell(self.ground)

    async def _probe(self) -> None:
        waits = iter(PROBES_S)
        wait = PROBES_S[0]
        while True:
            await self._clock.wait(wait)
            wait = next(waits, PROBES_S[-1])
            tile = self._probed
            answer = await self._fetch(tile)
            if isinstance(answer, Picture | TileMissing):
                self._go_up(tile, answer)
                return
            self._tell_down(answer)

    def _go_up(self, tile: Tile, answer: Picture | TileMissing) -> None:
        self._down = False
        self._take(tile, answer)
        if self.ground.condition is not BaseMapCondition.BROKEN:
            self._become(condition=BaseMapCondition.GOOD, trouble="", since=self._clock.now())
        self._outlet.tell(self.ground)
        self._outlet.recovered()

    def _become(self, **changes: object) -> None:
        self.ground = msgspec.structs.replace(self.ground, **changes)

    def _task_failed(self, _name: str, problem: BaseException) -> None:
        self._become(condition=BaseMapCondition.BROKEN, trouble=type(problem).__name__, since=self._clock.now())
        self._outlet.tell(self.ground)


async def try_out(base_map: BaseMap, key: str, tile: Tile) -> Trial:
    """Open the file, ask the server for one tile."""
    results = []
    if base_map.file:
        results.append(_try_file(base_map.file))
    if base_map.server:
        results.append(await _try_server(base_map, key, tile))
    if not results:
        return Trial(True, "The built-in map is used alone: no streets.")
    return Trial(all(one.good for one in results), " ".join(one.sentence for one in results))


def _try_file(file: str) -> Trial:
    try:
        archive = open_archive(file)
    except ArchiveRefusedError as refused:
        return Trial(False, str(refused))
    facts = archive.facts
    archive.close()
    sentence = "{file}: pictures of zoom {least} to {most}.".replace("{file}", name_of(file))
    return Trial(True, sentence.replace("{least}", str(facts.least_zoom)).replace("{most}", str(facts.most_zoom)))


async def _try_server(base_map: BaseMap, key: str, tile: Tile) -> Trial:
    problem = server_problem(base_map)
    if problem:
        return Trial(False, problem)
    if base_map.wants_key and not key:
        return Trial(False, "The address asks for a key. Write it into the key's field.")
    server = TileServer(base_map, key)
    try:
        answer = await server.fetch(tile)
    finally:
        await server.close()
    return Trial(isinstance(answer, Picture | TileMissing), _said(base_map.host, answer))


def _said(host: str, answer: Answer) -> str:
    if isinstance(answer, Picture):
        return f"{host} gave a picture of this place."
    if isinstance(answer, TileMissing):
        return f"{host} answers; it has no picture of this place."
    return server_words(host, answer)
