"""A locked keyring costs old words, and never a new share."""

import collections.abc

import pytest

from app.domain.incident.events import Acknowledged, IncidentClosed, ShareReceived
from app.station.journal.base import JournalLockedError
from tests.station.journal.made import PHONE, TOKEN, Home, arrive, by_phone, note, share, told, write

ExpectLog = collections.abc.Callable[[str], None]
CLOSED = IncidentClosed(reason="TEST", text="")


async def test_a_locked_keyring_costs_old_words_and_never_a_new_share(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
        await journal.decide(arrive(share(2, phone=None)))
    home.keyring.locked = True
    with home.opened() as journal:
        assert journal.locked
        assert [one.unreadable for one in journal.after(0, 10)] == ["locked", "locked"]
        outcome = await journal.decide(arrive(share(3)))
        assert outcome.records[0].incident == 1003
        await journal.decide(note(1001))
        await journal.decide(write(Acknowledged(through=9), 1002))
        with pytest.raises(JournalLockedError):
            journal.token(share(1).share)
        assert journal.token(share(3).share) == TOKEN
        assert not journal.unlock()
        history = journal.history
        home.keyring.locked = False
        assert journal.unlock()
        assert journal.history != history
        assert by_phone(journal, PHONE) == [1003, 1001]
        assert isinstance(told(journal)[0].event, ShareReceived)


async def test_a_console_notices_that_a_restarted_station_can_read_more(home: Home) -> None:
    with home.opened() as journal:
        before = journal.history
    home.keyring.locked = True
    with home.opened() as journal:
        locked = journal.history
    home.keyring.locked = False
    with home.opened() as journal:
        assert journal.history == before != locked


async def test_a_start_with_the_keyring_open_gives_the_phones_of_a_locked_run_their_index(home: Home) -> None:
    with home.opened():
        pass
    home.keyring.locked = True
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
        await journal.decide(arrive(share(2, phone=None)))
    home.keyring.locked = False
    with home.opened() as journal:
        assert by_phone(journal, PHONE) == [1001]


async def test_the_key_of_another_directory_opens_nothing(home: Home, expect_log: ExpectLog) -> None:
    expect_log("belongs to another data directory")
    with home.opened() as journal:
        await journal.decide(arrive(share()))
    home.keyring.key = home.keyring.key[::-1]
    with home.opened() as journal:
        assert journal.locked
