"""What the long runs found stays found; and every run tries the same few that were never kept."""

import pytest

from tests.fuzz.__main__ import fuzz, kept, read_of
from tests.fuzz.edges import EDGES

FEW = 300


@pytest.mark.parametrize("edge", EDGES)
def test_what_was_interesting_once_is_read(edge: str) -> None:
    assert kept(edge)
    for sample in kept(edge):
        assert read_of(edge)(sample.read_bytes())


@pytest.mark.parametrize("edge", EDGES)
def test_made_up_inputs_raise_nothing(edge: str) -> None:
    assert fuzz(edge, FEW, keep=False).failures == {}
