"""No hostile request gets 200, none makes the station stumble, none costs a good share its answer."""

import collections.abc
import pathlib

import pytest

from tests.hostile.battery import CASES, Case
from tests.hostile.sending import first_status
from tests.journeys.program import Station, journal, post, running, sha256, share_body

ASKED_FOR = (501, 505)
"""The only server errors that HTTP itself asks for."""
WAITED_OUT = "newlines"
"""No request ever begins: only the head's time limit ends it."""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> collections.abc.Iterator[Station]:
    with running(tmp_path_factory.mktemp("hostile") / "station") as one:
        yield one
        assert one.stop() == 0
        assert journal(one.data_dir, "ShareReceived") == []
        assert "Traceback" not in one.errors()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_request_is_refused(station: Station, case: Case) -> None:
    status = first_status(station.port, case.raw)
    assert status is None or 400 <= status < 500 or status in ASKED_FOR, status


def test_a_good_share_beside_them_is_answered(tmp_path: pathlib.Path) -> None:
    with running(tmp_path / "station") as station:
        prompt = [case for case in CASES if case.name != WAITED_OUT]
        for number, case in enumerate(prompt):
            first_status(station.port, case.raw)
            if number % 20 == 0:
                assert post(station.handler_url, share_body(number)) == 200
        bodies = {sha256(share_body(number)) for number in range(0, len(prompt), 20)}
        assert {row["request_sha256"] for row in journal(station.data_dir, "ShareReceived")} == bodies
