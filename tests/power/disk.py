"""A recorded disk, and what a power loss at any moment could have left of it.

What a completed sync covers is there. Of the rest the disk may have kept nothing, whole writes, or torn sectors.
File names (create, rename, unlink) count as durable at once: what a file system promises after its directory is
synced, and the one thing this model does not take away.
"""

import collections
import enum
import pathlib
import random
import struct
import typing

HEADER = struct.Struct("=IIQQQQ")
SECTOR = 512
WRITE, TRUNCATE, SYNC, UNLINK, RENAME = 1, 2, 3, 4, 5


class Left(enum.Enum):
    """What the disk kept of writes that no sync covers."""

    NONE = "none"
    TORN = "torn sectors"
    ALL = "all"


class Entry(typing.NamedTuple):
    """One recorded call; times are CLOCK_MONOTONIC nanoseconds."""

    op: int
    path: str
    started: int
    ended: int
    offset: int
    data: bytes


def read_log(log: pathlib.Path) -> list[Entry]:
    """All entries in the order in which their calls returned; a cut last entry is left out."""
    raw = memoryview(log.read_bytes())
    entries = []
    at = 0
    while at + HEADER.size <= len(raw):
        op, path_length, started, ended, offset, length = HEADER.unpack_from(raw, at)
        at += HEADER.size
        path = bytes(raw[at : at + path_length]).decode()
        at += path_length
        size = length if op in (WRITE, RENAME) else 0
        if at + size > len(raw):
            break
        entries.append(Entry(op, path, started, ended, offset, bytes(raw[at : at + size])))
        at += size
    return entries


def after_power_loss(entries: list[Entry], moment: int, left: Left, chance: random.Random) -> dict[str, bytes]:
    """The files, by recorded path, as they could be when the power went at ``moment``."""
    happened = [entry for entry in entries if entry.started <= moment]
    covered = _covered(happened, moment)
    files: dict[str, bytearray] = collections.defaultdict(bytearray)
    for index, entry in enumerate(happened):
        if entry.op == UNLINK:
            files.pop(entry.path, None)
        elif entry.op == RENAME:
            files[entry.data.decode()] = files.pop(entry.path, bytearray())
        elif entry.op == TRUNCATE and (index in covered or left is not Left.NONE):
            _truncate(files[entry.path], entry.offset)
        elif entry.op == WRITE:
            kept = Left.ALL if index in covered else left
            _write(files[entry.path], entry, kept, chance)
    return {path: bytes(content) for path, content in files.items()}


def _covered(happened: list[Entry], moment: int) -> set[int]:
    """Indices of entries that ended before a sync of the same file began, which itself ended by ``moment``."""
    covered: set[int] = set()
    waiting: dict[str, list[int]] = collections.defaultdict(list)
    for index, entry in enumerate(happened):
        if entry.op in (WRITE, TRUNCATE):
            waiting[entry.path].append(index)
        elif entry.op == RENAME:
            waiting[entry.data.decode()] = waiting.pop(entry.path, [])
        elif entry.op == SYNC and entry.ended <= moment:
            done = [one for one in waiting[entry.path] if happened[one].ended <= entry.started]
            covered.update(done)
            waiting[entry.path] = [one for one in waiting[entry.path] if happened[one].ended > entry.started]
    return covered


def _truncate(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _write(content: bytearray, entry: Entry, kept: Left, chance: random.Random) -> None:
    if kept is Left.NONE:
        return
    step = len(entry.data) if kept is Left.ALL else SECTOR
    for start in range(0, len(entry.data), max(step, 1)):
        if kept is Left.TORN and chance.random() < 1 / 2:
            continue
        piece = entry.data[start : start + step]
        at = entry.offset + start
        if len(content) < at:
            content.extend(bytes(at - len(content)))
        content[at : at + len(piece)] = piece
