"""Tries a base map out before it is used: one sentence about the file, one about the server."""

from app.console.map.tiles.archive import ArchiveRefusedError, name_of
from app.console.map.tiles.base_map import BaseMap, server_problem
from app.console.map.tiles.opening import open_archive
from app.console.map.tiles.server_words import server_words
from app.console.map.tiles.tile import Tile
from app.console.map.tiles.tile_server import Answer, Missing, Picture, TileServer
from app.console.map.tiles.trial_result import Trial


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
    return Trial(isinstance(answer, Picture | Missing), _said(base_map.host, answer))


def _said(host: str, answer: Answer) -> str:
    if isinstance(answer, Picture):
        return f"{host} gave a picture of this place."
    if isinstance(answer, Missing):
        return f"{host} answers; it has no picture of this place."
    return server_words(host, answer)
