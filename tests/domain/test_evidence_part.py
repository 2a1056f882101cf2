"""A part of the chain: every row of the incident stands in it, in its place, unchanged."""

import msgspec
import pytest

from app.domain.evidence import (
    ChainHead,
    ChainIdentity,
    ChainLinks,
    ChainPart,
    Other,
    contents,
    flaw,
    genesis,
    link,
    own_rows,
)

IDENTITY = ChainIdentity(journal="j", environment="simulator", hosts=("loopback",), created_at=1)
INCIDENTS = (1001, 1002, 1001, None, 1001)


def row(seq: int, incident: int | None) -> ChainLinks:
    return ChainLinks(
        seq=seq,
        at=seq,
        kind="NoteAdded",
        version=1,
        incident=incident,
        operator="ANNA",
        command_id=None,
        body_sha256=bytes([seq]) * 32,
    )


def chain(begin: int = 0) -> ChainPart:
    digest, start, rows = genesis(IDENTITY), ChainHead(seq=0, digest=genesis(IDENTITY)), []
    for seq, incident in enumerate(INCIDENTS, 1):
        one = row(seq, incident)
        digest = link(digest, one)
        if seq <= begin:
            start = ChainHead(seq=seq, digest=digest)
        else:
            rows.append(one if incident == 1001 else Other(incident, contents(one)))
    return ChainPart(identity=IDENTITY, start=start, rows=tuple(rows), end=ChainHead(seq=5, digest=digest))


PART = chain()


def with_row(place: int, fresh: ChainLinks | Other) -> ChainPart:
    rows = list(PART.rows)
    rows[place] = fresh
    return msgspec.structs.replace(PART, rows=tuple(rows))


@pytest.mark.parametrize("begin", [0, 2])
def test_a_true_part_has_no_flaw(begin: int) -> None:
    assert flaw(chain(begin), 1001) is None


def test_only_the_incident_is_shown_whole() -> None:
    assert [one.seq for one in own_rows(PART)] == [1, 3, 5]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (with_row(0, msgspec.structs.replace(row(1, 1001), operator="BEN")), "does not lead"),
        (with_row(2, Other(1001, contents(row(3, 1001)))), "hides event 3"),
        (with_row(2, Other(1002, contents(row(3, 1001)))), "does not lead"),
        (with_row(1, row(2, 1002)), "another incident"),
        (with_row(2, row(4, 1001)), "in the place of event 3"),
        (msgspec.structs.replace(PART, rows=PART.rows[:2] + PART.rows[3:]), "in the place of"),
        (msgspec.structs.replace(PART, rows=PART.rows[:-1]), "does not lead"),
        (msgspec.structs.replace(PART, end=ChainHead(seq=5, digest=bytes(32))), "does not lead"),
        (
            msgspec.structs.replace(PART, identity=msgspec.structs.replace(IDENTITY, environment="production")),
            "begin with the journal",
        ),
    ],
)
def test_every_other_part_has_one(part: ChainPart, words: str) -> None:
    assert words in (flaw(part, 1001) or "")
