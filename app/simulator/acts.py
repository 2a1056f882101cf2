"""The order in which a scenario happens: one round of it as a list of acts, and nothing waits here."""

import dataclasses

from app.simulator.caller import numbers, people
from app.simulator.caller.call import Call
from app.simulator.scenario.shapes import Again, BadPost, CallPlan, Scenario


@dataclasses.dataclass(frozen=True)
class ShareCall:
    """A telecommunicator shares a call, for the first time or `again`."""

    at_s: float
    call: Call
    again: Again | None = None


@dataclasses.dataclass(frozen=True)
class PostBadly:
    """Something that is no good share arrives at the handler."""

    at_s: float
    bad: BadPost


Act = ShareCall | PostBadly


def one_round(scenario: Scenario, round_number: int = 0) -> list[Act]:
    """All acts of a round in order; the times count from the scenario's start."""
    begins_s = round_number * (scenario.repeat_every_s or 0.0)
    acts: list[Act] = [PostBadly(begins_s + bad.at_s, bad) for bad in scenario.bad_posts]
    in_a_round = sum(plan.copies for plan in scenario.calls)
    serial = round_number * in_a_round
    for plan in scenario.calls:
        for copy in range(plan.copies):
            call = make_call(plan, serial if copy or round_number else 0, begins_s + plan.at_s)
            call.shared_at_s += copy * plan.copies_every_s
            acts.append(ShareCall(call.shared_at_s, call))
            acts.extend(ShareCall(call.shared_at_s + again.after_s, call, again) for again in plan.again)
            serial += 1
    return sorted(acts, key=lambda act: act.at_s)


def make_call(plan: CallPlan, serial: int, shared_at_s: float, caller_id: str | None = None) -> Call:
    """A call of that plan; serial 0 is the plan's own caller, every other one is somebody else nearby."""
    return Call(
        plan=plan,
        serial=serial,
        caller_id=caller_id or (numbers.number(serial) if serial else plan.caller_id),
        person=people.name(serial) if serial else plan.person,
        shared_at_s=shared_at_s,
    )
