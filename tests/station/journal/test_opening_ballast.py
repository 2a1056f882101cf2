"""The ballast: aboard when there is room, given up when there is none."""

import collections.abc
import errno
import os
import pathlib

import pytest

from app.station.journal.opening import Ballast

MIB = 1024 * 1024
ExpectLog = collections.abc.Callable[[str], None]


def test_it_grows_in_pieces_and_is_given_up_once(tmp_path: pathlib.Path, expect_log: ExpectLog) -> None:
    expect_log("The ballast was given up")
    ballast = Ballast(tmp_path / "ballast", size=5 * MIB // 2)
    assert [ballast.take_some() for _ in range(4)] == [True, True, False, False]
    assert ballast.aboard
    assert (tmp_path / "ballast").stat().st_size == 5 * MIB // 2
    assert ballast.give_up()
    assert not ballast.give_up()
    assert not (tmp_path / "ballast").exists()


def test_it_is_not_taken_from_a_disk_that_is_nearly_full(tmp_path: pathlib.Path) -> None:
    assert not Ballast(tmp_path / "ballast", size=2**62).take_some()
    assert not (tmp_path / "ballast").exists()


def test_a_disk_that_fills_meanwhile_gets_its_room_back(
    tmp_path: pathlib.Path, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("could not be written")
    expect_log("The ballast was given up")
    ballast = Ballast(tmp_path / "ballast", size=2 * MIB)
    assert ballast.take_some()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not ballast.take_some()
    assert not (tmp_path / "ballast").exists()
