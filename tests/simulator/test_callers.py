from app.simulator import scenario
from app.simulator.callers import PostBadly, ShareCall, one_round


def test_acts_are_in_the_order_of_time() -> None:
    times = [act.at_s for act in one_round(scenario.load("hostile"))]
    assert times == sorted(times)


def test_the_first_round_has_the_callers_of_the_file() -> None:
    acts = one_round(scenario.load("evening"))
    first = acts[0]
    assert isinstance(first, ShareCall)
    assert (first.call.caller_id, first.call.person, first.at_s) == ("12175550143", "Rowan Testwell", 0.8)


def test_later_rounds_have_others_nearby() -> None:
    evening = scenario.load("evening")
    one, two = (acts for acts in (one_round(evening), one_round(evening, 1)))
    first, second = one[0], two[0]
    assert isinstance(first, ShareCall)
    assert isinstance(second, ShareCall)
    assert second.at_s == first.at_s + 300
    assert second.call.caller_id != first.call.caller_id
    apart = abs(first.call.true_position(0)[0] - second.call.true_position(0)[0])
    assert 0 < apart < 0.01


def test_copies_have_numbers_of_their_own() -> None:
    acts = [act for act in one_round(scenario.load("flood")) if isinstance(act, ShareCall)]
    assert len({act.call.caller_id for act in acts}) == len(acts) == 200


def test_bad_posts_are_acts_too() -> None:
    bad = [act for act in one_round(scenario.load("hostile")) if isinstance(act, PostBadly)]
    assert len({act.bad.kind for act in bad}) == 17
