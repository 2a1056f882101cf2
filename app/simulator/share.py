"""The command ``simulator share``: so many POSTs to a handler, at so many a second, one printed line each."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from app.simulator import acts, share_body
from app.simulator.acts import ShareCall
from app.simulator.portal import Portal
from app.simulator.printing import print_line
from app.simulator.scenario.shapes import Scenario

HTTP_OK = 200


def bodies(name: str, scenario: Scenario, count: int) -> Iterator[bytes]:
    """`count` bodies of different callers: the scenario's calls in their order, then others like them."""
    made, round_number = 0, 0
    while True:
        for act in acts.one_round(scenario, round_number):
            if not isinstance(act, ShareCall) or act.again is not None:
                continue
            if made == count:
                return
            made += 1
            call = act.call
            ecc = scenario.eccs[call.plan.ecc]
            token = share_body.new_token(name, call)
            yield share_body.body(call, token, call.plan.ecc, ecc, call.shared_at_s)
        round_number += 1


def same_body(file: Path, count: int) -> Iterator[bytes]:
    """The exact bytes of the file, `count` times; raises OSError."""
    body = file.read_bytes()
    return (body for _ in range(count))


async def send(portal: Portal, url: str, to_send: Iterator[bytes], rate: float | None) -> bool:
    """POST all; at a rate, each leaves when it is due whether or not the one before was answered.

    Returns whether every answer was 200.
    """
    everything_good = True
    began = time.monotonic()

    async def post(body: bytes, due: float | None) -> None:
        nonlocal everything_good
        answer = await portal.post(url, body, due=due)
        print_line(answer.line())
        everything_good &= answer.status == HTTP_OK

    async with asyncio.TaskGroup() as group:
        for number, body in enumerate(to_send):
            if rate is None:
                await post(body, None)
                continue
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            group.create_task(post(body, due))
    return everything_good
