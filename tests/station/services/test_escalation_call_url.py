"""Calling the administrator's address."""

import msgspec

from app.station.http.request import InboundRequest, Response, Route
from app.station.http.server import HttpServer
from app.station.services.escalation import Notification, UrlChannel
from tests.fake_clock import FakeClock

ABOUT = Notification(unwatched_since=5, unanswered_since=7, incidents=(1001,), alarms=1)


async def test_it_posts_the_numbers_and_says_what_came_back() -> None:
    bodies: list[bytes] = []

    async def pager(request: InboundRequest) -> Response:
        bodies.append(request.untrusted_body)
        return Response(status=200 if len(bodies) == 1 else 500)

    server = HttpServer([Route(path="/call", methods={"POST": pager})], FakeClock())
    await server.start("127.0.0.1", 0)
    way = UrlChannel(f"{server.url}/call", loopback=True)
    assert await way.call(ABOUT) == ""
    assert msgspec.json.decode(bodies[0], type=Notification) == ABOUT
    assert await way.call(ABOUT) == "HTTP 500"
    await server.stop()
    assert await way.call(ABOUT) == "no answer (ConnectError)"
