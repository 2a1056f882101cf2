from hypothesis import given
from hypothesis import strategies as st

from app.console.window.splitter import LEAST, Widths, fitted, least, usual

ONE = st.integers(1, 4000)


def test_usual_widths_follow_the_window() -> None:
    assert usual(1920, 1.0) == Widths(496, 656, 766)
    assert usual(1600, 1.0) == Widths(416, 600, 582)
    assert usual(1280, 1.0) == Widths(336, 480, 462)
    assert usual(1280, 2.0) == Widths(504, 775, 0)


def test_widths_kept_on_a_large_screen_are_in_proportion_on_a_small_one() -> None:
    fits = fitted(Widths(496, 656, 766), 1280, LEAST)
    assert fits == Widths(319, 464, 495)
    assert fitted(Widths(496, 656, 766), 3840, LEAST) == Widths(992, 1312, 1534)


def test_the_map_gives_way_where_not_all_three_fit() -> None:
    assert fitted(Widths(496, 656, 766), 1024, LEAST) == Widths(440, 583, 0)
    assert fitted(Widths(496, 656, 766), 1024, least(2.0)) == Widths(440, 583, 0)


def test_what_is_not_shown_gets_nothing() -> None:
    assert fitted(Widths(0, 656, 766), 1280, LEAST) == Widths(0, 590, 689)
    assert fitted(Widths(0, 0, 10), 900, LEAST) == Widths(0, 0, 900)


@given(st.tuples(ONE, ONE, ONE), st.integers(1024, 8000), st.sampled_from([1.0, 1.5, 2.0]))
def test_every_width_is_filled_and_nobody_is_squeezed(wanted: tuple[int, int, int], width: int, scale: float) -> None:
    needs = least(scale)
    fits = fitted(Widths(*wanted), width, needs)
    shown = [one for one in fits if one]
    assert sum(fits) + len(shown) - 1 == width
    if sum(needs) + 2 <= width:
        assert all(one >= need for one, need in zip(fits, needs, strict=True))
