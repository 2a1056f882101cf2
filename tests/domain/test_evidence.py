"""The chain: different rows never write the same bytes."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import ChainIdentity, ChainLinks, contents, genesis, joined, link

INTEGERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=5)
ROWS = st.builds(
    ChainLinks,
    seq=INTEGERS,
    at=INTEGERS,
    kind=TEXTS,
    version=INTEGERS,
    incident=st.none() | INTEGERS,
    operator=st.none() | TEXTS,
    command_id=st.none() | TEXTS,
    body_sha256=st.binary(max_size=3),
)


@given(ROWS, ROWS)
def test_different_rows_have_different_links(one: ChainLinks, other: ChainLinks) -> None:
    assert (link(bytes(32), one) == link(bytes(32), other)) == (one == other)


@given(ROWS, st.binary(max_size=3))
def test_text_cannot_move_between_neighbouring_columns(row: ChainLinks, body_sha256: bytes) -> None:
    left = msgspec.structs.replace(row, operator="ab", command_id="c", body_sha256=body_sha256)
    right = msgspec.structs.replace(row, operator="a", command_id="bc", body_sha256=body_sha256)
    assert link(bytes(32), left) != link(bytes(32), right)


def test_the_chain_begins_with_the_journal_itself() -> None:
    identity = ChainIdentity(journal="j", environment="simulator", hosts=("a",), created_at=1)
    others = [
        msgspec.structs.replace(identity, journal="k"),
        msgspec.structs.replace(identity, environment="production"),
        msgspec.structs.replace(identity, hosts=("a", "b")),
        msgspec.structs.replace(identity, created_at=2),
    ]
    assert len({genesis(one) for one in [identity, *others]}) == 5


@given(ROWS, st.binary(min_size=32, max_size=32))
def test_a_row_can_be_shown_by_incident_and_digest_alone(row: ChainLinks, before: bytes) -> None:
    assert joined(before, row.incident, contents(row)) == link(before, row)
