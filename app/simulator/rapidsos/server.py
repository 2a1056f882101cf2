"""The HTTP server of the pretend RapidSOS: loopback only, its routes, and the orders of `/simulator/control`."""

import socket
from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec
from aiohttp import web

from app.simulator import process
from app.simulator.callers import Call
from app.simulator.rapidsos import faults, feeds, oauth, workflow
from app.simulator.rapidsos.faults import Refusal, Rule, json_answer
from app.simulator.rapidsos.state import World
from app.simulator.scenario import Callflows, FaultAnswer, Feed, misplaced_answer


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """One order to the simulator; `do` names it."""


class Fail(Order, frozen=True, tag="fail"):
    """Let a feed answer wrongly: `count` times, for `for_s` scenario seconds, or until healed."""

    feed: Feed
    answer: FaultAnswer
    count: int | None = None
    for_s: float | None = None
    caller_id: str | None = None
    retry_after_s: int | None = None
    delay_s: float = 0.0
    """Real seconds before the answer."""


class Heal(Order, frozen=True, tag="heal"):
    """Take back every failure, the scenario's outages too."""


class End(Order, frozen=True, tag="end"):
    """Close a call's window now."""

    caller_id: str
    how: Literal["no_data", "refused"] = "no_data"


class PostTarget(Order, frozen=True, tag="target"):
    """Where shares and status callbacks go from now on; None leaves it as it is."""

    handler_url: str | None = None
    status_url: str | None = None
    http_url: str | None = None


class ForgetTokens(Order, frozen=True, tag="forget_tokens"):
    """Refuse every token that the token endpoint gave out so far."""


class FlowOrders(Order, frozen=True, tag="callflows"):
    """How the next callflows go."""

    plan: Callflows
    unsigned: bool = False


AnyOrder = Fail | Heal | End | PostTarget | ForgetTokens | FlowOrders


def read(body: bytes) -> AnyOrder:
    """The order in a request's body; raises 400 with the reason."""
    try:
        order: AnyOrder = msgspec.json.decode(body, type=AnyOrder)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal(400, str(error)) from None
    return order


def carry_out(order: AnyOrder, world: World) -> None:
    """Change the simulator as ordered; raises 400 or 404 when it cannot be done."""
    match order:
        case Fail():
            world.faults.rules.append(_rule(order, world.clock.now_s()))
        case Heal():
            world.faults.clear()
        case End():
            shared = world.calls.of_number(order.caller_id)
            if shared is None:
                raise Refusal(404, f"No call of {order.caller_id} was shared")
            shared.call.ended = order.how
        case PostTarget():
            _set_targets(order, world)
        case ForgetTokens():
            world.credentials.forget_all()
        case FlowOrders():
            world.runner.plan, world.runner.unsigned = order.plan, order.unsigned


def _rule(order: Fail, now_s: float) -> Rule:
    misplaced = misplaced_answer(order.feed, order.answer)
    if misplaced is not None:
        raise Refusal(400, misplaced)
    return Rule(
        feed=order.feed,
        answer=order.answer,
        left=order.count,
        until_s=None if order.for_s is None else now_s + order.for_s,
        caller_id=order.caller_id,
        retry_after_s=order.retry_after_s,
        delay_s=order.delay_s,
    )


def _set_targets(order: PostTarget, world: World) -> None:
    try:
        for url in filter(None, (order.handler_url, order.status_url, order.http_url)):
            process.checked(url)
    except process.NotLoopbackError as error:
        raise Refusal(400, str(error)) from None
    world.targets.handler_url = order.handler_url or world.targets.handler_url
    world.targets.status_url = order.status_url or world.targets.status_url
    world.targets.http_url = order.http_url or world.targets.http_url


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
        app.router.add_route(method, "/location", _feed(world, "lei", feeds.answer_lei))
        app.router.add_route(method, "/rad-e", _feed(world, "rad_e", feeds.answer_rad_e))
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
        process.checked(f"http://{request.host}")
    except process.NotLoopbackError:
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
    """A data feed: counted, and answering wrongly while a failure is due."""

    async def handle(request: web.Request) -> web.StreamResponse:
        world.received.requests[feed] += 1
        rule = world.faults.due(feed, _call_asked_about(request, world), world.clock.now_s())
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
        shared = world.calls.of_token(oauth.bearer(request), None, world.clock.now_s())
    except Refusal:
        return None
    return shared.call if shared is not None else None


async def _token(request: web.Request, world: World) -> web.Response:
    return await world.credentials.answer(request, world.clock.wall_ms(world.clock.now_s()))


async def _received(_request: web.Request, world: World) -> web.Response:
    return json_answer(world.received.as_dict())


async def _control(request: web.Request, world: World) -> web.Response:
    carry_out(read(await request.read()), world)
    return json_answer({"done": True})


async def _trap(request: web.Request, world: World) -> web.Response:
    """Where redirects lead: nobody should follow them here with a token."""
    await request.read()
    world.received.requests["trap"] += 1
    return json_answer({"locations": []})
