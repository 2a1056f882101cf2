import msgspec
import pytest

from app.domain.incident.model import AGREE_MS, FLOOR_MS, Sighting, best_sighting
from app.domain.location.fix import Fix

NOW = 1_800_000_000_000
SHARE = Fix(latitude=39.78, longitude=-89.65, source="share", uncertainty_m=30.0)
LEI = msgspec.structs.replace(SHARE, source="lei", uncertainty_m=5.0, fixed_at=NOW - 40_000, floor="2")
FAR = 39.79


def seen(*fixes: Fix, at: int = NOW) -> tuple[Sighting, ...]:
    return tuple(Sighting(seq=seq, at=at + seq, share="s", fix=fix) for seq, fix in enumerate(fixes, 1))


def later(fix: Fix, by_ms: int, **other: object) -> Fix:
    return msgspec.structs.replace(fix, fixed_at=NOW + by_ms, **other)


def best(*fixes: Fix, at: int = NOW) -> Fix:
    found = best_sighting(seen(*fixes, at=at))
    assert found is not None
    return found.fix


def test_without_a_place_there_is_none() -> None:
    assert best_sighting(()) is None


def test_a_fix_with_a_time_wins_over_the_shares_without_one_in_whatever_order_they_came() -> None:
    assert best(SHARE, LEI) == LEI
    assert best(LEI, SHARE) == LEI


def test_wherever_the_share_says_that_it_was() -> None:
    assert best(LEI, msgspec.structs.replace(SHARE, latitude=FAR)) == LEI


def test_a_fix_from_long_before_the_share_does_not_hide_it() -> None:
    old = later(LEI, -FLOOR_MS - 1_000)
    assert best(old, SHARE) == SHARE


def test_only_the_shares_fix_is_the_place_until_another_comes() -> None:
    assert best(SHARE) == SHARE


@pytest.mark.parametrize("radius", [None, 0.0])
def test_a_share_that_states_no_radius_gives_way_as_well(radius: float | None) -> None:
    assert best(msgspec.structs.replace(SHARE, uncertainty_m=radius), LEI) == LEI


def test_a_coarser_fix_that_agrees_does_not_hide_the_better_one_at_once() -> None:
    coarse = later(LEI, 0, uncertainty_m=300.0, floor=None)
    assert best(later(LEI, -AGREE_MS), coarse) == later(LEI, -AGREE_MS)
    assert best(later(LEI, -AGREE_MS - 1, floor=None), coarse) == coarse


def test_a_fix_elsewhere_is_shown_however_coarse() -> None:
    moved = later(LEI, 0, latitude=FAR, uncertainty_m=300.0, floor=None)
    assert best(LEI, moved) == moved


def test_of_two_as_good_the_newer_is_shown() -> None:
    assert best(LEI, later(LEI, 0)) == later(LEI, 0)


def test_a_fix_without_a_radius_agrees_with_nothing() -> None:
    bare = later(LEI, 0, uncertainty_m=None, floor=None)
    assert best(LEI, bare) == bare


def test_a_floor_is_kept_while_later_fixes_agree() -> None:
    without = later(LEI, 300_000, uncertainty_m=4.0, floor=None)
    assert best(LEI, without, at=NOW + FLOOR_MS) == msgspec.structs.replace(without, floor="2")
    assert best(LEI, later(without, FLOOR_MS), at=NOW + 2 * FLOOR_MS).floor is None


def test_a_floor_stays_behind_when_the_caller_moved() -> None:
    moved = later(LEI, 1_000, latitude=FAR, floor=None)
    assert best(LEI, moved).floor is None


def test_the_newest_floor_counts() -> None:
    other = later(LEI, -20_000, floor="3")
    assert best(LEI, other, later(LEI, 0, uncertainty_m=4.0, floor=None)).floor == "3"
