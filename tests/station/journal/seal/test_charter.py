"""The charter: one environment, its hosts and its public key, for ever."""

import collections.abc

import msgspec
import pytest

from app.station.journal.errors import JournalRefusedError
from app.station.journal.seal import charter
from app.station.journal.seal.sealing import new_private_key, public_key
from tests.station.journal.made import Home

ExpectLog = collections.abc.Callable[[str], None]


def test_the_first_start_writes_it_and_later_ones_need_no_key(home: Home) -> None:
    with pytest.raises(JournalRefusedError, match="WATCHFLOOR_SEAL_KEY"):
        charter.establish(home.place, None)
    assert charter.read(home.place.folder) is None
    made = charter.establish(home.place, home.keyring.key)
    assert charter.establish(home.place, None) == made
    assert charter.read(home.place.folder) == made
    assert made.public_key == public_key(home.keyring.key)


def test_another_environment_is_refused_in_a_sentence(home: Home) -> None:
    charter.establish(home.place, home.keyring.key)
    place = msgspec.structs.replace(home.place, environment="production")
    with pytest.raises(JournalRefusedError, match="made for simulator, not for production"):
        charter.establish(place, home.keyring.key)


def test_another_host_is_refused_and_fewer_are_not(home: Home) -> None:
    place = msgspec.structs.replace(home.place, hosts=("a.example", "b.example"))
    charter.establish(place, home.keyring.key)
    charter.establish(msgspec.structs.replace(place, hosts=("b.example",)), None)
    with pytest.raises(JournalRefusedError, match=r"may call a\.example, b\.example, not c\.example"):
        charter.establish(msgspec.structs.replace(place, hosts=("c.example",)), None)


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"{}", b'{"environment": "simulator", "hosts": [], "public_key": "AAAA"}']
)
def test_a_damaged_one_is_refused_and_left_alone(home: Home, content: bytes) -> None:
    file = home.place.folder / charter.FILE_NAME
    file.write_bytes(content)
    with pytest.raises(JournalRefusedError, match="is damaged"):
        charter.establish(home.place, home.keyring.key)
    assert file.read_bytes() == content


def test_another_pairs_private_key_counts_as_none(expect_log: ExpectLog) -> None:
    expect_log("belongs to another data directory")
    private = new_private_key()
    assert not charter.owner_of(public_key(private), private).locked
    assert charter.owner_of(public_key(private), None).locked
    assert charter.owner_of(public_key(private), new_private_key()).locked
