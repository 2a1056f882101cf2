"""`POST /v1/rem/trigger`: checks a trigger, counts it, answers 0, -1 or -2, and starts the flow.

See docs/contract.md#6.
"""

import asyncio
import uuid

import msgspec
from aiohttp import web

from app.simulator.callflows import Flow, Person
from app.simulator.rapidsos import faults, oauth
from app.simulator.rapidsos.faults import Refusal, Rule, json_answer
from app.simulator.rapidsos.state import World
from app.simulator.sender import ReceivedTrigger

NAMES = (("caller_info", "full_name"), ("user", "full_name"), ("user_name",))
PHONES = (("caller_info", "phone_number"), ("user", "phone_number"), ("user_phone",))
PLACE_NAMES = ("latitude", "longitude", "uncertainty")
PLACES = (("location",), ("event_info",))
EVENT_KEYS = ("event_id", "eventId", "alarm_id")
USER_KEYS = ("user_id", "userId", "account_id")

MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 7, 15

VALIDATION_ERROR = -2

STARTED_THEN = ("lost", "late", "cut", "server_error_with_id")
"""Failures in which the flow has started all the same: the sender cannot know."""


STARTED = "Workflow started"

SAYS: dict[str, tuple[int | None, str]] = {
    "server_error": (-1, "Server error"),
    "server_error_with_id": (-1, "Server error"),
    "validation_error": (VALIDATION_ERROR, f"Variable {'.'.join(PHONES[0])} is required"),
    "no_code": (None, "Workflow"),
}
"""What RapidSOS then says: its code (None leaves it null) and message."""


class TriggerError(Exception):
    """A trigger that RapidSOS would not run; the message is what it says."""


async def answer(request: web.Request, world: World) -> web.StreamResponse:
    """Count the POST as soon as it is whole, then judge it."""
    body = await request.read()
    kept = world.received.trigger(world.clock.wall_ms(world.clock.now_s()), body)
    rule = world.faults.due("trigger", None, world.clock.now_s())
    if rule is not None and rule.answer not in (*STARTED_THEN, *SAYS):
        kept.answered = rule.answer
        return await faults.answer(rule, request)
    if not world.credentials.knows(oauth.bearer(request)):
        kept.answered = "401"
        raise Refusal(401, "Unauthorized")
    try:
        flow = _checked(body)
    except TriggerError as problem:
        kept.answered = "-2"
        return _code(VALIDATION_ERROR, "", str(problem))
    if rule is not None:
        return await _answer_wrongly(rule, request, world, kept, flow)
    kept.answered, kept.id = "0", flow.id
    _start(world, flow)
    return _code(0, flow.id, STARTED)


async def _answer_wrongly(
    rule: Rule, request: web.Request, world: World, kept: ReceivedTrigger, flow: Flow
) -> web.StreamResponse:
    """A good trigger that meets a failure: some of them start the flow, and do not say so."""
    kept.answered = rule.answer
    if rule.answer in STARTED_THEN:
        kept.id = flow.id
        _start(world, flow)
    if rule.answer in SAYS:
        code, message = SAYS[rule.answer]
        return _code(code, kept.id or "", message)
    if rule.answer == "late":
        await asyncio.sleep(rule.delay_s)
        return _code(0, flow.id, STARTED)
    if rule.answer == "cut":
        return await faults.cut(request, b'{"code": 0, "id": "')
    return await faults.reset(request)


def _start(world: World, flow: Flow) -> None:
    world.group.create_task(world.runner.run(flow, world.targets), name=f"callflow {flow.id}")


def _code(code: int | None, flow_id: str, message: str) -> web.Response:
    """The answer of docs/contract.md#6; which HTTP status goes with -2 is unknown, the samples have 400."""
    status = 400 if code == VALIDATION_ERROR else 200
    return json_answer({"code": code, "id": flow_id, "message": message}, status)


def _checked(body: bytes) -> Flow:
    """The flow that a trigger asks for; raises TriggerError with the first thing wrong."""
    try:
        asked = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise TriggerError("A JSON object is required") from None
    callflow, variables = asked.get("callflow"), asked.get("variables")
    if not isinstance(callflow, str) or not callflow:
        raise TriggerError("callflow is required")
    if not isinstance(variables, dict):
        raise TriggerError("variables must be an object")
    return Flow(
        id=str(uuid.uuid4()),
        callflow=callflow,
        person=Person(_required(variables, NAMES), _phone(variables), _place(variables)),
        event_id=_anywhere(variables, EVENT_KEYS),
        user_id=_anywhere(variables, USER_KEYS),
    )


def _required(variables: dict[str, object], paths: tuple[tuple[str, ...], ...]) -> str:
    """The first text under one of these paths."""
    found = next((text for path in paths if (text := _text(_at(variables, path)))), None)
    if found is None:
        raise TriggerError(f"Variable {'.'.join(paths[0])} is required")
    return found


def _phone(variables: dict[str, object]) -> str:
    phone = _required(variables, PHONES)
    if not MIN_PHONE_DIGITS <= sum(character.isdecimal() for character in phone) <= MAX_PHONE_DIGITS:
        raise TriggerError(f"Variable {'.'.join(PHONES[0])} is not a phone number")
    return phone


def _place(variables: dict[str, object]) -> dict[str, object]:
    for path in PLACES:
        place = _at(variables, path)
        if isinstance(place, dict):
            for name, most in (("latitude", 90), ("longitude", 180)):
                if not _within(place.get(name), most):
                    raise TriggerError(f"Variable {'.'.join(path)}.{name} is required, as degrees")
            return {name: place[name] for name in PLACE_NAMES if name in place}
    raise TriggerError("Variable location is required")


def _within(value: object, most: float) -> bool:
    """Numbers and numbers as text are both taken (docs/contract.md#6)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    try:
        return abs(float(value)) <= most
    except ValueError:
        return False


def _at(variables: object, path: tuple[str, ...]) -> object:
    for key in path:
        variables = variables.get(key) if isinstance(variables, dict) else None
    return variables


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _anywhere(value: object, keys: tuple[str, ...]) -> str | None:
    """The first text under one of these names, at any depth."""
    if not isinstance(value, dict):
        return None
    for key in keys:
        if isinstance(value.get(key), str):
            return str(value[key])
    return next((found for inner in value.values() if (found := _anywhere(inner, keys)) is not None), None)
