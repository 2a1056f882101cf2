"""Plays a scenario against a station's handler: the telecommunicators of all its calls, round after round."""

from collections.abc import Callable, Iterator

from app.simulator import acts, bad_posts, share_body
from app.simulator.acts import Act, PostBadly, ShareCall
from app.simulator.portal import Answer, Portal
from app.simulator.rapidsos.world import World

TARGET_ASKED_EVERY_S = 0.2


class Player:
    """Shares calls as the scenario says; every POST is its own task, so that a slow handler delays no other."""

    def __init__(self, world: World, portal: Portal, secret: str | None, told: Callable[[Answer], None]) -> None:
        """`portal` signs with `secret`; `told` hears of every answer."""
        self._world = world
        self._portal = portal
        self._secret = secret
        self._told = told
        self._sent: dict[str, bytes] = {}

    async def play(self) -> None:
        """Every act at its second; returns after the last one of a scenario that does not repeat."""
        for act in self._acts():
            await self._world.clock.sleep_until(act.at_s)
            while self._world.targets.handler_url is None:
                await self._world.clock.sleep(TARGET_ASKED_EVERY_S)
            self._world.group.create_task(self._do(act, self._world.targets.handler_url))

    def _acts(self) -> Iterator[Act]:
        """All acts in order; for ever when the scenario repeats."""
        scenario, round_number = self._world.scenario, 0
        while True:
            yield from acts.one_round(scenario, round_number)
            if scenario.repeat_every_s is None:
                return
            round_number += 1
            self._sent.clear()

    async def _do(self, act: Act, url: str) -> None:
        match act:
            case ShareCall():
                answer = await self._portal.post(url, self._body(act))
            case PostBadly():
                body, headers = bad_posts.made(act.bad, self._secret)
                answer = await self._portal.post(url, body, headers)
        self._world.received.shares[str(answer.status or answer.error)] += 1
        self._told(answer)

    def _body(self, act: ShareCall) -> bytes:
        """The bytes to share; the call is known to the pretend RapidSOS before the station hears of it."""
        call, again, world = act.call, act.again, self._world
        if again is not None and again.how == "identical" and call.caller_id in self._sent:
            return self._sent[call.caller_id]
        ecc_id = again.ecc if again is not None and again.ecc is not None else call.plan.ecc
        token = share_body.new_token(world.name, call)
        world.calls.share(token, call, None if again is None else again.sources)
        now_s = world.clock.now_s()
        body = share_body.body(call, token, ecc_id, world.scenario.eccs[ecc_id], now_s)
        self._sent[call.caller_id] = body
        return body
