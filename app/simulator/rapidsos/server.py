"""The HTTP server of the pretend RapidSOS: loopback only, one route an endpoint."""

import socket
from collections.abc import Awaitable, Callable

from aiohttp import web

from app.simulator import loopback
from app.simulator.caller.call import Call
from app.simulator.rapidsos import asking, control, faults, lei, rad_e, workflow
from app.simulator.rapidsos.answers import Refusal, json_answer
from app.simulator.rapidsos.world import World
from app.simulator.scenario.shapes import Feed

HOST = "127.0.0.1"

USUAL_PORT = 8920

MAX_BODY_BYTES = 4 * 1024 * 1024

STOP_WITHIN_S = 0.5

BACKLOG = 512

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Answer = Callable[[web.Request, World], Awaitable[web.StreamResponse]]


def application(world: World) -> web.Application:
    """All endpoints over one world; only requests for a loopback name are answered."""
    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[_only_loopback, _refusals])
    app.router.add_post("/oauth/token", _feed(world, "oauth", _token))
    for method in ("GET", "POST"):
        app.router.add_route(method, "/location", _feed(world, "lei", lei.answer))
        app.router.add_route(method, "/rad-e", _feed(world, "rad_e", rad_e.answer))
    app.router.add_post("/v1/rem/trigger", _with(world, workflow.answer))
    app.router.add_get("/simulator/received", _with(world, _received))
    app.router.add_post("/simulator/control", _with(world, _control))
    app.router.add_route("*", "/simulator/trap", _with(world, _trap))
    return app


def bound(port: int | None) -> socket.socket:
    """A loopback socket on that port, 0 for a free one; raises OSError when the port is taken.

    None prefers the port at which a station in the simulator environment looks by itself, and takes another if it must.
    """
    if port is not None:
        return socket.create_server((HOST, port), backlog=BACKLOG)
    try:
        return socket.create_server((HOST, USUAL_PORT), backlog=BACKLOG)
    except OSError:
        return socket.create_server((HOST, 0), backlog=BACKLOG)


async def listen(world: World, listener: socket.socket) -> web.AppRunner:
    """Start answering on that socket; returns what to clean up."""
    # A client that gave up ends its handler: a held request must not outlast it.
    runner = web.AppRunner(
        application(world), access_log=None, handler_cancellation=True, shutdown_timeout=STOP_WITHIN_S
    )
    await runner.setup()
    await web.SockSite(runner, listener).start()
    return runner


@web.middleware
async def _only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page in a browser may point a name of its own at this machine; it is not answered."""
    try:
        loopback.checked(f"http://{request.host}")
    except loopback.NotLoopbackError:
        raise web.HTTPForbidden(text="loopback only") from None
    return await handler(request)


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return refusal.response()


def _with(world: World, answer: Answer) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await answer(request, world)

    return handle


def _feed(world: World, feed: Feed, answer: Answer) -> Handler:
    """A data feed: counted, and failing when it is told to."""

    async def handle(request: web.Request) -> web.StreamResponse:
        world.received.requests[feed] += 1
        rule = world.faults.strike(feed, _call_asked_about(request, world), world.clock.now_s())
        if rule is not None:
            world.received.answers[f"{feed} {rule.answer}"] += 1
            if rule.answer == "already_expired":
                return world.credentials.expired_answer(world.clock.wall_ms(world.clock.now_s()))
            return await faults.answer(rule, request)
        try:
            response = await answer(request, world)
        except Refusal as refusal:
            response = refusal.response()
        world.received.answers[f"{feed} {response.status}"] += 1
        return response

    return handle


def _call_asked_about(request: web.Request, world: World) -> Call | None:
    """The call of the bearer token, if it is a share's: a failure may belong to one call only."""
    try:
        shared = world.calls.of_token(asking.bearer(request), None, world.clock.now_s())
    except Refusal:
        return None
    return shared.call if shared is not None else None


async def _token(request: web.Request, world: World) -> web.Response:
    return await world.credentials.answer(request, world.clock.wall_ms(world.clock.now_s()))


async def _received(_request: web.Request, world: World) -> web.Response:
    return json_answer(world.received.as_dict())


async def _control(request: web.Request, world: World) -> web.Response:
    control.obey(control.read(await request.read()), world)
    return json_answer({"done": True})


async def _trap(request: web.Request, world: World) -> web.Response:
    """Where redirects lead: nobody should follow them here with a token."""
    await request.read()
    world.received.requests["trap"] += 1
    return json_answer({"locations": []})
