"""What an XYZ server may answer, over real HTTP."""

import logging

import pytest

from app.console.map.tiles.server import Answer, Picture, ServerLost, TileMissing, TileRefused, TileServer
from app.console.map.tiles.source import BaseMap, Tile
from tests.console.map.tiles.pictures import picture
from tests.console.map.tiles.tile_house import TileHouse, tile_house
from tests.console.map.tiles.turn import turn

KEY = "opensesame-17"


def asked(house: TileHouse, address: str = "", key: str = "") -> Answer:
    answers: list[Answer] = []

    async def work() -> None:
        server = TileServer(BaseMap(server=address or house.address), key)
        answers.append(await server.fetch(Tile(5, 8, 12)))
        await server.close()

    turn(work())
    return answers[0]


def test_a_picture_comes_with_our_own_name_on_the_question() -> None:
    with tile_house() as house:
        answer = asked(house)
        assert isinstance(answer, Picture)
        assert answer.content == picture(1, 2, 3)
        assert answer.fresh_s == 7 * 86_400
        assert house.asked == ["/5/8/12.png"]
        assert house.agents[0].startswith("Watchfloor/")


@pytest.mark.parametrize(
    ("way", "answer"),
    [
        (404, TileMissing()),
        (204, TileMissing()),
        (410, TileMissing()),
        (403, TileRefused(403)),
        (429, TileRefused(429)),
        (500, TileRefused(500)),
        (302, TileRefused(302)),
        ("page", TileRefused(0)),
    ],
)
def test_an_answer_without_a_picture(way: str | int, answer: Answer) -> None:
    with tile_house() as house:
        house.way = way
        assert asked(house) == answer
        assert len(house.asked) == 1  # no redirect is followed, nothing is asked twice


def test_nobody_there_is_lost() -> None:
    with tile_house() as house:
        pass
    assert isinstance(asked(house), ServerLost)


def test_the_key_goes_to_the_server_and_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)  # as the console's front does
    with tile_house() as house:
        asked(house, house.address + "?key={key}", KEY)
        assert house.asked == [f"/5/8/12.png?key={KEY}"]
        house.way = 403
        said = asked(house, house.address + "?key={key}", KEY)
    assert KEY not in repr(said)
    assert KEY not in caplog.text
    assert KEY not in repr(TileServer(BaseMap(server="http://127.0.0.1:1/{z}/{x}/{y}?key={key}"), KEY))
