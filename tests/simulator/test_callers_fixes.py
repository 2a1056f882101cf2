import msgspec

from app.simulator import callers, scenario
from app.simulator.callers import Call
from app.simulator.scenario import PhoneDetails, RoutePlan


def call(name: str, plan_id: str, **device: object) -> Call:
    """That call of a shipped scenario, shared at second 100, its device changed."""
    plan = next(plan for plan in scenario.load(name).calls if plan.id == plan_id)
    changed = msgspec.structs.replace(plan.device, **device)
    return callers.make_call(msgspec.structs.replace(plan, device=changed), 0, 100.0)


def test_nothing_before_the_first_fix() -> None:
    late = call("calm", "ride-downtown", first_fix_s=2.0)
    assert callers.latest(late, 101.9) is None
    assert list(callers.history(late, 101.9)) == []
    first = callers.latest(late, 102.0)
    assert first is not None
    assert first.at_s == 102.0


def test_the_same_moment_gives_the_same_record() -> None:
    one, two = call("calm", "ride-downtown"), call("calm", "ride-downtown")
    assert callers.latest(one, 150.0) == callers.latest(two, 150.0)
    assert list(callers.history(one, 150.0))[-1] == callers.latest(one, 154.9)


def test_the_truth_is_within_the_stated_radius() -> None:
    rider = call("calm", "ride-downtown")
    for fix in callers.history(rider, 400.0):
        truth = rider.true_position(fix.at_s - 100.0)
        assert callers.apart_m(truth, fix.position) <= fix.uncertainty_m


def test_a_silent_phone_repeats_its_last_record() -> None:
    silent = call("ending", "falls-silent")
    last = callers.latest(silent, 120.0)
    assert last is not None
    assert callers.latest(silent, 300.0) == last
    assert callers.latest(silent, 120.0 + 3_601) is None


def test_history_reaches_back_twenty_minutes() -> None:
    rider = call("calm", "ride-downtown")
    kept = list(callers.history(rider, 100.0 + 3_000))
    assert 1_190 <= kept[-1].at_s - kept[0].at_s <= 1_200


def test_an_arrived_walker_sends_nothing_new() -> None:
    walker = call("evening", "river-path", radius=PhoneDetails().radius)
    assert isinstance(walker.plan.movement, RoutePlan)
    arrival = callers.arrival_s(walker.plan.movement)
    assert arrival is not None
    once, later = callers.latest(walker, 110.0 + arrival), callers.latest(walker, 300.0 + arrival)
    assert once == later


def test_history_begins_where_it_is_asked_to() -> None:
    rider = call("calm", "ride-downtown")
    everything = list(callers.history(rider, 400.0))
    assert list(callers.history(rider, 400.0, since_s=200.0)) == [fix for fix in everything if fix.at_s >= 200.0]
    assert list(callers.history(rider, 400.0, since_s=401.0)) == []
