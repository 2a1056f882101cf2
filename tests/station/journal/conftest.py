"""A home for every test."""

import pathlib

import pytest

from tests.station.journal.made import Home


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)
