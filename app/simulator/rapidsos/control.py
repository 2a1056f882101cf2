"""`POST /simulator/control`: make something happen now. Ours alone; RapidSOS has nothing like it."""

from typing import Literal

import msgspec

from app.simulator import loopback
from app.simulator.rapidsos.answers import refusal
from app.simulator.rapidsos.faults import Rule
from app.simulator.rapidsos.world import World
from app.simulator.scenario.checks import misplaced_answer
from app.simulator.scenario.shapes import Callflows, FaultAnswer, Feed


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


class Target(Order, frozen=True, tag="target"):
    """Where shares and status callbacks go from now on; None leaves it as it is."""

    handler_url: str | None = None
    status_url: str | None = None
    http_url: str | None = None


class ForgetTokens(Order, frozen=True, tag="forget_tokens"):
    """Refuse every token that the token endpoint gave out so far."""


class Flows(Order, frozen=True, tag="callflows"):
    """How the next callflows go."""

    plan: Callflows
    unsigned: bool = False


AnyOrder = Fail | Heal | End | Target | ForgetTokens | Flows


def read(body: bytes) -> AnyOrder:
    """The order in a request's body; raises 400 with the reason."""
    try:
        order: AnyOrder = msgspec.json.decode(body, type=AnyOrder)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise refusal(400, str(error)) from None
    return order


def obey(order: AnyOrder, world: World) -> None:
    """Do it; raises 400 or 404 when it cannot be done."""
    match order:
        case Fail():
            world.faults.rules.append(_rule(order, world.clock.now_s()))
        case Heal():
            world.faults.heal()
        case End():
            shared = world.calls.of_number(order.caller_id)
            if shared is None:
                raise refusal(404, f"No call of {order.caller_id} was shared")
            shared.call.ended = order.how
        case Target():
            _aim(order, world)
        case ForgetTokens():
            world.credentials.forget_all()
        case Flows():
            world.runner.plan, world.runner.unsigned = order.plan, order.unsigned


def _rule(order: Fail, now_s: float) -> Rule:
    misplaced = misplaced_answer(order.feed, order.answer)
    if misplaced is not None:
        raise refusal(400, misplaced)
    return Rule(
        feed=order.feed,
        answer=order.answer,
        left=order.count,
        until_s=None if order.for_s is None else now_s + order.for_s,
        caller_id=order.caller_id,
        retry_after_s=order.retry_after_s,
        delay_s=order.delay_s,
    )


def _aim(order: Target, world: World) -> None:
    try:
        for url in filter(None, (order.handler_url, order.status_url, order.http_url)):
            loopback.checked(url)
    except loopback.NotLoopbackError as error:
        raise refusal(400, str(error)) from None
    world.targets.handler_url = order.handler_url or world.targets.handler_url
    world.targets.status_url = order.status_url or world.targets.status_url
    world.targets.http_url = order.http_url or world.targets.http_url
