"""The answers that every feed can give: JSON, a refusal with `detail`, and the ways to say "nothing"."""

import msgspec
from aiohttp import web

from app.simulator.scenario.shapes import NoData


def json_answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer."""
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json", headers=headers)


def detail(status: int, sentence: str, headers: dict[str, str] | None = None) -> web.Response:
    """An error body as RapidSOS's own clients know it (docs/contract.md#2.3)."""
    return json_answer({"detail": sentence}, status, headers)


class Refusal(Exception):  # noqa: N818 - it is an answer, not a failure of the simulator
    """A request refused: the feed answers with this and nothing else."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence

    def response(self) -> web.Response:
        """The refusal as it goes over the wire."""
        return detail(self.status, self.sentence)


def refusal(status: int, sentence: str) -> Refusal:
    """A refusal to raise."""
    return Refusal(status, sentence)


def nothing(how: NoData, list_name: str | None, sentence: str) -> web.Response:
    """No data, said in the way asked for; nobody knows which one RapidSOS uses (docs/contract.md#4.5, #5.1)."""
    match how:
        case "404":
            return detail(404, sentence)
        case "204":
            return web.Response(status=204)
        case "empty_list":
            return json_answer({list_name: []} if list_name else [])
        case "empty_object":
            return json_answer({})
