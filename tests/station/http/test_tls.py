"""TLS of the station's own: what is read, what is refused, what is taken over while it runs."""

import collections.abc
import pathlib
import ssl
import time

import pytest

from app.core.errors import Exit, RefusedError
from app.station.http.tls import Certificate
from tests import certificates

DAY_MS = 24 * 60 * 60 * 1000


def test_a_pair_is_read_with_its_end(tmp_path: pathlib.Path) -> None:
    held = Certificate(*certificates.make(tmp_path, days=30))
    assert held.context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert abs(held.expires_at - time.time_ns() // 1_000_000 - 30 * DAY_MS) < DAY_MS
    held.look()
    assert held.problem == ""


def test_a_pair_that_is_none_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "other").mkdir()
    chain, _ = certificates.make(tmp_path)
    _, foreign = certificates.make(tmp_path / "other")
    for wrong in (foreign, tmp_path / "absent.pem"):
        with pytest.raises(RefusedError, match="Correct tls_certificate") as refused:
            Certificate(chain, wrong)
        assert refused.value.code is Exit.SETTINGS


def test_a_renewed_pair_is_taken_over(tmp_path: pathlib.Path) -> None:
    held = Certificate(*certificates.make(tmp_path, days=3))
    before = held.expires_at
    certificates.make(tmp_path, name="renewed.watchfloor.test", days=90)
    held.look()
    assert held.expires_at - before > 80 * DAY_MS


def test_half_a_renewal_leaves_the_old_one_in_force(
    tmp_path: pathlib.Path, caplog: pytest.LogCaptureFixture, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("can't be used")
    chain, key = certificates.make(tmp_path)
    held = Certificate(chain, key)
    before, good = held.expires_at, key.read_bytes()
    key.write_bytes(b"half a key")
    held.look()
    held.look()
    assert "the one before is in force" in held.problem
    assert held.expires_at == before
    assert sum("can't be used" in line for line in caplog.messages) == 1
    key.write_bytes(good)
    held.look()
    assert held.problem == ""
