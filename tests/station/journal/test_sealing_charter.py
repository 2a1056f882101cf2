"""The charter: one environment, its hosts and its public key, for ever."""

import collections.abc

import msgspec
import pytest

from app.station.journal import sealing
from app.station.journal.base import JournalRefusedError
from app.station.journal.sealing import new_private_key, public_key
from tests.station.journal.made import Home

ExpectLog = collections.abc.Callable[[str], None]


def test_the_first_start_writes_it_and_later_ones_need_no_key(home: Home) -> None:
    with pytest.raises(JournalRefusedError, match="WATCHFLOOR_SEAL_KEY"):
        sealing.establish(home.place, None)
    assert sealing.read(home.place.folder) is None
    made = sealing.establish(home.place, home.keyring.key)
    assert sealing.establish(home.place, None) == made
    assert sealing.read(home.place.folder) == made
    assert made.public_key == public_key(home.keyring.key)


def test_another_environment_is_refused_in_a_sentence(home: Home) -> None:
    sealing.establish(home.place, home.keyring.key)
    place = msgspec.structs.replace(home.place, environment="production")
    with pytest.raises(JournalRefusedError, match="made for simulator, not for production"):
        sealing.establish(place, home.keyring.key)


def test_another_host_is_refused_and_fewer_are_not(home: Home) -> None:
    place = msgspec.structs.replace(home.place, hosts=("a.example", "b.example"))
    sealing.establish(place, home.keyring.key)
    sealing.establish(msgspec.structs.replace(place, hosts=("b.example",)), None)
    with pytest.raises(JournalRefusedError, match=r"may call a\.example, b\.example, not c\.example"):
        sealing.establish(msgspec.structs.replace(place, hosts=("c.example",)), None)


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"{}", b'{"environment": "simulator", "hosts": [], "public_key": "AAAA"}']
)
def test_a_damaged_one_is_refused_and_left_alone(home: Home, content: bytes) -> None:
    file = home.place.folder / sealing.FILE_NAME
    file.write_bytes(content)
    with pytest.raises(JournalRefusedError, match="is damaged"):
        sealing.establish(home.place, home.keyring.key)
    assert file.read_bytes() == content


def test_another_pairs_private_key_counts_as_none(expect_log: ExpectLog) -> None:
    expect_log("belongs to another data directory")
    private = new_private_key()
    assert not sealing.owner_of(public_key(private), private).locked
    assert sealing.owner_of(public_key(private), None).locked
    assert sealing.owner_of(public_key(private), new_private_key()).locked
