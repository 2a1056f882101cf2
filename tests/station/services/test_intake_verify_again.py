"""A secret that comes late costs no share."""

import collections.abc
import contextlib
import pathlib

import pytest

from app.domain.data_share import payload
from app.domain.incident.envelope import received
from app.domain.incident.events import ShareReceived
from app.station.journal.journal import Journal
from app.station.services.intake import Intake, SignatureRecheck
from app.station.webhooks import data_share
from app.station.webhooks.data_share import DataShareHandler
from tests.fake_clock import T0
from tests.station.given import SECRET, body, request, signed
from tests.station.journal.made import Home


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


@contextlib.contextmanager
def station(home: Home) -> collections.abc.Iterator[tuple[Journal, DataShareHandler, SignatureRecheck]]:
    """A station without a secret."""
    with home.opened() as journal:
        handler = DataShareHandler(Intake(journal), tuple, payload.parse)
        yield journal, handler, SignatureRecheck(journal, data_share.HEADER, payload.parse)


def shares(journal: Journal) -> list[ShareReceived]:
    events = (received(record).event for record in journal.after(0, 100))
    return [event for event in events if isinstance(event, ShareReceived)]


async def test_the_good_arrive_once_with_their_true_receipt(home: Home) -> None:
    with station(home) as (journal, handler, again):
        await handler(signed(body(), T0 - 60_000))
        await handler(signed(body(), T0 - 30_000))
        await handler(request(body(), "0" * 40))
        await handler(request(body()))
        assert await again.look(()) == 0
        assert await again.look(("another",)) == 0
        assert await again.look((SECRET,)) == 2
        assert await again.look((SECRET,)) == 0
        arrived = shares(journal)
    assert [(one.received_at, one.verified) for one in arrived] == [(T0 - 60_000, True), (T0 - 30_000, True)]


async def test_a_malformed_body_stays_where_it_is(home: Home) -> None:
    with home.opened() as journal:
        await DataShareHandler(Intake(journal), lambda: (SECRET,), payload.parse)(signed(b"{}"))
        assert await SignatureRecheck(journal, data_share.HEADER, payload.parse).look((SECRET,)) == 0
        assert shares(journal) == []


async def test_what_an_earlier_run_sealed_waits_for_the_keyring(home: Home) -> None:
    with station(home) as (_, handler, _again):
        await handler(signed(body()))
    home.keyring.locked = True
    with station(home) as (journal, _handler, again):
        assert await again.look((SECRET,)) == 0
        home.keyring.locked = False
        assert journal.unlock()
        assert await again.look((SECRET,)) == 1
